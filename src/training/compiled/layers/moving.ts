import * as tf from '@tensorflow/tfjs-core';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { sizeOf } from '../value.js';

/** Whole numbers up to this are exact as floats. */
const mostPlaces = 2 ** 24 - 1;

/**
 * The plan of layers that only move numbers, repeat them, leave some out or put zeros between: where each comes from is what
 * today's layer makes of the numbers of the places.
 */
export const planMoving: LayerPlan = ({ name, live, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const [batch, ...sample] = x.shape as [number, ...number[]];
  const [size, wide] = [sizeOf(sample), sizeOf(shapes[0]!.slice(1))];
  if (size > mostPlaces) throw new NoPlan(`the layer '${name}' works on samples of ${size} numbers`);
  // -1: a zero
  const places = tf.tidy(() => {
    const numbered = tf.reshape(tf.range(1, size + 1, 1, 'float32'), [1, ...sample]);
    const moved = live.call(numbered, {}) as tf.Tensor;
    return Int32Array.from(moved.dataSync(), (number) => number - 1);
  }) as unknown as Int32Array;
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  planner.run(() => {
    const floats = planner.floats();
    for (let row = 0; row < batch; row++) {
      const from = x.place.address / 4 + row * size;
      const to = made.place.address / 4 + row * wide;
      for (let i = 0; i < wide; i++) floats[to + i] = places[i]! < 0 ? 0 : floats[from + places[i]!]!;
    }
  });
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    if (!adds) planner.clear(place, x.size * 4);
    planner.run(() => {
      const floats = planner.floats();
      for (let row = 0; row < batch; row++) {
        const from = slope.address / 4 + row * wide;
        const to = place.address / 4 + row * size;
        for (let i = 0; i < wide; i++) if (places[i]! >= 0) floats[to + places[i]!]! += floats[from + i]!;
      }
    });
  });
  return [made];
};

/** The same for layers that may also work numbers out between others. */
export const planUpSampling: LayerPlan = (call, planner) => {
  const { interpolation = 'nearest' } = call.config as { readonly interpolation?: string };
  if (interpolation !== 'nearest')
    throw new NoPlan(`the layer '${call.name}' has interpolation: ${interpolation}`);
  return planMoving(call, planner);
};
