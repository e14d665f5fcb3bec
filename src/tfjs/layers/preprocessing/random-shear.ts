import { boundsOf, drawn, type Factor, type ImageChange } from './image-change.js';
import { projectImages, type Filling } from './project-images.js';

/** How far each row of an image is from the one above it, and each column from that on its left. */
interface Shears {
  readonly shearFactor: readonly (readonly [x: number, y: number])[];
}

/** Shears images, from their corner. */
export const randomShear: ImageChange<Shears> = {
  draw: (uniform, { batch }, { xFactor, yFactor }) => {
    const signs = Array.from({ length: batch }, () => (uniform() > 0.5 ? -1 : 1));
    const y = drawn(uniform, batch, boundsOf(yFactor as Factor));
    const x = drawn(uniform, batch, boundsOf(xFactor as Factor));
    return { shearFactor: signs.map((sign, i) => [sign * x[i]!, sign * y[i]!]) };
  },
  change: (images, { shearFactor }, settings) =>
    projectImages(
      images,
      shearFactor.map(([x, y]) => [1, x, 0, y, 1, 0, 0, 0]),
      settings as unknown as Filling,
    ),
};
