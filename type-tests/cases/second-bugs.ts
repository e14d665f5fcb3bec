// Shape bugs as people bring them to threads about tfjs and Keras, a second round: one error each, at the layer or the
// argument that is wrong, in one sentence.
import { block, input, layers, losses, model, residual, sequential, type SymbolicTensor } from 'shapewright';

const {
  add,
  batchNormalization,
  bidirectional,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  convLstm2d,
  cropping2d,
  dense,
  depthwiseConv2d,
  dot,
  dropout,
  embedding,
  flatten,
  globalAveragePooling1d,
  globalAveragePooling2d,
  gru,
  lstm,
  maxPooling1d,
  maxPooling2d,
  multiHeadAttention,
  multiply,
  permute,
  repeatVector,
  reshape,
  separableConv2d,
  simpleRNN,
  subtract,
  timeDistributed,
  upSampling2d,
} = layers;
const same = { padding: 'same' } as const;
declare const either: boolean;
declare const pixels: Float32Array;

// MNIST as flat rows into a convolution, and as pictures without channels
sequential(
  [784],
  [
    conv2d(32, 3), // error
    maxPooling2d(2),
    flatten(),
    dense(10),
  ],
);
sequential(
  [28, 28],
  [
    conv2d(32, 5, { activation: 'relu' }), // error
    flatten(),
    dense(10),
  ],
);
// a convolution straight into a recurrent layer
input([28, 28, 1])
  .conv2d(32, 3)
  .lstm(64) // error
  .dense(10);
// a sequence after the last step is all that is left
sequential(
  [20, 4],
  [
    lstm(64),
    lstm(32), // error
    dense(1),
  ],
);
sequential(
  [20, 4],
  [
    bidirectional(lstm(64)),
    gru(32), // error
    dense(1),
  ],
);
sequential(
  [100],
  [
    embedding(5000, 64),
    flatten(),
    lstm(32), // error
  ],
  { dtype: 'int32' },
);
// a series of numbers without an axis of features
sequential(
  [60],
  [
    conv1d(16, 5), // error
    maxPooling1d(2),
    flatten(),
  ],
);
sequential(
  [60],
  [
    simpleRNN(16), // error
    dense(1),
  ],
);
// one pooling too many
input([8, 8, 3])
  .conv2d(8, 3)
  .maxPooling2d(2)
  .conv2d(8, 3)
  .maxPooling2d(2) // error
  .flatten();
sequential(
  [30, 4],
  [
    conv1d(8, 9),
    maxPooling1d(5),
    conv1d(8, 5), // error
    flatten(),
  ],
);
// two or three channels pooled by two in channels-last, being channels first
sequential(
  [3, 32, 32],
  [
    conv2d(16, 5, same),
    conv2d(16, 5), // error
    flatten(),
  ],
);
input([1, 64, 64])
  .conv2d(8, 3) // error
  .flatten();
input([32, 32, 3])
  .conv2d(8, [33, 3], { dataFormat: 'channelsLast' }) // error
  .flatten();
// decoders of odd sizes
const small = input([28, 28, 1]).conv2d(8, 3, { padding: 'same', strides: 2 });
const coarse = small
  .conv2d(16, 3, { padding: 'same', strides: 2 })
  .conv2d(32, 3, { padding: 'same', strides: 2 });
coarse
  .conv2dTranspose(16, 3, { padding: 'same', strides: 2 })
  .add(small.conv2d(16, 3, { padding: 'same', strides: 2 })) // error
  .conv2dTranspose(8, 3, { padding: 'same', strides: 2 });
coarse
  .upSampling2d(2)
  .concatenate(small.maxPooling2d(2)) // error
  .conv2d(8, 3);
const deep = input([50, 50, 3]).conv2d(8, 3, same);
concatenate([deep, deep.maxPooling2d(2).maxPooling2d(2).upSampling2d(4)]); // error
concatenate()([deep, deep.averagePooling2d(4).conv2dTranspose(8, 4, { strides: 4 })]); // error
deep
  .maxPooling2d(3)
  .upSampling2d(3)
  .multiply(deep) // error
  .globalAveragePooling2d();
model({ inputs: deep, outputs: deep.maxPooling2d(3) }); // error
model({ inputs: { image: deep }, outputs: [deep.maxPooling2d(3), deep.flatten()] }); // error
// skip connections whose channels differ
const stage = input([32, 32, 16]);
stage
  .conv2d(32, 3, same)
  .batchNormalization()
  .add(stage) // error
  .reLU();
