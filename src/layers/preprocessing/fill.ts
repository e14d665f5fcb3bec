// What layers that move images put in the place of what was beyond the edges, and between pixels.
import { number, oneOf } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';

/** Options of layers that move images. */
export interface FillOptions {
  /**
   * What is beyond the edges: `'constant'`: `fillValue`; `'nearest'`: the pixel at the edge; `'reflect'`: the image again,
   * mirrored at its edge; `'wrap'`: the image again, from its other edge. Default `'reflect'`.
   */
  fillMode?: 'constant' | 'nearest' | 'reflect' | 'wrap';
  /** How the new pixels come about: the nearest one, or between 2 neighbours each way. Default `'bilinear'`. */
  interpolation?: 'nearest' | 'bilinear';
  /** The value beyond the edges, of `fillMode: 'constant'`. Default 0. */
  fillValue?: number;
}

export const fillOptions = {
  fillMode: optional(oneOf(['constant', 'nearest', 'reflect', 'wrap']), 'reflect'),
  interpolation: optional(oneOf(['nearest', 'bilinear']), 'bilinear'),
  fillValue: optional(number, 0),
} satisfies Declares<FillOptions>;
