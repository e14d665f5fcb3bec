// compile, fit, evaluate, predict: what is checked before anything runs.
import * as tf from '@tensorflow/tfjs';
import {
  input,
  layers,
  loadModel,
  losses,
  metrics,
  model,
  sequential,
  type History,
  type Model,
  type Tensor,
} from 'shapewright';

const { dense, flatten } = layers;
const mlp = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]);
const trainable = mlp.compile({
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy', metrics.binaryAccuracy({ name: 'yes' })],
});
const x = { values: new Float32Array(10 * 784), shape: [10, 28, 28] } as const;
const y = new Uint8Array(10);

const validated = await trainable.fit(x, y, { epochs: 5, validationSplit: 0.2 });
const seen: History<'loss' | 'accuracy' | 'yes' | 'val_loss' | 'val_accuracy' | 'val_yes'> = validated;
const plain = await trainable.fit(x, [1, 2, 3]);
const lossOnly = await sequential([3], [dense(1)])
  .compile({ loss: 'mse' })
  .fit([[1, 2, 3]], [[1]]);
const losses1: number[] = lossOnly.history.loss;
const found: { readonly loss: number; readonly accuracy: number; readonly yes: number } =
  await trainable.evaluate(x, y);
const list: number[] = await trainable.evaluate(x, y, { returnList: true });
const predicted: [number, 10] = (await trainable.predict(x)).shape;
const loose: Tensor = await trainable.predict(x);
await mlp.predict(tf.zeros([1, 28, 28]));
await trainable.fit(tf.zeros([1, 28, 28]) as tf.Tensor3D, tf.tensor1d([1]));
const emitted: tf.LayersModel = mlp.toLayersModel();
const stream = tf.data.array([1]).map(() => ({ xs: tf.zeros([1, 28, 28]), ys: tf.zeros([1]) }));
await trainable.fit(stream, { epochs: 2 });
await sequential([3], [dense(1)])
  .compile({ loss: 'mse' })
  .fit([[1, 2, 3]], [1]);
const a = input([3]);
const b = input([4]);
const two = model({ inputs: { a, b }, outputs: { c: a.dense(2), d: b.dense(1) } });
const both = two.compile({
  loss: { c: 'sparse_categorical_crossentropy', d: 'mse' },
  metrics: { d: ['mae'] },
});
const run = await both.fit({ a: [[1, 2, 3]], b: [[1, 2, 3, 4]] }, { c: [1], d: [[2]] });
const named: number[][] = [run.history.loss, run.history.c_loss, run.history.d_loss, run.history.d_mae];
const alone = await model({ inputs: { a }, outputs: { c: a.dense(2) } })
  .compile({ loss: { c: 'mse' }, metrics: { c: ['mae'] } })
  .fit({ a: [[1, 2, 3]] }, { c: [[1, 2]] });
const unprefixed: number[][] = [alone.history.loss, alone.history.mae];
const twice = await sequential([3], [dense(1)])
  .compile({ loss: 'mse', metrics: ['mae', 'mae', 'mse', 'mae'] })
  .fit([[1, 2, 3]], [[1]]);
const numbered: number[][] = [twice.history.mae, twice.history.mae_1, twice.history.mae_2];
declare const perSample: Tensor;
const own = sequential([4], [dense(3)]).compile({
  loss: losses.custom((yTrue, yPred) => (void [yTrue, yPred], perSample), { labels: [null] }),
  metrics: [
    metrics.custom(() => perSample, { name: 'off' }),
    () => perSample,
    'meanAbsoluteError',
    'binary_crossentropy',
  ],
});
const ownRun = await own.fit([[1, 2, 3, 4]], [2]);
const ownNumbers: number[][] = [
  ownRun.history.loss,
  ownRun.history.off,
  ownRun.history.mean_absolute_error,
  ownRun.history.binary_crossentropy,
];
const typed = (yTrue: Tensor<[null]>, yPred: Tensor<[null, 3]>): Tensor => (void [yTrue, yPred], perSample);
const typedLoss = sequential([4], [dense(3)]).compile({ loss: typed });
await typedLoss.fit([[1, 2, 3, 4]], [2]);
const anyLabels = sequential([4], [dense(3)]).compile({
  loss: (yTrue, yPred) => (void [yTrue, yPred], perSample),
});
await anyLabels.fit([[1, 2, 3, 4]], [2]);
await anyLabels.fit([[1, 2, 3, 4]], [[1, 2, 3]]);
const tfLoss = sequential([4], [dense(3)]).compile({
  loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.sub(yTrue, yPred),
});
await tfLoss.fit([[1, 2, 3, 4]], [2]);
const loaded: Model<[null, 28, 28], [null, 10]> = await loadModel('x', { input: [28, 28], output: [10] });
void [loose, seen, losses1, found, list, predicted, emitted, named, loaded, unprefixed, numbered, ownNumbers];

