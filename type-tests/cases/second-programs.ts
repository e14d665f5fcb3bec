// Right programs as people publish them, a second round: all of it compiles, with the shapes they have in Keras.
import {
  block,
  input,
  layers,
  losses,
  metrics,
  model,
  optimizers,
  product,
  repeat,
  residual,
  sequential,
  type AnyLayer,
  type Layer,
  type SymbolicTensor,
} from 'shapewright';
import { expectShape } from 'shapewright/testing';

const {
  add,
  averagePooling2d,
  batchNormalization,
  bidirectional,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  dense,
  depthwiseConv2d,
  dot,
  dropout,
  embedding,
  flatten,
  globalAveragePooling1d,
  globalAveragePooling2d,
  gru,
  lambda,
  layerNormalization,
  leakyReLU,
  lstm,
  maxPooling1d,
  maxPooling2d,
  multiHeadAttention,
  multiply,
  permute,
  reLU,
  repeatVector,
  rescaling,
  reshape,
  separableConv2d,
  spatialDropout1d,
  subtract,
  timeDistributed,
  upSampling2d,
  zeroPadding2d,
} = layers;
const same = { padding: 'same' } as const;
declare const pixels: Float32Array;
declare const flag: boolean;
declare const classes: number;
declare const widths: readonly number[];

// LeNet, AlexNet, VGG
expectShape<[null, 10]>(
  sequential(
    [32, 32, 1],
    [
      conv2d(6, 5, { activation: 'tanh' }),
      averagePooling2d(),
      conv2d(16, 5, { activation: 'tanh' }),
      averagePooling2d(2, { strides: 2 }),
      conv2d(120, 5, { activation: 'tanh' }),
      flatten(),
      dense(84, { activation: 'tanh' }),
      dense(10, { activation: 'softmax' }),
    ],
  ).output,
);
expectShape<[null, 1000]>(
  input([227, 227, 3])
    .conv2d(96, 11, { strides: 4, activation: 'relu' })
    .maxPooling2d(3, { strides: 2 })
    .conv2d(256, 5, { padding: 'same', groups: 2 })
    .maxPooling2d(3, { strides: 2 })
    .conv2d(384, 3, same)
    .conv2d(256, 3, same)
    .maxPooling2d(3, { strides: 2 })
    .flatten()
    .dense(4096)
    .dropout(0.5)
    .dense(1000, { activation: 'softmax' }),
);
const vggBlock = (n: number, filters: 64 | 128) =>
  block([repeat(n, () => conv2d(filters, 3, same)), maxPooling2d(2)]);
void input([224, 224, 3]).apply(vggBlock(2, 64));
expectShape<[null, 7, 7, 512]>(
  input([224, 224, 3])
    .conv2d(64, 3, same)
    .maxPooling2d(2)
    .conv2d(128, 3, same)
    .maxPooling2d(2)
    .conv2d(256, 3, same)
    .maxPooling2d(2)
    .conv2d(512, 3, same)
    .maxPooling2d(2)
    .apply(repeat(3, () => conv2d(512, 3, same)))
    .maxPooling2d(2),
);
// ResNet's stem and bottleneck
const bottleneck = (f: number, o: number, s: number) =>
  residual([conv2d(f, 1, { strides: s }), batchNormalization(), reLU(), conv2d(f, 3, same), conv2d(o, 1)], {
    shortcut: [conv2d(o, 1, { strides: s }), batchNormalization()],
  });
const stem = input([224, 224, 3])
  .zeroPadding2d(3)
  .conv2d(64, 7, { strides: 2 })
  .batchNormalization()
  .reLU()
  .zeroPadding2d(1)
  .maxPooling2d(3, { strides: 2 });
