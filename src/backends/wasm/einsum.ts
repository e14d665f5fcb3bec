import * as tf from '@tensorflow/tfjs-core';
import { labelsOf } from '../gradients/einsum.js';
import { wasmKernel } from './kernel.js';

interface Attributes {
  readonly equation: string;
}

/** A tensor, and a letter for each of its axes. */
interface Labelled {
  readonly x: tf.Tensor;
  readonly labels: string;
}

const without = (labels: string, others: string) =>
  [...labels].filter((each) => !others.includes(each)).join('');
const shared = (labels: string, others: string) =>
  [...labels].filter((each) => others.includes(each)).join('');

/** The axes in another order. */
const ordered = ({ x, labels }: Labelled, wanted: string): tf.Tensor =>
  labels === wanted
    ? x
    : tf.transpose(
        x,
        [...wanted].map((each) => labels.indexOf(each)),
      );

/** Sums away the axes that nobody asks for. */
const summed = ({ x, labels }: Labelled, wanted: string): Labelled => {
  const gone = without(labels, wanted);
  if (gone === '') return { x, labels };
  return {
    x: tf.sum(
      x,
      [...gone].map((each) => labels.indexOf(each)),
    ),
    labels: shared(labels, wanted),
  };
};

const sizes = ({ x, labels }: Labelled, of: string) => [...of].map((each) => x.shape[labels.indexOf(each)]!);
const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

/**
 * Two operands as one product of matrices: axes of both that stay are its batch, axes of both that go are summed over,
 * the rest are rows and columns.
 */
const contracted = (left: Labelled, right: Labelled, wanted: string): Labelled => {
  const a = summed(left, wanted + right.labels);
  const b = summed(right, wanted + left.labels);
  const both = shared(a.labels, b.labels);
  const batch = shared(both, wanted);
  const inner = without(both, wanted);
  const [rows, columns] = [without(a.labels, both), without(b.labels, both)];
  const [batchSizes, rowSizes, columnSizes] = [sizes(a, batch), sizes(a, rows), sizes(b, columns)];
  const [n, m, k, p] = [batchSizes, rowSizes, sizes(a, inner), columnSizes].map(product);
  const matrices = tf.matMul(
    tf.reshape(ordered(a, batch + rows + inner), [n!, m!, k!]),
    tf.reshape(ordered(b, batch + inner + columns), [n!, k!, p!]),
  );
  return {
    x: tf.reshape(matrices, [...batchSizes, ...rowSizes, ...columnSizes]),
    labels: batch + rows + columns,
  };
};

/** Einstein's sum over any number of operands, as products of matrices; tfjs's WASM backend has none. */
export const einsum = wasmKernel<Readonly<Record<string, tf.Tensor>>, Attributes>(
  'Einsum',
  ({ inputs, attributes: { equation } }) =>
    tf.tidy(() => {
      const [labels, result] = labelsOf(equation);
      const operands = Object.values(inputs).map((x, i): Labelled => ({ x, labels: labels[i]! }));
      for (const { x, labels: own } of operands) {
        if (own.length !== x.shape.length)
          throw new Error(
            `einsum '${equation}': '${own}' names ${own.length} axes, the tensor has ${x.shape.length}`,
          );
        if (new Set(own).size < own.length)
          throw new Error(`einsum '${equation}': an axis stands twice in '${own}', which is not supported`);
      }
      const whole = operands.slice(1).reduce((left, right, i) => {
        const later = operands.slice(i + 2).map((each) => each.labels);
        return contracted(left, right, [result, ...later].join(''));
      }, operands[0]!);
      // a tensor of its own, not the operand
      return tf.clone(ordered(summed(whole, result), result));
    }),
);
