import { boundsOf, drawn, type Factor, type ImageChange } from './image-change.js';
import { projectImages, type Filling, type Projection } from './project-images.js';

/** How much of its height and of its width is seen of each image: 1 is all of it. */
interface Zooms {
  readonly heightZoom: readonly number[];
  readonly widthZoom: readonly number[];
}

/** Zooms into images, or out of them, around their middle. */
export const randomZoom: ImageChange<Zooms> = {
  draw: (uniform, { batch }, { heightFactor, widthFactor }) => {
    const zooms = (factor: unknown) => {
      const [lower, upper] = boundsOf(factor as Factor);
      return drawn(uniform, batch, [1 + lower, 1 + upper]);
    };
    const heightZoom = zooms(heightFactor);
    return {
      heightZoom,
      widthZoom: (widthFactor ?? undefined) === undefined ? heightZoom : zooms(widthFactor),
    };
  },
  change: (x, { heightZoom, widthZoom }, settings) => {
    const [, height, width] = x.shape;
    const rest = (n: number, zoom: number) => ((n - 1) / 2) * (1 - zoom);
    const projections = heightZoom.map((h, i): Projection => {
      const w = widthZoom[i]!;
      return [w, 0, rest(width, w), 0, h, rest(height, h), 0, 0];
    });
    return projectImages(x, projections, settings as unknown as Filling);
  },
};
