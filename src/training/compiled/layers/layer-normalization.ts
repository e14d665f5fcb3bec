import type * as tfl from '@tensorflow/tfjs-layers';
import { normalAlong } from '../../../backends/wasm/compiled/along-rows.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { rowsOf } from '../value.js';
import { weightOf } from '../weight-of.js';

type Weights = Readonly<Record<'gamma' | 'beta', tfl.LayerVariable | null | undefined>>;

/** The plan of `layerNormalization` along the last axis. */
export const planLayerNormalization: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const axes = [(config['axis'] as number | number[] | undefined) ?? -1].flat();
  if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== x.shape.length - 1))
    throw new NoPlan(`the layer '${name}' normalizes another axis than the last`);
  if (config['rmsScaling'] === true) throw new NoPlan(`the layer '${name}' scales by the root mean square`);
  const epsilon = Number(config['epsilon'] ?? 1e-3);
  const { gamma: gammaOf, beta: betaOf } = live as unknown as Weights;
  const gamma = gammaOf ? weightOf(planner, gammaOf) : undefined;
  const beta = betaOf ? weightOf(planner, betaOf) : undefined;
  const { rows, columns } = rowsOf(x);
  const made = planner.value(
    shapes[0]!,
    [x, gamma, beta].some((each) => each?.slope !== undefined),
  );
  // for each row its mean, and one over its spread
  const [means, spreads] = [planner.keep(rows * 4), planner.keep(rows * 4)];

  planner.call(
    `normal along ${columns} ${gamma !== undefined} ${beta !== undefined}`,
    () => normalAlong(columns, gamma !== undefined, beta !== undefined),
    () => [
      ...[rows, x.place.address, made.place.address, means.address, spreads.address, epsilon],
      ...[gamma?.place.address ?? 0, beta?.place.address ?? 0],
    ],
  );

  planner.back(made, (slope) => {
    const slopes = [x, gamma, beta].map((each) => each?.slope && planner.slopeOf(each));
    slopes.forEach((each, i) => {
      if (each && !each.adds) planner.clear(each.place, [x, gamma, beta][i]!.size * 4);
    });
    planner.run(() => {
      const floats = planner.floats();
      const [dx, dg, db] = slopes.map((each) => (each ? each.place.address / 4 : -1)) as [
        number,
        number,
        number,
      ];
      const [from, dy] = [x.place.address / 4, slope.address / 4];
      const g = gamma ? gamma.place.address / 4 : -1;
      for (let row = 0; row < rows; row++) {
        const start = row * columns;
        const mean = floats[means.address / 4 + row]!;
        const spread = floats[spreads.address / 4 + row]!;
        let [sum, product] = [0, 0];
        for (let i = 0; i < columns; i++) {
          const given = floats[dy + start + i]!;
          const normal = (floats[from + start + i]! - mean) * spread;
          if (dg >= 0) floats[dg + i]! += given * normal;
          if (db >= 0) floats[db + i]! += given;
          const onward = given * (g < 0 ? 1 : floats[g + i]!);
          sum += onward;
          product += onward * normal;
        }
        if (dx < 0) continue;
        for (let i = 0; i < columns; i++) {
          const normal = (floats[from + start + i]! - mean) * spread;
          const onward = floats[dy + start + i]! * (g < 0 ? 1 : floats[g + i]!);
          floats[dx + start + i]! += spread * (onward - (sum + normal * product) / columns);
        }
      }
    });
  });
  return [made];
};