expectShape<[null, 56, 56, 64]>(stem);
const narrow = residual([conv2d(64, 1), conv2d(64, 3, same), conv2d(256, 1)], { shortcut: conv2d(256, 1) });
expectShape<[null, 1000]>(stem.apply(narrow).globalAveragePooling2d().dense(1000));
expectShape<[null, number]>(
  stem
    .apply(bottleneck(64, 256, 1))
    .apply(bottleneck(128, 512, 2))
    .globalAveragePooling2d(),
);
// MobileNet, and its inverted residual at any size
const inverted = (x: SymbolicTensor<[null, 'h', 'w', 24]>) =>
  x
    .conv2d(144, 1)
    .batchNormalization()
    .reLU({ maxValue: 6 })
    .depthwiseConv2d(3, same)
    .batchNormalization()
    .reLU({ maxValue: 6 })
    .conv2d(24, 1)
    .batchNormalization()
    .add(x);
expectShape<[null, 56, 56, 24]>(input([56, 56, 24]).apply(inverted).apply(inverted));
expectShape<[null, 112, 112, 64]>(
  sequential(
    [224, 224, 3],
    [conv2d(32, 3, { strides: 2, padding: 'same' }), depthwiseConv2d(3, same), conv2d(64, 1), reLU()],
  ).output,
);
// Inception's module and DenseNet's block
const module_ = (x: SymbolicTensor<[null, 'h', 'w', 192]>) =>
  concatenate([
    x.conv2d(64, 1),
    x.conv2d(96, 1).conv2d(128, 3, same),
    x.conv2d(16, 1).conv2d(32, 5, same),
    x.maxPooling2d(3, { strides: 1, padding: 'same' }).conv2d(32, 1),
  ]);
expectShape<[null, 28, 28, 256]>(input([28, 28, 192]).apply(module_));
let grown: SymbolicTensor<[null, 32, 32, number], [null, 32, 32, 16]> = input([32, 32, 16]);
for (let i = 0; i < 4; i++) grown = grown.concatenate(grown.batchNormalization().reLU().conv2d(12, 3, same));
expectShape<[null, 10]>(grown.globalAveragePooling2d().dense(10).toModel().output);
// squeeze and excite
const x64 = input([32, 32, 64]);
expectShape<[null, 32, 32, 64]>(
  x64.multiply(x64.globalAveragePooling2d({ keepdims: true }).dense(4, { activation: 'relu' }).dense(64)),
);
expectShape<[null, 32, 32, 64]>(
  multiply()([x64, x64.globalAveragePooling2d().dense(4).dense(64).reshape([1, 1, 64])]),
);
// U-Net
const photo = input([128, 128, 3]);
const d1 = photo.conv2d(16, 3, same).conv2d(16, 3, same);
const d2 = d1.maxPooling2d(2).conv2d(32, 3, same);
const d3 = d2.maxPooling2d(2).conv2d(64, 3, same);
const u2 = d3.conv2dTranspose(32, 2, { strides: 2 }).concatenate(d2).conv2d(32, 3, same);
const u1 = concatenate()([u2.upSampling2d(2), d1]).conv2d(16, 3, same);
expectShape<[null, 128, 128, 1]>(u1.conv2d(1, 1, { activation: 'sigmoid' }).toModel().output);
// DCGAN
const generator = sequential(
  [100],
  [
    dense(product(4, 4, 512), { useBias: false }),
    reshape([4, 4, 512]),
    conv2dTranspose(256, 5, { strides: 2, padding: 'same', useBias: false }),
    batchNormalization(),
    leakyReLU({ negativeSlope: 0.2 }),
    conv2dTranspose(128, 5, { strides: 2, padding: 'same' }),
    conv2dTranspose(3, 5, { strides: 2, padding: 'same', activation: 'tanh' }),
  ],
);
const discriminator = sequential(
  [32, 32, 3],
  [conv2d(64, 5, { strides: 2, padding: 'same' }), leakyReLU(), dropout(0.3), flatten(), dense(1)],
);
expectShape<[null, 1]>(discriminator(generator(input([100]))));
discriminator.trainable = false;
const gan = sequential([100], [generator, discriminator]).compile({
  optimizer: optimizers.adam({ learningRate: 2e-4, beta1: 0.5 }),
  loss: losses.binaryCrossentropy({ fromLogits: true }),
});
await gan.trainOnBatch([[1]], [[1]]);
// a variational autoencoder
const digits = input([28, 28, 1]);
const coded = digits
  .conv2d(32, 3, { strides: 2, padding: 'same' })
  .flatten()
  .dense(16, { activation: 'relu' });
