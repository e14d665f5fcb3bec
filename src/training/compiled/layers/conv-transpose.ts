import { activateInPlace } from '../activate.js';
import { biased } from '../biased.js';
import { convolutionOf } from '../convolution.js';
import { convolve, inputSlope, kernelSlope } from '../convolve.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { hasBorder, padInto, paddedBytes } from '../padding.js';
import type { Place } from '../room.js';
import { weightOf } from '../weight-of.js';
import { windowLayer } from '../window-layer.js';

/**
 * The plan of `conv1dTranspose` and `conv2dTranspose`: what a convolution of the output to the input does on its way back,
 * and on the way back what that does forward.
 */
export const planConvTranspose: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const { settings, kernels, bias: biasOf } = windowLayer({ name, live });
  if (settings.outputPadding) throw new NoPlan(`the layer '${name}' has an outputPadding`);
  const x = inputs[0]!;
  const kernel = weightOf(planner, kernels[0]!);
  const bias = biasOf && weightOf(planner, biasOf);
  const made = planner.value(
    shapes[0]!,
    [x, kernel, bias].some((each) => each?.slope !== undefined),
  );
  const convolution = convolutionOf(made, x.shape, settings);
  inputSlope(planner, convolution, { place: made.place, adds: false }, kernel, x.place);
  planner.back(made, (slope) => {
    const { images } = convolution;
    const back = (padded: Place): void => {
      if (kernel.slope) kernelSlope(planner, convolution, kernel, padded, x.place);
      if (!x.slope) return;
      const { place, adds } = planner.slopeOf(x);
      convolve(planner, convolution, padded, kernel, place, { begins: adds ? 'result' : 'zero' });
    };
    if (!hasBorder(images)) back(slope);
    else
      planner.scratch(images.batch * paddedBytes(images), (padded) => {
        padInto(planner, images, slope, padded);
        back(padded);
      });
  });
  return [activateInPlace(planner, biased(planner, made, bias), config['activation'] as string)];
};
