import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { vocabularySize } from '../../../shapes/vocabulary.js';
import { tokensOf, type Tokenization } from '../../../texts/tokens.js';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { tokensIn } from './encode-indices.js';
import { encodeTokens, indexOf, lookupDefaults, type LookupSettings } from './lookup.js';

type Settings = LookupSettings & Tokenization & { readonly outputSequenceLength?: number };

const defaults = {
  ...lookupDefaults,
  maskToken: '',
  oovToken: '[UNK]',
  standardize: 'lowerAndStripPunctuation',
  split: 'whitespace',
  ngrams: null,
};

/** Numbers in place of texts, which tfjs lacks; computed where the data is: in JavaScript. */
export const textVectorizationClass = (): LayerClass =>
  class TextVectorization extends tfl.layers.Layer {
    static readonly className = 'TextVectorization';
    private readonly settings: Settings;
    private readonly indexOf: (token: string) => number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.settings = { ...defaults, ...args } as unknown as Settings;
      this.indexOf = indexOf('textVectorization', this.settings);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const { outputMode, outputSequenceLength = null } = this.settings;
      return [
        (shape as tfl.Shape)[0]!,
        outputMode === 'int' ? outputSequenceLength : vocabularySize(this.settings)!,
      ];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const texts = tokensIn(x) as readonly string[];
        const width = texts.length / x.shape[0]!;
        const rows = Array.from({ length: x.shape[0]! }, (_, i) =>
          tokensOf(texts.slice(i * width, (i + 1) * width), this.settings).map(this.indexOf),
        );
        const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
        const length =
          (this.settings.outputMode === 'int' ? this.settings.outputSequenceLength : undefined) ?? longest;
        // what is left out of counts pads them
        const padding = this.settings.outputMode === 'int' ? 0 : -1;
        const indices = rows.flatMap((row) => Array.from({ length }, (_, i) => row[i] ?? padding));
        return encodeTokens(indices, [rows.length, length], this.settings);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
