import {
  reachedRows,
  turnedKernel,
  windowColumns,
  windowRows,
  type WindowSizes,
} from '../../../../backends/webgpu/compiled/windows.js';
import { convolutionOf, type Convolution } from '../../convolution.js';
import type { LayerPlan } from '../../layer-plan.js';
import { NoPlan } from '../../no-plan.js';
import { reshaped, type Value } from '../../value.js';
import { weightOf } from '../../weight-of.js';
import { windowLayer } from '../../window-layer.js';
import { activatedEnd, takenAlong } from '../activate.js';
import type { CardPlanner } from '../planner.js';
import { plannedDense } from './dense.js';

const sizesOf = ({ images, size, strides, gaps, output, filters }: Convolution): WindowSizes => ({
  ...{ height: images.height, width: images.width, channels: images.channels, filters },
  ...{ out_height: output[0], out_width: output[1], size_y: size[0], size_x: size[1] },
  ...{ stride_y: strides[0], stride_x: strides[1], gap_y: gaps[0], gap_x: gaps[1] },
  ...{ top: images.around[0][0], left_side: images.around[1][0] },
});

/** The ways back through a convolution: to the bias, the kernel, and the images. */
const planBack = (
  planner: CardPlanner,
  x: Value,
  made: Value,
  kernel: Value,
  bias: Value | undefined,
  { sizes, windows, taps }: { readonly sizes: WindowSizes; readonly windows: number; readonly taps: number },
): void => {
  const { channels, filters } = sizes;
  planner.back(made, (slope) => {
    if (bias?.slope) {
      const { place, adds } = planner.slopeOf(bias);
      planner.sumColumns(windows, filters, slope, place, adds);
    }
    if (kernel.slope) {
      const { place, adds } = planner.slopeOf(kernel);
      planner.product(
        { left: windowColumns, right: 'in rows', begins: adds ? 'result' : 'zero' },
        { left: x.place, right: slope, result: place },
        { ...sizes, rows: taps * channels, steps: windows, columns: filters },
      );
    }
    if (x.slope) {
      const { place, adds } = planner.slopeOf(x);
      planner.product(
        { left: reachedRows, right: turnedKernel, begins: adds ? 'result' : 'zero' },
        { left: slope, right: kernel.place, result: place },
        { ...sizes, rows: x.size / channels, steps: taps * filters, columns: channels },
      );
    }
  });
};

/** The plan of `conv1d` and `conv2d`: products whose operands are looked up in the images. */
export const planConv: LayerPlan<CardPlanner> = ({ name, live, config, inputs, shapes }, planner) => {
  const { settings, kernels, bias: own } = windowLayer({ name, live });
  if (settings.groups !== 1) throw new NoPlan(`the layer '${name}' has groups`);
  const [x, shape] = [inputs[0]!, shapes[0]!];
  const [kernel, bias] = [weightOf(planner, kernels[0]!), own && weightOf(planner, own)];
  const activation = (config['activation'] as string | undefined) ?? 'linear';
  const convolution = convolutionOf(x, shape, settings);
  if ([...convolution.size, ...convolution.strides].every((each) => each === 1))
    return [plannedDense(planner, x, shape, reshaped(kernel, kernel.shape.slice(-2)), bias, activation)];
  const sizes = sizesOf(convolution);
  const taps = sizes.size_y * sizes.size_x;
  const made = planner.value(
    shape,
    [x, kernel, bias].some((each) => each?.slope !== undefined),
  );
  const windows = made.size / sizes.filters;
  planner.product(
    { left: windowRows, right: 'in rows', begins: bias ? 'bias' : 'zero', end: takenAlong(activation) },
    { left: x.place, right: kernel.place, result: made.place, ...(bias && { bias: bias.place }) },
    { ...sizes, rows: windows, steps: taps * sizes.channels, columns: sizes.filters },
  );
  planBack(planner, x, made, kernel, bias, { sizes, windows, taps });
  return [activatedEnd(planner, made, activation)];
};
