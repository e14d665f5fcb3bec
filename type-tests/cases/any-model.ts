// Functions over any model: every kind fits, without a cast.
import {
  input,
  layers,
  loadModel,
  model,
  sequential,
  type AnyModel,
  type ModelOfAnyShape,
  type TrainableOfAnyShape,
} from 'shapewright';

const { dense, flatten } = layers;
const report = (any: AnyModel): number => {
  any.summary();
  return any.countParams();
};
const train = async (any: ModelOfAnyShape, x: unknown, y: unknown): Promise<number | undefined> => {
  const net = any.compile({ loss: 'mse', metrics: ['mae'] });
  any.summary();
  await any.predict(x);
  const { history } = await net.fit(x, y, { epochs: 2 });
  return history['loss']?.at(-1);
};
const go = async (net: TrainableOfAnyShape, x: unknown, y: unknown): Promise<number | undefined> => {
  await net.fit(x, y);
  return (await net.evaluate(x, y))['loss'];
};

const a = input([3]);
const b = input([4]);
const chain = a.dense(2).toModel();
const list = sequential([28, 28], [flatten(), dense(10)]);
const graph = model({ inputs: { a, b }, outputs: { c: a.dense(2), d: b.dense(1) } });
const lists = model({ inputs: [a, b], outputs: [a.dense(2), b.dense(1)] });
const loaded = await loadModel('x', { input: [28, 28], output: [10] });
for (const each of [report(chain), report(list), report(graph), report(lists), report(loaded)]) void each;
await train(chain, [], []);
await train(list, [], []);
await train(graph, {}, {});
await train(lists, [], []);
await train(loaded, [], []);
await go(chain.compile({ loss: 'mse' }), [], []);
await go(list.compile({ loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] }), [], []);
await go(graph.compile({ loss: 'mse' }), {}, {});
await go(lists.compile({ loss: ['mse', 'mae'] }), [], []);
const models: ModelOfAnyShape[] = [chain, list, graph, lists, loaded];
void [models, dense];
