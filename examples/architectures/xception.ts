import { input, layers, repeat, residual } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { activation, batchNormalization, conv2d, maxPooling2d, separableConv2d } = layers;

const bare = { padding: 'same', useBias: false } as const;
const half = { padding: 'same', strides: 2 } as const;

/**
 * Xception: separable convolutions in residual blocks; 22,910,480 parameters.
 * Chollet 2016, https://arxiv.org/abs/1610.02357
 */
export const xception = () => {
  const block1 = input([299, 299, 3])
    .conv2d(32, 3, { strides: 2, useBias: false })
    .batchNormalization({})
    .activation('relu')
    .conv2d(64, 3, { useBias: false })
    .batchNormalization({})
    .activation('relu');
  expectShape<[null, 147, 147, 64]>(block1);

  const block2 = block1.apply(
    residual(
      [
        separableConv2d(128, 3, bare),
        batchNormalization(),
        activation('relu'),
        separableConv2d(128, 3, bare),
        batchNormalization(),
        maxPooling2d(3, half),
      ],
      { shortcut: [conv2d(128, 1, { ...half, useBias: false }), batchNormalization()] },
    ),
  );
  expectShape<[null, 74, 74, 128]>(block2);

  const block3 = block2.apply(
    residual(
      [
        activation('relu'),
        separableConv2d(256, 3, bare),
        batchNormalization(),
        activation('relu'),
        separableConv2d(256, 3, bare),
        batchNormalization(),
        maxPooling2d(3, half),
      ],
      { shortcut: [conv2d(256, 1, { ...half, useBias: false }), batchNormalization()] },
    ),
  );
  expectShape<[null, 37, 37, 256]>(block3);

  const block4 = block3.apply(
    residual(
      [
        activation('relu'),
        separableConv2d(728, 3, bare),
        batchNormalization(),
        activation('relu'),
        separableConv2d(728, 3, bare),
        batchNormalization(),
        maxPooling2d(3, half),
      ],
      { shortcut: [conv2d(728, 1, { ...half, useBias: false }), batchNormalization()] },
    ),
  );
  expectShape<[null, 19, 19, 728]>(block4);

  const middle = block4.apply(
    repeat(8, () =>
      residual([
        activation('relu'),
        separableConv2d(728, 3, bare),
        batchNormalization(),
        activation('relu'),
        separableConv2d(728, 3, bare),
        batchNormalization(),
        activation('relu'),
        separableConv2d(728, 3, bare),
        batchNormalization(),
      ]),
    ),
  );
  expectShape<[null, 19, 19, 728]>(middle);

  const block13 = middle.apply(
    residual(
      [
        activation('relu'),
        separableConv2d(728, 3, bare),
        batchNormalization(),
        activation('relu'),
        separableConv2d(1024, 3, bare),
        batchNormalization(),
        maxPooling2d(3, half),
      ],
      { shortcut: [conv2d(1024, 1, { ...half, useBias: false }), batchNormalization()] },
    ),
  );
  expectShape<[null, 10, 10, 1024]>(block13);

  const block14 = block13
    .separableConv2d(1536, 3, bare)
    .batchNormalization({})
    .activation('relu')
    .separableConv2d(2048, 3, bare)
    .batchNormalization({})
    .activation('relu');
  expectShape<[null, 10, 10, 2048]>(block14);

  return block14
    .globalAveragePooling2d({})
    .dense(1000, { activation: 'softmax' })
    .toModel({ name: 'xception' });
};
