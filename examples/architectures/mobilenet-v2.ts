import { block, input, layers, repeat, residual } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { batchNormalization, conv2d, depthwiseConv2d, reLU, zeroPadding2d } = layers;

const bare = { useBias: false } as const;
const norm = () => batchNormalization({ momentum: 0.999 });
const norm6 = () => block([norm(), reLU({ maxValue: 6 })]);

/** A depthwise convolution that keeps height and width. */
const keep = () => block([depthwiseConv2d(3, { padding: 'same', ...bare }), norm6()]);

/** One that halves them. */
const halve = () =>
  block([
    zeroPadding2d([
      [0, 1],
      [0, 1],
    ]),
    depthwiseConv2d(3, { strides: 2, ...bare }),
    norm6(),
  ]);

/**
 * MobileNetV2: inverted residuals, which widen, filter each channel, and narrow; 3,538,984 parameters.
 * Sandler et al. 2018, https://arxiv.org/abs/1801.04381
 */
export const mobileNetV2 = () => {
  const first = input([224, 224, 3])
    .conv2d(32, 3, { strides: 2, padding: 'same', ...bare })
    .apply(norm6())
    .apply(keep())
    .conv2d(16, 1, bare)
    .apply(norm());
  expectShape<[null, 112, 112, 16]>(first);

  const at56 = first
    .conv2d(96, 1, bare)
    .apply(norm6())
    .apply(halve())
    .conv2d(24, 1, bare)
    .apply(norm())
    .apply(residual([conv2d(144, 1, bare), norm6(), keep(), conv2d(24, 1, bare), norm()]));
  expectShape<[null, 56, 56, 24]>(at56);

  const at28 = at56
    .conv2d(144, 1, bare)
    .apply(norm6())
    .apply(halve())
    .conv2d(32, 1, bare)
    .apply(norm())
    .apply(repeat(2, () => residual([conv2d(192, 1, bare), norm6(), keep(), conv2d(32, 1, bare), norm()])));
  expectShape<[null, 28, 28, 32]>(at28);

  const at14 = at28
    .conv2d(192, 1, bare)
    .apply(norm6())
    .apply(halve())
    .conv2d(64, 1, bare)
    .apply(norm())
    .apply(repeat(3, () => residual([conv2d(384, 1, bare), norm6(), keep(), conv2d(64, 1, bare), norm()])));
  expectShape<[null, 14, 14, 64]>(at14);

  const wider14 = at14
    .conv2d(384, 1, bare)
    .apply(norm6())
    .apply(keep())
    .conv2d(96, 1, bare)
    .apply(norm())
    .apply(repeat(2, () => residual([conv2d(576, 1, bare), norm6(), keep(), conv2d(96, 1, bare), norm()])));
  expectShape<[null, 14, 14, 96]>(wider14);

  const at7 = wider14
    .conv2d(576, 1, bare)
    .apply(norm6())
    .apply(halve())
    .conv2d(160, 1, bare)
    .apply(norm())
    .apply(repeat(2, () => residual([conv2d(960, 1, bare), norm6(), keep(), conv2d(160, 1, bare), norm()])));
  expectShape<[null, 7, 7, 160]>(at7);

  const last = at7.conv2d(960, 1, bare).apply(norm6()).apply(keep()).conv2d(320, 1, bare).apply(norm());
  expectShape<[null, 7, 7, 320]>(last);

  return last
    .conv2d(1280, 1, bare)
    .apply(norm6())
    .globalAveragePooling2d({})
    .dense(1000, { activation: 'softmax' })
    .toModel({ name: 'mobilenet_v2' });
};
