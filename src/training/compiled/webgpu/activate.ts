import { cardActivations, type CardActivation } from '../../../backends/webgpu/compiled/activations.js';
import { mapOf } from '../../../backends/webgpu/compiled/map.js';
import { groupsOfRows, softmaxRows, softmaxSlope } from '../../../backends/webgpu/compiled/reductions.js';
import { NoPlan } from '../no-plan.js';
import type { Place } from '../room.js';
import { rowsOf, type Value } from '../value.js';
import type { CardPlanner } from './planner.js';

/** An activation by its name. */
export const activationOf = (name: string): CardActivation => {
  if (!Object.hasOwn(cardActivations, name))
    throw new NoPlan(`the activation '${name}' has no plan on 'webgpu'`);
  return cardActivations[name]!;
};

/** Plans the slope of what was made by an activation that a product took along, in its place. */
const slopeInPlace = (planner: CardPlanner, made: Value, { name, slope }: CardActivation): void =>
  planner.before(made, (dy) => {
    const lines = `let y = get_by(i); set_slope(i, get_slope(i) * ${slope});`;
    planner.map(
      mapOf(`slope of ${name}`, ['by'], ['slope'], lines),
      { by: made.place, slope: dy },
      made.size,
    );
  });

/** Softmax in the place of what has just been planned. */
const softmaxInPlace = (planner: CardPlanner, made: Value): Value => {
  const sizes = rowsOf(made);
  const groups = groupsOfRows(sizes.rows, planner.mostGroups);
  planner.dispatch(softmaxRows(true), { from: made.place }, sizes, groups);
  planner.before(made, (slope) =>
    planner.dispatch(softmaxSlope('in place'), { values: made.place, slope }, sizes, groups),
  );
  return made;
};

const softmaxed = (planner: CardPlanner, x: Value): Value => {
  const sizes = rowsOf(x);
  const groups = groupsOfRows(sizes.rows, planner.mostGroups);
  const made = planner.value(x.shape, x.slope !== undefined);
  planner.dispatch(softmaxRows(false), { from: x.place, to: made.place }, sizes, groups);
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    const kernel = softmaxSlope(adds ? 'added' : 'written');
    planner.dispatch(kernel, { values: made.place, slope, to: place }, sizes, groups);
  });
  return made;
};

/** What a value's gradient is to be: written where it stands, or added to what does. */
export const slopeTo = (
  planner: CardPlanner,
  x: Value,
  key: string,
  operands: Readonly<Record<string, Place>>,
  value: string,
): void => {
  const { place, adds } = planner.slopeOf(x);
  const lines = `set_to(i, ${adds ? 'get_to(i) + ' : ''}${value});`;
  planner.map(
    mapOf(`${key} ${adds}`, Object.keys(operands), ['to'], lines),
    { ...operands, to: place },
    x.size,
  );
};

/** An activation as a layer of its own. */
export const activated = (planner: CardPlanner, x: Value, given: string | CardActivation): Value => {
  if (given === 'linear') return x;
  if (given === 'softmax') return softmaxed(planner, x);
  const { name, byInput, value, slope } = typeof given === 'string' ? activationOf(given) : given;
  const made = planner.value(x.shape, x.slope !== undefined);
  const lines = `let x = get_from(i); set_to(i, ${value});`;
  planner.map(mapOf(`value of ${name}`, ['from'], ['to'], lines), { from: x.place, to: made.place }, x.size);
  planner.back(made, (dy) => {
    const expression = slope.replaceAll(byInput ? /\bx\b/g : /\by\b/g, 'get_by(i)');
    const by = byInput ? x.place : made.place;
    slopeTo(planner, x, `slope by ${name}`, { dy, by }, `get_dy(i) * (${expression})`);
  });
  return made;
};

/** An activation that a product takes along to its end: one whose slope is by what it gives. */
export const takenAlong = (name: string): CardActivation | undefined => {
  if (name === 'linear' || name === 'softmax') return undefined;
  const activation = activationOf(name);
  return activation.byInput ? undefined : activation;
};

/** Puts an activation on what a product has just made, which may have taken it along. */
export const activatedEnd = (planner: CardPlanner, made: Value, name: string): Value => {
  if (name === 'softmax') return softmaxInPlace(planner, made);
  const taken = takenAlong(name);
  if (!taken) return activated(planner, made, name);
  slopeInPlace(planner, made, taken);
  return made;
};
