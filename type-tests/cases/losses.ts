// Losses: which labels each takes for an output, by its name and as an instance.
import { input, layers, losses, sequential } from 'shapewright';

const image = input([3, 28, 28]).toModel();
const one = sequential([4], [layers.dense(1)]);
const five = sequential([4], [layers.dense(5)]);
const steps = sequential([20, 4], [layers.dense(5)]);
const x = [[1, 2, 3, 4]];

// every name, Keras's and ours
for (const loss of [
  'mse',
  'MAE',
  'mape',
  'mean_squared_logarithmic_error',
  'cosineSimilarity',
  'huber',
  'log_cosh',
  'kld',
  'poisson',
  'bce',
  'binary_focal_crossentropy',
  'hinge',
  'squaredHinge',
  'categorical_hinge',
  'dice',
  'tversky',
] as const)
  void five.compile({ loss });
await one.compile({ loss: losses.huber({ delta: 2, reduction: 'sum' }) }).fit(x, [[1]]);
await five.compile({ loss: losses.categoricalFocalCrossentropy({ alpha: 1 }) }).fit(x, [[1, 0, 0, 0, 0]]);
await five.compile({ loss: losses.categoricalGeneralizedCrossEntropy({ q: 0.7 }) }).fit(x, [3]);
await five.compile({ loss: losses.circle() }).fit(x, [3]);
await steps.compile({ loss: 'ctc' }).fit([[x[0]!]], [[1, 2, 0]]);
await image.compile({ loss: losses.sparseCategoricalCrossentropy({ axis: 1 }) }).fit([[[[1]]]], [[[1]]]);
await image.compile({ loss: losses.categoricalCrossentropy({ axis: -3 }) }).fit([[[[1]]]], [[[[1]]]]);

await image.compile({ loss: losses.sparseCategoricalCrossentropy({ axis: 1 }) }).fit([[[[1]]]], [[[[1]]]]); // error
image.compile({ loss: losses.categoricalCrossentropy({ axis: 7 }) }); // error
image.compile({ loss: losses.categoricalFocalCrossentropy({ axis: 0 }) }); // error
one.compile({ loss: 'categorical_focal_crossentropy' }); // error
one.compile({ loss: losses.categoricalGeneralizedCrossEntropy() }); // error
one.compile({ loss: 'hingee' }); // error
five.compile({ loss: 'SparseCategoricalCrossentropy' });
one.compile({ loss: 'SparseCategoricalCrossentropy' }); // error
one.compile({ loss: 'Meansquarederror' }); // error
image.compile({ loss: 'circle' }); // error
image.compile({ loss: losses.ctc() }); // error
await five.compile({ loss: 'circle' }).fit(x, [[1]]); // error
await steps.compile({ loss: 'ctc' }).fit([[x[0]!]], [[[1, 2, 0]]]); // error
await five.compile({ loss: 'categorical_hinge' }).fit(x, [1]); // error
losses.huber({ reduction: 'all' }); // error
losses.dice({ axes: [1] }); // error
