import type * as tfl from '@tensorflow/tfjs-layers';
import { rootMeanAlong } from '../../../backends/wasm/compiled/along-rows.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { rowsOf } from '../value.js';
import { weightOf } from '../weight-of.js';

/** The plan of `rmsNormalization` along the last axis. Zhang and Sennrich 2019. */
export const planRmsNormalization: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const axes = [(config['axis'] as number | number[] | undefined) ?? -1].flat();
  if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== x.shape.length - 1))
    throw new NoPlan(`the layer '${name}' normalizes another axis than the last`);
  const epsilon = Number(config['epsilon'] ?? 1e-6);
  const scale = weightOf(planner, (live as unknown as { readonly scale: tfl.LayerVariable }).scale);
  const { rows, columns } = rowsOf(x);
  const made = planner.value(shapes[0]!, (x.slope ?? scale.slope) !== undefined);
  /** For each row one over its root mean square. */
  const roots = planner.keep(rows * 4);
  planner.call(
    `root mean along ${columns}`,
    () => rootMeanAlong(columns),
    () => [rows, x.place.address, made.place.address, roots.address, epsilon, scale.place.address],
  );
  planner.back(made, (slope) => {
    const [toX, toScale] = [x, scale].map((each) => {
      if (!each.slope) return undefined;
      const { place, adds } = planner.slopeOf(each);
      if (!adds) planner.clear(place, each.size * 4);
      return place;
    });
    planner.run(() => {
      const floats = planner.floats();
      const [from, dy, g] = [x, { place: slope }, scale].map(({ place }) => place.address / 4) as [
        ...[number, number, number],
      ];
      for (let row = 0; row < rows; row++) {
        const start = row * columns;
        const root = floats[roots.address / 4 + row]!;
        let product = 0;
        for (let i = 0; i < columns; i++) {
          const normal = floats[from + start + i]! * root;
          const given = floats[dy + start + i]!;
          if (toScale) floats[toScale.address / 4 + i]! += given * normal;
          product += given * floats[g + i]! * normal;
        }
        if (!toX) continue;
        const share = product / columns;
        for (let i = 0; i < columns; i++) {
          const onward = floats[dy + start + i]! * floats[g + i]!;
          floats[toX.address / 4 + start + i]! += root * (onward - floats[from + start + i]! * root * share);
        }
      }
    });
  });
  return [made];
};
