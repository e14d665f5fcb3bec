// Operations that move numbers and change none: reshape, transpose, parts, stacks.
import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../../shapes/shape.js';
import {
  axesOf,
  axisOf,
  cannot,
  isSized,
  shapeOf,
  sizeOf,
  spread,
  wholeOf,
  wholesOf,
  type OperationDefinition,
  type Sized,
} from './definition.js';
import { numeric } from './elementwise.js';

const defined = (
  made: readonly string[],
  of: Pick<OperationDefinition, 'shape' | 'call'> & Partial<OperationDefinition>,
): OperationDefinition => ({ module: 'numpy', made, called: ['x'], ...of });

const product = (shape: Shape): number | null =>
  shape.reduce<number | null>((all, dim) => {
    const size = sizeOf(dim);
    return all === null || size === null ? null : all * size;
  }, 1);

/** The sizes that were asked for; one of -1 is what is left, open where the batch is. */
const reshaped = (from: Shape, asked: unknown): Shape => {
  const sizes = [asked].flat().map((each) => (each === null ? -1 : wholeOf(each, 'new shape')));
  if (sizes.filter((size) => size < 0).length > 1) throw cannot('its new shape is open in two places');
  const whole = product(from);
  const rest = product(sizes.filter((size) => size >= 0))!;
  if (whole !== null && rest > 0 && whole % rest !== 0)
    throw cannot(`${whole} numbers do not make a shape of ${sizes.join(', ')}`);
  return sizes.map((size) => (size < 0 ? (whole === null ? null : whole / rest) : size));
};

const ordered = (axes: unknown, rank: number): readonly number[] =>
  axes === undefined || axes === null
    ? Array.from({ length: rank }, (_, i) => rank - 1 - i)
    : wholesOf(axes, 'axes').map((axis) => axisOf(axis, rank));

const movedAxis = (rank: number, source: unknown, destination: unknown): readonly number[] => {
  const [from, to] = [source, destination].map((each) => [each].flat().map((axis) => axisOf(axis, rank)));
  const left = Array.from({ length: rank }, (_, i) => i).filter((axis) => !from!.includes(axis));
  const order: number[] = [];
  for (let i = 0; i < rank; i++) {
    const at = to!.indexOf(i);
    order.push(at < 0 ? left.shift()! : from![at]!);
  }
  return order;
};

const swapped = (rank: number, a: unknown, b: unknown): readonly number[] => {
  const order = Array.from({ length: rank }, (_, i) => i);
  const [first, second] = [axisOf(a, rank), axisOf(b, rank)];
  [order[first], order[second]] = [order[second]!, order[first]!];
  return order;
};

/** One that puts axes in another order. */
const inOrder = (
  made: readonly string[],
  order: (rank: number, given: Readonly<Record<string, unknown>>) => readonly number[],
): OperationDefinition =>
  defined(made, {
    shape: ({ x, ...given }) => {
      const shape = shapeOf(x);
      return order(shape.length, given).map((axis) => shape[axis]!);
    },
    call: ({ x: given, ...others }) => {
      const x = given as tf.Tensor;
      return tf.transpose(x, [...order(x.rank, others)]);
    },
  });

const listOf = (given: unknown): readonly Sized[] => {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isSized))
    throw cannot('it is not on a list of tensors');
  return given as readonly Sized[];
};

/** The tensors of a list, of one kind of numbers. */
const alike = (given: unknown): tf.Tensor[] => {
  const tensors = (given as readonly unknown[]).map(numeric);
  const isFloat = tensors.some(({ dtype }) => dtype === 'float32');
  return tensors.map((tensor) => (isFloat ? tf.cast(tensor, 'float32') : tensor));
};

/** How many parts a tensor may be split into. */
const mostParts = 10_000;

