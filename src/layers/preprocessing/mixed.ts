// Layers that mix the images of a batch with one another, and labels in the same way.
import type { RoleRule } from '../../graph/role-layer.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { DataFormat } from '../../shapes/images.js';
import { resizeImage } from '../../shapes/images.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { SameSpace } from '../../shapes/space.js';

/** What a call takes beside the images. */
export interface LabelRoles {
  /** What is mixed as the images are, `[batch, classes]`. Default: images alone. */
  readonly labels?: SymbolicTensor;
}

/** Images stay as they are; with labels there are two outputs. */
export interface MixedRule<L extends string, F extends DataFormat> extends RoleRule {
  readonly of: [L, F, 'mixed'];
  readonly params: '0';
  readonly out: this['given'] extends { readonly labels: infer Labels extends Shape }
    ? WithLabels<SameSpace<2, L, this['in'], F>, Labels>
    : SameSpace<2, L, this['in'], F>;
  readonly refused: this['given'] extends { readonly labels: infer Labels extends Shape }
    ? { readonly labels: NotLabels<L, Labels> }
    : unknown;
}

type WithLabels<Out, Labels extends Shape> = Out extends Shape
  ? [Out, Labels]
  : Out extends {
        readonly shapeError: infer Why extends string;
        readonly intended: infer Meant extends Shape;
      }
    ? ShapeError<Why, [Meant, Labels]>
    : Out;

/** Why labels do not fit, or `unknown`. */
type NotLabels<L extends string, Labels extends Shape> = number extends Labels['length']
  ? unknown
  : Labels['length'] extends 2
    ? unknown
    : `${L}: labels must be [batch, classes], got ${Show<Labels>}`;

/** Value twin of `MixedRule`. */
export const mixed = (
  layer: string,
  format: DataFormat,
  images: Shape,
  labels: Shape | undefined,
): Checked<Shape | readonly Shape[]> => {
  if (labels && labels.length !== 2)
    return misfit(`${layer}: labels must be [batch, classes], got ${showShape(labels)}`);
  const same = resizeImage(layer, images, format, 'same', (size) => size);
  return whenFits(same, (shape) => fits<Shape | readonly Shape[]>(labels ? [shape, labels] : shape));
};
