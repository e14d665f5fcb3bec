import {
  largestBack,
  largestOfWindows,
  meansBack,
  meansOfWindows,
  type WindowSizes,
} from '../../../../backends/webgpu/compiled/windows.js';
import { samePadding } from '../../../../tfjs/layers/convolutional/windows.js';
import type { LayerPlan, PlannedCall } from '../../layer-plan.js';
import { NoPlan } from '../../no-plan.js';
import type { CardPlanner } from '../planner.js';

const pair = (along: readonly number[]): readonly [number, number] =>
  along.length === 1 ? [along[0]!, 1] : [along[0]!, along[1]!];

/** The windows of a pooling over images, or over steps as columns, and whether they reach beyond them. */
const windowsOf = ({ name, config, inputs, shapes }: PlannedCall): readonly [WindowSizes, boolean] => {
  if (config['dataFormat'] === 'channelsFirst')
    throw new NoPlan(`the layer '${name}' has its channels first`);
  const { shape } = inputs[0]!;
  const along = (given: unknown): readonly number[] =>
    Array.isArray(given) ? (given as number[]) : shape.slice(1, -1).map(() => given as number);
  const poolSize = along(config['poolSize'] ?? 2);
  const [size, strides] = [pair(poolSize), pair(along(config['strides'] ?? poolSize))];
  const [height, width] = pair(shape.slice(1, -1));
  const around = (axis: 0 | 1, n: number) =>
    config['padding'] === 'same' ? samePadding(n, size[axis], strides[axis]) : ([0, 0] as const);
  const [rows, columns] = [around(0, height), around(1, width)];
  const [outHeight, outWidth] = pair(shapes[0]!.slice(1, -1));
  const channels = shape.at(-1)!;
  const sizes: WindowSizes = {
    ...{ height, width, channels, filters: channels, out_height: outHeight, out_width: outWidth },
    ...{ size_y: size[0], size_x: size[1], stride_y: strides[0], stride_x: strides[1] },
    ...{ gap_y: 1, gap_x: 1, top: rows[0], left_side: columns[0] },
  };
  return [sizes, [...rows, ...columns].some((each) => each > 0)];
};

/** The plan of `maxPooling1d` and `maxPooling2d`. */
export const planMaxPooling: LayerPlan<CardPlanner> = (call, planner) => {
  const [sizes] = windowsOf(call);
  const x = call.inputs[0]!;
  const made = planner.value(call.shapes[0]!, x.slope !== undefined);
  const taps = planner.keep(made.size * 4);
  planner.map(largestOfWindows, { from: x.place, to: made.place, taps }, made.size, sizes);
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    planner.map(largestBack(adds), { slope, taps, to: place }, x.size, sizes);
  });
  return [made];
};

/** The plan of `averagePooling1d` and `averagePooling2d`: where a border is no part of a mean, there is none. */
export const planAveragePooling: LayerPlan<CardPlanner> = (call, planner) => {
  const [sizes, hasBorder] = windowsOf(call);
  if (hasBorder) throw new NoPlan(`the layer '${call.name}' takes means of part windows at its edges`);
  const x = call.inputs[0]!;
  const made = planner.value(call.shapes[0]!, x.slope !== undefined);
  planner.map(meansOfWindows, { from: x.place, to: made.place }, made.size, sizes);
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    planner.map(meansBack(adds), { slope, to: place }, x.size, sizes);
  });
  return [made];
};
