import { boundsOf, drawn, type Factor, type ImageChange } from './image-change.js';
import { projectImages, type Filling, type Projection } from './project-images.js';

/** The angle of each image, in degrees. */
interface Angles {
  readonly angle: readonly number[];
}

const { fround, sin, cos, PI } = Math;

/** The projection of an image that is turned around its middle; in 32 bits, as Keras works it out. */
const turned = (degrees: number, height: number, width: number): Projection => {
  const angle = fround(fround(degrees) * fround(PI / 180));
  const [c, s] = [fround(cos(angle)), fround(sin(angle))];
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  const rest = (middle: number, a: number, b: number) =>
    fround(fround(middle - fround(x * a)) - fround(y * b));
  return [c, -s, rest(x, c, -s), s, c, rest(y, s, c), 0, 0];
};

/** Turns images around their middle. */
export const randomRotation: ImageChange<Angles> = {
  draw: (uniform, { batch }, { factor }) => {
    const [lower, upper] = boundsOf(factor as Factor);
    return { angle: drawn(uniform, batch, [lower * 360, upper * 360]) };
  },
  change: (x, { angle }, settings) => {
    const projections = angle.map((each) => turned(each, x.shape[1], x.shape[2]));
    return projectImages(x, projections, settings as unknown as Filling);
  },
};
