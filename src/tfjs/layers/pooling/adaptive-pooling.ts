import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Rank } from '../../../shapes/rank.js';
import { orThrow } from '../../../shapes/shape.js';
import { adaptSpace } from '../../../shapes/slide.js';
import { countOf } from '../../../shapes/sizes.js';
import { channelsLast, only, type LayerArgs, type LayerClass } from '../define-class.js';
import type { Pool } from './window-pooling.js';

/** Where each of `out` windows over n values begins, and how many it has. */
const windowsOver = (n: number, out: number): readonly { readonly start: number; readonly size: number }[] =>
  Array.from({ length: out }, (_, i) => {
    const start = Math.floor((i * n) / out);
    return { start, size: Math.ceil(((i + 1) * n) / out) - start };
  });

/** `[outer, n, inner, channels]` pooled to `out` windows along n: as Keras does, by windows of each size, of which some are taken. */
const alongAxis = (x: tf.Tensor4D, out: number, pool: Pool): tf.Tensor => {
  const n = x.shape[1];
  if (n % out === 0) return n === out ? x : pool(x, [n / out, 1], [n / out, 1], 'valid');
  const windows = windowsOver(n, out);
  const sizes = [...new Set(windows.map(({ size }) => size))];
  const pooled = sizes.map((size) => pool(x, [size, 1], [1, 1], 'valid'));
  const from = sizes.map((_, i) => pooled.slice(0, i).reduce((sum, each) => sum + each.shape[1], 0));
  const taken = windows.map(({ start, size }) => from[sizes.indexOf(size)]! + start);
  return tf.gather(tf.concat(pooled, 1), tf.tensor1d(taken, 'int32'), 1);
};

/** The class of an adaptive pooling layer, which tfjs lacks. */
export const adaptivePoolingClass = (className: string, rank: Rank, pool: Pool): LayerClass =>
  class AdaptivePooling extends tfl.layers.Layer {
    static readonly className = className;
    private readonly size: readonly number[];
    private readonly format: 'channelsFirst' | 'channelsLast';

    constructor(args: LayerArgs) {
      super(args as never);
      const size = args['outputSize'];
      this.size = Array.isArray(size)
        ? (size as number[])
        : Array.from({ length: rank }, () => size as number);
      this.format = args['dataFormat'] === 'channelsFirst' ? 'channelsFirst' : 'channelsLast';
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      return [...orThrow(adaptSpace(className, shape as tfl.Shape, this.size, this.format))] as tfl.Shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() =>
        channelsLast<tf.Tensor>(only(inputs), this.format === 'channelsFirst', (x) =>
          this.size.reduce((y, out, i) => {
            const [before, n, after] = [y.shape.slice(0, i + 1), y.shape[i + 1]!, y.shape.slice(i + 2, -1)];
            const channels = y.shape.at(-1)!;
            const column = tf.reshape<tf.Rank.R4>(y, [countOf(before), n, countOf(after), channels]);
            return tf.reshape(alongAxis(column, out, pool), [...before, out, ...after, channels]);
          }, x),
        ),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), outputSize: [...this.size], dataFormat: this.format };
    }
  } as unknown as LayerClass;
