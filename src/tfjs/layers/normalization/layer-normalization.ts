import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

type Constraint = NonNullable<tfl.LayerVariable['constraint']>;
interface ConstraintConfig {
  readonly className: string;
  readonly config: tf.serialization.ConfigDict;
}

/** tfjs's constraint of a configuration. */
const constraintOf = ({ className, config }: ConstraintConfig): Constraint => {
  const [Constraint, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className]!;
  return fromConfig(Constraint, config) as unknown as Constraint;
};

/**
 * Layer normalization that `center` and `scale` can be off in, and whose weights can be held to something; tfjs's fails at
 * the one, and forgets the other. Ba et al. 2016.
 */
export const layerNormalizationClass = (): LayerClass => {
  const Base =
    tfjsClass<Record<'gamma' | 'beta', tfl.LayerVariable | null | undefined>>('LayerNormalization');
  return class LayerNormalization extends Base {
    static readonly className = 'LayerNormalization';
    private readonly settings: {
      readonly axes: readonly number[];
      readonly epsilon: number;
      readonly rmsScaling: boolean;
    };

    constructor(private readonly args: LayerArgs) {
      // then there is always a gamma, and never a beta
      super(args['rmsScaling'] === true ? { ...args, scale: true, center: false } : args);
      this.settings = {
        axes: [(args['axis'] as number | number[] | undefined) ?? -1].flat(),
        epsilon: (args['epsilon'] as number | undefined) ?? 1e-3,
        rmsScaling: args['rmsScaling'] === true,
      };
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      super.build(shape);
      for (const name of ['gamma', 'beta'] as const) {
        const given = this.args[`${name}Constraint`] as ConstraintConfig | null | undefined;
        const weight = this[name] as { constraint: Constraint } | null | undefined;
        if (given && weight) weight.constraint = constraintOf(given);
      }
    }

    override getConfig(): tf.serialization.ConfigDict {
      const { gammaConstraint = null, betaConstraint = null } = this.args;
      const { rmsScaling } = this.settings;
      return { ...super.getConfig(), gammaConstraint, betaConstraint, ...(rmsScaling && { rmsScaling }) };
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axes = this.settings.axes.map((axis) => (axis < 0 ? x.rank + axis : axis));
        const along = x.shape.map((dim, i) => (axes.includes(i) ? dim : 1));
        const { mean, variance } = tf.moments(x, axes, true);
        const centred = this.settings.rmsScaling ? x : tf.sub(x, mean);
        const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, this.settings.epsilon)));
        const scaled = this.gamma ? tf.mul(normal, tf.reshape(this.gamma.read(), along)) : normal;
        return this.beta ? tf.add(scaled, tf.reshape(this.beta.read(), along)) : scaled;
      });
    }
  } as unknown as LayerClass;
};
