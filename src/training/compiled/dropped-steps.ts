import * as tf from '@tensorflow/tfjs-core';
import type { StepDropout } from '../../tfjs/layers/rnn/step-dropout.js';
import type { Strip } from './calls.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';
import { times, timesAdded } from './times.js';
import type { Value } from './value.js';

/** What a recurrent layer leaves of what it is given, `[batch, steps, features]`: the same features at each step, as today's loop draws them. */
export const droppedSteps = (planner: Planner, x: Value, dropout: StepDropout): Value => {
  const [batch, steps, features] = x.shape as [number, number, number];
  const made: Value = { ...planner.value(x.shape, x.slope !== undefined), mask: x.mask };
  const factors: Place = { address: 0 };
  const left: Strip = { at: factors, plus: 0, row: features * 4 };
  const stripOf = (at: Place, step: number): Strip => ({
    ...{ at, plus: step * features * 4, row: steps * features * 4 },
  });
  planner.run(() => {
    const [drawn] = dropout.masks('dropout', [batch, features], 1, true)!;
    planner.passing.push(tf.keep(drawn!));
    factors.address = planner.site.bring(drawn!);
  });
  for (let step = 0; step < steps; step++)
    planner.rowPass(times, batch, features, [stripOf(x.place, step), left, stripOf(made.place, step)]);
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    for (let step = 0; step < steps; step++) {
      const [from, to] = [stripOf(slope, step), stripOf(place, step)];
      if (adds) planner.rowPass(timesAdded, batch, features, [from, left, to, to]);
      else planner.rowPass(times, batch, features, [from, left, to]);
    }
  });
  return made;
};
