import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { count, integer } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Counted } from '../../shapes/arithmetic.js';
import { matches, type Matches } from '../../shapes/matches.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import type { Count } from '../options/numbers.js';

/** Options of `maxNumBoundingBoxes`. */
export interface MaxNumBoundingBoxesOptions extends LayerOptions {
  /** What stands for a box, or a label, that is not there: a whole number. Default -1. */
  fillValue?: number;
}

/** What a call takes beside the boxes. */
export interface BoxRoles {
  /** What is in each box, `[batch, boxes]`. Default: boxes alone. */
  readonly labels?: SymbolicTensor;
}

/** As many boxes as there may be: of 10, `[null, null, 4]` gives `[null, 10, 4]`; with labels there are two outputs. */
export interface MaxNumBoundingBoxesRule<N extends number> extends RoleRule {
  readonly of: ['maxNumBoundingBoxes', N];
  readonly params: '0';
  readonly out: this['in'] extends readonly [infer B extends Dim, Dim, infer Last]
    ? Last extends 4 | null | string
      ? Both<[B, Counted<N>, 4], this['given']>
      : Unfit<this['in'], N, this['given']>
    : number extends (this['in'] & Shape)['length']
      ? Both<Shape, this['given']>
      : Unfit<this['in'], N, this['given']>;
  readonly refused: Refused<this['in'], this['given']>;
}

type Unfit<In, N extends number, Given> = ShapeError<
  `maxNumBoundingBoxes needs [batch, boxes, 4], got ${Show<In>}`,
  Both<[null, Counted<N>, 4], Given>
>;

type Both<Out extends Shape, Given> = Given extends { readonly labels: Shape }
  ? Out extends readonly [infer B extends Dim, infer N extends Dim, unknown]
    ? [Out, [B, N]]
    : [Out, Shape]
  : Out;

/** The sentence at the role, where it does not fit. */
interface Refused<In, Given> {
  readonly labels: Given extends { readonly labels: infer Labels extends Shape }
    ? NotLabels<In, Labels>
    : unknown;
}

/** Why labels do not fit, or `unknown`. */
type NotLabels<In, Labels extends Shape> = In extends readonly [infer B, infer N, unknown]
  ? Matches<Labels, [B, N]> extends true
    ? unknown
    : `maxNumBoundingBoxes: labels must be ${Show<[B, N]>}, got ${Show<Labels>}`
  : unknown;

/** Value twin of `MaxNumBoundingBoxesRule`. */
const both = (shape: Shape, n: number, labels: Shape | undefined): Checked<Shape | readonly Shape[]> => {
  const last = shape[2];
  if (shape.length !== 3 || (typeof last === 'number' && last !== 4))
    return misfit(`maxNumBoundingBoxes needs [batch, boxes, 4], got ${showShape(shape)}`);
  if (labels && !matches(labels, shape.slice(0, 2)))
    return misfit(
      `maxNumBoundingBoxes: labels must be ${showShape(shape.slice(0, 2))}, got ${showShape(labels)}`,
    );
  const boxes = [shape[0]!, n, 4];
  return fits<Shape | readonly Shape[]>(labels ? [boxes, [shape[0]!, n]] : boxes);
};

/** As many boxes as there may be; its signature, wherever it stands. */
export interface MaxNumBoundingBoxes<Where extends Place> {
  /**
   * Makes the boxes of each image as many as there may be: cuts those beyond, and fills up with a value that stands for none.
   *
   * Input `[batch, boxes, 4]`, output `[batch, maxNumber, 4]`; with `labels` that and the labels `[batch, maxNumber]`. They are given where the
   * layer is called, `maxNumBoundingBoxes(10)(boxes, { labels })`.
   *
   * @param maxNumber How many boxes there are then.
   * @throws ShapeMismatchError where the input is no such shape, or labels are not one for each box.
   * @example const [boxes, labels] = input([null, 4]).maxNumBoundingBoxes(10, { labels: input([null]) }) // [null, 10, 4], [null, 10]
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/max_num_bounding_boxes/
   */
  <
    const N extends number,
    const L extends SymbolicTensor | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    maxNumber: Arg<At, MaxNumBoundingBoxesRule<N>, Count<'maxNumBoundingBoxes: maxNumber', N>>,
    options?:
      | (MaxNumBoundingBoxesOptions & {
          /** What is in each box, `[batch, boxes]`. Default: boxes alone. */
          labels?: RoleArg<At, MaxNumBoundingBoxesRule<N>, { labels: L }, 'labels'>;
        })
      | AsObject<'maxNumBoundingBoxes', "{ name: 'first' }", Name>,
  ): PlacedCall<At, MaxNumBoundingBoxesRule<N>, { labels: L }, BoxRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * As many boxes as there may be.
     *
     * @example const [boxes, labels] = input([null, 4]).maxNumBoundingBoxes(10, { labels: input([null]) }) // [null, 10, 4], [null, 10]
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/max_num_bounding_boxes/
     */
    readonly maxNumBoundingBoxes: MaxNumBoundingBoxes<OnTensor>;
  }
}

const layer = 'maxNumBoundingBoxes';

/**
 * As many boxes as there may be.
 *
 * @example const [fixed, classes] = maxNumBoundingBoxes(10)(boxes, { labels })
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/max_num_bounding_boxes/
 */
export const maxNumBoundingBoxes: MaxNumBoundingBoxes<Free> = defineLayer({
  name: layer,
  className: 'MaxNumBoundingBoxes',
  baseName: 'max_num_bounding_boxes',
  roles: ['labels'],
  takes: { maxNumber: count },
  options: { fillValue: optional(integer, -1) } satisfies OwnOptions<MaxNumBoundingBoxesOptions>,
  spec: ({ maxNumber }) => ({
    outputShape: (inputs, { roles }) => both(onlyInput(layer, inputs), maxNumber, roles['labels']?.[0]),
    weights: () => [],
  }),
});
