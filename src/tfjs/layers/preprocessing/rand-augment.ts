import { afterSteps, augmentationNames, drawStep, type Augmentation, type Step } from './augmentations.js';
import type { ImageChange } from './image-change.js';

/** The changes of a batch, in their order. */
interface Steps {
  readonly steps: readonly Step[];
}

/** Makes a few changes of a batch, chosen from many (Cubuk et al. 2019). */
export const randAugment: ImageChange<Steps> = {
  draw: (uniform, sizes, settings) => {
    const names = Array.from(
      { length: settings['numOps'] as number },
      () => augmentationNames[Math.floor(uniform() * augmentationNames.length)]!,
    );
    // as in Keras: what is chosen twice is done twice by the same numbers
    const drawn = new Map<Augmentation, Step>();
    for (const name of names) if (!drawn.has(name)) drawn.set(name, drawStep(name, uniform, sizes, settings));
    return { steps: names.map((name) => drawn.get(name)!) };
  },
  change: (x, { steps }, settings) => afterSteps(x, steps, settings),
};
