import * as tf from '@tensorflow/tfjs-core';
import { withSlope } from './activations/with-slope.js';
import { sparsemax } from './activations/sparsemax.js';

/** `x` but for what a condition holds of, which is 0; NaN, of which none does, stays. */
const zeroWhere = (x: tf.Tensor, where: tf.Tensor): tf.Tensor => tf.where(where, tf.zerosLike(x), x);

/** `x / (1 + |x|)`, and its slope `1 / (1 + |x|)^2`: by the quotient's rule it would be NaN at infinity. */
const softsign = withSlope(
  (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  (x) => tf.div(1, tf.square(tf.add(tf.abs(x), 1))),
);

/** 1 where x is further from 0 than the shrinks' half. */
const beyondHalf = (x: tf.Tensor): tf.Tensor => tf.cast(tf.greater(tf.abs(x), 0.5), 'float32');
const withinHalf = (x: tf.Tensor): tf.Tensor => tf.lessEqual(tf.abs(x), 0.5);

const hardShrink = withSlope((x) => zeroWhere(x, withinHalf(x)), beyondHalf);

const softShrink = withSlope(
  (x) => zeroWhere(tf.where(tf.greater(x, 0), tf.sub(x, 0.5), tf.add(x, 0.5)), withinHalf(x)),
  beyondHalf,
);

/** A function that is 0 up to -1, `upper(x)` from 1 on, and `middle(x)` between, and for NaN. */
const inThree =
  (middle: (x: tf.Tensor) => tf.Tensor, upper: (x: tf.Tensor) => tf.Tensor) =>
  (x: tf.Tensor): tf.Tensor =>
    tf.where(tf.greaterEqual(x, 1), upper(x), zeroWhere(middle(x), tf.lessEqual(x, -1)));

const sparsePlus = withSlope(
  inThree(
    (x) => tf.mul(tf.square(tf.add(x, 1)), 0.25),
    (x) => x,
  ),
  inThree((x) => tf.mul(tf.add(x, 1), 0.5), tf.onesLike),
);

const sparseSigmoid = withSlope(
  inThree((x) => tf.mul(tf.add(x, 1), 0.5), tf.onesLike),
  inThree((x) => tf.fill(x.shape, 0.5), tf.zerosLike),
);

/** `relu6(x + 3) / 6`: tfjs's hardSigmoid is Keras 1's 0.2 x + 0.5. */
const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.div(tf.relu6(tf.add(x, 3)), 6);

/**
 * Keras's activations that tfjs lacks or computes otherwise, by the names they are registered under: in camelCase, for
 * that is what files hold them by, and none of tfjs's own where it computes otherwise.
 */
const formulas: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  celu: (x) => tf.add(tf.maximum(x, 0), tf.expm1(tf.minimum(x, 0))),
  exponential: (x) => tf.exp(x),
  hardShrink,
  hardSilu: (x) => tf.mul(x, hardSigmoid(x)),
  hardTanh: (x) => tf.clipByValue(x, -1, 1),
  kerasHardSigmoid: hardSigmoid,
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  logSigmoid: (x) => tf.neg(tf.softplus(tf.neg(x))),
  logSoftmax: (x) => tf.logSoftmax(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softShrink,
  softmax: (x) => tf.softmax(x),
  softsign,
  sparsePlus,
  sparseSigmoid,
  sparsemax,
  squareplus: (x) => tf.div(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 2),
  tanhShrink: (x) => tf.sub(x, tf.tanh(x)),
};

/** Names of ours that tfjs spells otherwise. */
const spellings: Readonly<Record<string, string>> = {
  hardSigmoid: 'kerasHardSigmoid',
  // tfjs's own is that of before Keras 3
  hardSigmoidOfKeras2: 'hardSigmoid',
  hardSwish: 'hardSilu',
  swish: 'silu',
};

/** The formulas that tfjs knows by now. */
const registered = new Set<string>();

/** The name under which tfjs finds an activation; registers ours there first. */
export const activationName = (name: string): string => {
  const own = spellings[name] ?? name;
  const formula = formulas[own];
  if (formula && !registered.has(own)) {
    tf.serialization.registerClass(activationClass(own, formula) as never);
    registered.add(own);
  }
  return own;
};

/** Registers every activation of ours. */
export const registerActivations = (): void => Object.keys(formulas).forEach(activationName);

const activationClass = (className: string, formula: (x: tf.Tensor) => tf.Tensor) =>
  class extends tf.serialization.Serializable {
    static readonly className = className;
    apply(x: tf.Tensor): tf.Tensor {
      return tf.tidy(() => formula(x));
    }
    getConfig(): tf.serialization.ConfigDict {
      return {};
    }
  };
