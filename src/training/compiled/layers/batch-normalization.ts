import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {
  channelKey,
  channelPass,
  channelSums,
  type ChannelPass,
} from '../../../backends/wasm/compiled/channels.js';
import { f32x4 } from '../../../backends/wasm/simd/assembler.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { Planner } from '../planner.js';
import type { Place } from '../room.js';
import { rowsOf } from '../value.js';
import { weightOf } from '../weight-of.js';

const { add, sub, mul } = f32x4;

type Part = Omit<ChannelPass, 'rows' | 'channels'>;

const sum: Part = { name: 'sum', inputs: 1, ofChannels: 0, formula: ([x]) => x! };
/** (x - mean)^2 */
const squaresOff: Part = {
  ...{ name: 'squares off', inputs: 1, ofChannels: 1 },
  formula: ([x], [mean]) => mul(sub(x!, mean!), sub(x!, mean!)),
};
/** dy (x - mean) */
const timesOff: Part = {
  ...{ name: 'times off', inputs: 2, ofChannels: 1 },
  formula: ([dy, x], [mean]) => mul(dy!, sub(x!, mean!)),
};
/** (x - mean) factor + beta */
const normal: Part = {
  ...{ name: 'normal', inputs: 1, ofChannels: 3 },
  formula: ([x], [mean, factor, beta]) => add(mul(sub(x!, mean!), factor!), beta!),
};
/** factor dy - (x - mean) a - b */
const back: Part = {
  ...{ name: 'normal back', inputs: 2, ofChannels: 4 },
  formula: ([dy, x], [factor, mean, a, b]) => sub(sub(mul(dy!, factor!), mul(sub(x!, mean!), a!)), b!),
};
const backAdded: Part = {
  ...{ name: 'normal back added', inputs: 3, ofChannels: 4 },
  formula: ([dy, x, dx], [factor, mean, a, b]) =>
    add(dx!, sub(sub(mul(dy!, factor!), mul(sub(x!, mean!), a!)), b!)),
};

/** Runs a part over rows of channels. */
const over = (
  planner: Planner,
  kind: 'sums' | 'pass',
  part: Part,
  sizes: { readonly rows: number; readonly channels: number },
  places: readonly Place[],
): void => {
  const { rows, channels } = sizes;
  if (kind === 'sums') {
    const pass: ChannelPass = { ...part, ...sizes };
    planner.call(
      channelKey(kind, pass),
      () => channelSums(pass),
      () => places.map(({ address }) => address),
    );
    return;
  }
  // rows of channels come first, and last: what is for all rows stands between them
  const isOfRows = (i: number) => i < part.inputs || i === places.length - 1;
  planner.parted(rows, 1, rows * channels * 4, ([from, to]) => {
    const pass: ChannelPass = { ...part, rows: to - from, channels };
    return {
      run: planner.function(channelKey(kind, pass), () => channelPass(pass)),
      parameters: () => places.map(({ address }, i) => address + (isOfRows(i) ? from * channels * 4 : 0)),
    };
  });
};

type Weights = Readonly<
  Record<'gamma' | 'beta' | 'movingMean' | 'movingVariance', tfl.LayerVariable | null | undefined>
>;

