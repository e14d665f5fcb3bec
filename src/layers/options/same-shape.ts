import { onlyInput } from '../../graph/layer.js';
import { fits, type Checked, type Shape } from '../../shapes/shape.js';

/** Value twin of `SameRule`: the input's shape. */
export const sameShape =
  (layer: string) =>
  (inputs: readonly Shape[]): Checked =>
    fits(onlyInput(layer, inputs));
