import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';

/** The plan of `globalMaxPooling1d` to `3d`: equals that are the largest share the gradient. */
export const planGlobalMaxPooling: LayerPlan = ({ name, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  if (config['dataFormat'] === 'channelsFirst')
    throw new NoPlan(`the layer '${name}' has its channels first`);
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const size = x.size / batch;
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  planner.run(() => {
    const floats = planner.floats();
    for (let row = 0; row < batch; row++) {
      const from = x.place.address / 4 + row * size;
      const to = made.place.address / 4 + row * channels;
      floats.copyWithin(to, from, from + channels);
      for (let i = channels; i < size; i += channels)
        for (let c = 0; c < channels; c++)
          // NaN is the largest of all
          if (!(floats[from + i + c]! <= floats[to + c]!)) floats[to + c] = floats[from + i + c]!;
    }
  });
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    const equals = new Float32Array(channels);
    planner.run(() => {
      const floats = planner.floats();
      for (let row = 0; row < batch; row++) {
        const [from, to] = [x.place.address / 4 + row * size, place.address / 4 + row * size];
        const [largest, given] = [
          made.place.address / 4 + row * channels,
          slope.address / 4 + row * channels,
        ];
        equals.fill(0);
        for (let i = 0; i < size; i += channels)
          for (let c = 0; c < channels; c++)
            if (floats[from + i + c] === floats[largest + c]) equals[c]! += 1;
        for (let i = 0; i < size; i += channels)
          for (let c = 0; c < channels; c++) {
            const share = floats[from + i + c] === floats[largest + c] ? floats[given + c]! / equals[c]! : 0;
            floats[to + i + c] = adds ? floats[to + i + c]! + share : share;
          }
      }
    });
  });
  return [made];
};
