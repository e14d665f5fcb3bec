import * as tf from '@tensorflow/tfjs-core';
import type { Side } from '../../../shapes/resize.js';
import type { LayerClass } from '../define-class.js';
import { gridLayer } from './grid-layer.js';
import { allSides } from './sides.js';

const cropping = (className: string, spatial: 1 | 2 | 3): LayerClass =>
  gridLayer<Side>(className, 'cropping', (given) => allSides(given, spatial), {
    size: (n, [before, after]) => n - before - after,
    values: (x, [before, after]) => {
      const [outer, n, inner] = x.shape;
      if (before + after >= n) throw new Error(`cropping ${before} and ${after} leaves nothing of ${n}`);
      return tf.slice3d(x, [0, before, 0], [outer, n - before - after, inner]);
    },
    nothing: ([before, after]) => before + after === 0,
  });

export const cropping1DClass = (): LayerClass => cropping('Cropping1D', 1);
/** tfjs's own makes a negative size of one that is not known. */
export const cropping2DClass = (): LayerClass => cropping('Cropping2D', 2);
export const cropping3DClass = (): LayerClass => cropping('Cropping3D', 3);
