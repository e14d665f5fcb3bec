// Data that a layer takes its statistics from before a model is trained, and the statistics.
import { hasMember, isPlain, show } from '../../errors/show.js';
import { axisOf } from '../../shapes/axis.js';
import { countOf, type Sizes } from '../../shapes/sizes.js';

/** Numbers in lists, as deep as they have axes. */
type NestedNumbers = number | readonly NestedNumbers[];

/** What `adapt` takes: numbers in lists, flat ones with their shape, or a tensor. */
export type AdaptData =
  | readonly NestedNumbers[]
  | { readonly values: ArrayLike<number>; readonly shape: readonly number[] }
  | { readonly shape: readonly number[]; data(): Promise<ArrayLike<number>> };

/** Flat numbers, and their shape. */
export interface Numbers {
  readonly values: ArrayLike<number>;
  readonly shape: Sizes;
}

/** The numbers of some data. */
export const readAdaptData = async (layer: string, data: unknown): Promise<Numbers> => {
  const found = await numbersOf(data);
  if (found && found.values.length > 0 && found.values.length === countOf(found.shape)) return found;
  throw new TypeError(
    `${layer}: adapt needs numbers: lists of one length, { values, shape } or a tensor, got ${show(data)}`,
  );
};

const numbersOf = async (data: unknown): Promise<Numbers | undefined> => {
  if (Array.isArray(data)) {
    const shape: number[] = [];
    for (let at: unknown = data; Array.isArray(at); at = at[0]) shape.push(at.length);
    const values = data.flat(shape.length - 1) as unknown[];
    return isEven(data, shape) && values.every((value) => typeof value === 'number')
      ? { values: values as number[], shape }
      : undefined;
  }
  if (typeof data !== 'object' || data === null || !hasMember(data, 'shape')) return undefined;
  const { shape } = data as { readonly shape: Sizes };
  if (hasMember(data, 'data')) return { values: await (data as { data(): Promise<number[]> }).data(), shape };
  return isPlain(data) && hasMember(data, 'values')
    ? { values: data['values'] as number[], shape }
    : undefined;
};

/** Whether lists are of the lengths of a shape. */
export const isEven = (data: unknown, [size, ...rest]: Sizes): boolean =>
  size === undefined
    ? !Array.isArray(data)
    : Array.isArray(data) && data.length === size && data.every((each) => isEven(each, rest));

/** Means and variances, and the sizes of the axes that they are along. */
export interface Moments {
  readonly sizes: Sizes;
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** Mean and variance at each place along some axes, over all the others. */
export const momentsAlong = ({ values, shape }: Numbers, axes: readonly number[]): Moments => {
  const kept = shape.map((_, i) => axes.some((axis) => axisOf(shape, axis) === i));
  const sizes = shape.filter((_, i) => kept[i]);
  const places = countOf(sizes);
  /** The place among the kept axes of a number. */
  const placeOf = (index: number): number => {
    let [left, place, step] = [index, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (kept[axis]) {
        place += (left % shape[axis]!) * step;
        step *= shape[axis]!;
      }
      left = Math.floor(left / shape[axis]!);
    }
    return place;
  };
  const of = Int32Array.from({ length: values.length }, (_, i) => placeOf(i));
  const meanOf = (value: (i: number) => number) => {
    const sums = new Float64Array(places);
    of.forEach((place, i) => (sums[place]! += value(i)));
    return [...sums].map((sum) => sum / (values.length / places));
  };
  const mean = meanOf((i) => values[i]!);
  return { sizes, mean, variance: meanOf((i) => (values[i]! - mean[of[i]!]!) ** 2) };
};
