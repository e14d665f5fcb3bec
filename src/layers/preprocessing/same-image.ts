// Layers that change the pixels of images, and leave their shape.
import { onlyInput } from '../../graph/layer.js';
import type { Rule } from '../../graph/rule.js';
import type { DataFormat } from '../../shapes/images.js';
import { resizeImage } from '../../shapes/images.js';
import type { Checked, Shape } from '../../shapes/shape.js';
import type { SameSpace } from '../../shapes/space.js';

/** The shape stays, if it is that of images. */
export interface SameImageRule<L extends string, F extends DataFormat = 'channelsLast'> extends Rule {
  readonly of: [L, F];
  readonly params: '0';
  readonly out: SameSpace<2, L, this['in'], F>;
}

/** Value twin of `SameImageRule`. */
export const sameImage =
  (layer: string, format: DataFormat = 'channelsLast') =>
  (inputs: readonly Shape[]): Checked =>
    resizeImage(layer, onlyInput(layer, inputs), format, 'same', (size) => size);
