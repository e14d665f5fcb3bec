import * as tf from '@tensorflow/tfjs-core';
import { float, mapOf } from '../../../../backends/webgpu/compiled/map.js';
import { maskShape } from '../../../../tfjs/layers/regularization/noise.js';
import type { RandomLayer } from '../../../../tfjs/random-layers.js';
import { seedOf } from '../../../../tfjs/random.js';
import type { LayerPlan } from '../../layer-plan.js';
import { NoPlan } from '../../no-plan.js';
import { sizeOf } from '../../value.js';
import { slopeTo } from '../activate.js';
import type { CardPlanner } from '../planner.js';

/** The seed of a random layer's next call, which is counted. */
const countCall = (layer: RandomLayer): number => {
  const { seed, calls } = layer.randomState;
  layer.randomState = { seed, calls: calls + 1 };
  return seedOf(seed, calls);
};

/** The plan of `dropout`: the numbers that say what is dropped are those that today's loop draws, and are compared on the card. */
export const planDropout: LayerPlan<CardPlanner> = ({ name, live, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const shape = shapes[0]!;
  const random = live as unknown as RandomLayer;
  const rate = config['rate'] as number;
  if (rate === 1) throw new NoPlan(`the layer '${name}' drops everything`);
  if (maskShape(x, config).join() !== shape.join())
    throw new NoPlan(`the layer '${name}' has a noiseShape, which has no plan on 'webgpu'`);
  if (rate === 0) {
    // it drops nothing, but counts its calls as ever
    planner.brought.push({ block: undefined, make: () => void countCall(random) });
    return [x];
  }
  const drawn = planner.keepForGood(sizeOf(shape));
  planner.brought.push({
    block: drawn,
    make: () => tf.randomUniform([...shape], 0, 1, 'float32', countCall(random)),
  });
  const factor = `select(0.0, ${float(1 / (1 - rate))}, get_drawn(i) >= ${float(rate)})`;
  const made = planner.value(shape, x.slope !== undefined);
  planner.map(
    mapOf(`dropped ${rate}`, ['from', 'drawn'], ['to'], `set_to(i, get_from(i) * ${factor});`),
    { from: x.place, drawn, to: made.place },
    x.size,
  );
  planner.back(made, (slope) =>
    slopeTo(planner, x, `slope of dropped ${rate}`, { slope, drawn }, `get_slope(i) * ${factor}`),
  );
  return [made];
};
