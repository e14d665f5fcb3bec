import { block, input, layers } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { conv2d, maxPooling2d } = layers;

const wide = { padding: 'same', activation: 'relu' } as const;

/**
 * VGG16: only 3x3 convolutions, in five stages that each halve the image; 138,357,544 parameters.
 * Simonyan and Zisserman 2014, https://arxiv.org/abs/1409.1556
 */
export const vgg16 = () => {
  const stage1 = block([conv2d(64, 3, wide), conv2d(64, 3, wide), maxPooling2d(2)]);
  const stage2 = block([conv2d(128, 3, wide), conv2d(128, 3, wide), maxPooling2d(2)]);
  const stage3 = block([conv2d(256, 3, wide), conv2d(256, 3, wide), conv2d(256, 3, wide), maxPooling2d(2)]);
  // stages 4 and 5 are of the same layers, with weights of their own
  const deep = () =>
    block([conv2d(512, 3, wide), conv2d(512, 3, wide), conv2d(512, 3, wide), maxPooling2d(2)]);

  const features = input([224, 224, 3]).apply(stage1).apply(stage2).apply(stage3).apply(deep()).apply(deep());
  expectShape<[null, 7, 7, 512]>(features);
  return features
    .flatten()
    .dense(4096, { activation: 'relu' })
    .dense(4096, { activation: 'relu' })
    .dense(1000, { activation: 'softmax' })
    .toModel({ name: 'vgg16' });
};