const encoder = model({
  inputs: digits,
  outputs: { mean: coded.dense(2), logVar: coded.dense(2) },
  name: 'encoder',
});
const { mean, logVar } = encoder(digits);
expectShape<[null, 2]>(mean.add(logVar));
const code = input([2]);
const decoder = model({
  inputs: code,
  outputs: code
    .dense(product(7, 7, 64))
    .reshape([7, 7, 64])
    .conv2dTranspose(32, 3, { strides: 2, padding: 'same' })
    .conv2dTranspose(1, 3, { strides: 2, padding: 'same' }),
});
expectShape<[null, 28, 28, 1]>(model({ inputs: digits, outputs: decoder(mean) }).output);
// text: a bag, a convolution, two directions
expectShape<[null, 1]>(
  sequential([200], [embedding(20000, 16), globalAveragePooling1d(), dense(16), dense(1)], { dtype: 'int32' })
    .output,
);
expectShape<[null, 1]>(
  sequential(
    [400],
    [
      embedding(5000, 50),
      spatialDropout1d(0.2),
      conv1d(250, 3),
      maxPooling1d(2),
      bidirectional(lstm(32)),
      dense(1),
    ],
    { dtype: 'int32' },
  ).output,
);
expectShape<[null, 20, 9]>(
  input([20], { dtype: 'int32' })
    .embedding(1000, 32, { maskZero: true })
    .bidirectional(lstm(16, { returnSequences: true }))
    .apply(timeDistributed(dense(9, { activation: 'softmax' }))),
);
// an encoder and a decoder with states, and with attention
const source = input(['words', 71]);
const [, h, c] = source.lstm(256, { returnState: true });
const target = input(['letters', 93]);
const told = target.lstm(256, { returnSequences: true, initialState: [h, c] });
const s2s = model({ inputs: [source, target], outputs: told.dense(93, { activation: 'softmax' }) });
expectShape<[null, 'letters', 93]>(s2s.output);
expectShape<[null, 12, 93]>(s2s([input([9, 71]), input([12, 93])]));
const heard = source.lstm(256, { returnSequences: true });
expectShape<[null, 'letters', 512]>(told.concatenate(told.attention({ value: heard })));
expectShape<[null, 5, 3]>(
  sequential([20, 3], [lstm(64), repeatVector(5), gru(32, { returnSequences: true }), dense(3)]).output,
);
// a Transformer's encoder over tokens with places, and a picture in patches
const encoderOf = (x: SymbolicTensor<[null, 'time', 128]>) => {
  const seen = x.add(multiHeadAttention(4, 32)(x)).layerNormalization({ epsilon: 1e-6 });
  return seen.add(seen.dense(512, { activation: 'gelu' }).dense(128)).layerNormalization();
};
const tokens = input(['time'], { dtype: 'int32' }).embedding(8000, 128);
expectShape<[null, 'time', 128]>(tokens.apply(encoderOf).apply(encoderOf));
expectShape<[null, 2]>(tokens.apply(encoderOf).globalAveragePooling1d().dense(2));
const patches = input([224, 224, 3]).conv2d(128, 16, { strides: 16 }).reshape([196, 128]);
expectShape<[null, 10]>(
  patches.apply(encoderOf).apply(layerNormalization()).globalAveragePooling1d().dense(10),
);
// two towers, one set of weights; a product of embeddings
const tower = sequential([28, 28, 1], [conv2d(64, 3), maxPooling2d(2), flatten(), dense(128)], {
  name: 'tower',
});
const [left, right] = [input([28, 28, 1]), input([28, 28, 1])];
const apart = subtract([tower(left), tower(right)]).lambda((x) => x, { outputShape: [128] });
expectShape<[null, 1]>(model({ inputs: { left, right }, outputs: apart.dense(1) }).output);
const [user, film] = [input([1], { dtype: 'int32' }), input([1], { dtype: 'int32' })];
const taste = user.embedding(943, 32).flatten();
expectShape<[null, 1]>(dot({ axes: 1 })([taste, film.embedding(1682, 32).flatten()]));
// columns of a table
const [age, job, town] = [input([1]), input([1], { dtype: 'int32' }), input([12])];
const wide = concatenate()([age, job.embedding(20, 4).flatten(), town]);
const table = model({
  inputs: { age, job, town },
  outputs: { pay: wide.dense(8).dense(1), leaves: wide.dense(1, { activation: 'sigmoid' }) },
});
await table
  .compile({
    loss: { pay: 'mse', leaves: 'binaryCrossentropy' },
    metrics: { leaves: ['accuracy', metrics.auc()] },
  })
  .fit(
    { age: [[30]], job: [[3]], town: [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]] },
    { pay: [[1]], leaves: [[0]] },
    { epochs: 3, validationSplit: 0.5 },
  );
