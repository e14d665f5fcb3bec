// Products of matrices, and what is done to images.
import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../../shapes/shape.js';
import {
  axisOf,
  cannot,
  shapeOf,
  sizeOf,
  spread,
  wholeOf,
  wholesOf,
  type OperationDefinition,
} from './definition.js';
import { floats } from './elementwise.js';

/** The product of matrices in a batch of them; of vectors, as NumPy has it. */
const matmulShape = (a: Shape, b: Shape): Shape => {
  if (a.length === 0 || b.length === 0) throw cannot('a number is no matrix');
  const [left, right] = [a.length === 1 ? [1, ...a] : a, b.length === 1 ? [...b, 1] : b];
  const [inner, other] = [sizeOf(left.at(-1)), sizeOf(right.at(-2))];
  if (inner !== null && other !== null && inner !== other)
    throw cannot(`matrices of ${inner} columns and of ${other} rows have no product`);
  const batch = spread(left.slice(0, -2), right.slice(0, -2));
  return [...batch, ...(a.length === 1 ? [] : [left.at(-2)!]), ...(b.length === 1 ? [] : [right.at(-1)!])];
};

const matmul = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
  const left = a.rank === 1 ? tf.reshape(a, [1, a.size]) : a;
  const right = b.rank === 1 ? tf.reshape(b, [b.size, 1]) : b;
  const shape = matmulShape(a.shape, b.shape) as number[];
  // one matrix for all: the rows of all are those of one
  if (right.rank === 2 && left.rank > 2)
    return tf.reshape(tf.matMul(tf.reshape(left, [-1, left.shape.at(-1)!]), right), shape);
  return tf.reshape(tf.matMul(left, right), shape);
};

/** Sums over the last axis of the one and the last but one of the other. */
const dotShape = (a: Shape, b: Shape): Shape => {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return b.length === 1 ? a.slice(0, -1) : [...a.slice(0, -1), ...b.slice(0, -2), b.at(-1)!];
};

const contracted = (axes: unknown, a: number, b: number): readonly [readonly number[], readonly number[]] => {
  if (typeof axes === 'number')
    return [Array.from({ length: axes }, (_, i) => a - axes + i), Array.from({ length: axes }, (_, i) => i)];
  const [left, right] = (axes as readonly unknown[]).map((each) => [each].flat());
  return [left!.map((axis) => axisOf(axis, a)), right!.map((axis) => axisOf(axis, b))];
};

const tensordotShape = (a: Shape, b: Shape, axes: unknown): Shape => {
  const [left, right] = contracted(axes, a.length, b.length);
  return [...a.filter((_, i) => !left.includes(i)), ...b.filter((_, i) => !right.includes(i))];
};

const tensordot = (a: tf.Tensor, b: tf.Tensor, axes: unknown): tf.Tensor => {
  const [left, right] = contracted(axes, a.rank, b.rank);
  const free = (x: tf.Tensor, taken: readonly number[]) =>
    x.shape.flatMap((_, i) => (taken.includes(i) ? [] : [i]));
  const inner = left.reduce((count, axis) => count * a.shape[axis]!, 1);
  const rows = tf.reshape(tf.transpose(a, [...free(a, left), ...left]), [-1, inner]);
  const columns = tf.reshape(tf.transpose(b, [...right, ...free(b, right)]), [inner, -1]);
  return tf.reshape(tf.matMul(rows, columns), tensordotShape(a.shape, b.shape, axes) as number[]);
};

/** The output of an equation: each letter's size is that of the first tensor that has it. */
const einsumShape = (subscripts: unknown, shapes: readonly Shape[]): Shape => {
  const equation = String(subscripts).replaceAll(' ', '');
  const [inputs, output] = equation.split('->');
  if (output === undefined || equation.includes('.'))
    throw cannot(`its equation '${equation.slice(0, 40)}' is not here`);
  const sizes = new Map<string, number | null>();
  inputs!.split(',').forEach((letters, i) =>
    [...letters].forEach((letter, axis) => {
      if (sizes.get(letter) == null) sizes.set(letter, sizeOf(shapes[i]?.[axis]));
    }),
  );
  return [...output].map((letter) => sizes.get(letter) ?? null);
};

const pair = (given: unknown, what: string): [number, number] => {
  const [height, width = height] = Array.isArray(given) ? wholesOf(given, what) : [wholeOf(given, what)];
  return [height!, width!];
};

