import { block, input, layers, repeat } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { batchNormalization, conv2d, depthwiseConv2d, reLU, zeroPadding2d } = layers;

const bare = { useBias: false } as const;
const norm = () => block([batchNormalization(), reLU({ maxValue: 6 })]);

/** A depthwise convolution that keeps height and width. */
const keep = () => block([depthwiseConv2d(3, { padding: 'same', ...bare }), norm()]);

/** One that halves them. */
const halve = () =>
  block([
    zeroPadding2d([
      [0, 1],
      [0, 1],
    ]),
    depthwiseConv2d(3, { strides: 2, ...bare }),
    norm(),
  ]);

/**
 * MobileNet: depthwise convolutions, each with a pointwise one behind it; 4,253,864 parameters.
 * Howard et al. 2017, https://arxiv.org/abs/1704.04861
 */
export const mobileNet = () => {
  const at56 = input([224, 224, 3])
    .conv2d(32, 3, { strides: 2, padding: 'same', ...bare })
    .apply(norm())
    .apply(keep())
    .conv2d(64, 1, bare)
    .apply(norm())
    .apply(halve())
    .conv2d(128, 1, bare)
    .apply(norm())
    .apply(keep())
    .conv2d(128, 1, bare)
    .apply(norm());
  expectShape<[null, 56, 56, 128]>(at56);

  const at14 = at56
    .apply(halve())
    .conv2d(256, 1, bare)
    .apply(norm())
    .apply(keep())
    .conv2d(256, 1, bare)
    .apply(norm())
    .apply(halve())
    .conv2d(512, 1, bare)
    .apply(norm())
    .apply(repeat(5, () => block([keep(), conv2d(512, 1, bare), norm()])));
  expectShape<[null, 14, 14, 512]>(at14);

  const at7 = at14
    .apply(halve())
    .conv2d(1024, 1, bare)
    .apply(norm())
    .apply(keep())
    .conv2d(1024, 1, bare)
    .apply(norm());
  expectShape<[null, 7, 7, 1024]>(at7);

  return at7
    .globalAveragePooling2d({ keepdims: true })
    .dropout(0.001)
    .conv2d(1000, 1, { padding: 'same' })
    .reshape([1000])
    .activation('softmax')
    .toModel({ name: 'mobilenet' });
};
