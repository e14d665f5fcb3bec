// A layer of a literal name is known by it: a line for each layer of the catalogue, and what forms there are.
import {
  block,
  input,
  layers,
  model,
  ops,
  repeat,
  residual,
  sequential,
  type AnyModel,
  type Shape,
  type SymbolicTensor,
} from 'shapewright';
import { expectShape } from 'shapewright/testing';

const four = input([4]);
const row = input([8]);
const steps = input([6, 8]);
const image = input([8, 8, 3]);
const volume = input([8, 8, 8, 3]);
const lines = input([4, 8, 3]);
const films = input([4, 8, 8, 3]);
const cubes = input([4, 8, 8, 8, 3]);
const whole = input([3], { dtype: 'int32' });
const words = input([3], { dtype: 'string' });
const inner = sequential([8], [layers.dense(3)]);
declare const compute: (x: unknown) => never;
const [boxes, kinds] = [input([5, 4]), input([5])];
const text = input([], { dtype: 'string' });
const crossed = text.hashedCrossing(text, 9, { name: 'it' });

/** What each layer of the name `it` is known to give. */
const it = {
  activation: row.activation('relu', { name: 'it' }).toModel().getLayer('it').outputShape,
  activityRegularization: row.activityRegularization({ l2: 0.1, name: 'it' }).toModel().getLayer('it')
    .outputShape,
  adaptiveAveragePooling1d: steps.adaptiveAveragePooling1d(2, { name: 'it' }).toModel().getLayer('it')
    .outputShape,
  adaptiveAveragePooling2d: image.adaptiveAveragePooling2d(2, { name: 'it' }).toModel().getLayer('it')
    .outputShape,
  adaptiveAveragePooling3d: volume.adaptiveAveragePooling3d(2, { name: 'it' }).toModel().getLayer('it')
    .outputShape,
  adaptiveMaxPooling1d: steps.adaptiveMaxPooling1d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  adaptiveMaxPooling2d: image.adaptiveMaxPooling2d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  adaptiveMaxPooling3d: volume.adaptiveMaxPooling3d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  add: row.add(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  additiveAttention: steps.additiveAttention({ value: steps, name: 'it' }).toModel().getLayer('it')
    .outputShape,
  alphaDropout: row.alphaDropout(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  attention: steps.attention({ value: steps, name: 'it' }).toModel().getLayer('it').outputShape,
  augMix: image.augMix({ name: 'it' }).toModel().getLayer('it').outputShape,
  autoContrast: image.autoContrast({ name: 'it' }).toModel().getLayer('it').outputShape,
  average: row.average(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  averagePooling1d: steps.averagePooling1d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  averagePooling2d: image.averagePooling2d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  averagePooling3d: volume.averagePooling3d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  batchNormalization: row.batchNormalization({ name: 'it' }).toModel().getLayer('it').outputShape,
  bidirectional: steps.bidirectional(layers.lstm(2), { name: 'it' }).toModel().getLayer('it').outputShape,
  categoryEncoding: whole.categoryEncoding(5, { name: 'it' }).toModel().getLayer('it').outputShape,
  centerCrop: image.centerCrop(4, 4, { name: 'it' }).toModel().getLayer('it').outputShape,
  concatenate: row.concatenate(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  contrastLimitedAdaptiveHistogramEqualization: image
    .contrastLimitedAdaptiveHistogramEqualization({ name: 'it' })
    .toModel()
    .getLayer('it').outputShape,
  conv1d: steps.conv1d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  conv1dTranspose: steps.conv1dTranspose(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  conv2d: image.conv2d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  conv2dTranspose: image.conv2dTranspose(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  conv3d: volume.conv3d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  conv3dTranspose: volume.conv3dTranspose(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  convLstm1d: lines.convLstm1d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  convLstm2d: films.convLstm2d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  convLstm3d: cubes.convLstm3d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  cropping1d: steps.cropping1d(1, { name: 'it' }).toModel().getLayer('it').outputShape,
  cropping2d: image.cropping2d(1, { name: 'it' }).toModel().getLayer('it').outputShape,
  cropping3d: volume.cropping3d(1, { name: 'it' }).toModel().getLayer('it').outputShape,
  cutMix: image.cutMix({ name: 'it' }).toModel().getLayer('it').outputShape,
  dense: row.dense(3, { name: 'it' }).toModel().getLayer('it').outputShape,
  depthwiseConv1d: steps.depthwiseConv1d(3, { name: 'it' }).toModel().getLayer('it').outputShape,
  depthwiseConv2d: image.depthwiseConv2d(3, { name: 'it' }).toModel().getLayer('it').outputShape,
  discretization: row
    .discretization({ binBoundaries: [0], name: 'it' })
    .toModel()
    .getLayer('it').outputShape,
  dot: row.dot(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  dropout: row.dropout(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  einsumDense: row.einsumDense('ab,bc->ac', { outputShape: 3, name: 'it' }).toModel().getLayer('it')
    .outputShape,
  elu: row.elu({ name: 'it' }).toModel().getLayer('it').outputShape,
  embedding: whole.embedding(5, 2, { name: 'it' }).toModel().getLayer('it').outputShape,
  equalization: image.equalization({ name: 'it' }).toModel().getLayer('it').outputShape,
  flatten: image.flatten({ name: 'it' }).toModel().getLayer('it').outputShape,
  gaussianDropout: row.gaussianDropout(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  gaussianNoise: row.gaussianNoise(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  globalAveragePooling1d: steps.globalAveragePooling1d({ name: 'it' }).toModel().getLayer('it').outputShape,
  globalAveragePooling2d: image.globalAveragePooling2d({ name: 'it' }).toModel().getLayer('it').outputShape,
  globalAveragePooling3d: volume.globalAveragePooling3d({ name: 'it' }).toModel().getLayer('it').outputShape,
  globalMaxPooling1d: steps.globalMaxPooling1d({ name: 'it' }).toModel().getLayer('it').outputShape,
  globalMaxPooling2d: image.globalMaxPooling2d({ name: 'it' }).toModel().getLayer('it').outputShape,
  globalMaxPooling3d: volume.globalMaxPooling3d({ name: 'it' }).toModel().getLayer('it').outputShape,
  groupedQueryAttention: steps
    .groupedQueryAttention(2, 4, 2, { value: steps, name: 'it' })
    .toModel()
    .getLayer('it').outputShape,
  groupNormalization: row.groupNormalization({ groups: 2, name: 'it' }).toModel().getLayer('it').outputShape,
  gru: steps.gru(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  gruCell: four
    .gruCell(4, { states: [four], name: 'it' })[0]
    .toModel()
    .getLayer('it').outputShape,
  hashedCrossing: crossed.toModel().getLayer('it').outputShape,
  hashing: words.hashing(9, { name: 'it' }).toModel().getLayer('it').outputShape,
  hubLayer: row.hubLayer(inner, { name: 'it' }).toModel().getLayer('it').outputShape,
  identity: row.identity({ name: 'it' }).toModel().getLayer('it').outputShape,
  integerLookup: whole
    .integerLookup({ vocabulary: [1, 2], name: 'it' })
    .toModel()
    .getLayer('it').outputShape,
  lambda: row.lambda(compute, { name: 'it' }).toModel().getLayer('it').outputShape,
  layerNormalization: row.layerNormalization({ name: 'it' }).toModel().getLayer('it').outputShape,
  leakyReLU: row.leakyReLU({ name: 'it' }).toModel().getLayer('it').outputShape,
  lstm: steps.lstm(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  lstmCell: four
    .lstmCell(4, { states: [four, four], name: 'it' })[0]
    .toModel()
    .getLayer('it').outputShape,
  masking: steps.masking({ name: 'it' }).toModel().getLayer('it').outputShape,
  maximum: row.maximum(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  maxNumBoundingBoxes: model({
    inputs: [boxes, kinds],
    outputs: boxes.maxNumBoundingBoxes(2, { labels: kinds, name: 'it' })[0],
  }).getLayer('it').outputShape,
  maxPooling1d: steps.maxPooling1d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  maxPooling2d: image.maxPooling2d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  maxPooling3d: volume.maxPooling3d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  melSpectrogram: input([4000]).melSpectrogram({ name: 'it' }).toModel().getLayer('it').outputShape,
  minimum: row.minimum(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  mixUp: image.mixUp({ name: 'it' }).toModel().getLayer('it').outputShape,
  multiHeadAttention: steps.multiHeadAttention(2, 4, { value: steps, name: 'it' }).toModel().getLayer('it')
    .outputShape,
  multiply: row.multiply(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  normalization: row.normalization({ mean: 0, variance: 1, name: 'it' }).toModel().getLayer('it').outputShape,
  permute: steps.permute([2, 1], { name: 'it' }).toModel().getLayer('it').outputShape,
  preLU: row.preLU({ name: 'it' }).toModel().getLayer('it').outputShape,
  randAugment: image.randAugment({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomBrightness: image.randomBrightness(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomColorDegeneration: image.randomColorDegeneration(0.1, { name: 'it' }).toModel().getLayer('it')
    .outputShape,
  randomColorJitter: image.randomColorJitter({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomContrast: image.randomContrast(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomCrop: image.randomCrop(4, 4, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomElasticTransform: image.randomElasticTransform({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomErasing: image.randomErasing({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomFlip: image.randomFlip({ mode: 'horizontal', name: 'it' }).toModel().getLayer('it').outputShape,
  randomGaussianBlur: image.randomGaussianBlur({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomGrayscale: image.randomGrayscale({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomHue: image.randomHue(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomInvert: image.randomInvert({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomPerspective: image.randomPerspective({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomPosterization: image.randomPosterization(4, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomRotation: image.randomRotation(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomSaturation: image.randomSaturation(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomSharpness: image.randomSharpness(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomShear: image.randomShear({ name: 'it' }).toModel().getLayer('it').outputShape,
  randomTranslation: image.randomTranslation(0.1, 0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  randomZoom: image.randomZoom(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  reLU: row.reLU({ name: 'it' }).toModel().getLayer('it').outputShape,
  repeatVector: row.repeatVector(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  rescaling: row.rescaling(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  reshape: row.reshape([2, 4], { name: 'it' }).toModel().getLayer('it').outputShape,
  resizing: image.resizing(4, 4, { name: 'it' }).toModel().getLayer('it').outputShape,
  reversibleEmbedding: whole.reversibleEmbedding(5, 2, { name: 'it' }).toModel().getLayer('it').outputShape,
  rmsNormalization: row.rmsNormalization({ name: 'it' }).toModel().getLayer('it').outputShape,
  rnn: steps.rnn(layers.lstmCell(2), { name: 'it' }).toModel().getLayer('it').outputShape,
  separableConv1d: steps.separableConv1d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  separableConv2d: image.separableConv2d(2, 3, { name: 'it' }).toModel().getLayer('it').outputShape,
  simpleRNN: steps.simpleRNN(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  simpleRNNCell: four
    .simpleRNNCell(4, { states: [four], name: 'it' })[0]
    .toModel()
    .getLayer('it').outputShape,
  softmax: row.softmax({ name: 'it' }).toModel().getLayer('it').outputShape,
  solarization: image.solarization({ name: 'it' }).toModel().getLayer('it').outputShape,
  spatialDropout1d: steps.spatialDropout1d(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  spatialDropout2d: image.spatialDropout2d(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  spatialDropout3d: volume.spatialDropout3d(0.1, { name: 'it' }).toModel().getLayer('it').outputShape,
  spectralNormalization: row.spectralNormalization(layers.dense(2), { name: 'it' }).toModel().getLayer('it')
    .outputShape,
  stackedRNNCells: four
    .stackedRNNCells([layers.simpleRNNCell(4)], { states: [four], name: 'it' })[0]
    .toModel()
    .getLayer('it').outputShape,
  stftSpectrogram: input([4000, 1]).stftSpectrogram({ name: 'it' }).toModel().getLayer('it').outputShape,
  stringLookup: words
    .stringLookup({ vocabulary: ['a', 'b'], name: 'it' })
    .toModel()
    .getLayer('it').outputShape,
  subtract: row.subtract(row, { name: 'it' }).toModel().getLayer('it').outputShape,
  textVectorization: text
    .textVectorization({ vocabulary: ['a', 'b'], outputSequenceLength: 4, name: 'it' })
    .toModel()
    .getLayer('it').outputShape,
  timeDistributed: steps.timeDistributed(layers.dense(2), { name: 'it' }).toModel().getLayer('it')
    .outputShape,
  unitNormalization: row.unitNormalization({ name: 'it' }).toModel().getLayer('it').outputShape,
  upSampling1d: steps.upSampling1d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  upSampling2d: image.upSampling2d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  upSampling3d: volume.upSampling3d(2, { name: 'it' }).toModel().getLayer('it').outputShape,
  zeroPadding1d: steps.zeroPadding1d(1, { name: 'it' }).toModel().getLayer('it').outputShape,
  zeroPadding2d: image.zeroPadding2d(1, { name: 'it' }).toModel().getLayer('it').outputShape,
  zeroPadding3d: volume.zeroPadding3d(1, { name: 'it' }).toModel().getLayer('it').outputShape,
} satisfies Record<keyof typeof layers, Shape>;

// a shape that is not known is wide
type Wide = { [K in keyof typeof it]: Shape extends (typeof it)[K] ? K : never }[keyof typeof it];
export const none: [Wide] extends [never] ? 'every layer is known by its name' : Wide =
  'every layer is known by its name';

// in a chain, and on from there
const net = image
  .conv2d(8, 3, { name: 'features' })
  .flatten()
  .dense(10)
  .dense(2, { name: 'digits' })
  .toModel();
expectShape<[null, 6, 6, 8]>(net.getLayer('features').output);
expectShape<[null, 2]>(net.getLayer('digits').output);
expectShape<[null, 8, 8, 3]>(net.getLayer('features', { input: [8, 8, 3] }).input);
const cut = model({ inputs: net.input, outputs: net.getLayer('features').output.flatten().dense(5) });
expectShape<[null, 5]>(cut.output);

// in a list, in one that grew, and in one that was cut
const list = sequential([8], [layers.dense(4, { name: 'hidden' }), layers.reLU(), layers.dense(2)]);
expectShape<[null, 4]>(list.getLayer('hidden').output);
expectShape<[null, 3]>(
  list
    .pop()
    .add(layers.dense(3, { name: 'end' }))
    .getLayer('end').output,
);
expectShape<[null, 4]>(list.pop().getLayer('hidden').output);

// in a graph: layers that are called, merges, roles, several outputs
const hidden = layers.dense(4, { name: 'hidden' })(row);
const both = layers.add({ name: 'sum' })([hidden, hidden.dense(4, { name: 'other' })]);
const states = layers.lstm(3, { name: 'steps', returnState: true })(steps);
const graph = model({
  inputs: { row, steps },
  outputs: { both, last: states[2].concatenate(both, { name: 'all' }) },
});
expectShape<[null, 4]>(graph.getLayer('hidden').output);
expectShape<[null, 4]>(graph.getLayer('other').output);
expectShape<[null, 4]>(graph.getLayer('sum').output);
expectShape<[null, 3]>(graph.getLayer('steps').output);
expectShape<[null, 7]>(graph.getLayer('all').output);
expectShape<[null, 4]>(
  model({ inputs: row, outputs: layers.add([hidden, hidden], { name: 'sum' }) }).getLayer('sum').output,
);
expectShape<[null, 4]>(model({ inputs: row, outputs: ops.add(hidden, hidden) }).getLayer('hidden').output);

// blocks are layers, and what is in them is theirs
const same = { padding: 'same' } as const;
const first = block([layers.conv2d(8, 3, same), layers.reLU()], { name: 'block' });
const second = residual(layers.conv2d(8, 3, same), { name: 'residual' });
const third = repeat(2, () => layers.conv2d(8, 3), { name: 'repeated' });
const stacked = image.apply(first).apply(second).apply(third).toModel();
expectShape<[null, 8, 8, 8]>(stacked.getLayer('block').output);
expectShape<[null, 8, 8, 8]>(stacked.getLayer('residual').output);
expectShape<[null, 4, 4, 8]>(stacked.getLayer('repeated').output);

// a residual net: names are added up, not multiplied
const add = <From>(x: SymbolicTensor<[null, 8], From>) => x.dense(8, { name: 'in' }).add(x);
const deep = row.apply(add).dense(8, { name: 'b' }).add(row).dense(8, { name: 'c' }).add(hidden.dense(8));
expectShape<[null, 8]>(deep.toModel().getLayer('in').output);

// a name that the types do not know is a name; what it gives is not known
declare const any: string;
const unknown: Shape = net.getLayer('conv2d').outputShape;
declare const either: string | number;
const [one, atZero]: [Shape, Shape] = [net.getLayer(either).outputShape, net.getLayer(0).outputShape];
const unsaid: Shape = net.getLayer(any).outputShape;
const loaded = (model: AnyModel): Shape => model.getLayer('features').outputShape;
const given = row
  .dense(4, { name: any })
  .dense(3, { name: `dense_${1 as number}` })
  .toModel();
void [unknown, one, atZero, unsaid, loaded, given];
expectShape<[null, 4]>(net.getLayer('features').output); // error
expectShape<[null, 4]>(given.getLayer('dense_1').output); // error
net.getLayer(true); // error
// two of one name: one layer, called on two sizes
const shared = layers.globalAveragePooling1d({ name: 'mean' });
const twice = model({ inputs: steps, outputs: [shared(steps), shared(steps.conv1d(2, 3))] });
expectShape<[null, 8]>(twice.getLayer('mean').output); // error

// a tensor, a layer stand wherever those without names may
let x = input([8]);
for (let i = 0; i < 3; i++) x = x.dense(8, { name: 'again' });
const through = <From>(y: SymbolicTensor<[null, 8], From>): SymbolicTensor<[null, 8], From> =>
  y.dense(8, { name: 'inner' });
const plain = layers.dense(3);
const alike: typeof plain = layers.dense(3, { name: 'three' });
const recurrent = layers.lstm(3);
const recurrentToo: typeof recurrent = layers.lstm(3, { name: 'three' });
const merge = layers.add();
const mergeToo: typeof merge = layers.add({ name: 'sum' });
void [x, through, alike, recurrentToo, mergeToo];
