import { block, input, layers, model } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { batchNormalization, conv2d, reLU } = layers;

/** Two convolutions at one size. */
const twice = <const F extends number>(filters: F) =>
  block([
    conv2d(filters, 3, { padding: 'same', useBias: false }),
    batchNormalization(),
    reLU(),
    conv2d(filters, 3, { padding: 'same', useBias: false }),
    batchNormalization(),
    reLU(),
  ]);

/**
 * U-Net for images of any size that halves four times: what the way down saw is put beside what the way up makes.
 * With padding, as is usual today; 31,049,409 parameters. Ronneberger et al. 2015, https://arxiv.org/abs/1505.04597
 */
export const unet = () => {
  const image = input(['16*h', '16*w', 3]);
  const down1 = image.apply(twice(64));
  const down2 = down1.maxPooling2d(2).apply(twice(128));
  const down3 = down2.maxPooling2d(2).apply(twice(256));
  const down4 = down3.maxPooling2d(2).apply(twice(512));
  const bottom = down4.maxPooling2d(2).apply(twice(1024));
  expectShape<[null, 'h', 'w', 1024]>(bottom);

  const up4 = bottom.conv2dTranspose(512, 2, { strides: 2 }).concatenate(down4).apply(twice(512));
  expectShape<[null, '2*h', '2*w', 512]>(up4);
  const up3 = up4.conv2dTranspose(256, 2, { strides: 2 }).concatenate(down3).apply(twice(256));
  expectShape<[null, '4*h', '4*w', 256]>(up3);
  const up2 = up3.conv2dTranspose(128, 2, { strides: 2 }).concatenate(down2).apply(twice(128));
  expectShape<[null, '8*h', '8*w', 128]>(up2);
  const up1 = up2.conv2dTranspose(64, 2, { strides: 2 }).concatenate(down1).apply(twice(64));
  expectShape<[null, '16*h', '16*w', 64]>(up1);

  return model({ inputs: image, outputs: up1.conv2d(1, 1, { activation: 'sigmoid' }), name: 'unet' });
};
