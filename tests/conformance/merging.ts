// Tensors put together, on every backend.
import { input, layers, model, type AnyModel } from 'shapewright';
import { merge, type Case } from './case.js';

const ofThree = (name: 'multiply' | 'average' | 'maximum' | 'minimum') =>
  merge(name, () => {
    const x = input([6]);
    const together = x.dense(4)[name]([x.dense(4, { activation: 'tanh' }), x.dense(1)]);
    return model({ inputs: x, outputs: together.dense(1) }) as unknown as AnyModel;
  });

const ofTwo = (name: string, make: (x: ReturnType<typeof start>) => unknown) =>
  merge(name, () => {
    const x = start();
    const end = layers.dense(1)(layers.flatten()(make(x) as never) as never);
    return model({ inputs: x, outputs: end as never }) as unknown as AnyModel;
  });
const start = () => input([6]);

export const merging: readonly Case[] = [
  ofThree('multiply'),
  ofThree('average'),
  ofThree('maximum'),
  ofThree('minimum'),
  ofTwo('subtract', (x) => x.dense(4).subtract(x.dense(4, { activation: 'tanh' }))),
  ofTwo('subtract, broadcast', (x) => x.dense(4).reshape([2, 2]).subtract(x.dense(2))),
  ofTwo('dot of rows', (x) => x.dense(4).dot(x.dense(4), { normalize: true })),
  ofTwo('dot of steps', (x) =>
    x
      .dense(6)
      .reshape([2, 3])
      .dot(x.dense(12).reshape([3, 4]), { axes: [2, 1] }),
  ),
  ofTwo('dot of images', (x) =>
    x
      .dense(8)
      .reshape([2, 2, 2])
      .dot(x.dense(4).reshape([2, 2]), { axes: [3, 1], normalize: true }),
  ),
];
