import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { StepMask } from '../value.js';

/** The plan of `masking`: a step is there where any of its numbers is another than the mask's. */
export const planMasking: LayerPlan = ({ name, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const [batch, steps, features] = x.shape as [number, number, number];
  if (x.shape.length !== 3) throw new NoPlan(`the layer '${name}' makes a mask of other than steps`);
  const absent = Math.fround(Number(config['maskValue'] ?? 0));
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  const mask: StepMask = { place: planner.keep(batch * steps * 4), steps };
  planner.run(() => {
    const floats = planner.floats();
    const [from, to, marks] = [x.place, made.place, mask.place].map(({ address }) => address / 4) as [
      ...[number, number, number],
    ];
    for (let step = 0; step < batch * steps; step++) {
      const start = step * features;
      let there = false;
      for (let i = 0; i < features; i++) there ||= floats[from + start + i] !== absent;
      floats[marks + step] = there ? 1 : 0;
      for (let i = 0; i < features; i++) floats[to + start + i] = there ? floats[from + start + i]! : 0;
    }
  });
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    planner.run(() => {
      const floats = planner.floats();
      const [from, to] = [slope.address / 4, place.address / 4];
      for (let i = 0; i < batch * steps * features; i++) {
        const there = floats[mask.place.address / 4 + Math.floor(i / features)] === 1;
        floats[to + i] = (there ? floats[from + i]! : 0) + (adds ? floats[to + i]! : 0);
      }
    });
  });
  return [{ ...made, mask }];
};