// Deep Q: one state, and a batch of them
const agent = input([4]).dense(24, { activation: 'relu' }).dense(2).toModel();
await agent.predict([[0, 0, 0, 0]]);
await agent.predict({ values: pixels, shape: [32, 4] } as const);
const duel = input([84, 84, 4]).conv2d(32, 8, { strides: 4 }).conv2d(64, 4, { strides: 2 }).flatten();
expectShape<[null, 6]>(duel.dense(6).add(duel.dense(1)));
// a series as a column, numbers in a row, labels as indices
await sequential([1], [dense(1)])
  .compile({ loss: 'mse', optimizer: 'sgd' })
  .fit([1, 2, 3, 4], [1, 3, 5, 7]);
expectShape<[null, 1]>(sequential([60, 1], [conv1d(16, 5), maxPooling1d(2), lstm(8), dense(1)]).output);
await sequential([784], [dense(10)])
  .compile({ loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })
  .fit({ values: pixels, shape: [60000, 784] } as const, new Uint8Array(60000));
// channels first
expectShape<[null, 16, 14, 14]>(
  input([3, 32, 32])
    .conv2d(16, 5, { dataFormat: 'channelsFirst' })
    .batchNormalization({ axis: 1 })
    .maxPooling2d(2, { dataFormat: 'channelsFirst' }),
);
expectShape<[null, 32, 32, 3]>(
  input([3, 32, 32])
    .apply(permute([2, 3, 1]))
    .apply(rescaling(1 / 255)),
);
// sizes that only the run knows
expectShape<[null, number]>(input([8]).dense(classes));
expectShape<[null, number]>(sequential([8], [...widths.map((n) => dense(n)), dense(classes)]).output);
const stack: AnyLayer[] = [dense(8)];
stack.push(dropout(0.2), dense(4));
void sequential([8], stack);
const chosen = flag ? lstm(8) : gru(8);
expectShape<[null, 8]>(input([20, 4]).apply(chosen));
const optional = flag ? [dropout(0.5)] : [];
expectShape<[null, 10]>(sequential([8], [dense(8), ...optional, dense(10)]).output);
const build = (units: number, deep: boolean) => {
  const first = input([4]).dense(units);
  return (deep ? first.dense(units) : first).dense(1).toModel();
};
await build(3, flag).predict([[1, 2, 3, 4]]);
const head = (last: AnyLayer) => block([globalAveragePooling2d(), last]);
void head(dense(3));
const each: Layer<never>[] = [];
void [each, add, separableConv2d, upSampling2d, zeroPadding2d, lambda];
