import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random-layers.js';
import { freshSeed, seedOf } from '../../random.js';
import { isTraining, only, type LayerArgs, type LayerClass } from '../define-class.js';

/**
 * Dropout with a new mask on every call, the same ones from the same seed: tfjs's gives one mask again and again where
 * a seed is set.
 */
export const dropoutClass = (): LayerClass =>
  class Dropout extends tfl.layers.Layer {
    static readonly className = 'Dropout';
    override readonly supportsMasking = true;
    private calls = 0;
    private readonly rate: number;
    private readonly noiseShape: (number | null)[] | undefined;
    private seed: number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.rate = args['rate'] as number;
      this.noiseShape = args['noiseShape'] as (number | null)[] | undefined;
      this.seed = (args['seed'] as number | undefined) ?? freshSeed();
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        if (!isTraining(kwargs) || this.rate === 0) return x;
        if (this.rate === 1) return tf.zerosLike(x);
        const shape = (this.noiseShape ?? x.shape).map((dim, i) => dim ?? x.shape[i]!);
        const draws = tf.randomUniform(shape, 0, 1, 'float32', seedOf(this.seed, this.calls++));
        const kept = tf.cast(tf.greaterEqual(draws, this.rate), 'float32');
        return tf.mul(x, tf.mul(kept, 1 / (1 - this.rate)));
      });
    }

    get randomState(): RandomState {
      return { seed: this.seed, calls: this.calls };
    }

    set randomState({ seed, calls }: RandomState) {
      this.seed = seed;
      this.calls = calls;
    }

    override getConfig(): tf.serialization.ConfigDict {
      const own = {
        rate: this.rate,
        noiseShape: this.noiseShape ?? null,
        seed: (this.args['seed'] as number) ?? null,
      };
      return { ...super.getConfig(), ...own };
    }
  };