stage
  .conv2d(16, 3)
  .add(stage) // error
  .reLU();
stage.apply(residual([conv2d(32, 3, same), batchNormalization()])); // error
stage.apply(block([conv2d(32, 3, same), flatten(), maxPooling2d(2)])); // error
add()([stage, stage.conv2d(32, 1)]); // error
add([stage, stage.conv2d(16, 3, { strides: 2 })]); // error
subtract()([stage, input([8])]); // error
multiply()([stage, input([32, 32])]); // error
// squeeze and excite without keepdims, on other channels
const squeezed = stage
  .globalAveragePooling2d()
  .dense(4, { activation: 'relu' })
  .dense(8, { activation: 'sigmoid' });
stage.multiply(squeezed); // error
stage.multiply(squeezed.reshape([1, 1, 16])); // error
// a reshape in front of a decoder
sequential(
  [100],
  [dense(7 * 7 * 128), reshape([7, 7, 128]), conv2dTranspose(64, 4, { strides: 2, padding: 'same' })],
);
sequential(
  [100],
  [
    dense(6272),
    reshape([7, 7, 64]), // error
    conv2dTranspose(64, 4, { strides: 2, padding: 'same' }),
  ],
);
input([100])
  .dense(6272)
  .reshape([7, 7, 129]) // error
  .conv2dTranspose(64, 4, { strides: 2, padding: 'same' });
input([60000, 784])
  .reshape([28, 28, 1]) // error
  .conv2d(8, 3);
sequential(
  [784],
  [
    reshape([28, 28]),
    conv2d(8, 3), // error
  ],
);
// the layer of another rank
input([16, 16, 3]).globalAveragePooling1d(); // error
sequential([16, 16, 3], [conv2d(4, 3), globalAveragePooling1d(), dense(3)]); // error
input([10]).apply(globalAveragePooling2d()); // error
sequential([10, 3], [globalAveragePooling1d(), globalAveragePooling1d()]); // error
sequential([64, 64, 3], [flatten(), upSampling2d(2)]); // error
sequential([10, 64, 64, 3], [conv2d(8, 3), flatten()]); // error
sequential([64, 64, 3], [convLstm2d(8, 3)]); // error
sequential([64, 64, 3], [timeDistributed(conv2d(8, 3))]); // error
sequential([32], [timeDistributed(dense(4))]); // error
sequential([10, 28, 28, 1], [timeDistributed(conv2d(8, 3)), lstm(8)]); // error
sequential([8, 4], [repeatVector(3)]); // error
sequential([8], [dense(4), repeatVector(3), repeatVector(3)]); // error
sequential([8, 4], [permute([2, 1, 3])]); // error
sequential([8, 4], [permute([0, 1])]); // error
sequential([20, 20, 3], [cropping2d(10)]); // error
input([20, 20, 3]).cropping2d(20); // error
input([28, 28]).separableConv2d(8, 3); // error
input([28, 28]).depthwiseConv2d(3); // error
input([28, 28, 1]).apply(separableConv2d(8, 30)); // error
input([28, 28, 1]).apply(depthwiseConv2d([3, 29])); // error
input([28, 28, 30]).conv2d(30, 3, { groups: 4 }); // error
// an encoder and its decoder: states of other sizes, scores of other lengths
const english = input(['words', 32]);
const [code, h, c] = english.lstm(64, { returnState: true });
const french = input(['mots', 32]);
french.lstm(128, { initialState: [h, c], returnSequences: true }); // error
french.gru(64, { initialState: [h, c] }); // error
lstm(128, { returnSequences: true })(french, { initialState: [h, c] }); // error
french.lstm(64, { initialState: [h, c] }).add(english); // error
code.lstm(64, { initialState: [h, c] }); // error
french.add(english); // error
french.concatenate(english); // error
dot({ axes: 2 })([english, input(['mots', 16])]); // error
dot({ axes: [1, 1] })([english, french]); // error
dot({ axes: 1 })([english, input([9])]); // error
english.attention({ value: input(['mots', 32]), key: input([9, 32]) }); // error
english.dense(16).attention({ value: french }); // error
multiHeadAttention(4, 8)(english, { value: code }); // error
english.multiHeadAttention(4, 8).add(english.dense(64)); // error
code.multiHeadAttention(4, 8); // error
english.flatten().dense(3); // error
// an image classifier on features that were never flattened, and its labels
const features = sequential([7, 7, 1280], [dropout(0.2), dense(5, { activation: 'softmax' })]);
const head = sequential([7, 7, 1280], [globalAveragePooling2d(), dense(5, { activation: 'softmax' })]);
await features
  .compile({ loss: 'categoricalCrossentropy' })
  .fit({ values: pixels, shape: [10, 7, 7, 1280] } as const, { values: pixels, shape: [10, 5] } as const); // error
