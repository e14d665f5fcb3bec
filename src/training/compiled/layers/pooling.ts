import {
  largestOfWindows,
  largestOfWindowsBack,
  meansOfWindows,
  meansOfWindowsBack,
  type Windows,
} from '../../../backends/wasm/compiled/pools.js';
import type { Definition } from '../../../backends/wasm/simd/assembler.js';
import { samePadding } from '../../../tfjs/layers/convolutional/windows.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { hasBorder, imageCopy, paddedBytes, paddedSize, planPadded, type Images } from '../padding.js';
import type { Planner } from '../planner.js';
import type { Place } from '../room.js';
import type { Value } from '../value.js';

/** Windows of more pixels than this are not written out. */
const mostPixels = 64;

const pair = (along: readonly number[]): readonly [number, number] =>
  along.length === 1 ? [along[0]!, 1] : [along[0]!, along[1]!];

/** The windows of a pooling over images, or over steps as columns, and the images as they are. */
const windowsOf = ({ name, config, inputs, shapes }: PlannedCall): readonly [Windows, Images] => {
  if (config['dataFormat'] === 'channelsFirst')
    throw new NoPlan(`the layer '${name}' has its channels first`);
  const rank = inputs[0]!.shape.length - 2;
  const along = (given: unknown): readonly number[] =>
    Array.isArray(given) ? (given as number[]) : Array.from({ length: rank }, () => given as number);
  const poolSize = along(config['poolSize'] ?? 2);
  const window = {
    size: poolSize,
    strides: along(config['strides'] ?? poolSize),
    padding: config['padding'],
  };
  const { shape } = inputs[0]!;
  const [height, width] = pair(shape.slice(1, -1));
  const [size, strides] = [pair(window.size), pair(window.strides)];
  if (size[0] * size[1] > mostPixels)
    throw new NoPlan(`the layer '${name}' has windows of ${size.join(' x ')}`);
  const [batch, channels] = [shape[0]!, shape.at(-1)!];
  const around = (axis: 0 | 1, n: number) =>
    window.padding === 'same' ? samePadding(n, size[axis], strides[axis]) : ([0, 0] as const);
  const images: Images = { batch, height, width, channels, around: [around(0, height), around(1, width)] };
  const output = pair(shapes[0]!.slice(1, -1));
  return [{ batch, channels, input: paddedSize(images), output, size, strides }, images];
};

const key = (what: string, windows: Windows): string => `${what} ${JSON.stringify(windows)}`;

/** Runs a pooling over images: `inputs` are of the input's size, `outputs` of the output's. */
const overImages = (
  planner: Planner,
  windows: Windows,
  what: string,
  define: (windows: Windows) => Definition,
  { inputs, outputs }: { readonly inputs: readonly Place[]; readonly outputs: readonly Place[] },
): void => {
  const { batch, input, output, size, channels } = windows;
  const bytesOf = ([height, width]: readonly [number, number]): number => height * width * channels * 4;
  const work = batch * bytesOf(output) * size[0] * size[1];
  planner.parted(batch, 1, work, ([from, to]) => {
    const some: Windows = { ...windows, batch: to - from };
    return {
      run: planner.function(key(what, some), () => define(some)),
      parameters: () => [
        ...inputs.map(({ address }) => address + from * bytesOf(input)),
        ...outputs.map(({ address }) => address + from * bytesOf(output)),
      ],
    };
  });
};

/**
 * Where gradients of windows are gathered: in the input's own, or where there is a border in images of their own, which are
 * then copied out. `use` plans the gathering; `written` says that it writes every place it is to, and need not begin with zeros.
 */
const gather = (
  planner: Planner,
  x: Value,
  images: Images,
  written: boolean,
  use: (to: Place, writes: boolean) => void,
): void => {
  const { place, adds } = planner.slopeOf(x);
  if (!hasBorder(images)) {
    const writes = written && !adds;
    if (!writes && !adds) planner.clear(place, x.size * 4);
    use(place, writes);
    return;
  }
  const bytes = images.batch * paddedBytes(images);
  planner.scratch(bytes, (whole) => {
    planner.clear(whole, bytes);
    use(whole, false);
    const copy = imageCopy(planner, images, { batch: images.batch, inward: false, adds });
    planner.run(() => copy(whole.address, place.address));
  });
};

/** The plan of `maxPooling1d` and `maxPooling2d`. */
export const planMaxPooling: LayerPlan = (call, planner) => {
  const [windows, images] = windowsOf(call);
  const x = call.inputs[0]!;
  const made = planner.value(call.shapes[0]!, x.slope !== undefined);
  const padded = planPadded(planner, images, x.place, -Infinity);
  overImages(planner, windows, 'largest', largestOfWindows, { inputs: [padded], outputs: [made.place] });
  planner.back(made, (slope) => {
    const { size, strides, input, output } = windows;
    const covers = [0, 1].every((i) => size[i] === strides[i] && output[i]! * size[i]! === input[i]);
    gather(planner, x, images, covers, (to, writes) =>
      overImages(planner, windows, `largest back ${writes}`, (some) => largestOfWindowsBack(some, writes), {
        inputs: [padded, to],
        outputs: [slope],
      }),
    );
  });
  return [made];
};

/** The plan of `averagePooling1d` and `averagePooling2d`: where a border is no part of a mean, there is none. */
export const planAveragePooling: LayerPlan = (call, planner) => {
  const [windows, images] = windowsOf(call);
  if (hasBorder(images))
    throw new NoPlan(`the layer '${call.name}' takes means of part windows at its edges`);
  const x = call.inputs[0]!;
  const made = planner.value(call.shapes[0]!, x.slope !== undefined);
  overImages(planner, windows, 'means', meansOfWindows, { inputs: [x.place], outputs: [made.place] });
  planner.back(made, (slope) =>
    gather(planner, x, images, false, (to) =>
      overImages(planner, windows, 'means back', meansOfWindowsBack, { inputs: [to], outputs: [slope] }),
    ),
  );
  return [made];
};
