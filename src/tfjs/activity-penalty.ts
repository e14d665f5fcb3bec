import * as tf from '@tensorflow/tfjs-core';
import type { AnyLayer } from '../graph/layer.js';
import type { Inside } from './layers/inside.js';

/** The penalty on what a layer gives, for each sample of the batch, as Keras has it; most layers have none. */
export const activityPenalty = (layer: AnyLayer, output: tf.Tensor): readonly tf.Scalar[] => {
  // attention by heads counts what its dense layers give
  if (layer.spec.className === 'MultiHeadAttention') return [];
  return penaltyOn(layer, output);
};

/** Attention by heads, of which Keras counts what each of the dense layers inside gives. */
const byHeads: ReadonlySet<string> = new Set(['GroupedQueryAttention', 'MultiHeadAttention']);

/** Layers that call those that they hold as layers, of which Keras counts what these give; others take their steps. */
const callers = ['Bidirectional', 'SpectralNormalization'];

/** How what stands inside a layer is counted, where there is such a penalty on it. */
export const penaltyInside = (layer: AnyLayer): Inside['inside'] => {
  const { className, config, layers = [] } = layer.spec;
  if (byHeads.has(className))
    return config['activityRegularizer'] === undefined ? undefined : (made) => penaltyOn(layer, made);
  const held = callers.includes(className)
    ? layers.filter((each) => each.layer.spec.config['activityRegularizer'] !== undefined)
    : [];
  if (held.length === 0) return undefined;
  return (made, key) =>
    held.filter((each) => each.key === key).flatMap((each) => penaltyOn(each.layer, made));
};

const penaltyOn = (layer: AnyLayer, output: tf.Tensor): readonly tf.Scalar[] => {
  const { activityRegularizer } = layer.spec.config;
  if (activityRegularizer === undefined) return [];
  const { l1 = 0, l2 = 0 } = (activityRegularizer as { config: { l1?: number; l2?: number } }).config;
  const penalty = tf.tidy(() => {
    const terms = [
      ...(l1 === 0 ? [] : [tf.mul(tf.sum(tf.abs(output)), l1)]),
      ...(l2 === 0 ? [] : [tf.mul(tf.sum(tf.square(output)), l2)]),
    ];
    const sum = terms.reduce((all, term) => tf.add(all, term), tf.scalar(0));
    return tf.div(sum, Math.max(1, output.shape[0] ?? 1)) as tf.Scalar;
  });
  return [penalty];
};
