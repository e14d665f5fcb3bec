import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  isTraining,
  keptSteps,
  maskOf,
  only,
  tfjsClass,
  type LayerArgs,
  type LayerClass,
} from '../define-class.js';

/** Mean and variance over some axes, of the steps that a mask keeps. */
const moments = (x: tf.Tensor, axes: number[], mask: tf.Tensor | undefined) => {
  if (!mask) return tf.moments(x, axes);
  const kept = tf.broadcastTo(tf.expandDims(tf.cast(mask, 'float32'), -1), x.shape);
  const count = tf.add(tf.sum(kept, axes), 1e-7);
  const mean = tf.div(tf.sum(keptSteps(x, kept), axes), count);
  const along = x.shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
  const off = keptSteps(tf.sub(x, tf.reshape(mean, along)), kept);
  return { mean, variance: tf.div(tf.sum(tf.square(off), axes), count) };
};

/** What holds the gradient back: a correction is taken as given, as in Keras. */
const asGiven = (x: tf.Tensor): tf.Tensor =>
  tf.customGrad((given) => ({
    value: tf.clone(given as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }))(x);

/** How batches are corrected towards statistics over many of them. */
interface Renorm {
  readonly clipping: { readonly rmin?: number; readonly rmax?: number; readonly dmax?: number };
  readonly momentum: number;
}

/** The weights that only a layer with `renorm` has. */
type RenormWeights = Readonly<Record<'movingStddev' | 'renormMean' | 'renormStddev', tfl.LayerVariable>>;

interface Statistics {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** What of tfjs's layers it declares protected. */
interface AddsWeights {
  addWeight(...args: readonly unknown[]): tfl.LayerVariable;
}

/**
 * Batch normalization as Keras computes it: a frozen layer uses its moving statistics, also in training, and leaves
 * them alone; `center` and `scale` can be off in training. tfjs gets both wrong. Ioffe and Szegedy 2015; with `renorm`, which
 * tfjs lacks, Ioffe 2017.
 */
export const batchNormalizationClass = (): LayerClass => {
  const Base =
    tfjsClass<
      Record<'gamma' | 'beta' | 'movingMean' | 'movingVariance', tfl.LayerVariable | null | undefined>
    >('BatchNormalization');
  return class BatchNormalization extends Base {
    static readonly className = 'BatchNormalization';
    private readonly settings: { readonly axis: number; readonly momentum: number; readonly epsilon: number };
    private readonly renorm: Renorm | undefined;
    private further: RenormWeights | undefined;

    constructor(args: LayerArgs) {
      super(args);
      this.settings = {
        axis: (args['axis'] as number | undefined) ?? -1,
        momentum: (args['momentum'] as number | undefined) ?? 0.99,
        epsilon: (args['epsilon'] as number | undefined) ?? 1e-3,
      };
      this.renorm =
        args['renorm'] === true
          ? {
              clipping: (args['renormClipping'] as Renorm['clipping'] | null | undefined) ?? {},
              momentum: (args['renormMomentum'] as number | undefined) ?? 0.99,
            }
          : undefined;
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      super.build(shape);
      if (!this.renorm) return;
      const own = this as unknown as AddsWeights;
      const add = (name: string, initializer: unknown) =>
        own.addWeight(name, this.movingMean!.shape, 'float32', initializer, undefined, false);
      this.further = {
        movingStddev: add('moving_stddev', tfl.initializers.ones()),
        renormMean: add('renorm_mean', tfl.initializers.zeros()),
        renormStddev: add('renorm_stddev', tfl.initializers.ones()),
      };
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axis = this.settings.axis < 0 ? x.rank + this.settings.axis : this.settings.axis;
        const along = x.shape.map((dim, i) => (i === axis ? dim : 1));
        const training = isTraining(kwargs) && this.trainable;
        const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
        const statistics = training ? moments(x, others, maskOf(kwargs)) : this.moving();
        const { mean, variance } = statistics;
        const correction = training && this.renorm ? this.correction(statistics, this.renorm) : undefined;
        if (training) this.follow(statistics);
        const { gamma, beta } = this.scaled(correction);
        const spread = tf.rsqrt(tf.add(variance, this.settings.epsilon));
        const factor = gamma ? tf.mul(spread, gamma) : spread;
        const centred = tf.mul(tf.sub(x, tf.reshape(mean, along)), tf.reshape(factor, along));
        return beta ? tf.add(centred, tf.reshape(beta, along)) : centred;
      });
    }

    private moving(): Statistics {
      return { mean: this.movingMean!.read(), variance: this.movingVariance!.read() };
    }

    /** By what a batch is multiplied, and what is added: as if it had been normalized by the statistics over many. */
    private correction(
      { mean, variance }: Statistics,
      { clipping: { rmin, rmax, dmax } }: Renorm,
    ): Readonly<Record<'r' | 'd', tf.Tensor>> {
      const { renormMean, renormStddev } = this.further!;
      const deviation = tf.sqrt(tf.add(variance, this.settings.epsilon));
      const known = tf.maximum(renormStddev.read(), Math.sqrt(this.settings.epsilon));
      const atLeast =
        rmin === undefined ? tf.div(deviation, known) : tf.maximum(tf.div(deviation, known), rmin);
      const r = rmax === undefined ? atLeast : tf.minimum(atLeast, rmax);
      const off = tf.div(tf.sub(mean, renormMean.read()), known);
      const d = dmax === undefined ? off : tf.minimum(tf.maximum(off, -dmax), dmax);
      return { r: asGiven(r), d: asGiven(d) };
    }

    /** What the normalized batch is multiplied by, and what is added. */
    private scaled(
      correction: Readonly<Record<'r' | 'd', tf.Tensor>> | undefined,
    ): Readonly<Record<'gamma' | 'beta', tf.Tensor | undefined>> {
      const [gamma, beta] = [this.gamma?.read(), this.beta?.read()];
      if (!correction) return { gamma, beta };
      const { r, d } = correction;
      const shift = gamma ? tf.mul(d, gamma) : d;
      return { gamma: gamma ? tf.mul(r, gamma) : r, beta: beta ? tf.add(shift, beta) : shift };
    }

    /** Moves the moving statistics towards a batch's; Keras uses the batch's variance as it is. */
    private follow({ mean, variance }: Statistics): void {
      const { momentum, epsilon } = this.settings;
      const towards = (old: tfl.LayerVariable, fresh: tf.Tensor, slowly: number) =>
        old.write(tf.add(tf.mul(old.read(), slowly), tf.mul(fresh, 1 - slowly)));
      towards(this.movingMean!, mean, momentum);
      if (!this.renorm) {
        towards(this.movingVariance!, variance, momentum);
        return;
      }
      const { movingStddev, renormMean, renormStddev } = this.further!;
      const deviation = tf.sqrt(tf.add(variance, epsilon));
      towards(renormMean, mean, this.renorm.momentum);
      towards(renormStddev, deviation, this.renorm.momentum);
      towards(movingStddev, deviation, momentum);
      // rounding may leave less than nothing
      this.movingVariance!.write(tf.relu(tf.sub(tf.square(movingStddev.read()), epsilon)));
    }

    override getConfig(): tf.serialization.ConfigDict {
      if (!this.renorm) return super.getConfig();
      const { clipping, momentum } = this.renorm;
      return { ...super.getConfig(), renorm: true, renormClipping: clipping, renormMomentum: momentum };
    }
  } as unknown as LayerClass;
};
