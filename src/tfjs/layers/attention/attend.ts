import * as tf from '@tensorflow/tfjs-core';

/** What a query looks at, and how: `[..., steps, size]`, keys and values one for each other. */
export interface Attention {
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
  /** What the products are multiplied by before the softmax. */
  readonly scale: number;
  /** To which values each step may look, to be broadcast to `[..., steps, values]`. */
  readonly mask: tf.Tensor | undefined;
  /** Whether a step that may look at nothing has scores of zero; else it looks at all alike. */
  readonly zeroed: boolean;
  /** What training drops of the scores. */
  readonly drop: (scores: tf.Tensor) => tf.Tensor;
}

/** Scaled dot-product attention, and its scores. Vaswani et al. 2017. */
export const attend = ({
  query,
  key,
  value,
  scale,
  mask,
  zeroed,
  drop,
}: Attention): readonly [tf.Tensor, tf.Tensor] => {
  const products = tf.matMul(tf.mul(query, scale), key, false, true);
  const seen = mask && tf.broadcastTo(tf.cast(mask, 'float32'), products.shape);
  const kept = (x: tf.Tensor, other: number) => (seen ? tf.where(tf.cast(seen, 'bool'), x, other) : x);
  const even = tf.softmax(kept(products, -1e9), -1);
  const scores = zeroed ? kept(even, 0) : even;
  return [tf.matMul(drop(scores), value), scores];
};

/** What all of some masks allow, 1 or 0, broadcast; products have gradients, which tfjs's logical operations lack. */
export const allowedByAll = (masks: readonly tf.Tensor[]): tf.Tensor =>
  masks.map((mask) => tf.cast(tf.cast(mask, 'bool'), 'float32')).reduce((a, b) => tf.mul(a, b));

/** Which step sees which: those up to itself, or those less than `window` away; `[1, steps, values]`. */
export const stepsSeen = (
  steps: number,
  values: number,
  { causal, window }: { readonly causal: boolean; readonly window: number | undefined },
): tf.Tensor | undefined => {
  if (!causal && window === undefined) return undefined;
  const [row, column] = [tf.range(0, steps, 1, 'int32'), tf.range(0, values, 1, 'int32')];
  const away = tf.sub(tf.expandDims(row, 1), tf.expandDims(column, 0));
  const rules = [
    ...(causal ? [tf.greaterEqual(away, 0)] : []),
    ...(window === undefined ? [] : [tf.less(tf.abs(away), window)]),
  ];
  return tf.expandDims(
    rules.reduce((all, rule) => tf.logicalAnd(all, rule)),
    0,
  );
};