const isLast = (format: unknown): void => {
  if (format === 'channels_first') throw cannot('its channels come first');
};

const pooled = (module: string, pool: typeof tf.maxPool): OperationDefinition => {
  const sizes = (shape: Shape, size: unknown, strides: unknown, padding: unknown): Shape => {
    if (shape.length !== 4) throw cannot('it is not on images');
    const [window, step] = [pair(size, 'pool size'), pair(strides ?? size, 'strides')];
    return shape.map((dim, axis) => {
      if (axis === 0 || axis === 3) return dim;
      const whole = sizeOf(dim);
      if (whole === null) return null;
      const room = padding === 'same' ? whole : whole - window[axis - 1]! + 1;
      return Math.ceil(room / step[axis - 1]!);
    });
  };
  return {
    module,
    made: ['pool_size', 'strides', 'padding', 'data_format'],
    called: ['inputs'],
    shape: ({ inputs, pool_size: size, strides, padding, data_format: format }) => {
      isLast(format);
      return sizes(shapeOf(inputs), size, strides, padding);
    },
    call: ({ inputs, pool_size: size, strides, padding }) =>
      pool(
        floats(inputs) as tf.Tensor4D,
        pair(size, 'pool size'),
        pair(strides ?? size, 'strides'),
        padding === 'same' ? 'same' : 'valid',
      ),
  };
};

export const products: Readonly<Record<string, OperationDefinition>> = {
  Matmul: {
    module: 'numpy',
    made: [],
    called: ['x1', 'x2'],
    shape: ({ x1, x2 }) => matmulShape(shapeOf(x1), shapeOf(x2)),
    call: ({ x1, x2 }) => matmul(floats(x1), floats(x2)),
  },
  Dot: {
    module: 'numpy',
    made: [],
    called: ['x1', 'x2'],
    shape: ({ x1, x2 }) => dotShape(shapeOf(x1), shapeOf(x2)),
    call: ({ x1, x2 }) => {
      const [a, b] = [floats(x1), floats(x2)];
      if (a.rank === 0 || b.rank === 0) return tf.mul(a, b);
      return tensordot(a, b, [[a.rank - 1], [Math.max(0, b.rank - 2)]]);
    },
  },
  Tensordot: {
    module: 'numpy',
    made: ['axes'],
    called: ['x1', 'x2'],
    shape: ({ x1, x2, axes }) => tensordotShape(shapeOf(x1), shapeOf(x2), axes),
    call: ({ x1, x2, axes }) => tensordot(floats(x1), floats(x2), axes),
  },
  Einsum: {
    module: 'numpy',
    made: ['subscripts'],
    called: ['*operands'],
    shape: ({ operands, subscripts }) =>
      einsumShape(subscripts, (operands as readonly unknown[]).map(shapeOf)),
    call: ({ operands, subscripts }) =>
      tf.einsum(String(subscripts).replaceAll(' ', ''), ...(operands as readonly unknown[]).map(floats)),
  },
  MaxPool: pooled('nn', tf.maxPool),
  AveragePool: pooled('nn', tf.avgPool),
  Resize: {
    module: 'image',
    made: [
      'size',
      'interpolation',
      'antialias',
      'crop_to_aspect_ratio',
      'pad_to_aspect_ratio',
      'fill_mode',
      'fill_value',
      'data_format',
    ],
    called: ['images'],
    shape: ({ images, size, ...how }) => {
      isLast(how['data_format']);
      const shape = shapeOf(images);
      if (shape.length !== 4) throw cannot('it is not on a batch of images');
      const odd = ['antialias', 'crop_to_aspect_ratio', 'pad_to_aspect_ratio'].find(
        (key) => how[key] === true,
      );
      if (odd) throw cannot(`it has ${odd}: use layers.resizing`);
      const method = how['interpolation'] ?? 'bilinear';
      if (method !== 'bilinear' && method !== 'nearest')
        throw cannot(`it resizes by '${String(method)}': use layers.resizing`);
      return [shape[0]!, ...pair(size, 'size'), shape[3]!];
    },
    call: ({ images, size, interpolation }) =>
      interpolation === 'nearest'
        ? tf.image.resizeNearestNeighbor(floats(images) as tf.Tensor4D, pair(size, 'size'), false, true)
        : tf.image.resizeBilinear(floats(images) as tf.Tensor4D, pair(size, 'size'), false, true),
  },
};
