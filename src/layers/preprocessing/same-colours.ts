// Layers that change the colours of images, and leave their shape.
import { onlyInput } from '../../graph/layer.js';
import type { Rule } from '../../graph/rule.js';
import { sameColours as sameColoursOf, type SameColours } from '../../shapes/colours.js';
import type { DataFormat } from '../../shapes/images.js';
import type { Checked, Shape } from '../../shapes/shape.js';

/** The shape stays, if it is that of images of colours: of three channels, or of one where that will do. */
export interface SameColoursRule<
  L extends string,
  F extends DataFormat,
  Least extends 1 | 3 = 3,
> extends Rule {
  readonly of: [L, F, 'colours'];
  readonly params: '0';
  readonly out: SameColours<Least, L, this['in'], F>;
}

/** Value twin of `SameColoursRule`. */
export const sameColours =
  (layer: string, format: DataFormat, least: 1 | 3 = 3) =>
  (inputs: readonly Shape[]): Checked =>
    sameColoursOf(least, layer, onlyInput(layer, inputs), format);
