import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomLayer, RandomState } from '../../random-layers.js';
import { freshSeed, seedOf } from '../../random.js';
import { isTraining, type LayerArgs } from '../define-class.js';
import { written } from '../settings.js';
import { partsOf, type Parts } from './parts.js';

type Apply = tfl.layers.Layer['apply'];

/** The base of the tfjs layers that attend; see `attentionLayer`. */
export interface AttentionLayer extends tfl.layers.Layer, RandomLayer {
  readonly args: LayerArgs;
  /** The shapes of its inputs by what they are. */
  shapesOf(shapes: tfl.Shape | tfl.Shape[]): Parts<tfl.Shape>;
  /** In training, scores of which a share is dropped. */
  dropped(scores: tf.Tensor, kwargs: unknown): tf.Tensor;
  /** Whether a step sees only those up to itself: as the call says, or else the layer. */
  isCausal(kwargs: unknown): boolean;
}

let made: (new (args: LayerArgs) => AttentionLayer) | undefined;

/**
 * The base class of tfjs layers that attend: it knows the roles of its inputs, drops scores in training, and hands the
 * query's mask on.
 */
export const attentionLayer = (): new (args: LayerArgs) => AttentionLayer => {
  if (made) return made;
  class Attends extends tfl.layers.Layer implements AttentionLayer {
    override readonly supportsMasking = true;
    private seed: number;
    private calls = 0;
    private roles: readonly string[] = [];

    constructor(readonly args: LayerArgs) {
      super(args as never);
      this.seed = (args['seed'] as number | undefined) ?? freshSeed();
    }

    /** tfjs tells `build` and `computeOutputShape` nothing of how it was called. */
    override apply(inputs: Parameters<Apply>[0], kwargs?: Parameters<Apply>[1]): ReturnType<Apply> {
      this.roles = (kwargs as { readonly roles?: readonly string[] } | undefined)?.roles ?? [];
      return super.apply(inputs, kwargs);
    }

    shapesOf(shapes: tfl.Shape | tfl.Shape[]): Parts<tfl.Shape> {
      const all = (Array.isArray(shapes[0]) ? shapes : [shapes]) as tfl.Shape[];
      return partsOf(all, { roles: this.roles });
    }

    dropped(scores: tf.Tensor, kwargs: unknown): tf.Tensor {
      const rate = Number(this.args['dropout'] ?? 0);
      if (!isTraining(kwargs) || rate === 0) return scores;
      const draws = tf.randomUniform(scores.shape, 0, 1, 'float32', seedOf(this.seed, this.calls++));
      const left = tf.cast(tf.greaterEqual(draws, rate), 'float32');
      return rate === 1 ? tf.zerosLike(scores) : tf.mul(scores, tf.mul(left, 1 / (1 - rate)));
    }

    isCausal(kwargs: unknown): boolean {
      const { useCausalMask } = (kwargs ?? {}) as { readonly useCausalMask?: boolean };
      return useCausalMask ?? this.args['useCausalMask'] === true;
    }

    override computeMask(
      inputs: tf.Tensor | tf.Tensor[],
      mask?: tf.Tensor | tf.Tensor[],
      kwargs?: unknown,
    ): tf.Tensor | tf.Tensor[] {
      const { queryMask } = partsOf([inputs].flat(), kwargs);
      const carried = ([mask].flat()[0] ?? null) as tf.Tensor;
      const output = queryMask ? tf.cast(queryMask, 'bool') : carried;
      return this.args['returnAttentionScores'] ? [output, null as unknown as tf.Tensor] : output;
    }

    get randomState(): RandomState {
      return { seed: this.seed, calls: this.calls };
    }

    set randomState({ seed, calls }: RandomState) {
      this.seed = seed;
      this.calls = calls;
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), ...written(this.args), name: this.name };
    }
  }
  made = Attends;
  return made;
};
