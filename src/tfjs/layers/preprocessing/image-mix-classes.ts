import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random-layers.js';
import { freshSeed, randomStream, seedOf } from '../../random.js';
import { channelsLast, isTraining, type LayerArgs, type LayerClass } from '../define-class.js';
import { latePart } from '../late-part.js';
import type { Pairs } from './image-mix.js';

/** What the layers do in training. */
export const mixesInTraining = latePart(async () => (await import('./image-mixes.js')).imageMixes);

/** The setting that files hold of each, beside the seed and the format. */
const settings = { CutMix: 'factor', MixUp: 'alpha' } as const;

/** The class of a layer that mixes images in training, and labels that it is given with them. */
const imageMixClass = (className: keyof typeof settings): LayerClass =>
  class ImageMixing extends tfl.layers.Layer {
    static readonly className = className;
    private calls = 0;
    private seed: number;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      mixesInTraining.want();
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
        const { [className]: rule, mixedImages, mixedLabels } = mixesInTraining.of(className);
        let drawn: Pairs;
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
      const names = [settings[className], 'dataFormat', 'seed'];
      const own = names.map((name) => [name, (this.args[name] ?? null) as tf.serialization.ConfigDictValue]);
      return { ...super.getConfig(), ...Object.fromEntries(own) };
    }
  } as unknown as LayerClass;

/** The classes of such layers, by Keras's names. */
export const imageMixClasses: Readonly<Record<keyof typeof settings, () => LayerClass>> = {
  CutMix: () => imageMixClass('CutMix'),
  MixUp: () => imageMixClass('MixUp'),
};
