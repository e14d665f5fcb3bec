import type * as tfl from '@tensorflow/tfjs-layers';
import { panelBytes, panelStep, type Product, type Turn } from '../../../backends/wasm/compiled/product.js';
import type { WindowSettings } from '../../../tfjs/layers/kernel-layer.js';
import { activateInPlace } from '../activate.js';
import { convolutionOf, type Convolution } from '../convolution.js';
import type { LayerPlan } from '../layer-plan.js';
import { plannedDense } from '../matrix.js';
import { NoPlan } from '../no-plan.js';
import { hasBorder, imageCopy, paddedBytes, paddedSize, planPadded } from '../padding.js';
import type { Planner } from '../planner.js';
import type { Place } from '../room.js';
import { reshaped, type Value } from '../value.js';
import { weightOf } from '../weight-of.js';

/** Sums over pixels that stay in the first-level cache. */
const longestRun = 640;

/** The plan of `conv1d` and `conv2d`. */
export const planConv: LayerPlan = ({ name, live, config, inputs, shapes }, planner) => {
  const { settings, kernels, bias } = live as unknown as {
    readonly settings: WindowSettings;
    readonly kernels: readonly tfl.LayerVariable[];
    readonly bias: tfl.LayerVariable | undefined;
  };
  if (settings.dataFormat === 'channelsFirst') throw new NoPlan(`the layer '${name}' has its channels first`);
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
  const { images, size, strides, gaps, output, filters } = convolution;
  const { batch, channels } = images;
  const made = planner.value(
    shape,
    [x, kernel, bias].some((each) => each?.slope !== undefined),
  );
  const padded = planPadded(planner, images, x.place);
  const pixel = channels * 4;
  const row = paddedSize(images)[1] * pixel;
  const steps = size[0] * size[1] * channels;
  const onward = filters * 4;
  const turn = (count: number, left: number, result: number): Turn => ({ count, left, right: 0, result });
  // neighbours in a row of the window lie side by side, unless there are gaps
  const isClose = gaps[1] === 1;
  const forward: Product = {
    around: [turn(batch, paddedBytes(images), output[0] * output[1] * onward)],
    within: [turn(output[0], strides[0] * row, output[1] * onward)],
    ...{ rows: output[1], leftRow: strides[1] * pixel, columns: filters },
    walks: [
      ...(isClose
        ? [{ count: size[1] * channels, left: 4, right: panelStep }]
        : [
            { count: channels, left: 4, right: panelStep },
            { count: size[1], left: gaps[1] * pixel, right: channels * panelStep },
          ]),
      { count: size[0], left: gaps[0] * row, right: size[1] * channels * panelStep },
    ],
    ...{ panel: steps * panelStep, resultRow: onward, begins: bias ? 'bias' : 'zero', relu },
  };
  planner.packed(steps, filters, { at: kernel.place, row: onward, column: 4 }, (panels) =>
    planner.product(forward, padded, panels, made.place, bias?.place),
  );
  planner.back(made, (slope) => {
    const pixels = output[0] * output[1];
    if (bias?.slope) planner.sumColumns(batch * pixels, filters, slope, bias);
    if (kernel.slope) planKernelSlope(planner, convolution, kernel, padded, slope);
    if (x.slope) planInputSlope(planner, convolution, x, kernel, slope);
  });
  return made;
};

/** The gradient of the kernel: products of the windows' pixels and the output's gradients, some images at a time. */
const planKernelSlope = (
  planner: Planner,
  { images, size, strides, gaps, output, filters }: Convolution,
  kernel: Value,
  padded: Place,
  slope: Place,
): void => {
  const { batch, channels } = images;
  const { place, adds } = planner.slopeOf(kernel);
  const pixel = channels * 4;
  const row = paddedSize(images)[1] * pixel;
  const image = paddedBytes(images);
  const pixels = output[0] * output[1];
  const onward = filters * 4;
  const together = Math.min(batch, Math.max(1, Math.floor(longestRun / pixels)));
  const isClose = gaps[1] === 1;
  if (!adds) planner.clear(place, kernel.size * 4);
  planner.scratch(panelBytes(together * pixels, filters), (panels) => {
    for (let first = 0; first < batch; first += together) {
      const some = Math.min(together, batch - first);
      planner.pack(
        some * pixels,
        filters,
        { at: slope, row: onward, column: 4 },
        panels,
        0,
        first * pixels * onward,
      );
      const product: Product = {
        around: [],
        within: [
          { count: size[0], left: gaps[0] * row, right: 0, result: size[1] * channels * onward },
          ...(isClose
            ? []
            : [{ count: size[1], left: gaps[1] * pixel, right: 0, result: channels * onward }]),
        ],
        ...{ rows: isClose ? size[1] * channels : channels, leftRow: 4, columns: filters },
        walks: [
          { count: output[1], left: strides[1] * pixel, right: panelStep },
          { count: output[0], left: strides[0] * row, right: output[1] * panelStep },
          { count: some, left: image, right: pixels * panelStep },
        ],
        ...{ panel: some * pixels * panelStep, resultRow: onward, begins: 'result', relu: false },
      };
      planner.product(product, padded, panels, place, undefined, { left: first * image });
    }
  });
};

/** The gradient of the input: each tap of the kernel adds its products to the pixels that it met, image by image. */
const planInputSlope = (
  planner: Planner,
  { images, size, strides, gaps, output, filters }: Convolution,
  x: Value,
  kernel: Value,
  slope: Place,
): void => {
  const { batch, channels, height, width } = images;
  const { place, adds } = planner.slopeOf(x);
  const pixel = channels * 4;
  const row = paddedSize(images)[1] * pixel;
  const onward = filters * 4;
  const bordered = hasBorder(images);
  const plainImage = height * width * pixel;
  const tapBytes = panelBytes(filters, channels);
  const run = planner.productFunction({
    around: [],
    within: [{ count: output[0], left: output[1] * onward, right: 0, result: strides[0] * row }],
    ...{ rows: output[1], leftRow: onward, columns: channels },
    walks: [{ count: filters, left: 4, right: panelStep }],
    ...{ panel: filters * panelStep, resultRow: strides[1] * pixel, begins: 'result', relu: false },
  });
  const taps = Array.from({ length: size[0] * size[1] }, (_, tap) => {
    const [y, right] = [Math.floor(tap / size[1]), tap % size[1]];
    return y * gaps[0] * row + right * gaps[1] * pixel;
  });
  const imageBytes = paddedBytes(images);
  planner.scratch(taps.length * tapBytes, (panels) => {
    taps.forEach((_, tap) =>
      planner.pack(
        filters,
        channels,
        { at: kernel.place, row: 4, column: onward },
        panels,
        tap * tapBytes,
        tap * channels * onward,
      ),
    );
    const addTaps = (image: number, to: number): void =>
      taps.forEach((offset, tap) =>
        run(
          slope.address + image * output[0] * output[1] * onward,
          panels.address + tap * tapBytes,
          to + offset,
          0,
        ),
      );
    if (!bordered) {
      if (!adds) planner.clear(place, batch * plainImage);
      planner.run(() => {
        for (let image = 0; image < batch; image++) addTaps(image, place.address + image * plainImage);
      });
      return;
    }
    const copy = imageCopy(planner, images, { batch: 1, inward: false, adds });
    planner.scratch(imageBytes, (whole) =>
      planner.run(() => {
        for (let image = 0; image < batch; image++) {
          planner.heap.wasm.HEAPU8.fill(0, whole.address, whole.address + imageBytes);
          addTaps(image, whole.address);
          copy(whole.address, place.address + image * plainImage);
        }
      }),
    );
  });
};
