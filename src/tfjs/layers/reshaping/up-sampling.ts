import type { LayerClass } from '../define-class.js';
import { repeated } from './along-axis.js';
import { gridLayer } from './grid-layer.js';

const upSampling = (className: string): LayerClass =>
  gridLayer<number>(className, 'size', (given) => [given as number | number[]].flat(), {
    size: (n, times) => n * times,
    values: repeated,
    nothing: (times) => times === 1,
  });

export const upSampling1DClass = (): LayerClass => upSampling('UpSampling1D');
export const upSampling3DClass = (): LayerClass => upSampling('UpSampling3D');
