// Convolutions and their gradients as products that read images where they lie.
import {
  panelBytes,
  panelColumns,
  panelStep,
  type Product,
  type Turn,
} from '../../backends/wasm/compiled/product.js';
import type { Chunk } from '../../backends/wasm/threads/team.js';
import type { Convolution } from './convolution.js';
import { hasBorder, imageCopy, imageCopyCall, paddedBytes, paddedSize } from './padding.js';
import type { Range } from './parting.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';
import type { Value } from './value.js';

/** Sums over pixels that stay in the first-level cache. */
const longestRun = 640;

/** How the sums of a convolution begin and end. */
interface Ends {
  readonly begins: Product['begins'];
  readonly bias?: Place | undefined;
  readonly relu?: boolean;
}

/** A convolution over images whose border is there. */
export const convolve = (
  planner: Planner,
  { images, size, strides, gaps, output, filters }: Convolution,
  padded: Place,
  kernel: Value,
  result: Place,
  { begins, bias, relu = false }: Ends,
): void => {
  const { batch, channels } = images;
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
    ...{ panel: steps * panelStep, resultRow: onward, begins, relu },
  };
  planner.packed(steps, filters, { at: kernel.place, row: onward, column: 4 }, (panels) =>
    planner.product(forward, padded, panels, result, bias),
  );
};

/** The gradient of the kernel: products of the windows' pixels and the output's gradients, some images at a time. */
export const kernelSlope = (
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
  const firsts = Array.from({ length: Math.ceil(batch / together) }, (_, i) => i * together);
  const pack = planner.packFunction();
  const products = (some: number, columns: number): Product => ({
    around: [],
    within: [
      { count: size[0], left: gaps[0] * row, right: 0, result: size[1] * channels * onward },
      ...(isClose ? [] : [{ count: size[1], left: gaps[1] * pixel, right: 0, result: channels * onward }]),
    ],
    ...{ rows: isClose ? size[1] * channels : channels, leftRow: 4, columns },
    walks: [
      { count: output[1], left: strides[1] * pixel, right: panelStep },
      { count: output[0], left: strides[0] * row, right: output[1] * panelStep },
      { count: some, left: image, right: pixels * panelStep },
    ],
    ...{ panel: some * pixels * panelStep, resultRow: onward, begins: 'result', relu: false },
  });
  planner.scratch(panelBytes(together * pixels, filters), (panels) =>
    // some columns of all images, so that threads need not wait for each other in between
    planner.partedInOrder(filters, panelColumns, batch * pixels * kernel.size, ([from, to]) =>
      firsts.flatMap((first) => {
        const some = Math.min(together, batch - first);
        // where no other columns' panels ever lie, however many images are taken
        const right = panelBytes(together * pixels, from);
        return [
          {
            run: pack,
            parameters: () => [
              ...[some * pixels, to - from, slope.address + first * pixels * onward + from * 4],
              ...[onward, 4, panels.address + right],
            ],
          },
          {
            run: planner.productFunction(products(some, to - from)),
            parameters: () => [
              ...[padded.address + first * image, panels.address + right, place.address + from * 4, 0],
            ],
          },
        ];
      }),
    ),
  );
};

/** The gradient of the input: each tap of the kernel adds its products to the pixels that it met, image by image. */
export const inputSlope = (
  planner: Planner,
  { images, size, strides, gaps, output, filters }: Convolution,
  { place, adds }: { readonly place: Place; readonly adds: boolean },
  kernel: Value,
  slope: Place,
): void => {
  const { batch, channels, height, width } = images;
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
    const tapCalls = (image: number, to: () => number): Chunk =>
      taps.map((offset, tap) => ({
        run,
        parameters: () => [
          ...[slope.address + image * output[0] * output[1] * onward, panels.address + tap * tapBytes],
          ...[to() + offset, 0],
        ],
      }));
    const ranges = planner.ranges(batch, 1, batch * output[0] * output[1] * kernel.size);
    const eachImage = ([from, to]: Range, calls: (image: number) => Chunk): Chunk =>
      Array.from({ length: to - from }, (_, i) => calls(from + i)).flat();
    if (!bordered) {
      if (!adds) planner.clear(place, batch * plainImage);
      planner.run(
        () => {
          for (let image = 0; image < batch; image++) addTaps(image, place.address + image * plainImage);
        },
        ranges?.map((range) =>
          eachImage(range, (image) => tapCalls(image, () => place.address + image * plainImage)),
        ),
      );
      return;
    }
    const way = { batch: 1, inward: false, adds };
    const copy = imageCopy(planner, images, way);
    // each chunk has an image of its own to gather in
    planner.scratch(imageBytes * (ranges?.length ?? 1), (whole) =>
      planner.run(
        () => {
          for (let image = 0; image < batch; image++) {
            planner.bytes().fill(0, whole.address, whole.address + imageBytes);
            addTaps(image, whole.address);
            copy(whole.address, place.address + image * plainImage);
          }
        },
        ranges?.map((range, i) => {
          const own = () => whole.address + i * imageBytes;
          return eachImage(range, (image) => [
            planner.filled(own, imageBytes / 4, 0),
            ...tapCalls(image, own),
            imageCopyCall(planner, images, way, own, () => place.address + image * plainImage),
          ]);
        }),
      ),
    );
  });
};