/** The sizes of the parts along an axis. */
const partSizes = (asked: unknown, size: number | null): readonly (number | null)[] => {
  if (typeof asked === 'number') {
    if (!(Number.isInteger(asked) && asked > 0 && asked <= mostParts)) throw cannot(`it has ${asked} parts`);
    if (size !== null && size % asked !== 0)
      throw cannot(`${size} along its axis are no ${asked} equal parts`);
    return Array.from({ length: asked }, () => (size === null ? null : size / asked));
  }
  const at = wholesOf(asked, 'places');
  return [...at, size].map((end, i) => (end === null ? null : end - (i === 0 ? 0 : at[i - 1]!)));
};

/** A part along one axis. */
const part = (x: tf.Tensor, axis: number, from: number, size: number): tf.Tensor => {
  const begin = x.shape.map((_, i) => (i === axis ? from : 0));
  return tf.slice(
    x,
    begin,
    x.shape.map((dim, i) => (i === axis ? size : dim)),
  );
};

const widths = (asked: unknown, rank: number): readonly (readonly [number, number])[] => {
  const pair = (each: unknown): readonly [number, number] => {
    const [before, after = before] = [each].flat().map((width) => wholeOf(width, 'widths'));
    return [before!, after!];
  };
  const all = Array.isArray(asked) && asked.some(Array.isArray) ? asked.map(pair) : [pair(asked)];
  return all.length === 1 ? Array.from({ length: rank }, () => all[0]!) : all;
};

const repeats = (asked: unknown, rank: number): readonly number[] => {
  const said = [asked].flat().map((each) => wholeOf(each, 'repeats'));
  return [...Array.from({ length: Math.max(0, rank - said.length) }, () => 1), ...said];
};

const times = (dim: unknown, count: number): number | null => {
  const size = sizeOf(dim);
  return size === null ? (count === 1 ? null : null) : size * count;
};

/** Places of numbers as a tensor: whole ones. */
const places = (given: unknown): tf.Tensor =>
  given instanceof tf.Tensor ? tf.cast(given, 'int32') : tf.tensor(given as number[], undefined, 'int32');

const shapeOfPlaces = (given: unknown): Shape => {
  if (isSized(given)) return given.shape;
  const shape: number[] = [];
  for (let each: unknown = given; Array.isArray(each); each = each[0]) shape.push(each.length);
  return shape;
};

