// Which values each step of attention may look at, where it is not all of them.
import type { Pass } from '../../backends/wasm/compiled/passes.js';
import { f32x4 } from '../../backends/wasm/simd/assembler.js';
import type { HeadSizes } from './attend.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';
import type { StepMask } from './value.js';

/** A float for each value of each step, 1 or 0, `[samples, steps, seen]`: of each sample, or of one that stands for all. */
export interface SeenSteps {
  readonly place: Place;
  readonly ofEach: boolean;
}

/** Plans which values each step may look at, by what is padding, and, where it is causal, by what comes after it; undefined: all. */
export const planSeenSteps = (
  planner: Planner,
  { batch, steps, seen }: Pick<HeadSizes, 'batch' | 'steps' | 'seen'>,
  masks: Readonly<Record<'query' | 'value' | 'key', StepMask | undefined>>,
  isCausal: boolean,
): SeenSteps | undefined => {
  const { query, value, key } = masks;
  const ofEach = (query ?? value ?? key) !== undefined;
  if (!ofEach && !isCausal) return undefined;
  const samples = ofEach ? batch : 1;
  const place = planner.keep(samples * steps * seen * 4);
  planner.run(() => {
    const floats = planner.floats();
    const at = (mask: StepMask | undefined, sample: number, step: number): number =>
      mask ? floats[mask.place.address / 4 + sample * mask.steps + step]! : 1;
    let to = place.address / 4;
    for (let sample = 0; sample < samples; sample++)
      for (let step = 0; step < steps; step++) {
        const looks = at(query, sample, step);
        for (let other = 0; other < seen; other++, to++) {
          const isThere = at(value, sample, other) * at(key, sample, other) * looks;
          floats[to] = isCausal && other > step ? 0 : isThere;
        }
      }
  });
  return { place, ofEach };
};

/** x where it is seen, else another number. */
const keptOr = (other: number): Pass => ({
  ...{ name: `kept, or ${other}`, inputs: 2, outputs: 1, scalars: 0 },
  formula: ([x, seen]) => {
    const isHidden = f32x4.eq(seen!, f32x4.zero);
    return { results: [f32x4.or(f32x4.andNot(x!, isHidden), f32x4.and(f32x4.splatConst(other), isHidden))] };
  },
});

/** Puts a number, in place, on the scores of all heads, `[batch, heads, steps, seen]`, that are not seen. */
export const onlySeen = (
  planner: Planner,
  scores: Place,
  { batch, heads, steps, seen }: HeadSizes,
  { place, ofEach }: SeenSteps,
  other: number,
): void => {
  const columns = steps * seen;
  const [groups, rows] = ofEach ? [batch, heads] : [1, batch * heads];
  for (let group = 0; group < groups; group++) {
    const strip = { at: scores, plus: group * rows * columns * 4, row: columns * 4 };
    const seenBy = { at: place, plus: group * columns * 4, row: 0 };
    planner.rowPass(keptOr(other), rows, columns, [strip, seenBy, strip]);
  }
};
