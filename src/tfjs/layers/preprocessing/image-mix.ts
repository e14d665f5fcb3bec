import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random-layers.js';
import { freshSeed, randomStream, seedOf } from '../../random.js';
import { channelsLast, isTraining, type LayerArgs, type LayerClass } from '../define-class.js';
import type { Settings } from '../regularization/random-layer.js';
import { forEach, type ImageSizes } from './image-change.js';

/** With which other image of the batch each is mixed, and how much of itself remains. */
export interface Pairs {
  readonly permutationOrder: ArrayLike<number>;
  readonly mixWeight: readonly number[];
}

/** What mixes each image of a batch with another: numbers are drawn, and the rest goes by them. */
export interface ImageMix<Drawn extends Pairs> {
  readonly settings: readonly string[];
  draw(uniform: () => number, sizes: ImageSizes, settings: Settings): Drawn;
  /** Images, channels last, with the other of each. */
  mix(x: tf.Tensor4D, others: tf.Tensor4D, drawn: Drawn): tf.Tensor;
}

/** The other of each. */
const othersOf = <T extends tf.Tensor>(x: T, { permutationOrder }: Pairs): T =>
  tf.gather(x, tf.tensor1d(Int32Array.from(permutationOrder), 'int32'));

/** As much of one as the weights say, and the rest of the other. */
export const weighed = (x: tf.Tensor, others: tf.Tensor, weights: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(x, weights), tf.mul(others, tf.sub(1, weights)));

/** Images of a batch mixed by what was drawn. */
export const mixedImages = <Drawn extends Pairs>(
  { mix }: ImageMix<Drawn>,
  x: tf.Tensor4D,
  drawn: Drawn,
): tf.Tensor => mix(x, othersOf(x, drawn), drawn);

/** Their labels, `[batch, classes]`, by the same. */
export const mixedLabels = (labels: tf.Tensor, drawn: Pairs): tf.Tensor =>
  weighed(labels, othersOf(labels, drawn), tf.reshape(forEach(drawn.mixWeight), [-1, 1]));

/** The class of a layer that mixes images in training, and labels that it is given with them. */
export const imageMixClass = <Drawn extends Pairs>(className: string, rule: ImageMix<Drawn>): LayerClass =>
  class ImageMixing extends tfl.layers.Layer {
    static readonly className = className;
    private calls = 0;
    private seed: number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.seed = (args['seed'] as number | undefined) ?? freshSeed();
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      return shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      if (!isTraining(kwargs)) return inputs;
      return tf.tidy(() => {
        const [x, labels] = [inputs].flat();
        const uniform = randomStream(seedOf(this.seed, this.calls++));
        let drawn: Drawn;
        const images = channelsLast(x!, this.args['dataFormat'] === 'channelsFirst', (given: tf.Tensor4D) => {
          const [batch, height, width] = given.shape;
          drawn = rule.draw(uniform, { batch, height, width }, this.args);
          return mixedImages(rule, given, drawn);
        });
        return labels ? [images, mixedLabels(labels, drawn!)] : images;
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
      const names = [...rule.settings, 'dataFormat', 'seed'];
      const own = names.map((name) => [name, (this.args[name] ?? null) as tf.serialization.ConfigDictValue]);
      return { ...super.getConfig(), ...Object.fromEntries(own) };
    }
  } as unknown as LayerClass;
