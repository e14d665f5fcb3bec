import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random-layers.js';
import { freshSeed, seedOf } from '../../random.js';
import { isTraining, only, type LayerArgs, type LayerClass } from '../define-class.js';

/** A layer's options by their names in files. */
export type Settings = Readonly<Record<string, unknown>>;

/** What a random layer does at any other time than in training, where that is more than to pass its input on. */
export interface Otherwise {
  readonly infer: (x: tf.Tensor, settings: Settings) => tf.Tensor;
  readonly outputShape: (shape: tfl.Shape, settings: Settings) => tfl.Shape;
}

/**
 * The class of a layer that changes its input in training alone, by random numbers: `train` is given another seed on
 * each call, the same ones from the same seed. `options` are the settings that files hold beside the seed; `begin` is called
 * where one is made.
 */
export const randomLayer = (
  className: string,
  options: readonly string[],
  train: (x: tf.Tensor, settings: Settings, seed: number) => tf.Tensor,
  otherwise?: Otherwise,
  begin?: () => void,
): LayerClass =>
  class RandomLayer extends tfl.layers.Layer {
    static readonly className = className;
    override readonly supportsMasking = true;
    private calls = 0;
    private seed: number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      begin?.();
      this.seed = (args['seed'] as number | undefined) ?? freshSeed();
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      const x = only(inputs);
      if (!isTraining(kwargs)) return otherwise ? tf.tidy(() => otherwise.infer(x, this.args)) : x;
      return tf.tidy(() => train(x, this.args, seedOf(this.seed, this.calls++)));
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      return otherwise ? otherwise.outputShape(shape as tfl.Shape, this.args) : (shape as tfl.Shape);
    }

    get randomState(): RandomState {
      return { seed: this.seed, calls: this.calls };
    }

    set randomState({ seed, calls }: RandomState) {
      this.seed = seed;
      this.calls = calls;
    }

    override getConfig(): tf.serialization.ConfigDict {
      const own = Object.fromEntries(
        [...options, 'seed'].map((name) => [
          name,
          (this.args[name] ?? null) as tf.serialization.ConfigDictValue,
        ]),
      );
      return { ...super.getConfig(), ...own };
    }
  };
