import { block, input, layers, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { activation, averagePooling2d, batchNormalization, conv2d } = layers;

const norm = () => block([batchNormalization({ epsilon: 1.001e-5 }), activation('relu')]);

/** 32 more channels, made of all before them. */
const grow = () =>
  block([
    norm(),
    conv2d(128, 1, { useBias: false }),
    norm(),
    conv2d(32, 3, { padding: 'same', useBias: false }),
  ]);

/** So many times over: the channels are a sum that the types leave open, until a convolution says them anew. */
const denseBlock =
  (times: number) =>
  <From>(x: SymbolicTensor<[null, 'h', 'w', number], From>) => {
    let all = x;
    for (let i = 0; i < times; i++) all = all.concatenate(all.apply(grow()));
    return all;
  };

/** Fewer channels, on half the height and width. */
const transition = <const F extends number>(filters: F) =>
  block([norm(), conv2d(filters, 1, { useBias: false }), averagePooling2d(2)]);
/**
 * DenseNet121: each layer sees all before it, side by side; 8,062,504 parameters.
 * Huang et al. 2016, https://arxiv.org/abs/1608.06993
 */
export const denseNet121 = () => {
  const stem = input([224, 224, 3])
    .zeroPadding2d(3)
    .conv2d(64, 7, { strides: 2, useBias: false })
    .apply(norm())
    .zeroPadding2d(1)
    .maxPooling2d(3, { strides: 2 });
  expectShape<[null, 56, 56, 64]>(stem);

  const dense1 = stem.apply(denseBlock(6)).apply(transition(128));
  expectShape<[null, 28, 28, 128]>(dense1);

  const dense2 = dense1.apply(denseBlock(12)).apply(transition(256));
  expectShape<[null, 14, 14, 256]>(dense2);

  const dense3 = dense2.apply(denseBlock(24)).apply(transition(512));
  expectShape<[null, 7, 7, 512]>(dense3);

  const dense4 = dense3.apply(denseBlock(16));
  expectShape<[null, 7, 7, number]>(dense4);

  return dense4
    .apply(norm())
    .globalAveragePooling2d({})
    .dense(1000, { activation: 'softmax' })
    .toModel({ name: 'densenet121' });
};
