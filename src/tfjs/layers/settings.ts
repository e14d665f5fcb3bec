import * as tf from '@tensorflow/tfjs-core';

interface ClassConfig {
  readonly className: string;
  readonly config: tf.serialization.ConfigDict;
}

/** tfjs's object of a class and its configuration: an initializer, a constraint; as the emitter gives it, or as a file has it. */
export const settingOf = <T>(given: unknown): T | undefined => {
  if (given === undefined || given === null) return undefined;
  if (given instanceof tf.serialization.Serializable) return given as T;
  const { className, config } = given as ClassConfig;
  const [Class, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  return fromConfig(Class, config) as unknown as T;
};

/** An activation of tfjs's by its name. */
export const activationOf = (name: unknown): ((x: tf.Tensor) => tf.Tensor) => {
  if (name === undefined || name === null || name === 'linear') return (x) => x;
  const activation = settingOf<{ apply(x: tf.Tensor): tf.Tensor }>({ className: name, config: {} })!;
  return (x) => activation.apply(x);
};

/** Settings as a file has them: what `settingOf` and `activationOf` read. */
export const written = (settings: tf.serialization.ConfigDict): tf.serialization.ConfigDict =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const object = value as unknown;
      return [
        key,
        object instanceof tf.serialization.Serializable
          ? { className: object.getClassName(), config: object.getConfig() }
          : value,
      ];
    }),
  );
