import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';
import { withSlope } from './with-slope.js';

/** The activations that have settings of their own. */
const ofTheirOwn: ReadonlySet<unknown> = new Set(['glu', 'threshold']);

/** What is above a number, or is none; something else in place of the others. */
const above = (threshold: number, otherwise: number) => {
  const isNot = (x: tf.Tensor) => tf.lessEqual(x, threshold);
  return withSlope(
    (x) => tf.where(isNot(x), tf.fill(x.shape, otherwise), x),
    (x) => tf.sub(1, tf.cast(isNot(x), 'float32')),
  );
};

/** An activation as a layer, with those that tfjs lacks for want of settings. Gated linear units: Dauphin et al. 2017. */
export const activationClass = (): LayerClass => {
  const Base = tfjsClass<{
    call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[];
    computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[];
  }>('Activation');
  return class Activation extends Base {
    static readonly className = 'Activation';
    private readonly settings: Readonly<Record<string, unknown>>;

    constructor(args: LayerArgs) {
      const isOwn = ofTheirOwn.has(args['activation']);
      super(isOwn ? { ...args, activation: 'linear' } : args);
      this.settings = isOwn ? args : {};
    }

    private get axis(): number {
      return (this.settings['axis'] as number | undefined) ?? -1;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      if (this.settings['activation'] !== 'glu') return super.computeOutputShape(shape);
      const given = shape as tfl.Shape;
      const place = this.axis < 0 ? given.length + this.axis : this.axis;
      return given.map((size, i) => (i === place && size !== null ? size / 2 : size));
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      const { activation, threshold, defaultValue } = this.settings;
      if (!ofTheirOwn.has(activation)) return super.call(inputs, kwargs);
      return tf.tidy(() => {
        const x = only(inputs);
        if (activation === 'threshold') return above(threshold as number, defaultValue as number)(x);
        const [values, gates] = tf.split(x, 2, this.axis < 0 ? x.rank + this.axis : this.axis);
        return tf.mul(values!, tf.sigmoid(gates!));
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      const names = ['activation', 'axis', 'threshold', 'defaultValue'];
      const own = names.filter((name) => this.settings[name] !== undefined);
      return {
        ...super.getConfig(),
        ...Object.fromEntries(own.map((name) => [name, this.settings[name] as number | string])),
      };
    }
  } as unknown as LayerClass;
};
