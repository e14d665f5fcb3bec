import * as tf from '@tensorflow/tfjs-core';
import type { Side } from '../../../shapes/resize.js';
import type { LayerClass } from '../define-class.js';
import { gridLayer } from './grid-layer.js';
import { allSides } from './sides.js';

const zeroPadding = (className: string, spatial: 1 | 3): LayerClass =>
  gridLayer<Side>(className, 'padding', (given) => allSides(given, spatial), {
    size: (n, [before, after]) => n + before + after,
    values: (x, [before, after]) =>
      tf.pad3d(x, [
        [0, 0],
        [before, after],
        [0, 0],
      ]),
    nothing: ([before, after]) => before + after === 0,
  });

export const zeroPadding1DClass = (): LayerClass => zeroPadding('ZeroPadding1D', 1);
export const zeroPadding3DClass = (): LayerClass => zeroPadding('ZeroPadding3D', 3);
