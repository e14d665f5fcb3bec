// Several inputs and outputs in lists, as Keras has them: through model, calls, compile, fit, evaluate, predict.
import {
  input,
  layers,
  loadModel,
  losses,
  metrics,
  model,
  type History,
  type Model,
  type Shape,
  type SymbolicTensor,
  type Tensor,
} from 'shapewright';

const a = input([3]);
const b = input([4]);
const two = model({ inputs: [a, b], outputs: [a.dense(2), b.dense(1)] });
const typed: Model<[[null, 3], [null, 4]], [[null, 2], [null, 1]]> = two;
const [first, second] = two([input([3]), input([4])]);
const shapes: [SymbolicTensor<[null, 2]>, SymbolicTensor<[null, 1]>] = [first, second];
const ends: SymbolicTensor<[null, 4]> = two.input[1];
const trainable = two.compile({
  loss: ['sparseCategoricalCrossentropy', losses.meanSquaredError()],
  metrics: [['accuracy', 'mse'], metrics.meanAbsoluteError()],
  lossWeights: [1, 0.5],
});
const xa = [[1, 2, 3]];
const xb = { values: new Float32Array(4), shape: [1, 4] } as const;
const run: History<'loss' | `${string}_loss` | `${string}_accuracy`> = await trainable.fit(
  [xa, xb],
  [[1], [[2]]],
  {
    validationSplit: 0.5,
  },
);
const logs: number[][] = [run.history.loss, run.history.dense_loss, run.history.dense_accuracy];
const found: number = (await trainable.evaluate([xa, xb], [[1], [[2]]])).dense_1_mean_absolute_error;
const predicted: readonly [Tensor<[null, 2]>, Tensor<[null, 1]>] = await two.predict([xa, xb]);
two.compile({ loss: 'mse' });
two.compile({ loss: ['mse', 'mae'], metrics: ['mae', ['mse']] });
const mixed = model({ inputs: [a, b], outputs: { c: a.concatenate(b).dense(1), d: b } });
const byName: SymbolicTensor<[null, 1]> = mixed([input([3]), input([4])]).c;
const back: Model<[[null, 3], [null, 4]], [null, 1]> = await loadModel('x', {
  input: [[3], [4]],
  output: [1],
});
const next = model({ inputs: [a, b], outputs: two([a, b])[0].concatenate(two([a, b])[1]) });
void [typed, shapes, ends, logs, found, predicted, byName, back, next];

// what a tensor comes from may not be known, or known in part: then nothing is said
declare const wide: number;
const open = input([wide, 3]);
model({ inputs: open, outputs: open.dense(2) });
model({ inputs: two.input, outputs: two.output });
model({ inputs: [input([null, 3]), open], outputs: [open.dense(2)] });
const again: SymbolicTensor = two.getLayer('dense').layer(input([3]));
void again;

two([input([3]), input([5])]); // error
two([input([3])]); // error
two(input([3])); // error
two.compile({ loss: ['mse', 'sparseCategoricalCrossentropy'] }); // error
two.compile({ loss: ['mse', 'crossentropy'] }); // error
two.compile({ loss: 'mse', metrics: [['acuracy'], []] }); // error
await trainable.fit([xa, [1, 2]], [[1], [[2]]]); // error
await trainable.fit([xa, xb], [[[1, 2]], [[2]]]); // error
await trainable.fit([xa], [[1], [[2]]]); // error
await two.predict([xb, xb]); // error
model({ inputs: [a, b], outputs: 3 }); // error
model({ inputs: a, outputs: a.concatenate(b) }); // error
model({ inputs: [a], outputs: [b.dense(1)] }); // error
model({ inputs: { a }, outputs: { c: a.dense(1), d: b.dense(1) } }); // error
model({ inputs: a, outputs: {} }); // error
model({ inputs: [a], outputs: [] }); // error

// a layer's shapes, where they are said: the tensor goes on typed
const known = two.getLayer('dense', { input: [3], output: [2] });
const [knownIn, knownOut]: [[null, 3], [null, 2]] = [known.input.shape, known.output.shape];
const onward: [null, 5] = known.output.dense(5).shape;
const unsaid: Shape = two.getLayer(0).output.shape;
known.output.conv1d(3, 3); // error
