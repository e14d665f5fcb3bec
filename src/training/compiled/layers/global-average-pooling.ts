import { blocksKey, copyBlocks, type Blocks } from '../../../backends/wasm/compiled/blocks.js';
import { columnSums } from '../../../backends/wasm/simd/column-sums.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { Planner } from '../planner.js';
import type { StepMask, Value } from '../value.js';

/** The plan of `globalAveragePooling1d` to `3d`. */
export const planGlobalAveragePooling: LayerPlan = (call, planner) => {
  const { name, config, inputs, shapes } = call;
  const x = inputs[0]!;
  if (config['dataFormat'] === 'channelsFirst')
    throw new NoPlan(`the layer '${name}' has its channels first`);
  if (x.mask) return planMaskedAverage(call, x.mask, planner);
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const pixels = x.size / batch / channels;
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  const sums = planner.function('column sums', () => columnSums);
  planner.run(() => {
    const { address } = made.place;
    planner.bytes().fill(0, address, address + made.size * 4);
    for (let image = 0; image < batch; image++)
      sums(x.place.address + image * pixels * channels * 4, address + image * channels * 4, pixels, channels);
    const floats = planner.floats();
    for (let i = address / 4; i < address / 4 + made.size; i++) floats[i]! /= pixels;
  });
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    const blocks: Blocks = {
      turns: [
        { count: batch, from: channels * 4, to: pixels * channels * 4 },
        { count: pixels, from: 0, to: channels * 4 },
      ],
      ...{ floats: channels, adds, scales: true },
    };
    planner.call(
      blocksKey(blocks),
      () => copyBlocks(blocks),
      () => [slope.address, place.address, 1 / pixels],
    );
  });
  return [made];
};

/** The means of the steps that are there. */
const planMaskedAverage = (
  { inputs, shapes }: PlannedCall,
  { place: marks }: StepMask,
  planner: Planner,
): readonly Value[] => {
  const x = inputs[0]!;
  const [batch, steps, channels] = x.shape as [number, number, number];
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  const shares = new Float32Array(batch);
  planner.run(() => {
    const floats = planner.floats();
    for (let row = 0; row < batch; row++) {
      const [from, to] = [
        x.place.address / 4 + row * steps * channels,
        made.place.address / 4 + row * channels,
      ];
      floats.fill(0, to, to + channels);
      let count = 0;
      for (let step = 0; step < steps; step++) {
        if (floats[marks.address / 4 + row * steps + step] === 0) continue;
        count++;
        for (let c = 0; c < channels; c++) floats[to + c]! += floats[from + step * channels + c]!;
      }
      // none there: 0 / 0, as in Keras
      for (let c = 0; c < channels; c++) floats[to + c]! /= count;
      shares[row] = 1 / count;
    }
  });
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    planner.run(() => {
      const floats = planner.floats();
      for (let i = 0; i < batch * steps; i++) {
        const row = Math.floor(i / steps);
        const [from, to] = [slope.address / 4 + row * channels, place.address / 4 + i * channels];
        const share = floats[marks.address / 4 + i] === 0 ? 0 : shares[row]!;
        for (let c = 0; c < channels; c++)
          floats[to + c] = (share === 0 ? 0 : floats[from + c]! * share) + (adds ? floats[to + c]! : 0);
      }
    });
  });
  return [made];
};
