import { activateInPlace } from '../activate.js';
import { convolutionOf, type Convolution } from '../convolution.js';
import { convolve, inputSlope, kernelSlope } from '../convolve.js';
import type { LayerPlan } from '../layer-plan.js';
import { plannedDense } from '../matrix.js';
import { NoPlan } from '../no-plan.js';
import { planPadded } from '../padding.js';
import type { Planner } from '../planner.js';
import { reshaped, type Value } from '../value.js';
import { weightOf } from '../weight-of.js';
import { windowLayer } from '../window-layer.js';

/** The plan of `conv1d` and `conv2d`. */
export const planConv: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const { settings, kernels, bias } = windowLayer({ name, live });
  if (settings.groups !== 1) throw new NoPlan(`the layer '${name}' has groups`);
  const [x, shape] = [inputs[0]!, shapes[0]!];
  const weights = { kernel: weightOf(planner, kernels[0]!), bias: bias && weightOf(planner, bias) };
  const activation = (config['activation'] as string | undefined) ?? 'linear';
  const relu = activation === 'relu';
  const convolution = convolutionOf(x, shape, settings);
  const isPointwise = [...convolution.size, ...convolution.strides].every((each) => each === 1);
  const made = isPointwise
    ? plannedDense(
        planner,
        x,
        shape,
        { ...weights, kernel: reshaped(weights.kernel, weights.kernel.shape.slice(-2)) },
        relu,
      )
    : planConvolution(planner, x, shape, weights, convolution, relu);
  return [activateInPlace(planner, made, activation, relu)];
};

interface Weights {
  readonly kernel: Value;
  readonly bias: Value | undefined;
}

const planConvolution = (
  planner: Planner,
  x: Value,
  shape: readonly number[],
  { kernel, bias }: Weights,
  convolution: Convolution,
  relu: boolean,
): Value => {
  const { images, output, filters } = convolution;
  const made = planner.value(
    shape,
    [x, kernel, bias].some((each) => each?.slope !== undefined),
  );
  const padded = planPadded(planner, images, x.place);
  convolve(planner, convolution, padded, kernel, made.place, {
    ...{ begins: bias ? 'bias' : 'zero', bias: bias?.place, relu },
  });
  planner.back(made, (slope) => {
    const pixels = output[0] * output[1];
    if (bias?.slope) planner.sumColumns(images.batch * pixels, filters, slope, bias);
    if (kernel.slope) kernelSlope(planner, convolution, kernel, padded, slope);
    if (x.slope) inputSlope(planner, convolution, planner.slopeOf(x), kernel, slope);
  });
  return made;
};
