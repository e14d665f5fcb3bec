import {
  depthwiseForward,
  depthwiseInputBack,
  depthwiseKernelBack,
  depthwiseKey,
  type Depthwise,
} from '../../../backends/wasm/compiled/depthwise.js';
import type { WindowSettings } from '../../../tfjs/layers/kernel-layer.js';
import { activateInPlace } from '../activate.js';
import { biased } from '../biased.js';
import { convolutionOf } from '../convolution.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { plannedDense } from '../matrix.js';
import { NoPlan } from '../no-plan.js';
import { hasBorder, imageCopy, paddedBytes, paddedSize, planPadded } from '../padding.js';
import type { Planner } from '../planner.js';
import { reshaped, type Value } from '../value.js';
import { weightOf } from '../weight-of.js';
import { windowLayer } from '../window-layer.js';

/** Windows of more pixels than this are not written out. */
const mostTaps = 49;

/** The settings and weights of a layer that there is a plan for. */
const partsOf = ({ name, live }: PlannedCall, planner: Planner) => {
  const { settings, kernels, bias } = windowLayer({ name, live });
  if (settings.depthMultiplier !== 1) throw new NoPlan(`the layer '${name}' has a depthMultiplier`);
  const taps = settings.kernelSize.reduce((all, each) => all * each, 1);
  if (taps > mostTaps) throw new NoPlan(`the layer '${name}' has windows of ${taps} pixels`);
  return {
    settings,
    kernels: kernels.map((kernel) => weightOf(planner, kernel)),
    bias: bias && weightOf(planner, bias),
  };
};

/** Each channel by a kernel of its own, short of the bias. */
const plannedDepthwise = (
  planner: Planner,
  x: Value,
  shape: readonly number[],
  kernel: Value,
  settings: WindowSettings,
): Value => {
  const { images, size, strides, gaps, output } = convolutionOf(x, shape, settings);
  const { batch, channels, height, width } = images;
  const pixel = channels * 4;
  const row = paddedSize(images)[1] * pixel;
  const depthwise: Depthwise = {
    ...{ batch, channels, output, image: paddedBytes(images) },
    ...{ row: strides[0] * row, pixel: strides[1] * pixel },
    taps: Array.from(
      { length: size[0] * size[1] },
      (_, tap) => Math.floor(tap / size[1]) * gaps[0] * row + (tap % size[1]) * gaps[1] * pixel,
    ),
  };
  const made = planner.value(shape, (x.slope ?? kernel.slope) !== undefined);
  const padded = planPadded(planner, images, x.place);
  planner.call(
    depthwiseKey('forward', depthwise),
    () => depthwiseForward(depthwise),
    () => [padded.address, kernel.place.address, made.place.address],
  );
  planner.back(made, (slope) => {
    if (kernel.slope) {
      const { place, adds } = planner.slopeOf(kernel);
      if (!adds) planner.clear(place, kernel.size * 4);
      planner.call(
        depthwiseKey('kernel', depthwise),
        () => depthwiseKernelBack(depthwise),
        () => [padded.address, place.address, slope.address],
      );
    }
    if (!x.slope) return;
    const { place, adds } = planner.slopeOf(x);
    const back = (to: typeof place) =>
      planner.call(
        depthwiseKey('input', depthwise),
        () => depthwiseInputBack(depthwise),
        () => [to.address, kernel.place.address, slope.address],
      );
    if (!hasBorder(images)) {
      if (!adds) planner.clear(place, batch * height * width * pixel);
      back(place);
      return;
    }
    const bytes = batch * paddedBytes(images);
    planner.scratch(bytes, (whole) => {
      planner.clear(whole, bytes);
      back(whole);
      const copy = imageCopy(planner, images, { batch, inward: false, adds });
      planner.run(() => copy(whole.address, place.address));
    });
  });
  return made;
};

/** The plan of `depthwiseConv1d` and `depthwiseConv2d`. */
export const planDepthwiseConv: LayerPlan = (call, planner) => {
  const { settings, kernels, bias } = partsOf(call, planner);
  const made = plannedDepthwise(planner, call.inputs[0]!, call.shapes[0]!, kernels[0]!, settings);
  return [activateInPlace(planner, biased(planner, made, bias), call.config['activation'] as string)];
};

/** The plan of `separableConv1d` and `separableConv2d`: the same, then a product of each pixel's channels. */
export const planSeparableConv: LayerPlan = (call, planner) => {
  const { settings, kernels, bias } = partsOf(call, planner);
  const [x, shape] = [call.inputs[0]!, call.shapes[0]!];
  const [deep, point] = [kernels[0]!, kernels[1]!];
  const activation = call.config['activation'] as string;
  const each = [...shape.slice(0, -1), x.shape.at(-1)!];
  const between = plannedDepthwise(planner, x, each, deep, settings);
  const relu = activation === 'relu';
  const kernel = reshaped(point, point.shape.slice(-2));
  const made = plannedDense(planner, between, shape, { kernel, bias }, relu);
  return [activateInPlace(planner, made, activation, relu)];
};
