// Published blocks as functions over named axes: of any size, bound and checked where each is applied.
import { input, layers, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { concatenate, dense, multiHeadAttention } = layers;
const same = { padding: 'same' } as const;

type Images<C extends number> = SymbolicTensor<[null, 'h', 'w', C]>;

// ResNet: the input added to what two convolutions make of it, and at half the size
const basic = (x: Images<16>) =>
  x.conv2d(16, 3, same).batchNormalization().reLU().conv2d(16, 3, same).batchNormalization().add(x).reLU();
const halved = (x: Images<16>) =>
  x
    .conv2d(32, 3, { padding: 'same', strides: 2 })
    .batchNormalization()
    .reLU()
    .conv2d(32, 3, same)
    .add(x.conv2d(32, 1, { padding: 'same', strides: 2 }));
expectShape<[null, 32, 32, 16]>(input([32, 32, 16]).apply(basic).apply(basic));
expectShape<[null, 17, 16, 32]>(input([33, 32, 16]).apply(halved));
expectShape<[null, null, null, 32]>(input([null, null, 16]).apply(basic).apply(halved));
expectShape<[null, 'rows', 'columns', 16]>(input(['rows', 'columns', 16]).apply(basic));
expectShape<[null, 10]>(
  input([64, 48, 16]).apply(basic).apply(halved).globalAveragePooling2d().dense(10).toModel().output,
);
input([32, 32, 3]).apply(basic); // error
input([32, 16]).apply(basic); // error
input([32, 32, 16]).apply(halved).apply(basic); // error
input([784]).dense(16).apply(basic).flatten().dense(10); // error

// MobileNetV2: wide between two narrow ends
const inverted = (x: Images<24>) =>
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
const narrower = (x: Images<24>) =>
  x
    .conv2d(144, 1)
    .depthwiseConv2d(3) // its window takes the edges off, which the sum misses
    .conv2d(24, 1)
    .add(x); // error
void narrower;

// squeeze and excite: each channel by what all of it says
const excited = (x: Images<64>) =>
  x.multiply(
    x
      .globalAveragePooling2d({ keepdims: true })
      .dense(4, { activation: 'relu' })
      .dense(64, { activation: 'sigmoid' }),
  );
expectShape<[null, 28, 30, 64]>(input([28, 30, 64]).apply(excited));

// DenseNet: each layer beside all before it, and the transition
const grown = (x: Images<16>) => {
  const first = x.concatenate(x.batchNormalization().reLU().conv2d(12, 3, same));
  const second = first.concatenate(first.batchNormalization().reLU().conv2d(12, 3, same));
  return second.concatenate(second.batchNormalization().reLU().conv2d(12, 3, same));
};
const transition = (x: Images<52>) => x.conv2d(26, 1).averagePooling2d(2);
expectShape<[null, 16, 16, 26]>(input([32, 32, 16]).apply(grown).apply(transition));
expectShape<[null, 'floor(h/2)', 'floor(w/2)', 26]>(input(['h', 'w', 16]).apply(grown).apply(transition));

// Inception: four windows on one tensor
const inception = (x: Images<192>) =>
  concatenate([
    x.conv2d(64, 1),
    x.conv2d(96, 1).conv2d(128, 3, same),
    x.conv2d(16, 1).conv2d(32, 5, same),
    x.maxPooling2d(3, { strides: 1, padding: 'same' }).conv2d(32, 1),
  ]);
expectShape<[null, 28, 28, 256]>(input([28, 28, 192]).apply(inception));

// U-Net: down and up again, of even sizes
const level = (x: SymbolicTensor<[null, '2*h', '2*w', 16]>) =>
  x
    .maxPooling2d(2)
    .conv2d(32, 3, same)
    .conv2dTranspose(16, 2, { strides: 2 })
    .concatenate(x)
    .conv2d(16, 3, same);
expectShape<[null, 64, 48, 16]>(input([64, 48, 16]).apply(level).apply(level));
input([65, 48, 16]).apply(level); // error
const odd = (x: Images<16>) => x.maxPooling2d(2).upSampling2d(2).concatenate(x); // error
void odd;

// a Transformer: any number of steps, and a decoder that looks at an encoder's
const encoder = (x: SymbolicTensor<[null, 'time', 128]>) => {
  const seen = x.add(multiHeadAttention(4, 32)(x)).layerNormalization();
  return seen.add(seen.dense(512, { activation: 'gelu' }).apply(dense(128))).layerNormalization();
};
expectShape<[null, 20, 128]>(input([20, 128]).apply(encoder).apply(encoder));
expectShape<[null, 'words', 128]>(input(['words', 128]).apply(encoder));
const words = input(['words', 128]).apply(encoder);
const decoder = (x: SymbolicTensor<[null, 'letters', 128]>) => {
  const own = x.add(x.multiHeadAttention(4, 32, { useCausalMask: true })).layerNormalization();
  return own.add(own.multiHeadAttention(4, 32, { value: words })).layerNormalization();
};
expectShape<[null, 'tokens', 128]>(input(['tokens', 128]).apply(decoder).apply(decoder));
input([20, 64]).apply(encoder); // error
input([20, 4, 128]).apply(encoder); // error

// a temporal convolution keeps the past in front of it
const temporal = (x: SymbolicTensor<[null, 'time', 32]>) =>
  x.conv1d(32, 3, { padding: 'causal', dilationRate: 4, activation: 'relu' }).spatialDropout1d(0.1).add(x);
expectShape<[null, 100, 32]>(input([100, 32]).apply(temporal).apply(temporal));
