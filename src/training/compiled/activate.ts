import { straightPasses, type ActivationPasses } from '../../backends/wasm/compiled/straight-activations.js';
import { NoPlan } from './no-plan.js';
import type { Planner } from './planner.js';
import type * as Softmax from './softmax.js';
import { rowsOf, type Value } from './value.js';

/** The passes there are so far, by names. */
let passes = straightPasses;

let softmax: typeof Softmax | undefined;

/** Loads what activations need beside what all plans have, before one is planned. */
export const readyActivations = async (names: ReadonlySet<string>): Promise<void> => {
  if (names.has('softmax')) softmax ??= await import('./softmax.js');
  const isThere = (name: string) => name === 'linear' || name === 'softmax' || Object.hasOwn(passes, name);
  if ([...names].every(isThere)) return;
  const [{ boundedPasses }, { curvedPasses }] = await Promise.all([
    import('../../backends/wasm/compiled/bounded-activations.js'),
    import('../../backends/wasm/compiled/curved-activations.js'),
  ]);
  passes = { ...straightPasses, ...boundedPasses, ...curvedPasses };
};

/** The passes of an activation by its name. */
export const passesOf = (name: string): ActivationPasses => {
  if (!Object.hasOwn(passes, name)) throw new NoPlan(`the activation '${name}' has no plan`);
  return passes[name]!;
};

/**
 * Puts an activation on what has just been planned: in its place, where its slope is by what it gives; the product may have
 * taken relu along.
 */
export const activateInPlace = (planner: Planner, made: Value, name: string, isDone = false): Value => {
  if (name === 'linear') return made;
  if (name === 'softmax') {
    const { planSoftmaxRows, softmaxSlope } = softmax!;
    const { rows, columns } = rowsOf(made);
    planSoftmaxRows(planner, made.place, made.place, rows, columns);
    planner.before(made, (slope) =>
      planner.run(() =>
        softmaxSlope(
          planner.floats(),
          made.place.address,
          slope.address,
          slope.address,
          false,
          rows,
          columns,
        ),
      ),
    );
    return made;
  }
  const { value, slope: pass, byInput } = passesOf(name);
  if (byInput) return activated(planner, made, name);
  if (!isDone) planner.pass(value, made.size, [made.place], [made.place]);
  planner.before(made, (slope) => planner.pass(pass, made.size, [slope, made.place], [slope]));
  return made;
};

/** An activation as a layer of its own. */
export const activated = (planner: Planner, x: Value, name: string | ActivationPasses): Value => {
  if (name === 'linear') return x;
  const made = planner.value(x.shape, x.slope !== undefined);
  if (name === 'softmax') {
    const { planSoftmaxRows, softmaxSlope } = softmax!;
    const { rows, columns } = rowsOf(x);
    planSoftmaxRows(planner, x.place, made.place, rows, columns);
    planner.back(made, (slope) => {
      const { place, adds } = planner.slopeOf(x);
      planner.run(() =>
        softmaxSlope(planner.floats(), made.place.address, slope.address, place.address, adds, rows, columns),
      );
    });
    return made;
  }
  const own = typeof name === 'string' ? passesOf(name) : name;
  planner.pass(own.value, x.size, [x.place], [made.place]);
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    const by = own.byInput ? x.place : made.place;
    if (adds) planner.pass(own.slopeAdded, x.size, [slope, by, place], [place]);
    else planner.pass(own.slope, x.size, [slope, by], [place]);
  });
  return made;
};