await head
  .compile({ loss: 'categoricalCrossentropy' })
  .fit({ values: pixels, shape: [10, 7, 7, 1280] } as const, [0, 1, 2, 3, 4]); // error
await head
  .compile({ loss: 'sparseCategoricalCrossentropy' })
  .fit({ values: pixels, shape: [10, 7, 7, 1280] } as const, { values: pixels, shape: [10, 5] } as const); // error
await head
  .compile({ loss: 'sparseCategoricalCrossentropy' })
  .fit({ values: pixels, shape: [10, 224, 224, 3] } as const, [0, 1, 2, 3, 4]); // error
await head.predict({ values: pixels, shape: [7, 7, 1280] } as const); // error
await sequential([4], [dense(2)]).predict([0, 1, 2, 3]); // error
await sequential([2], [dense(2, { activation: 'softmax' })])
  .compile({ loss: losses.binaryCrossentropy() })
  .fit([[0, 0]], [0]); // error
await sequential([20, 4], [lstm(8, { returnSequences: true }), dense(1)])
  .compile({ loss: 'mse' })
  .fit({ values: pixels, shape: [10, 20, 4] } as const, { values: pixels, shape: [10, 1] } as const); // error
// several inputs and outputs
const photos = { values: pixels, shape: [2, 64, 64, 3] } as const;
const boxes = { values: pixels, shape: [2, 5] } as const;
const age = input([1]);
const photo = input([64, 64, 3]);
photo
  .conv2d(8, 3)
  .concatenate(age) // error
  .dense(1);
model({ inputs: photo, outputs: photo.flatten().concatenate(age) }); // error
model({ inputs: [photo], outputs: age.dense(3) }); // error
model({ inputs: { photo, age }, outputs: photo.flatten().concatenate(age).dense(1) })([photo, age]); // error
const both = model({ inputs: [age, photo], outputs: photo.flatten().concatenate(age).dense(1) });
both([photo, age]); // error
both([age]); // error
const gan = sequential([28, 28, 1], [flatten(), dense(1)]);
const generator = sequential([100], [dense(784)]);
gan(generator(input([100]))); // error
sequential([100], [generator, gan]); // error
generator(input([10])); // error
const twoHeads = model({
  inputs: photo,
  outputs: { box: photo.flatten().dense(4), label: photo.flatten().dense(3) },
});
twoHeads.compile({ loss: { box: 'mse', labels: 'categoricalCrossentropy' } }); // error
twoHeads.compile({ loss: { box: 'mse' } }); // error
sequential([64, 64, 3], [twoHeads, dense(3)]); // error
await twoHeads
  .compile({ loss: { box: 'mse', label: 'sparseCategoricalCrossentropy' } })
  .fit(photos, { box: boxes, label: [1, 2] }); // error
// what is called as in tfjs or Keras
input([784]).dense(10, 'relu'); // error
input([28, 28, 1]).conv2d(32, 3, 'relu'); // error
input([28, 28, 1]).conv2d(32, 3, 3); // error
dense(10, { inputShape: [784] }); // error
lstm(8, { return_sequences: true }); // error
input(784); // error
input({ shape: [784] }); // error
sequential([784], dense(10)); // error
sequential([dense(10)]); // error
sequential(); // error
concatenate()(stage, stage); // error
add()([stage]); // error
add()(stage); // error
dense(3)(dense(4)); // error
dense(3)([1, 2]); // error
stage.add(); // error
stage.add(dense(3)); // error
stage.concatenate(stage, stage); // error
model(stage, stage); // error
model({ inputs: stage, outputs: dense(3) }); // error
model({ input: stage, output: stage }); // error
head.compile('adam', 'mse'); // error
head.compile(); // error
head.compile({ loss: 'mse', metrics: 'accuracy' }); // error
head.compile({ loss: 'mse' }).fit({ x: [[1]], y: [1] }); // error
head.fit(); // error
stage.maxPool2d(2); // error
stage.batchNorm(); // error
stage.relu(); // error
stage.flaten(); // error
export type Unused = SymbolicTensor;
void [either];
