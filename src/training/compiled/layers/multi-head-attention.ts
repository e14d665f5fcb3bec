import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { partByRole } from '../../../graph/roles.js';
import type { HeadsLayer } from '../../../tfjs/layers/attention/heads-layer.js';
import { planAttention, type HeadSizes } from '../attend.js';
import type { LayerPlan } from '../layer-plan.js';
import { plannedDense } from '../matrix.js';
import { NoPlan } from '../no-plan.js';
import type { Planner } from '../planner.js';
import type { Place } from '../room.js';
import { planSeenSteps } from '../seen-steps.js';
import { reshaped, type Value } from '../value.js';
import { weightOf } from '../weight-of.js';

/** The layer of today's loop, as far as its plan goes. */
interface Heads extends Pick<HeadsLayer, 'sizes' | 'dropped'> {
  readonly dense: ReadonlyMap<string, Projection>;
}

interface Projection {
  readonly kernel: tfl.LayerVariable;
  readonly bias: tfl.LayerVariable | undefined;
}

/** Options that have no plan, where they are given. */
const odd = ['attentionAxes', 'outputShape', 'returnAttentionScores', 'useGate', 'slidingWindow', 'causal'];

/** Roles of its inputs that have a plan. */
const known: ReadonlySet<string> = new Set(['value', 'key']);

/** The plan of `multiHeadAttention` over steps. */
export const planMultiHeadAttention: LayerPlan = ({ name, live, config, inputs, roles, shapes }, planner) => {
  const found = odd.find((option) => Boolean(config[option]));
  if (found !== undefined) throw new NoPlan(`the layer '${name}' has the option ${found}, which has no plan`);
  const other = roles.find((role) => !known.has(role));
  if (other !== undefined) throw new NoPlan(`the layer '${name}' is given ${other}, which has no plan`);
  const { own, byRole } = partByRole(inputs, roles);
  const query = own[0]!;
  const value = byRole['value']?.[0] ?? query;
  const key = byRole['key']?.[0];
  if ([query, value, key ?? value].some(({ shape }) => shape.length !== 3))
    throw new NoPlan(`the layer '${name}' works on more than steps`);
  const layer = live as unknown as Heads;
  const project = (part: string, x: Value, inward: boolean): Value => {
    const { kernel, bias } = layer.dense.get(part)!;
    const weight = weightOf(planner, kernel);
    const first = inward ? weight.shape[0]! : weight.shape[0]! * weight.shape[1]!;
    const width = weight.size / first;
    const added = bias && weightOf(planner, bias);
    return plannedDense(
      planner,
      x,
      [...x.shape.slice(0, -1), width],
      { kernel: reshaped(weight, [first, width]), bias: added && reshaped(added, [width]) },
      false,
    );
  };
  const { heads, keys, values } = layer.sizes;
  const sizes: HeadSizes = {
    ...{ batch: query.shape[0]!, steps: query.shape[1]!, seen: value.shape[1]! },
    ...{ heads, keys, values },
  };
  const heard = { query: query.mask, value: value.mask, key: key?.mask };
  const mask = planSeenSteps(planner, sizes, heard, Boolean(config['useCausalMask']));
  const factors = planner.training && Boolean(config['dropout']) ? drawn(planner, layer, sizes) : undefined;
  const attended = planAttention(
    planner,
    [project('query', query, true), project('key', key ?? value, true), project('value', value, true)],
    sizes,
    // as today's loop has it: with dropout, in predictions too, a step that sees nothing is nothing
    { mask, zeroed: Boolean(config['dropout']), factors },
  );
  return [reshaped(project('attention_output', attended, false), shapes[0]!)];
};

/** The factors by which scores are dropped, as today's loop draws them. */
const drawn = (planner: Planner, layer: Heads, { batch, heads, steps, seen }: HeadSizes): Place => {
  const factors: Place = { address: 0 };
  planner.run(() => {
    const mask = tf.tidy(() => layer.dropped(tf.ones([batch, heads, steps, seen]), { training: true }));
    planner.passing.push(tf.keep(mask));
    factors.address = planner.site.bring(mask);
  });
  return factors;
};
