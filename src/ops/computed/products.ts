// Products of matrices, and what is done to images.
import * as tf from '@tensorflow/tfjs-core';
import { einsumLetters, einsumOf } from '../../shapes/ops/equation.js';
import {
  dotShape,
  matmulShape,
  tensordotPlaces,
  tensordotShape,
  type DotAxesArg,
} from '../../shapes/ops/matrices.js';
import { orThrow, ShapeMismatchError, showShape } from '../../shapes/shape.js';
import { slideSpace } from '../../shapes/slide.js';
import { cannot, shapeOf, wholeOf, wholesOf, type OperationDefinition } from './definition.js';
import { floats } from './elementwise.js';

const matmul = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
  const left = a.rank === 1 ? tf.reshape(a, [1, a.size]) : a;
  const right = b.rank === 1 ? tf.reshape(b, [b.size, 1]) : b;
  const shape = orThrow(matmulShape(a.shape, b.shape)) as number[];
  // one matrix for all: the rows of all are those of one
  if (right.rank === 2 && left.rank > 2)
    return tf.reshape(tf.matMul(tf.reshape(left, [-1, left.shape.at(-1)!]), right), shape);
  return tf.reshape(tf.matMul(left, right), shape);
};

const dotAxes = (given: unknown): DotAxesArg => {
  if (given === null || given === undefined) return 2;
  if (typeof given === 'number') return wholeOf(given, 'axes');
  if (!Array.isArray(given) || given.length !== 2) throw cannot('its axes should be those of two tensors');
  return given.map((each) => wholesOf([each].flat(), 'axes')) as unknown as DotAxesArg;
};

const tensordot = (a: tf.Tensor, b: tf.Tensor, axes: DotAxesArg): tf.Tensor => {
  const [left, right] = orThrow(tensordotPlaces(a.shape, b.shape, axes));
  const free = (x: tf.Tensor, taken: readonly number[]) =>
    x.shape.flatMap((_, i) => (taken.includes(i) ? [] : [i]));
  const inner = left.reduce((count, axis) => count * a.shape[axis]!, 1);
  const rows = tf.reshape(tf.transpose(a, [...free(a, left), ...left]), [-1, inner]);
  const columns = tf.reshape(tf.transpose(b, [...right, ...free(b, right)]), [inner, -1]);
  return tf.reshape(tf.matMul(rows, columns), orThrow(tensordotShape(a.shape, b.shape, axes)) as number[]);
};

/** An equation for tensors that are there, its ellipsis written out. */
const spelled = (subscripts: unknown, tensors: readonly tf.Tensor[]): string => {
  const letters = einsumLetters(
    String(subscripts),
    tensors.map(({ rank }) => rank),
  );
  return `${letters!.inputs.join(',')}->${letters!.output}`;
};

const pair = (given: unknown, what: string): [number, number] => {
  const [height, width = height] = Array.isArray(given) ? wholesOf(given, what) : [wholeOf(given, what)];
  return [height!, width!];
};

const isLast = (format: unknown): void => {
  if (format === 'channels_first') throw cannot('its channels come first');
};

/** A pool over images. */
const pooled = (module: string, pool: typeof tf.maxPool): OperationDefinition => ({
  module,
  made: ['pool_size', 'strides', 'padding', 'data_format'],
  called: ['inputs'],
  shape: ({ inputs, pool_size: given, strides, padding, data_format: format }, name) => {
    isLast(format);
    const size = pair(given, 'pool size');
    const window = {
      size,
      strides: pair(strides ?? given, 'strides'),
      padding: padding === 'same' ? 'same' : 'valid',
      dilation: [1, 1],
      format: 'channelsLast',
    } as const;
    return orThrow(slideSpace(name, shapeOf(inputs), window, 'same'));
  },
  call: ({ inputs, pool_size: size, strides, padding }) =>
    pool(
      floats(inputs) as tf.Tensor4D,
      pair(size, 'pool size'),
      pair(strides ?? size, 'strides'),
      padding === 'same' ? 'same' : 'valid',
    ),
});

export const products: Readonly<Record<string, OperationDefinition>> = {
  Matmul: {
    module: 'numpy',
    made: [],
    called: ['x1', 'x2'],
    shape: ({ x1, x2 }) => orThrow(matmulShape(shapeOf(x1), shapeOf(x2))),
    call: ({ x1, x2 }) => matmul(floats(x1), floats(x2)),
  },
  Dot: {
    module: 'numpy',
    made: [],
    called: ['x1', 'x2'],
    shape: ({ x1, x2 }) => orThrow(dotShape(shapeOf(x1), shapeOf(x2))),
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
    shape: ({ x1, x2, axes }) => orThrow(tensordotShape(shapeOf(x1), shapeOf(x2), dotAxes(axes))),
    call: ({ x1, x2, axes }) => tensordot(floats(x1), floats(x2), dotAxes(axes)),
  },
  Einsum: {
    module: 'numpy',
    made: ['subscripts'],
    called: ['*operands'],
    shape: ({ operands, subscripts }) =>
      orThrow(einsumOf(String(subscripts), (operands as readonly unknown[]).map(shapeOf))),
    call: ({ operands, subscripts }) => {
      const tensors = (operands as readonly unknown[]).map(floats);
      return tf.einsum(spelled(subscripts, tensors), ...tensors);
    },
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
      if (shape.length !== 4)
        throw new ShapeMismatchError(
          `resize needs [batch, height, width, channels], got ${showShape(shape)}`,
        );
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
