import * as tf from '@tensorflow/tfjs-core';
import type { RandomState } from '../../random-layers.js';
import { freshSeed, seedOf } from '../../random.js';
import type { LayerArgs } from '../define-class.js';

/** What a recurrent layer drops in training: the same at every step, another part at each call. */
export class StepDropout {
  private seed: number;
  private calls = 0;

  constructor(
    private readonly args: LayerArgs,
    private readonly gates: number,
  ) {
    this.seed = (args['seed'] as number | undefined) ?? freshSeed();
  }

  /** What is left of a share that is dropped, so many times; a rate of 1 drops nothing in Keras's gated layers. */
  masks(
    option: 'dropout' | 'recurrentDropout',
    shape: number[],
    count: number,
    training: boolean,
  ): readonly tf.Tensor[] | undefined {
    const rate = Number(this.args[option] ?? 0);
    if (!training || rate === 0 || (rate === 1 && this.gates > 1)) return undefined;
    return Array.from({ length: count }, () => {
      const draws = tf.randomUniform(shape, 0, 1, 'float32', seedOf(this.seed, this.calls++));
      const left = tf.cast(tf.greaterEqual(draws, rate), 'float32');
      return rate === 1 ? tf.zerosLike(left) : tf.mul(left, 1 / (1 - rate));
    });
  }

  get randomState(): RandomState {
    return { seed: this.seed, calls: this.calls };
  }

  set randomState({ seed, calls }: RandomState) {
    this.seed = seed;
    this.calls = calls;
  }
}
