// Batches of fewer rows than a plan is for: each row is computed by itself, so that others may stand behind them.
import * as tf from '@tensorflow/tfjs-core';
import { offsetOf, type Heap } from '../../backends/wasm/heap.js';

/** Batches that are so many times smaller than others of their run get a plan of their own. */
const mostEmpty = 4;

/** Between one power of two and the next there are so many sizes that plans are made for. */
const sizesBetween = 8;

/**
 * The rows to plan for: those of the run's batches, of which the last may have fewer; else somewhat more than the batch's
 * own, so that batches of all sizes have few plans.
 */
export const rowsOfPlan = (rows: number, ofRun: number | undefined): number => {
  if (ofRun !== undefined && rows <= ofRun && rows * mostEmpty > ofRun) return ofRun;
  const step = Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(1, rows))) / (2 * sizesBetween));
  return Math.ceil(rows / step) * step;
};

/** A tensor with zeros behind its rows. */
export const padded = (heap: Heap, tensor: tf.Tensor, rows: number): tf.Tensor => {
  const shape = [rows, ...tensor.shape.slice(1)];
  const info = heap.makeOutput(shape, tensor.dtype);
  const made = tf.engine().makeTensorFromTensorInfo(info);
  const [from, to] = [offsetOf(heap, tensor), offsetOf(heap, made)];
  const bytes = tensor.size * 4;
  heap.wasm.HEAPU8.copyWithin(to, from, from + bytes);
  heap.wasm.HEAPU8.fill(0, to + bytes, to + made.size * 4);
  return made;
};
