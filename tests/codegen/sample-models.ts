// Models of every kind that a program may be written of.
import { denseNet121 } from '../../examples/architectures/densenet121.js';
import { inceptionV3 } from '../../examples/architectures/inception-v3.js';
import { mobileNetV2 } from '../../examples/architectures/mobilenet-v2.js';
import { mobileNet } from '../../examples/architectures/mobilenet.js';
import { resnet50 } from '../../examples/architectures/resnet50.js';
import { textCnn } from '../../examples/architectures/text-cnn.js';
import { translation } from '../../examples/architectures/translation.js';
import { unet } from '../../examples/architectures/unet.js';
import { vgg16 } from '../../examples/architectures/vgg16.js';
import { xception } from '../../examples/architectures/xception.js';
import type { AnyModel } from '../../src/graph/model.js';
import {
  constraints,
  initializers,
  input,
  layers,
  model,
  regularizers,
  sequential,
} from '../../src/index.js';

/** The published architectures of examples/. */
export const architectures: Readonly<Record<string, () => unknown>> = {
  denseNet121,
  inceptionV3,
  mobileNet,
  mobileNetV2,
  resnet50,
  textCnn,
  translation,
  unet,
  vgg16,
  xception,
};

const { heNormal } = initializers;

/** What the others do not show. */
export const oddModels: Readonly<Record<string, () => AnyModel>> = {
  'a list': () =>
    sequential(
      [28, 28],
      [layers.flatten(), layers.dense(128, { activation: 'relu' }), layers.dropout(0.5), layers.dense(10)],
      { name: 'digits' },
    ),
  'an empty list': () => sequential([2]),
  'a list of integers': () =>
    sequential([4], [layers.embedding(5, 3, { maskZero: true }), layers.lstm(2)], { dtype: 'int32' }),
  'a layer twice in a list': () => {
    const twice = layers.dense(3, { name: 'twice' });
    return sequential([3], [twice, layers.reLU(), twice]);
  },
  'a list in a list': () => sequential([3], [sequential([3], [layers.dense(4)]), layers.dense(2)]),
  'a long chain': () => {
    let x = input([4]);
    for (let i = 0; i < 40; i++) x = x.dense(4, { activation: 'tanh' });
    return x.toModel({ name: 'tower' });
  },
  'options of their own': () =>
    input([8, 8, 3])
      .conv2d(4, [3, 2], {
        padding: 'same',
        strides: 2,
        kernelInitializer: heNormal({ seed: 1 }),
        kernelRegularizer: regularizers.l2({ l2: 0.001 }),
        kernelConstraint: constraints.maxNorm({ maxValue: 3, axis: [0, 1, 2] }),
      })
      .reLU({ maxValue: 6, name: 'cut' })
      .zeroPadding2d([
        [1, 2],
        [3, 4],
      ])
      .batchNormalization({ epsilon: 1e-7, momentum: 0.9, trainable: false })
      .globalAveragePooling2d({})
      .dense(1)
      .toModel(),
  'states by role': () => {
    const words = input(['time', 3], { name: 'words' });
    const [seen, h, c] = layers.lstm(4, { returnState: true })(words);
    const answer = input(['steps', 3], { name: 'answer' });
    const next = layers.lstm(4, { returnSequences: true })(answer, { initialState: [h, c] });
    return model({ inputs: { words, answer }, outputs: { seen, next: next.dense(2) } });
  },
  attention: () => {
    const [query, value] = [input([5, 8]), input([6, 8])];
    const seen = layers.multiHeadAttention(2, 4)(query, { value });
    return model({ inputs: [query, value], outputs: [seen.globalAveragePooling1d({})] });
  },
  'both ways of a table': () => {
    const table = layers.reversibleEmbedding(5, 4);
    const words = input([3], { dtype: 'int32' });
    const back = table(table(words).dense(4), { reverse: true });
    return model({ inputs: words, outputs: back });
  },
  'layers in layers': () =>
    input([6, 4])
      .timeDistributed(layers.dense(3, { name: 'each' }))
      .bidirectional(layers.gru(2, { returnSequences: true }), { mergeMode: 'sum' })
      .rnn([layers.lstmCell(3), layers.gruCell(2, { name: 'last' })])
      .toModel(),
  'a model on each step': () => {
    const inner = sequential([4], [layers.dense(3), layers.dense(2)], { name: 'inner' });
    return input([6, 4]).timeDistributed(inner).toModel();
  },
  'a layer that is shared with one that holds it': () => {
    const shared = layers.dense(4);
    const x = input([3, 4]);
    return model({ inputs: x, outputs: layers.add([layers.timeDistributed(shared)(x), shared(x)]) });
  },
  texts: () =>
    input([1], { dtype: 'string', name: 'text' })
      .textVectorization({
        vocabulary: ['it’s', 'a \'b\' "c"', '`${x}`', '\\', '*/', '\u2028', '漢字'],
        outputSequenceLength: 4,
      })
      .embedding(9, 2)
      .flatten()
      .dense(1)
      .toModel(),
  'keys that are no names': () => {
    const [a, b] = [input([2]), input([2])];
    const sum = layers.add([a, b]);
    const inner = model({
      inputs: { 'a-1': a, 'b/2': b },
      outputs: { 'x y': sum, 'z": evil(); ({"': sum.dense(1) },
    });
    const [c, d] = [input([2], { name: 'model' }), input([2], { name: 'layers' })];
    const { 'x y': y, 'z": evil(); ({"': z } = inner({ 'a-1': c, 'b/2': d });
    return model({ inputs: { model: c, layers: d }, outputs: { y, z } });
  },
  'names of words': () =>
    input([2], { name: 'class' })
      .dense(2, { name: 'default' })
      .dense(2, { name: 'new' })
      .dense(2, { name: '1.2-3' })
      .toModel({ name: 'await' }),
  'a sum of one tensor': () => {
    const x = input([3]);
    return model({ inputs: x, outputs: layers.add([x, x]).dense(2) });
  },
  frozen: () => {
    const inner = input([2]).dense(3).toModel({ name: 'inner' });
    inner.trainable = false;
    const x = input([2]);
    return model({ inputs: [x], outputs: [inner(x).dense(1), x], name: 'outer' });
  },
};
