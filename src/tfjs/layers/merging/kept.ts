// Tensors of which steps are masked, put together as Keras does it: what is masked in one has no part in the result.
import * as tf from '@tensorflow/tfjs-core';

/** A tensor, and which of its values are there; without a mask all are. */
export interface Kept {
  readonly x: tf.Tensor;
  readonly mask: tf.Tensor | undefined;
}

const either = (a: tf.Tensor | undefined, b: tf.Tensor | undefined) => a && b && tf.logicalOr(a, b);

/** The product, masked values taken as 1; what is masked in every tensor is 0. */
export const productKept = (all: readonly Kept[]): tf.Tensor => {
  const factors = all.map(({ x, mask }) => (mask ? tf.where(mask, x, tf.onesLike(x)) : x));
  const product = factors.reduce((so, x) => tf.mul(so, x));
  const mask = all.map((each) => each.mask).reduce(either);
  return mask ? tf.where(mask, product, tf.zerosLike(product)) : product;
};

/** The largest or the least, in place of a masked value the other tensor's. */
export const largestKept = (
  [first, ...rest]: readonly Kept[],
  choose: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): tf.Tensor =>
  rest.reduce((so, { x, mask }) => {
    const next = mask ? tf.where(mask, x, so.x) : x;
    const before = so.mask ? tf.where(so.mask, so.x, next) : so.x;
    return { x: choose(before, next), mask: either(so.mask, mask) };
  }, first!).x;
