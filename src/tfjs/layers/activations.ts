import * as tf from '@tensorflow/tfjs-core';

/** `x / (1 + |x|)`, and its gradient `1 / (1 + |x|)^2`: by the quotient's rule it would be NaN at infinity. */
const softsign = (x: tf.Tensor): tf.Tensor =>
  tf.customGrad((given, save) => {
    const below = tf.add(tf.abs(given as tf.Tensor), 1);
    (save as tf.GradSaveFunc)([below]);
    return {
      value: tf.div(given as tf.Tensor, below),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.div(dy, tf.square(saved[0]!)),
    };
  })(x);

/**
 * Keras's activations that tfjs lacks or computes otherwise, by the names they are registered under: in camelCase, for
 * that is what files hold them by, and none of tfjs's own where it computes otherwise.
 */
const formulas: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  exponential: (x) => tf.exp(x),
  // Keras 3: relu6(x + 3) / 6; tfjs's hardSigmoid is Keras 1's 0.2 x + 0.5
  kerasHardSigmoid: (x) => tf.div(tf.relu6(tf.add(x, 3)), 6),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  logSoftmax: (x) => tf.logSoftmax(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softmax: (x) => tf.softmax(x),
  softsign,
};

/** Names of ours that tfjs spells otherwise. */
const spellings: Readonly<Record<string, string>> = {
  hardSigmoid: 'kerasHardSigmoid',
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
