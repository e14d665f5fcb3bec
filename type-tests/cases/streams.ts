// Batches that come one by one, and weights: held against the model's shapes as samples are.
import * as tf from '@tensorflow/tfjs';
import { input, layers, model, sequential, setSeed, type Sequence, type TrainingBatch } from 'shapewright';

const { dense } = layers;
const net = sequential([3], [dense(4), dense(2)]).compile({
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
  weightedMetrics: ['accuracy', 'accuracy', 'accuracy', 'sparse_categorical_accuracy'],
});
const rows = { values: new Float32Array(12), shape: [4, 3] } as const;
const wide = { values: new Float32Array(12), shape: [3, 4] } as const;
const labels = [0, 1, 1, 0];
const hot = { values: new Float32Array(8), shape: [4, 2] } as const;

class Photos implements Sequence<TrainingBatch<typeof rows, number[]>> {
  readonly length = 3;
  at(index: number) {
    return Promise.resolve({ xs: rows, ys: labels, sampleWeight: [index, 1, 1, 1] });
  }
}
function* batches() {
  yield { xs: rows, ys: labels };
}
async function* slow() {
  yield { xs: tf.zeros([4, 3]), ys: labels };
}
function* misfits() {
  yield { xs: wide, ys: labels };
}
async function* mislabels() {
  yield { xs: rows, ys: [[1, 2]] };
}
function* bare() {
  yield rows;
}
function* bareRows() {
  yield { xs: rows };
}
const run = await net.fit(new Photos(), { epochs: 2, validationData: batches, validationFreq: [1, 5] });
const names: number[][] = [
  run.history.val_accuracy,
  run.history.weighted_accuracy,
  run.history.val_weighted_accuracy_1,
  run.history.weighted_accuracy_2,
  run.history.sparse_categorical_accuracy,
];
await net.fit(batches(), { stepsPerEpoch: 2, signal: new AbortController().signal });
await net.fit(slow, {});
const found: number = (await net.evaluate(slow(), { steps: 3 })).weighted_accuracy;
const out: [number, 2] = (await net.predict(batches)).shape;
await net.predict(bareRows);
const a = input([3]);
const two = model({ inputs: { a, b: input([2]) }, outputs: { c: a.dense(1), d: a.dense(2) } }).compile({
  loss: 'mse',
  metrics: { d: ['mae'] },
  weightedMetrics: { c: ['mae'], d: ['mae'] },
});
function* pairs() {
  yield { xs: { a: rows, b: [[1, 2]] }, ys: { c: [1], d: [[1, 2]] }, sampleWeight: { c: [1] } };
}
function* widePairs() {
  yield { xs: { a: wide, b: [[1, 2]] }, ys: { c: [1], d: [[1, 2]] } };
}
function* lonely() {
  yield { xs: { a: rows }, ys: { c: [1], d: [[1, 2]] } };
}
const named = await two.fit(pairs, { epochs: 2 });
const several: number[][] = [named.history.c_mae, named.history.d_mae, named.history.d_weighted_mae];
await two.evaluate({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] }, { sampleWeight: { d: [1] } });
const listed = model({ inputs: [a], outputs: [a.dense(1), a.dense(2)] }).compile({ loss: ['mse', 'mse'] });
await listed.fit([[[1, 2, 3]]], [[1], [[1, 2]]], { sampleWeight: [[1], new Float32Array(1)] });
two.model.compile({ loss: 'mse', metrics: { c: ['mae'] }, lossWeights: { c: 2 } });
listed.model.compile({ loss: 'mse', metrics: ['mae', ['mse']], lossWeights: [1, 0.5] });
declare const byAnyName: { readonly [output: string]: readonly number[] };
await two.evaluate({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] }, { sampleWeight: byAnyName });
const trained: { readonly loss: number; readonly weighted_accuracy_1: number } = await net.trainOnBatch(
  rows,
  labels,
  { classWeight: { 1: 2 } },
);
const tested: number[] = await net.testOnBatch(rows, labels, {
  sampleWeight: [1, 1, 1, 0],
  returnList: true,
});
const one: [number, 2] = (await net.predictOnBatch(rows)).shape;
const metricsNames: readonly (
  'loss' | 'accuracy' | `weighted_accuracy${'' | '_1' | '_2'}` | 'sparse_categorical_accuracy'
)[] = net.metricsNames;
await two.trainOnBatch({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] });
setSeed(42);
void [names, found, out, several, trained, tested, one, metricsNames];

await net.fit(misfits, { epochs: 2 }); // error
await net.fit(misfits(), { epochs: 2 }); // error
await net.evaluate(mislabels, {}); // error
await net.predict(misfits); // error
await net.fit(bare, {}); // error
await net.fit(batches, { epoch: 2 }); // error
await net.fit(batches, { validationFreq: '2' }); // error
await net.fit(batches, { signal: 'stop' }); // error
await net.fit(rows, labels, { sampleWeight: 'all' }); // error
named.history.d_weighted_mae_1; // error
named.history.c_weighted_mae; // error
await two.fit(widePairs, {}); // error
await two.fit(lonely, {}); // error
net.model.compile({ loss: 'mse', weightedMetrics: ['acuracy'] }); // error
await net.trainOnBatch(wide, labels); // error
await net.testOnBatch(rows, hot); // error
await net.trainOnBatch(rows, labels, { epochs: 2 }); // error
trained.accuracy; // error
setSeed('42'); // error
// a name that no output has
two.model.compile({ loss: 'mse', metrics: { c: ['mae'], e: ['mse'] } }); // error
two.model.compile({ loss: { c: 'mse', d: 'mae' }, weightedMetrics: { d: ['mae'], cc: ['mae'] } }); // error
two.model.compile({ loss: { c: 'mse', d: 'mae', e: 'mse' } }); // error
two.model.compile({ loss: 'mse', lossWeights: { c: 1, dd: 2 } }); // error
two.model.compile({ loss: 'mse', lossWeights: 2 }); // error
listed.model.compile({ loss: 'mse', lossWeights: [1] }); // error
await two.fit({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] }, { sampleWeight: { c: [1], e: [1] } }); // error
await two.evaluate({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] }, { sampleWeight: { dd: [1] } }); // error
await two.trainOnBatch({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] }, { sampleWeight: { cc: [1] } }); // error
await two.testOnBatch({ a: rows, b: [[1, 2]] }, { c: [1], d: [[1, 2]] }, { sampleWeight: { cc: [1] } }); // error
