// Operations along axes: sums, means, softmax, norms.
import * as tf from '@tensorflow/tfjs-core';
import { alongAxes, reduce } from '../../shapes/ops/places.js';
import { orThrow } from '../../shapes/shape.js';
import { axesIn, axesOf, axisOf, cannot, shapeOf, type OperationDefinition } from './definition.js';
import { floats, numeric } from './elementwise.js';

type Reduce = (x: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor;

const reduction = (
  fn: Reduce,
  module = 'numpy',
  made: readonly string[] = ['axis', 'keepdims'],
): OperationDefinition => ({
  module,
  made,
  called: ['x'],
  shape: ({ x, axis, keepdims }, name) => orThrow(reduce(name, shapeOf(x), axesIn(axis), keepdims === true)),
  call: ({ x: given, axis, keepdims }) => {
    const x = floats(given);
    return fn(x, [...axesOf(axis, x.rank)], keepdims === true);
  },
});

const variance: Reduce = (x, axes, keepdims) =>
  tf.mean(tf.square(tf.sub(x, tf.mean(x, axes, true))), axes, keepdims);

const logSumExp: Reduce = (x, axes, keepdims) => {
  const most = tf.max(x, axes, true);
  const sum = tf.add(tf.log(tf.sum(tf.exp(tf.sub(x, most)), axes, true)), most);
  return keepdims ? sum : tf.squeeze(sum, axes);
};

/** Of one axis, and as large as before. */
const along = (
  module: string,
  fn: (x: tf.Tensor, axes: number[]) => tf.Tensor,
  made: readonly string[] = ['axis'],
): OperationDefinition => ({
  module,
  made,
  called: ['x'],
  shape: ({ x, axis = -1 }, name) => orThrow(alongAxes(name, shapeOf(x), axesIn(axis))),
  call: ({ x: given, axis = -1 }) => {
    const x = floats(given);
    return fn(x, [...axesOf(axis, x.rank)]);
  },
});

const softmax = (x: tf.Tensor, axes: number[]): tf.Tensor => {
  const powers = tf.exp(tf.sub(x, tf.max(x, axes, true)));
  return tf.div(powers, tf.sum(powers, axes, true));
};

const place = (fn: (x: tf.Tensor, axis: number) => tf.Tensor): OperationDefinition => ({
  module: 'numpy',
  made: ['axis', 'keepdims'],
  called: ['x'],
  shape: ({ x, axis, keepdims }, name) => {
    if (typeof axis !== 'number') throw cannot('it is along no axis: say which');
    return orThrow(reduce(name, shapeOf(x), axis, keepdims === true));
  },
  call: ({ x: given, axis, keepdims }) => {
    const x = numeric(given);
    const at = axisOf(axis, x.rank);
    const made = fn(x, at);
    return keepdims === true ? tf.expandDims(made, at) : made;
  },
});

export const reductions: Readonly<Record<string, OperationDefinition>> = {
  Mean: reduction((x, axes, keep) => tf.mean(x, axes, keep)),
  Sum: reduction((x, axes, keep) => tf.sum(x, axes, keep)),
  Max: reduction((x, axes, keep) => tf.max(x, axes, keep), 'numpy', ['axis', 'keepdims', 'initial']),
  Min: reduction((x, axes, keep) => tf.min(x, axes, keep), 'numpy', ['axis', 'keepdims', 'initial']),
  Prod: reduction((x, axes, keep) => tf.prod(x, axes, keep), 'numpy', ['axis', 'keepdims', 'dtype']),
  Var: reduction(variance),
  Std: reduction((x, axes, keep) => tf.sqrt(variance(x, axes, keep))),
  Logsumexp: reduction(logSumExp, 'math'),
  Norm: {
    ...reduction((x) => x, 'linalg', ['ord', 'axis', 'keepdims']),
    call: ({ x: given, ord, axis, keepdims }) => {
      const x = floats(given);
      const axes = [...axesOf(axis, x.rank)];
      if (ord === 1 && axes.length === 1) return tf.sum(tf.abs(x), axes, keepdims === true);
      if (!(
        ord === undefined ||
        ord === null ||
        ord === 'fro' ||
        ord === 'euclidean' ||
        (ord === 2 && axes.length === 1)
      ))
        throw cannot(`it is a norm of the order ${String(ord)}, which is not here`);
      return tf.sqrt(tf.sum(tf.square(x), axes, keepdims === true));
    },
  },
  Normalize: {
    ...along('nn', (x) => x, ['axis', 'order', 'epsilon']),
    call: ({ x: given, axis = -1, order = 2, epsilon }) => {
      const x = floats(given);
      if (order !== 2) throw cannot(`it is a norm of the order ${String(order)}, which is not here`);
      const sum = tf.sum(tf.square(x), [...axesOf(axis, x.rank)], true);
      const least = (typeof epsilon === 'number' ? epsilon : 1e-7) ** 2;
      return tf.mul(x, tf.rsqrt(tf.maximum(sum, least)));
    },
  },
  Softmax: along('nn', softmax),
  LogSoftmax: along('nn', (x, axes) => tf.sub(x, logSumExp(x, axes, true))),
  Argmax: place((x, axis) => tf.argMax(x, axis)),
  Argmin: place((x, axis) => tf.argMin(x, axis)),
  Cumsum: {
    module: 'numpy',
    made: ['axis', 'dtype'],
    called: ['x'],
    shape: ({ x, axis }) => {
      if (typeof axis !== 'number') throw cannot('it is along no axis: say which');
      return orThrow(alongAxes('cumsum', shapeOf(x), axis));
    },
    call: ({ x: given, axis }) => {
      const x = floats(given);
      return tf.cumsum(x, axisOf(axis, x.rank));
    },
  },
};
