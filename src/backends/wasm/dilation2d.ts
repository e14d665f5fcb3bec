// Grey-scale dilation: the largest sum of a window [height, width, channels] and the filter, and its two gradients.
// tfjs's begin at the smallest positive number, so that they are wrong where every sum is below zero.
import * as tf from '@tensorflow/tfjs-core';
import { floatsOf, type Heap } from './heap.js';
import { wasmKernel } from './kernel.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}
interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same';
  readonly dilations: number | [number, number];
}

const geometry = ({ x, filter }: Inputs, { strides, pad, dilations }: Attributes) =>
  tf.backend_util.computeDilation2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number],
    strides,
    pad,
    'NHWC',
    dilations,
  );

/** What an output is: its place, its value, and the places of the input and of the filter that it comes from. */
type Visit = (output: number, sum: number, pixel: number, tap: number) => void;

/** Visits each output with the largest sum of its window, the first of equals. */
const eachLargest = (heap: Heap, inputs: Inputs, attributes: Attributes, visit: Visit): void => {
  const info = geometry(inputs, attributes);
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, padInfo } = info;
  const [images, weights] = [floatsOf(heap, inputs.x), floatsOf(heap, inputs.filter)];
  for (let at = 0; at < batchSize * outHeight * outWidth; at++) {
    const top = (Math.floor(at / outWidth) % outHeight) * info.strideHeight - padInfo.top;
    const left = (at % outWidth) * info.strideWidth - padInfo.left;
    const image = Math.floor(at / (outWidth * outHeight));
    for (let c = 0; c < inChannels; c++) {
      let largest = -Infinity;
      let [pixel, tap] = [-1, -1];
      for (let i = 0; i < info.filterHeight; i++) {
        const y = top + i * info.dilationHeight;
        if (y < 0 || y >= inHeight) continue;
        for (let j = 0; j < info.filterWidth; j++) {
          const x = left + j * info.dilationWidth;
          if (x < 0 || x >= inWidth) continue;
          const from = ((image * inHeight + y) * inWidth + x) * inChannels + c;
          const weight = (i * info.filterWidth + j) * inChannels + c;
          const sum = images[from]! + weights[weight]!;
          if (sum > largest) [largest, pixel, tap] = [sum, from, weight];
        }
      }
      visit(at * inChannels + c, largest, pixel, tap);
    }
  }
};

export const dilation2D = wasmKernel<Inputs, Attributes>('Dilation2D', ({ inputs, attributes, heap }) => {
  const output = heap.makeOutput(geometry(inputs, attributes).outShape, 'float32');
  const sums = floatsOf(heap, output);
  eachLargest(heap, inputs, attributes, (place, sum) => void (sums[place] = sum));
  return output;
});

/** The gradient with respect to an input: each output's goes to the place that it comes from. */
const gradient = (name: string, of: 'x' | 'filter') =>
  wasmKernel<Inputs & { readonly dy: tf.TensorInfo }, Attributes>(name, ({ inputs, attributes, heap }) => {
    const result = heap.makeOutput(inputs[of].shape, 'float32');
    const [into, dy] = [floatsOf(heap, result), floatsOf(heap, inputs.dy)];
    into.fill(0);
    eachLargest(heap, inputs, attributes, (place, _, pixel, tap) => {
      const to = of === 'x' ? pixel : tap;
      if (to >= 0) into[to]! += dy[place]!;
    });
    return result;
  });

export const dilation2DBackpropInput = gradient('Dilation2DBackpropInput', 'x');
export const dilation2DBackpropFilter = gradient('Dilation2DBackpropFilter', 'filter');
