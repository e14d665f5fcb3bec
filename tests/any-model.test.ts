// Functions over any model, and layers taken out of one.
import { expect, test } from 'vitest';
import { input, layers, model, sequential, type ModelOfAnyShape } from 'shapewright';
import './on-cpu.js';

const train = async (any: ModelOfAnyShape, x: unknown, y: unknown): Promise<readonly string[]> => {
  const net = any.compile({ loss: 'mse', metrics: any.outputNames ? {} : ['mae'] });
  const { history } = await net.fit(x, y, { verbose: 0 });
  net.dispose();
  return Object.keys(history);
};

test('one function trains models of any shapes', async () => {
  const [a, b] = [input([2]), input([1])];
  const x = [
    [1, 2],
    [3, 4],
  ];
  expect([...(await train(a.dense(1).toModel(), x, [1, 2]))].sort()).toEqual(['loss', 'mae']);
  expect(await train(sequential([2], [layers.dense(1)]), x, [1, 2])).toContain('mae');
  const named = model({ inputs: { a, b }, outputs: { c: a.dense(1), d: b.dense(1) } });
  const keys = await train(named, { a: x, b: [1, 2] }, { c: [1, 2], d: [3, 4] });
  expect([...keys].sort()).toEqual(['c_loss', 'd_loss', 'loss']);
});

test('a layer taken out of a model is called on another tensor, and shares its weights', () => {
  const first = input([2]).dense(3, { name: 'shared' }).toModel();
  const x = input([2]);
  const second = model({ inputs: x, outputs: first.getLayer('shared').layer(x) });
  expect(second.outputShape).toEqual([null, 3]);
  expect(second.getLayer('shared').layer).toBe(first.getLayer('shared').layer);
});

test('an input that the outputs depend on and that is not given is named', () => {
  const [a, b] = [input([3]), input([4])];
  const given = { inputs: a, outputs: a.concatenate(b) };
  expect(() => model(given as never)).toThrow(
    "the outputs depend on an input [null, 4] that is not among the model's inputs; add it to inputs",
  );
});
