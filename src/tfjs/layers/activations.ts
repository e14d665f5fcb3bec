import * as tf from '@tensorflow/tfjs-core';

/** Keras's activations that tfjs lacks or computes otherwise, by the names they are registered under. */
const formulas: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  exponential: (x) => tf.exp(x),
  // Keras 3: relu6(x + 3) / 6; tfjs's hardSigmoid is Keras 1's 0.2 x + 0.5
  hard_sigmoid: (x) => tf.div(tf.relu6(tf.add(x, 3)), 6),
  leaky_relu: (x) => tf.leakyRelu(x, 0.2),
  log_softmax: (x) => tf.logSoftmax(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softmax: (x) => tf.softmax(x),
};

/** Names of ours that tfjs spells otherwise. */
const spellings: Readonly<Record<string, string>> = {
  hardSigmoid: 'hard_sigmoid',
  leakyRelu: 'leaky_relu',
  logSoftmax: 'log_softmax',
  swish: 'silu',
};

/** The name under which tfjs finds an activation; registers ours there first, where tfjs has none. */
export const activationName = (name: string): string => {
  const own = spellings[name] ?? name;
  const formula = formulas[own];
  const known = tf.serialization.SerializationMap.getMap().classNameMap;
  if (formula && !known[own]) tf.serialization.registerClass(activationClass(own, formula) as never);
  return own;
};

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