/** The plan of `batchNormalization` along the last axis; a frozen layer normalizes by its moving statistics. */
export const planBatchNormalization: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const axis = (config['axis'] as number | undefined) ?? -1;
  if (axis !== -1 && axis !== x.shape.length - 1)
    throw new NoPlan(`the layer '${name}' normalizes another axis than the last`);
  const { gamma, beta, movingMean, movingVariance } = live as unknown as Weights;
  const [momentum, epsilon] = [Number(config['momentum'] ?? 0.99), Number(config['epsilon'] ?? 1e-3)];
  const trains = live.trainable && planner.training;
  if (trains && config['renorm'] === true)
    throw new NoPlan(`the layer '${name}' corrects its batches, by renorm`);
  const { rows, columns: channels } = rowsOf(x);
  const sizes = { rows, channels };
  const weights = {
    gamma: gamma ? weightOf(planner, gamma) : undefined,
    beta: beta ? weightOf(planner, beta) : undefined,
    mean: weightOf(planner, movingMean!),
    variance: weightOf(planner, movingVariance!),
  };
  const learns = [x, weights.gamma, weights.beta].some((each) => each?.slope !== undefined);
  const made = planner.value(shapes[0]!, learns);
  const [mean, spread, factor, shift, variance] = Array.from({ length: 5 }, () =>
    planner.keep(channels * 4),
  ) as unknown as readonly [Place, Place, Place, Place, Place];
  const bytes = channels * 4;
  const at = (place: Place): number => place.address / 4;

  if (trains) {
    planner.clear(mean, bytes);
    over(planner, 'sums', sum, sizes, [x.place, mean]);
    planner.run(() => {
      const floats = planner.floats();
      for (let i = 0; i < channels; i++) floats[at(mean) + i]! /= rows;
    });
    planner.clear(variance, bytes);
    over(planner, 'sums', squaresOff, sizes, [x.place, mean, variance]);
  }
  planner.run(() => {
    // what shares its values with a copy gets some of its own first
    if (trains)
      for (const [variable, value] of [
        [movingMean!, weights.mean],
        [movingVariance!, weights.variance],
      ] as const)
        value.place.address = planner.site.own(variable.read() as tf.Variable);
    const floats = planner.floats();
    for (let i = 0; i < channels; i++) {
      if (trains) {
        floats[at(variance) + i]! /= rows;
        const follow = (moving: Place, fresh: Place) =>
          (floats[at(moving) + i] =
            floats[at(moving) + i]! * momentum + floats[at(fresh) + i]! * (1 - momentum));
        follow(weights.mean.place, mean);
        follow(weights.variance.place, variance);
      } else {
        floats[at(mean) + i] = floats[at(weights.mean.place) + i]!;
        floats[at(variance) + i] = floats[at(weights.variance.place) + i]!;
      }
      const root = 1 / Math.sqrt(floats[at(variance) + i]! + epsilon);
      floats[at(spread) + i] = root;
      floats[at(factor) + i] = weights.gamma ? root * floats[at(weights.gamma.place) + i]! : root;
      floats[at(shift) + i] = weights.beta ? floats[at(weights.beta.place) + i]! : 0;
    }
  });
  over(planner, 'pass', normal, sizes, [x.place, mean, factor, shift, made.place]);

  const wayBack = (slope: Place, sums: Place, products: Place): void => {
    planner.clear(sums, bytes);
    planner.clear(products, bytes);
    over(planner, 'sums', sum, sizes, [slope, sums]);
    over(planner, 'sums', timesOff, sizes, [slope, x.place, mean, products]);
    const gammaSlope = weights.gamma?.slope && planner.slopeOf(weights.gamma);
    const betaSlope = weights.beta?.slope && planner.slopeOf(weights.beta);
    planner.run(() => {
      const floats = planner.floats();
      for (let i = 0; i < channels; i++) {
        const root = floats[at(spread) + i]!;
        const [total, product] = [floats[at(sums) + i]!, floats[at(products) + i]!];
        if (gammaSlope) {
          const to = at(gammaSlope.place) + i;
          floats[to] = (gammaSlope.adds ? floats[to]! : 0) + product * root;
        }
        if (betaSlope) {
          const to = at(betaSlope.place) + i;
          floats[to] = (betaSlope.adds ? floats[to]! : 0) + total;
        }
        const scale = floats[at(factor) + i]!;
        floats[at(products) + i] = trains ? (scale * root * root * product) / rows : 0;
        floats[at(sums) + i] = trains ? (scale * total) / rows : 0;
      }
    });
    if (!x.slope) return;
    const { place, adds } = planner.slopeOf(x);
    const others = [factor, mean, products, sums];
    if (adds) over(planner, 'pass', backAdded, sizes, [slope, x.place, place, ...others, place]);
    else over(planner, 'pass', back, sizes, [slope, x.place, ...others, place]);
  };
  planner.back(made, (slope) =>
    planner.scratch(bytes, (sums) => planner.scratch(bytes, (products) => wayBack(slope, sums, products))),
  );
  return [made];
};
