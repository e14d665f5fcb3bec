import type * as tfl from '@tensorflow/tfjs-layers';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { StepMask } from '../value.js';
import { weightOf } from '../weight-of.js';

/** The plan of `embedding` of integers, and the mask of those that are 0; gradients of one row are added in the order of its places. */
export const planEmbedding: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const { embeddings } = live as unknown as { readonly embeddings: tfl.LayerVariable };
  const table = weightOf(planner, embeddings);
  const [count, width] = table.shape as [number, number];
  if (x.slope) throw new NoPlan(`the layer '${name}' works on what other layers give`);
  const made = planner.value(shapes[0]!, table.slope !== undefined);
  /** The row of the table at a place; one that is not there is an error of the data, which was looked at before. */
  const rowAt = (i: number): number => {
    const { buffer } = planner.bytes();
    const given = x.isInteger
      ? new Int32Array(buffer, x.place.address, x.size)[i]!
      : Math.trunc(new Float32Array(buffer, x.place.address, x.size)[i]!);
    return Math.min(count - 1, Math.max(0, given));
  };
  const rows = new Int32Array(x.size);
  const mask: StepMask | undefined =
    config['maskZero'] === true ? { place: planner.keep(x.size * 4), steps: x.shape.at(-1) ?? 1 } : undefined;
  if (mask && x.shape.length !== 2) throw new NoPlan(`the layer '${name}' makes a mask of other than steps`);
  planner.run(() => {
    const floats = planner.floats();
    const [from, to] = [table.place.address / 4, made.place.address / 4];
    for (let i = 0; i < x.size; i++) {
      rows[i] = rowAt(i);
      if (mask) floats[mask.place.address / 4 + i] = rows[i] === 0 ? 0 : 1;
      floats.copyWithin(to + i * width, from + rows[i]! * width, from + (rows[i]! + 1) * width);
    }
  });
  planner.back(made, (slope) => {
    if (!table.slope) return;
    const { place, adds } = planner.slopeOf(table);
    if (!adds) planner.clear(place, table.size * 4);
    planner.run(() => {
      const floats = planner.floats();
      const [from, to] = [slope.address / 4, place.address / 4];
      for (let i = 0; i < x.size; i++)
        for (let j = 0; j < width; j++) floats[to + rows[i]! * width + j]! += floats[from + i * width + j]!;
    });
  });
  return [{ ...made, mask }];
};
