import * as tf from '@tensorflow/tfjs-core';
import { copyBlock, wordsOf } from './blocks.js';
import { integersOf } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly indices: tf.TensorInfo;
}
interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/**
 * Slices of x by number: the rows of an embedding. tfjs's own works out each number's place from all its axes, some 20 ns
 * a number; here a slice is one copy.
 */
export const gatherV2 = wasmKernel<Inputs, Attributes>(
  'GatherV2',
  ({ inputs, attributes, heap, replaced }) => {
    const { x, indices } = inputs;
    if (x.dtype === 'string' || indices.dtype !== 'int32')
      return tfjsKernel('GatherV2', replaced)(inputs, attributes);
    const axis = tf.util.parseAxisParam(attributes.axis, x.shape)[0]!;
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
      tf.backend_util.segment_util.collectGatherOpShapeInfo(
        x as tf.Tensor,
        indices as tf.Tensor,
        axis,
        attributes.batchDims,
      );
    const gathered = heap.makeOutput(outputShape, x.dtype);
    const numbers = integersOf(heap, indices);
    const outside = numbers.find((number) => number < 0 || number >= dimSize);
    if (outside !== undefined) {
      heap.disposeData(gathered.dataId);
      throw new Error(`GatherV2: the index value ${outside} is not in [0, ${dimSize - 1}]`);
    }
    const [from, to] = [wordsOf(heap, x), wordsOf(heap, gathered)];
    const perBatch = numbers.length / Math.max(1, batchSize);
    let place = 0;
    for (let batch = 0; batch < batchSize; batch++)
      for (let outer = 0; outer < outerSize; outer++)
        for (let i = 0; i < perBatch; i++, place += sliceSize) {
          const row = (batch * outerSize + outer) * dimSize + numbers[batch * perBatch + i]!;
          copyBlock(from, row * sliceSize, to, place, sliceSize);
        }
    return gathered;
  },
);
