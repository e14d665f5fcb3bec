import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';
import { settingOf } from '../settings.js';

type Apply = tfl.layers.Layer['apply'];

/** A table of vectors that also goes back, from a vector to a score for each index; tfjs has the table alone. */
export const reversibleEmbeddingClass = (): LayerClass => {
  const Base = tfjsClass<{ readonly embeddings: tfl.LayerVariable }>('Embedding');
  return class ReversibleEmbedding extends Base {
    static readonly className = 'ReversibleEmbedding';
    private back: tfl.LayerVariable | undefined;
    private called: unknown;

    constructor(private readonly args: LayerArgs) {
      super(args);
    }

    /** tfjs tells `computeOutputShape` nothing of how it was called. */
    override apply(inputs: Parameters<Apply>[0], kwargs?: Parameters<Apply>[1]): ReturnType<Apply> {
      this.called = kwargs;
      return super.apply(inputs, kwargs);
    }

    private isReverse(kwargs: unknown): boolean {
      const { reverse } = (kwargs ?? {}) as { readonly reverse?: boolean };
      return reverse ?? this.args['reverse'] === true;
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      super.build(shape);
      if (this.args['tieWeights'] !== false) return;
      const { inputDim, outputDim } = this.args as unknown as Record<'inputDim' | 'outputDim', number>;
      const begins = settingOf(this.args['embeddingsInitializer']);
      this.back = this.addWeight('reverse_embeddings', [outputDim, inputDim], 'float32', begins as never);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const { inputDim, outputDim } = this.args as unknown as Record<'inputDim' | 'outputDim', number>;
      const given = shape as tfl.Shape;
      return this.isReverse(this.called) ? [...given.slice(0, -1), inputDim] : [...given, outputDim];
    }

    override computeMask(
      inputs: tf.Tensor | tf.Tensor[],
      mask?: tf.Tensor | tf.Tensor[],
      kwargs?: unknown,
    ): tf.Tensor {
      return (this.isReverse(kwargs) ? null : super.computeMask(inputs, mask)) as tf.Tensor;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const table = this.embeddings.read();
        if (!this.isReverse(kwargs)) {
          const rows = tf.gather(table, tf.reshape(tf.cast(x, 'int32'), [-1]));
          return tf.reshape(rows, [...x.shape, table.shape[1]!]);
        }
        const vectors = tf.reshape(tf.cast(x, 'float32'), [-1, table.shape[1]!]);
        const scores = this.back
          ? tf.matMul(vectors, this.back.read())
          : tf.matMul(vectors, table, false, true);
        return tf.reshape(this.capped(scores), [...x.shape.slice(0, -1), table.shape[0]!]);
      });
    }

    private capped(scores: tf.Tensor): tf.Tensor {
      const cap = (this.args['logitSoftCap'] as number | null | undefined) ?? undefined;
      return cap === undefined ? scores : tf.mul(tf.tanh(tf.div(scores, cap)), cap);
    }

    override getConfig(): tf.serialization.ConfigDict {
      const { reverse = false, tieWeights = true, logitSoftCap = null } = this.args;
      return { ...super.getConfig(), reverse, tieWeights, logitSoftCap };
    }
  } as unknown as LayerClass;
};
