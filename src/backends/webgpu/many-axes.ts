import * as tf from '@tensorflow/tfjs-core';
import { padAxisByAxis, replaceGraphicsKernel } from '../graphics-kernel.js';

/** Operations of two tensors whose shader tfjs writes wrongly where a tensor of five axes or more meets a vector. */
const ofTwo = [
  ...['Add', 'Equal', 'FloorDiv', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr'],
  ...['Maximum', 'Minimum', 'Mod', 'Multiply', 'NotEqual', 'Pow', 'RealDiv', 'SquaredDifference', 'Sub'],
];

/** Shapes of one rank with axes put together along which both are alike: [3, 4, 2, 5] and [1, 1, 1, 5] are [24, 5] and [1, 5]. */
export const mergedAxes = (
  a: readonly number[],
  b: readonly number[],
): readonly [readonly number[], readonly number[]] => {
  const rank = Math.max(a.length, b.length);
  const whole = (shape: readonly number[]) => [...Array<number>(rank - shape.length).fill(1), ...shape];
  const [left, right] = [whole(a), whole(b)];
  const merged: [number[], number[]] = [[], []];
  let before: string | undefined;
  left.forEach((m, axis) => {
    const n = right[axis]!;
    if (m === 1 && n === 1) return;
    const kind = m === n ? 'both' : m === 1 ? 'right' : 'left';
    if (kind === before) {
      merged[0].push(merged[0].pop()! * m);
      merged[1].push(merged[1].pop()! * n);
    } else {
      merged[0].push(m);
      merged[1].push(n);
    }
    before = kind;
  });
  return merged;
};

/** Has tensors of five axes and more go through tfjs's shaders with as few axes as will do. Called again, it does nothing. */
export const mergeAxesOnWebgpu = (): void => {
  for (const name of ofTwo)
    replaceGraphicsKernel<{ readonly a: tf.Tensor; readonly b: tf.Tensor }>(
      'webgpu',
      name,
      ({ inputs: { a, b }, theirs }) => {
        const out = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
        const [left, right] = mergedAxes(a.shape, b.shape);
        const made = theirs({ a: tf.reshape(a, [...left]), b: tf.reshape(b, [...right]) });
        return tf.reshape(made, out);
      },
      ({ a, b }) => a.shape.length > 4 || b.shape.length > 4,
    );
  // its shader ends at four axes; all three have one shape, so that what is chosen is chosen place by place
  replaceGraphicsKernel<{ readonly condition: tf.Tensor; readonly t: tf.Tensor; readonly e: tf.Tensor }>(
    'webgpu',
    'Select',
    ({ inputs: { condition, t, e }, theirs }) => {
      const flat = (x: tf.Tensor) => tf.reshape(x, [-1]);
      return tf.reshape(theirs({ condition: flat(condition), t: flat(t), e: flat(e) }), t.shape);
    },
    ({ condition, t }) => t.shape.length > 4 && condition.size === t.size,
  );
  padAxisByAxis('webgpu');
};
