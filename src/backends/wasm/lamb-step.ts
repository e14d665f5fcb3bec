import type * as tf from '@tensorflow/tfjs-core';
import { offsetOf, sizeOf } from './heap.js';
import { wasmKernel } from './kernel.js';
import { checkAlike, faint, optimizerPass } from './optimizer-step.js';
import { squareSum } from './square-sum.js';

const direct = optimizerPass({
  inputs: ['gradient', 'momentum', 'velocity'],
  updated: ['update', 'momentum', 'velocity'],
  fades: faint,
  scalars: ['ofMomentum', 'ofVelocity', 'oneMinusBeta1', 'oneMinusBeta2', 'epsilon'],
  formula: (
    { add, sub, mul, div, sqrt, hold },
    [g, momentum, velocity],
    [ofMomentum, ofVelocity, oneMinusBeta1, oneMinusBeta2, epsilon],
  ) => {
    const m = hold(add(momentum!, mul(sub(g!, momentum!), oneMinusBeta1!)));
    const v = hold(add(velocity!, mul(sub(mul(g!, g!), velocity!), oneMinusBeta2!)));
    return [div(div(m, ofMomentum!), add(sqrt(div(v, ofVelocity!)), epsilon!)), m, v];
  },
});

/** value' = value - rate update */
export const moveBy = optimizerPass({
  inputs: ['value', 'update'],
  updated: ['value'],
  scalars: ['rate'],
  formula: ({ sub, mul }, [value, update], [rate]) => [sub(value!, mul(update!, rate!))],
});

/**
 * A step of Lamb (You et al., 2019), as Keras writes it: the update u is Adam's,
 * value' = value - rate |value| / |u| u, or - rate u where either length is zero.
 */
export const lambStep = wasmKernel<Record<string, tf.TensorInfo>, Record<string, number>>(
  'LambStep',
  ({ inputs, attributes, heap }) => {
    checkAlike('LambStep', ['value', 'gradient', 'momentum', 'velocity'], inputs);
    const value = inputs['value']!;
    const [update, ...slots] = direct(heap, inputs, attributes) as [tf.TensorInfo, ...tf.TensorInfo[]];
    const length = (tensor: tf.TensorInfo) =>
      Math.sqrt(squareSum(heap, offsetOf(heap, tensor), sizeOf(tensor.shape)));
    const [own, far] = [length(value), length(update)];
    const rate = attributes['rate']! * (own > 0 && far > 0 ? own / far : 1);
    const moved = moveBy(heap, { value, update }, { rate });
    heap.disposeData(update.dataId);
    return [...moved, ...slots];
  },
);
