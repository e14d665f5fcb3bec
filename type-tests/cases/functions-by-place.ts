// Options by place where losses, metrics, schedules and compile take an object, as Keras has them by place: one error at
// the first, which names the form. Each function that takes nothing but options has its line (tests/by-place.test.ts).
import {
  defineModel,
  input,
  layers,
  losses,
  metrics,
  schedules,
  sequential,
  type LiveTensor,
  type ModelOfAnyShape,
} from 'shapewright';

const net = sequential([4], [layers.dense(2)]);
net.compile('adam', 'mse'); // error
net.compile('adam'); // error
net.compile('adam', { loss: 'mse' }); // error
net.compile({ loss: 'mse' }, ['accuracy']); // error
net.compile({ loss: 'mse' }).compile('sgd', 'mae'); // error
net.compile({ optimizer: 'adam', loss: 'mse', metrics: ['accuracy'] });

// one of any shape, and one whose step is its own
const any: ModelOfAnyShape = net;
any.compile('adam', 'mse'); // error
declare const scalar: LiveTensor & { readonly rankType: 'R0' };
const own = defineModel({
  name: 'own',
  inputs: input([4]),
  outputs: [2],
  parts: { net },
  call: (x, { net }) => net(x),
  trainStep: () => ({ loss: scalar }),
});
own.compile('adam', 'mse'); // error
own.compile({ optimizer: 'adam' }).compile('sgd', 0.1); // error

schedules.cosineDecay(0.1, 1000); // error
schedules.cosineDecayRestarts(0.1, 1000); // error
schedules.exponentialDecay(0.1, 1000, 0.9); // error
schedules.inverseTimeDecay(0.1, 1000, 0.5); // error
schedules.piecewiseConstantDecay([1000], [0.1, 0.01]); // error
schedules.polynomialDecay(0.1, 1000); // error

losses.binaryCrossentropy(true); // error
losses.binaryFocalCrossentropy(true); // error
losses.categoricalCrossentropy(true); // error
losses.categoricalFocalCrossentropy(true); // error
losses.categoricalGeneralizedCrossEntropy(true); // error
losses.categoricalHinge(true); // error
losses.circle(true); // error
losses.cosineSimilarity(true); // error
losses.ctc(true); // error
losses.dice(true); // error
losses.hinge(true); // error
losses.huber(true); // error
losses.klDivergence(true); // error
losses.logCosh(true); // error
losses.meanAbsoluteError(true); // error
losses.meanAbsolutePercentageError(true); // error
losses.meanSquaredError(true); // error
losses.meanSquaredLogarithmicError(true); // error
losses.poisson(true); // error
losses.sparseCategoricalCrossentropy(true); // error
losses.squaredHinge(true); // error
losses.tversky(true); // error

metrics.accuracy(true); // error
metrics.auc(true); // error
metrics.binaryAccuracy(true); // error
metrics.binaryCrossentropy(true); // error
metrics.binaryIoU(true); // error
metrics.categoricalAccuracy(true); // error
metrics.categoricalCrossentropy(true); // error
metrics.categoricalHinge(true); // error
metrics.concordanceCorrelation(true); // error
metrics.cosineSimilarity(true); // error
metrics.f1Score(true); // error
metrics.falseNegatives(true); // error
metrics.falsePositives(true); // error
metrics.fBetaScore(true); // error
metrics.hinge(true); // error
metrics.klDivergence(true); // error
metrics.logCoshError(true); // error
metrics.mean(true); // error
metrics.meanAbsoluteError(true); // error
metrics.meanAbsolutePercentageError(true); // error
metrics.meanSquaredError(true); // error
metrics.meanSquaredLogarithmicError(true); // error
metrics.pearsonCorrelation(true); // error
metrics.poisson(true); // error
metrics.precision(true); // error
metrics.r2Score(true); // error
metrics.recall(true); // error
metrics.rootMeanSquaredError(true); // error
metrics.sparseCategoricalAccuracy(true); // error
metrics.sparseCategoricalCrossentropy(true); // error
metrics.sparseTopKCategoricalAccuracy(true); // error
metrics.squaredHinge(true); // error
metrics.sum(true); // error
metrics.topKCategoricalAccuracy(true); // error
metrics.trueNegatives(true); // error
metrics.truePositives(true); // error
