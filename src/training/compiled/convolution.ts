import { samePadding } from '../../tfjs/layers/convolutional/windows.js';
import type { WindowSettings } from '../../tfjs/layers/kernel-layer.js';
import type { Images } from './padding.js';
import type { Value } from './value.js';

/** A convolution over images; of steps, over images of one row. */
export interface Convolution {
  readonly images: Images;
  readonly size: readonly [height: number, width: number];
  readonly strides: readonly [height: number, width: number];
  readonly gaps: readonly [height: number, width: number];
  readonly output: readonly [height: number, width: number];
  readonly filters: number;
}

/** A size along the axes of an image, where there may be steps alone. */
const pair = (along: readonly number[]): readonly [number, number] =>
  along.length === 1 ? [1, along[0]!] : [along[0]!, along[1]!];

/** The convolution of a layer's settings, of `x` to a shape. */
export const convolutionOf = (x: Value, shape: readonly number[], settings: WindowSettings): Convolution => {
  const isSteps = x.shape.length === 3;
  const [batch, ...space] = x.shape.slice(0, -1) as [number, ...number[]];
  const [height, width] = pair(space);
  const [size, strides, gaps] = [
    pair(settings.kernelSize),
    pair(settings.strides),
    pair(settings.dilationRate),
  ];
  const aroundOf = (axis: 0 | 1, n: number): readonly [number, number] => {
    const reach = (size[axis] - 1) * gaps[axis] + 1;
    if (settings.padding === 'causal' && axis === 1 && isSteps) return [reach - 1, 0];
    return settings.padding === 'same' ? samePadding(n, reach, strides[axis]) : [0, 0];
  };
  return {
    images: {
      batch,
      height,
      width,
      channels: x.shape.at(-1)!,
      around: [aroundOf(0, height), aroundOf(1, width)],
    },
    ...{ size, strides, gaps, filters: shape.at(-1)! },
    output: pair(shape.slice(1, -1)),
  };
};
