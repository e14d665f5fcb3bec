import { block, input, layers, repeat, residual } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { activation, batchNormalization, conv2d } = layers;

const norm = () => batchNormalization({ epsilon: 1.001e-5 });
const relu = () => activation('relu');

/**
 * ResNet50: four stages of bottlenecks, whose inputs are added to their outputs; 25,636,712 parameters.
 * He et al. 2015, https://arxiv.org/abs/1512.03385
 */
export const resnet50 = () => {
  const stem = input([224, 224, 3])
    .zeroPadding2d(3)
    .conv2d(64, 7, { strides: 2 })
    .apply(norm())
    .apply(relu())
    .zeroPadding2d(1)
    .maxPooling2d(3, { strides: 2 });
  expectShape<[null, 56, 56, 64]>(stem);

  // a stage begins with a block that changes the size, and goes on with blocks that keep it
  const stage2 = stem
    .apply(
      residual(
        [
          conv2d(64, 1),
          norm(),
          relu(),
          conv2d(64, 3, { padding: 'same' }),
          norm(),
          relu(),
          conv2d(256, 1),
          norm(),
        ],
        { shortcut: [conv2d(256, 1), norm()] },
      ),
    )
    .apply(relu())
    .apply(
      repeat(2, () =>
        block([
          residual([
            conv2d(64, 1),
            norm(),
            relu(),
            conv2d(64, 3, { padding: 'same' }),
            norm(),
            relu(),
            conv2d(256, 1),
            norm(),
          ]),
          relu(),
        ]),
      ),
    );
  expectShape<[null, 56, 56, 256]>(stage2);

  const stage3 = stage2
    .apply(
      residual(
        [
          conv2d(128, 1, { strides: 2 }),
          norm(),
          relu(),
          conv2d(128, 3, { padding: 'same' }),
          norm(),
          relu(),
          conv2d(512, 1),
          norm(),
        ],
        { shortcut: [conv2d(512, 1, { strides: 2 }), norm()] },
      ),
    )
    .apply(relu())
    .apply(
      repeat(3, () =>
        block([
          residual([
            conv2d(128, 1),
            norm(),
            relu(),
            conv2d(128, 3, { padding: 'same' }),
            norm(),
            relu(),
            conv2d(512, 1),
            norm(),
          ]),
          relu(),
        ]),
      ),
    );
  expectShape<[null, 28, 28, 512]>(stage3);

  const stage4 = stage3
    .apply(
      residual(
        [
          conv2d(256, 1, { strides: 2 }),
          norm(),
          relu(),
          conv2d(256, 3, { padding: 'same' }),
          norm(),
          relu(),
          conv2d(1024, 1),
          norm(),
        ],
        { shortcut: [conv2d(1024, 1, { strides: 2 }), norm()] },
      ),
    )
    .apply(relu())
    .apply(
      repeat(5, () =>
        block([
          residual([
            conv2d(256, 1),
            norm(),
            relu(),
            conv2d(256, 3, { padding: 'same' }),
            norm(),
            relu(),
            conv2d(1024, 1),
            norm(),
          ]),
          relu(),
        ]),
      ),
    );
  expectShape<[null, 14, 14, 1024]>(stage4);

  const stage5 = stage4
    .apply(
      residual(
        [
          conv2d(512, 1, { strides: 2 }),
          norm(),
          relu(),
          conv2d(512, 3, { padding: 'same' }),
          norm(),
          relu(),
          conv2d(2048, 1),
          norm(),
        ],
        { shortcut: [conv2d(2048, 1, { strides: 2 }), norm()] },
      ),
    )
    .apply(relu())
    .apply(
      repeat(2, () =>
        block([
          residual([
            conv2d(512, 1),
            norm(),
            relu(),
            conv2d(512, 3, { padding: 'same' }),
            norm(),
            relu(),
            conv2d(2048, 1),
            norm(),
          ]),
          relu(),
        ]),
      ),
    );
  expectShape<[null, 7, 7, 2048]>(stage5);

  return stage5
    .globalAveragePooling2d({})
    .dense(1000, { activation: 'softmax' })
    .toModel({ name: 'resnet50' });
};