export const movements: Readonly<Record<string, OperationDefinition>> = {
  Reshape: defined(['newshape'], {
    shape: ({ x, newshape }) => reshaped(shapeOf(x), newshape),
    call: ({ x: given, newshape }) => {
      const x = given as tf.Tensor;
      return tf.reshape(x, reshaped(x.shape, newshape) as number[]);
    },
  }),
  Transpose: inOrder(['axes'], (rank, { axes }) => ordered(axes, rank)),
  Moveaxis: inOrder(['source', 'destination'], (rank, { source, destination }) =>
    movedAxis(rank, source, destination),
  ),
  Swapaxes: inOrder(['axis1', 'axis2'], (rank, { axis1, axis2 }) => swapped(rank, axis1, axis2)),
  ExpandDims: defined(['axis'], {
    shape: ({ x, axis }) => {
      const shape = [...shapeOf(x)];
      for (const each of expanded(axis, shape.length)) shape.splice(each, 0, 1);
      return shape;
    },
    call: ({ x: given, axis }) => {
      let x = given as tf.Tensor;
      for (const each of expanded(axis, x.rank)) x = tf.expandDims(x, each);
      return x;
    },
  }),
  Squeeze: defined(['axis'], {
    shape: ({ x, axis }) => {
      const shape = shapeOf(x);
      const gone = axis === null || axis === undefined ? ones(shape) : axesOf(axis, shape.length);
      return shape.filter((_, i) => !gone.includes(i));
    },
    call: ({ x: given, axis }) => {
      const x = given as tf.Tensor;
      // a batch of one stays
      const gone =
        axis === null || axis === undefined
          ? ones(x.shape.map((dim, i) => (i === 0 ? null : dim)))
          : axesOf(axis, x.rank);
      return tf.squeeze(x, [...gone]);
    },
  }),
  Concatenate: defined(['axis'], {
    called: ['xs'],
    shape: ({ xs, axis }) => {
      const shapes = listOf(xs).map(({ shape }) => shape);
      const at = axisOf(axis ?? 0, shapes[0]!.length);
      return shapes[0]!.map((_, i) =>
        i === at
          ? shapes.reduce<number | null>((sum, shape) => {
              const size = sizeOf(shape[i]);
              return sum === null || size === null ? null : sum + size;
            }, 0)
          : shapes.reduce<number | null>((known, shape) => known ?? sizeOf(shape[i]), null),
      );
    },
    call: ({ xs, axis }) => {
      const tensors = alike(xs);
      return tf.concat(tensors, axisOf(axis ?? 0, tensors[0]!.rank));
    },
  }),
  Stack: defined(['axis'], {
    shape: ({ x, axis }) => {
      const all = listOf(x);
      const [first] = all as readonly [Sized];
      const at = axisOf(axis ?? 0, first.shape.length + 1);
      return [...first.shape.slice(0, at), all.length, ...first.shape.slice(at)];
    },
    call: ({ x, axis }) => {
      const tensors = alike(x);
      return tf.stack(tensors, axisOf(axis ?? 0, tensors[0]!.rank + 1));
    },
  }),
  Unstack: defined(['num', 'axis'], {
    module: 'core',
    shape: ({ x, num, axis }) => {
      const shape = shapeOf(x);
      const at = axisOf(axis ?? 0, shape.length);
      const count = sizeOf(shape[at]) ?? wholeOf(num, 'number of parts');
      if (!(count > 0 && count <= mostParts)) throw cannot(`it has ${count} parts`);
      return Array.from({ length: count }, () => shape.filter((_, i) => i !== at));
    },
    call: ({ x, axis }) => tf.unstack(x as tf.Tensor, axisOf(axis ?? 0, (x as tf.Tensor).rank)),
  }),
  Split: defined(['indices_or_sections', 'axis'], {
    shape: ({ x, indices_or_sections: asked, axis }) => {
      const shape = shapeOf(x);
      const at = axisOf(axis ?? 0, shape.length);
      return partSizes(asked, sizeOf(shape[at])).map((size) =>
        shape.map((dim, i) => (i === at ? size : dim)),
      );
    },
    call: ({ x: given, indices_or_sections: asked, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis ?? 0, x.rank);
      let from = 0;
      return partSizes(asked, x.shape[at]!).map((size) => {
        from += size!;
        return part(x, at, from - size!, size!);
      });
    },
  }),
  Slice: defined(['shape'], {
    module: 'core',
    called: ['inputs', 'start_indices'],
    shape: ({ inputs, start_indices: starts, shape }) => {
      const sizes = shapeOf(inputs);
      const from = wholesOf(starts, 'places');
      return wholesOf(shape, 'sizes').map((size, i) => {
        const whole = sizeOf(sizes[i]);
        return size >= 0 ? size : whole === null ? null : whole - from[i]!;
      });
    },
    call: ({ inputs, start_indices: starts, shape }) =>
      tf.slice(inputs as tf.Tensor, [...wholesOf(starts, 'places')], [...wholesOf(shape, 'sizes')]),
  }),
  Take: defined(['axis'], {
    called: ['x', 'indices'],
    shape: ({ x, indices, axis }) => {
      const shape = shapeOf(x);
      const at = axisOf(axis, shape.length);
      return [...shape.slice(0, at), ...shapeOfPlaces(indices), ...shape.slice(at + 1)];
    },
    call: ({ x: given, indices, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis, x.rank);
      const all = typeof indices === 'number' ? tf.scalar(indices, 'int32') : places(indices);
      // places below zero are counted from the end
      return tf.gather(x, tf.where(tf.less(all, 0), tf.add(all, tf.scalar(x.shape[at]!, 'int32')), all), at);
    },
  }),
  Pad: defined(['pad_width', 'mode'], {
    called: ['x', 'constant_values'],
    shape: ({ x, pad_width: asked }) => {
      const shape = shapeOf(x);
      return widths(asked, shape.length).map(([before, after], i) => {
        const size = sizeOf(shape[i]);
        return size === null ? null : size + before + after;
      });
    },
    call: ({ x: given, pad_width: asked, mode = 'constant', constant_values: value }) => {
      const x = given as tf.Tensor;
      const all = widths(asked, x.rank).map(([before, after]): [number, number] => [before, after]);
      if (mode === 'constant') return tf.pad(x, all, typeof value === 'number' ? value : 0);
      if (mode !== 'reflect' && mode !== 'symmetric')
        throw cannot(`it pads by '${String(mode)}', which is not here`);
      return tf.mirrorPad(x, all, mode);
    },
  }),
  Tile: defined(['repeats'], {
    shape: ({ x, repeats: asked }) => {
      const shape = shapeOf(x);
      const all = repeats(asked, shape.length);
      const whole = [...Array.from({ length: all.length - shape.length }, () => 1), ...shape];
      return whole.map((dim, i) => times(dim, all[i]!));
    },
    call: ({ x: given, repeats: asked }) => {
      const x = given as tf.Tensor;
      const all = repeats(asked, x.rank);
      const whole = tf.reshape(x, [...Array.from({ length: all.length - x.rank }, () => 1), ...x.shape]);
      return tf.tile(whole, [...all]);
    },
  }),
  Repeat: defined(['repeats', 'axis'], {
    shape: ({ x, repeats: asked, axis }) => {
      const shape = shapeOf(x);
      const at = axisOf(axis, shape.length);
      return shape.map((dim, i) => (i === at ? times(dim, wholeOf([asked].flat()[0], 'repeats')) : dim));
    },
    call: ({ x: given, repeats: asked, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis, x.rank);
      const count = wholeOf([asked].flat()[0], 'repeats');
      const from = Array.from({ length: x.shape[at]! * count }, (_, i) => Math.floor(i / count));
      return tf.gather(x, tf.tensor1d(from, 'int32'), at);
    },
  }),
  Flip: defined(['axis'], {
    shape: ({ x }) => shapeOf(x),
    call: ({ x, axis }) => tf.reverse(x as tf.Tensor, [...axesOf(axis, (x as tf.Tensor).rank)]),
  }),
  Roll: defined(['shift', 'axis'], {
    shape: ({ x }) => shapeOf(x),
    call: ({ x: given, shift, axis }) => {
      const x = given as tf.Tensor;
      const at = axisOf(axis, x.rank);
      const size = x.shape[at]!;
      const by = ((wholeOf([shift].flat()[0], 'shift') % size) + size) % size;
      return tf.concat([part(x, at, size - by, by), part(x, at, 0, size - by)], at);
    },
  }),
  BroadcastTo: defined(['shape'], {
    shape: ({ x, shape }) => spread(shapeOf(x), wholesOf(shape, 'shape')),
    call: ({ x, shape }) => tf.broadcastTo(x as tf.Tensor, [...wholesOf(shape, 'shape')]),
  }),
  OneHot: defined(['num_classes', 'axis', 'dtype', 'sparse'], {
    module: 'nn',
    shape: ({ x, num_classes: classes, axis }) => {
      if (axis !== undefined && axis !== -1) throw cannot('its axis is not the last one');
      return [...shapeOf(x), wholeOf(classes, 'number of classes')];
    },
    call: ({ x, num_classes: classes }) =>
      tf.cast(tf.oneHot(places(x), wholeOf(classes, 'number of classes')), 'float32'),
  }),
};

const ones = (shape: Shape): readonly number[] => shape.flatMap((dim, i) => (dim === 1 ? [i] : []));

/** The places of new axes, in order. */
const expanded = (axis: unknown, rank: number): readonly number[] => {
  const all = [axis].flat();
  return all.map((each) => axisOf(each, rank + all.length)).sort((a, b) => a - b);
};
