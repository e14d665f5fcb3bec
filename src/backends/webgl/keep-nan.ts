import * as tf from '@tensorflow/tfjs-core';
import {
  keepNaN,
  keepNaNInFusedElu,
  keepNaNInMaxPool3D,
  replaceGraphicsKernel,
  runKernel,
} from '../graphics-kernel.js';

/** The part of tfjs's WebGL backend that is used here: a shader, with a function for each input by its name. */
interface WebGLBackend {
  compileAndRun(
    program: { variableNames: string[]; outputShape: number[]; userCode: string },
    inputs: readonly tf.TensorInfo[],
    dtype: tf.DataType,
  ): tf.TensorInfo;
}

interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The largest value of each window, NaN where there is one. */
const maxPoolShader = (info: tf.backend_util.Conv2DInfo): string => `
  void main() {
    ivec4 at = getOutputCoords();
    ivec2 corner = at.yz * ivec2(${info.strideHeight}, ${info.strideWidth}) - ivec2(${info.padInfo.top}, ${info.padInfo.left});
    float largest = -1.0 / 1e-20;
    bool found = false;
    for (int i = 0; i < ${info.filterHeight}; i++) {
      int row = corner.x + i;
      if (row < 0 || row >= ${info.inHeight}) continue;
      for (int j = 0; j < ${info.filterWidth}; j++) {
        int column = corner.y + j;
        if (column < 0 || column >= ${info.inWidth}) continue;
        float value = getX(at.x, row, column, at.w);
        if (isnan(value)) found = true;
        largest = max(value, largest);
      }
    }
    setOutput(found ? NAN : largest);
  }`;

/** The sum of the rows that carry a segment's number. */
const segmentShader = (rows: number): string => `
  void main() {
    ivec2 at = getOutputCoords();
    float sum = 0.0;
    for (int row = 0; row < ${rows}; row++)
      if (int(getIds(row)) == at.x) sum += getX(row, at.y);
    setOutput(sum);
  }`;

/**
 * Has WebGL keep NaN where tfjs's shaders lose it, or spread it to neighbours: they compare with it, multiply it by 0, or
 * leave the three values that lie beside it as they are. Called again, it does nothing.
 */
export const keepNaNOnWebgl = (): void => {
  keepNaN('webgl', ['Elu', 'Selu', 'Softplus']);
  keepNaNInFusedElu('webgl');
  keepNaNInMaxPool3D('webgl');
  replaceGraphicsKernel<
    { readonly x: tf.Tensor },
    { readonly clipValueMin: number; readonly clipValueMax: number }
  >('webgl', 'ClipByValue', ({ inputs: { x }, attributes: { clipValueMin, clipValueMax } }) =>
    tf.minimum(tf.maximum(x, clipValueMin), clipValueMax),
  );
  replaceGraphicsKernel<{ readonly x: tf.Tensor }, PoolAttributes>(
    'webgl',
    'MaxPool',
    ({ inputs: { x }, attributes: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
      const shape = x.shape as [number, number, number, number];
      const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      const program = { variableNames: ['X'], outputShape: info.outShape, userCode: maxPoolShader(info) };
      return (backend as WebGLBackend).compileAndRun(program, [x], x.dtype);
    },
  );
  replaceGraphicsKernel<
    { readonly x: tf.Tensor; readonly segmentIds: tf.Tensor },
    { readonly numSegments: number }
  >(
    'webgl',
    'UnsortedSegmentSum',
    ({ inputs: { x, segmentIds }, attributes: { numSegments }, backend, theirs }) => {
      const rows = segmentIds.size;
      if (rows === 0 || x.dtype !== 'float32') return theirs();
      const width = x.size / rows;
      const program = {
        variableNames: ['X', 'Ids'],
        outputShape: [numSegments, width],
        userCode: segmentShader(rows),
      };
      const flat = runKernel('Reshape', { x }, { shape: [rows, width] });
      const sums = (backend as WebGLBackend).compileAndRun(program, [flat, segmentIds], 'float32');
      const tensor = tf.engine().makeTensorFromTensorInfo(sums) as tf.Tensor;
      return tf.reshape(tensor, [numSegments, ...x.shape.slice(segmentIds.rank)]);
    },
  );
};
