import { boundsOf, drawn, type Factor, type ImageChange } from './image-change.js';
import { projectImages, type Filling } from './project-images.js';

/** How far each image goes, in pixels: to the right, and down. */
interface Shifts {
  readonly translations: readonly (readonly [right: number, down: number])[];
}

/** Shifts images. */
export const randomTranslation: ImageChange<Shifts> = {
  draw: (uniform, { batch, height, width }, { heightFactor, widthFactor }) => {
    const down = drawn(uniform, batch, boundsOf(heightFactor as Factor));
    const right = drawn(uniform, batch, boundsOf(widthFactor as Factor));
    return { translations: down.map((each, i) => [right[i]! * width, each * height]) };
  },
  change: (x, { translations }, settings) =>
    projectImages(
      x,
      translations.map(([right, down]) => [1, 0, -right, 0, 1, -down, 0, 0]),
      settings as unknown as Filling,
    ),
};
