import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

type Statistic = number | number[];

/** Normalization to known statistics, which tfjs lacks: constants, or weights that training leaves alone. */
export const normalizationClass = (): LayerClass =>
  class Normalization extends tfl.layers.Layer {
    static readonly className = 'Normalization';
    override readonly supportsMasking = true;
    private moments: readonly tfl.LayerVariable[] = [];

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    /** The axes that have statistics of their own, in order. */
    private axesOf(rank: number): number[] {
      const { axis = -1 } = this.args as { readonly axis?: number | number[] | null };
      const places = axis === null ? [] : [axis].flat().map((each) => (each < 0 ? rank + each : each));
      return places.sort((a, b) => a - b);
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      const given = shape as number[];
      const sizes = this.axesOf(given.length).map((axis) => given[axis]!);
      const { zeros, ones } = tfl.initializers;
      const add = (name: string, size: number[], begins: object) =>
        this.addWeight(name, size, 'float32', begins as never, undefined, false);
      if ((this.args['mean'] ?? undefined) === undefined) {
        this.moments = [add('mean', sizes, zeros()), add('variance', sizes, ones())];
        add('count', [], zeros());
      }
      super.build(shape);
    }

    /** Mean and variance, their axes where they are in the input. */
    private along(x: tf.Tensor): readonly tf.Tensor[] {
      const axes = this.axesOf(x.rank);
      const sizes = x.shape.map((n, i) => (axes.includes(i) ? n : 1));
      if (this.moments.length > 0) return this.moments.map((each) => tf.reshape(each.read(), sizes));
      return ['mean', 'variance'].map((name) => {
        const given = tf.tensor(this.args[name] as Statistic);
        return given.rank === 0
          ? given
          : tf.reshape(
              given,
              x.shape.map((n, i) => (i === axes.at(-1) ? n : 1)),
            );
      });
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const [mean, variance] = this.along(x);
        const spread = tf.maximum(tf.sqrt(variance!), 1e-7);
        return this.args['invert'] ? tf.add(mean!, tf.mul(x, spread)) : tf.div(tf.sub(x, mean!), spread);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
