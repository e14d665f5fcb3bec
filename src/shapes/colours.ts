// Images of colours: as many channels as there are, red, green and blue.
import type { DataFormat, Image, ImageParts, NoImage } from './images.js';
import { fits, misfit, showShape, type Checked, type Shape, type ShapeError, type Show } from './shape.js';
import { notSpace, spaceParts } from './space.js';

/** How many channels a layer over colours takes: three, or one beside that, which is grey. */
interface Needs {
  3: '3 channels, red, green and blue';
  1: '3 channels, red, green and blue, or 1';
}

/** Value twin of `Needs`. */
const needs: Needs = { 3: '3 channels, red, green and blue', 1: '3 channels, red, green and blue, or 1' };

/** An image of colours as it is; a size that is not known passes. `SameColours<3, 'randomHue', [null, 8, 8, 3], 'channelsLast'>` is `[null, 8, 8, 3]`. */
export type SameColours<Least extends 1 | 3, L extends string, In, F extends DataFormat> =
  ImageParts<In, F> extends readonly [infer B, infer H, infer W, infer C]
    ? C extends number
      ? number extends C
        ? In
        : C extends 3 | Least
          ? In
          : ShapeError<`${L} needs ${Needs[Least]}, got ${Show<In>}`, Image<B, H, W, 3, F>>
      : In
    : NoImage<L, In, 3, F>;

/** Value twin of `SameColours`. */
export const sameColours = (least: 1 | 3, layer: string, shape: Shape, format: DataFormat): Checked => {
  if (shape.length !== 4) return misfit(notSpace(2, layer, shape, format));
  const { channels } = spaceParts(shape, format);
  return typeof channels !== 'number' || channels === 3 || channels === least
    ? fits(shape)
    : misfit(`${layer} needs ${needs[least]}, got ${showShape(shape)}`);
};
