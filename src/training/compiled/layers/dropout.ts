import * as tf from '@tensorflow/tfjs-core';
import { channelShape, dropFactors, maskShape } from '../../../tfjs/layers/regularization/noise.js';
import type { RandomLayer } from '../../../tfjs/random-layers.js';
import { seedOf } from '../../../tfjs/random.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { Value } from '../value.js';
import type { Place } from '../room.js';
import { times, timesAdded } from '../times.js';

/** The plan of a layer that drops values: the masks are those that today's loop draws. */
const planDrop =
  (shapeOf: (x: Value, config: PlannedCall['config']) => readonly number[]): LayerPlan =>
  ({ name, live, config, inputs, shapes }, planner) => {
    const x = inputs[0]!;
    if (!planner.training) return [x];
    const shape = shapes[0]!;
    const random = live as unknown as RandomLayer;
    const rate = config['rate'] as number;
    if (rate === 1) throw new NoPlan(`the layer '${name}' drops everything`);
    if (rate === 0) {
      // it drops nothing, but counts its calls as ever
      planner.run(() => countCall(random));
      return [x];
    }
    const made = planner.value(shape, x.slope !== undefined);
    const factors: Place = { address: 0 };
    planner.run(() => {
      const mask = tf.tidy(() => {
        const drawn = dropFactors(shapeOf(x, config), rate, countCall(random));
        return tf.broadcastTo(drawn, [...shape]);
      });
      planner.passing.push(tf.keep(mask));
      factors.address = planner.site.bring(mask);
    });
    planner.pass(times, x.size, [x.place, factors], [made.place]);
    planner.back(made, (slope) => {
      const { place, adds } = planner.slopeOf(x);
      if (adds) planner.pass(timesAdded, x.size, [slope, factors, place], [place]);
      else planner.pass(times, x.size, [slope, factors], [place]);
    });
    return [made];
  };

/** The seed of a random layer's next call, which is counted. */
const countCall = (layer: RandomLayer): number => {
  const { seed, calls } = layer.randomState;
  layer.randomState = { seed, calls: calls + 1 };
  return seedOf(seed, calls);
};

/** The plan of layers that change values by chance: it knows them out of training alone, where they do nothing. */
export const planNoise: LayerPlan = ({ name, inputs }, planner) => {
  if (planner.training) throw new NoPlan(`the layer '${name}' adds noise, which has no plan in training`);
  return [inputs[0]!];
};

/** The plan of `dropout`. */
export const planDropout = planDrop((x, config) => maskShape(x, config));

/** The plan of those that drop whole channels. */
export const planSpatialDropout = planDrop((x, config) => channelShape(x.shape, config));
