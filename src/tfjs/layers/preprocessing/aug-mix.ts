import * as tf from '@tensorflow/tfjs-core';
import { afterSteps, augmentationNames, drawStep, type Augmentation, type Step } from './augmentations.js';
import { dirichlet } from './dirichlet.js';
import type { ImageChange } from './image-change.js';
import type { ValueRange } from './value-range.js';

/** Chains of changes, how much of each there is, and how much of the images as they were. */
interface Mixture {
  readonly chainTransforms: readonly (readonly Step[])[];
  readonly chainMixingWeights: readonly number[];
  readonly weightSample: number;
}

/** Those that change colours a little, which all but `allOps: false` have too. */
const further: readonly Augmentation[] = [
  'randomBrightness',
  'randomColorDegeneration',
  'randomContrast',
  'randomSharpness',
];

/** Mixes images with what chains of changes make of them (Hendrycks et al. 2020). */
export const augMix: ImageChange<Mixture> = {
  draw: (uniform, sizes, settings) => {
    const { numChains, chainDepth, alpha, allOps } = settings as Readonly<Record<string, number>>;
    const names = augmentationNames.filter((name) => allOps || !further.includes(name));
    const chainMixingWeights = dirichlet(uniform, numChains!, alpha!);
    const weightSample = dirichlet(uniform, 2, alpha!)[0]!;
    // one more than there are: nothing is done
    const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
    const choose = () => names[Math.floor(uniform() * (names.length + 1))];
    const chainTransforms = times(numChains!, () =>
      times(chainDepth!, choose).flatMap((name) =>
        name === undefined ? [] : [drawStep(name, uniform, sizes, settings)],
      ),
    );
    return { chainTransforms, chainMixingWeights, weightSample };
  },
  change: (x, { chainTransforms, chainMixingWeights, weightSample }, settings) => {
    const chains = chainTransforms.map((steps, i) =>
      tf.mul(afterSteps(x, steps, settings), chainMixingWeights[i]!),
    );
    const mixed = chains.reduce((sum, each) => tf.add(sum, each));
    const all = tf.add(tf.mul(x, weightSample), tf.mul(mixed, 1 - weightSample));
    return tf.clipByValue(all, ...(settings['valueRange'] as ValueRange));
  },
};