mlp.fit(x, y); // error
await own.fit([[1, 2, 3, 4]], [[2, 1]]); // error
await typedLoss.fit([[1, 2, 3, 4]], [[2, 1]]); // error
ownRun.history.metric; // error
losses.custom(() => 3); // error
alone.history.c_mae; // error
twice.history.precision; // error
plain.history.val_accuracy; // error
validated.history.precision; // error
mlp.compile({ loss: 'mse2' }); // error
mlp.compile({ loss: 'mse', metric: ['accuracy'] }); // error
sequential([4], [dense(1)]).compile({ loss: 'sparse_categorical_crossentropy' }); // error
sequential([4], [dense(1)]).compile({ loss: losses.categoricalCrossentropy() }); // error
losses.binaryCrossentropy({ fromLogit: true }); // error
await trainable.fit([[1, 2]], [1]); // error
await trainable.fit(x, [[1, 2]]); // error
await trainable.fit(tf.zeros([1, 28]) as tf.Tensor2D, [1]); // error
await trainable.fit({ values: new Float32Array(3), shape: [3, 28, 27] } as const, [1]); // error
await trainable.fit(x, y, { epoch: 3 }); // error
await trainable.fit(x, y, { epochs: '3' }); // error
await trainable.evaluate([[1, 2]], y); // error
await trainable.predict([[1, 2]]); // error
await both.fit({ a: [[1, 2, 3]], b: [1] }, { c: [1], d: [[2]] }); // error
two.compile({ loss: { c: 'mse', d: 'sparseCategoricalCrossentropy' } }); // error
const tenClasses = sequential([4], [dense(10)]);
const sparse = tenClasses.compile({ loss: 'sparse_categorical_crossentropy' });
tenClasses.compile({ loss: (yTrue, yPred) => (yTrue.shape[0] > 1 ? yTrue : yPred) });
two.compile({ loss: { c: (yTrue, yPred) => (yTrue.shape[0] > 1 ? yTrue : yPred), d: 'mse' } });
const oneHot = tenClasses.compile({ loss: losses.categoricalCrossentropy() });
const squared = tenClasses.compile({ loss: 'mse' });
const row = [[1, 2, 3, 4]];
const hot = { values: new Float32Array(600), shape: [60, 10] } as const;
await sparse.fit(row, hot); // error
await oneHot.fit(row, [3]); // error
await squared.fit(row, [3]); // error
await sparse.fit(row, { values: new Float32Array(660), shape: [60, 11] } as const); // error
await sparse.evaluate(row, hot); // error
await both.fit({ a: [[1, 2, 3]], b: [[1, 2, 3, 4]] }, { c: [[0, 1]], d: [[2]] }); // error
await tenClasses.evaluate(row, [1]); // error
tenClasses.compile({ loss: 'crossentropy' }); // error
tenClasses.compile({ loss: 'wasserstein' }); // error
tenClasses.compile({ loss: 'mse', metrics: ['auroc'] }); // error
tenClasses.compile({ loss: 'mse', metrics: ['acuracy'] }); // error
tenClasses.compile({ loss: 'mse', optimizer: 'adm' }); // error
two.compile({ loss: { c: 'mse', d: 'crossentropy' } }); // error
two.compile({ loss: 'mse', metrics: { c: ['acurracy'] } }); // error
const untrained = await tenClasses.fit(row, [3]); // error
const lines: number[] | undefined = untrained.history['loss'];
void lines;

// what compile gave is compiled again: it knows the shapes of its model
const tuned = trainable.compile({ loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
const tunedLogs: { readonly loss: number; readonly accuracy: number } = await tuned.evaluate(x, y);
const [firstLayer, parameters]: [{ trainable: boolean }, number] = [tuned.getLayer(0), tuned.countParams()];
for (const layer of tuned.layers) layer.trainable = false;
await tuned.fit(x, [[1, 0]]); // error
trainable.compile({ loss: 'mean_squared' }); // error
