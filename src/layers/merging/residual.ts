import { layersOf, through, type Through } from '../../graph/block.js';
import { composite } from '../../graph/composite.js';
import {
  isLayer,
  layerOptions,
  type AnyLayer,
  type FreeLayer,
  type LayerOptions,
} from '../../graph/layer.js';
import { layerGraph } from '../../graph/layer-graph.js';
import type { NoLayer } from '../../graph/layer-list.js';
import type { Naming } from '../../graph/layer-names.js';
import type { Inside } from '../../graph/params-of.js';
import { makeModel } from '../../graph/model.js';
import type { Rule } from '../../graph/rule.js';
import { kitBehind, type AnyTensor } from '../../graph/symbolic-tensor.js';
import { anything } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import { broadcast, type Broadcast } from '../../shapes/broadcast.js';
import {
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import { add } from './add.js';

/** A layer, or a list of them. */
type LayerOrLayers = AnyLayer | readonly (AnyLayer | NoLayer)[];

/** Options of `residual`. */
export interface ResidualOptions<Sc extends LayerOrLayers = LayerOrLayers> extends LayerOptions {
  /** What the input goes through beside the layers, where they change its shape. Default nothing. */
  shortcut?: Sc;
}

/** A layer as a list; no shortcut is a list of none. */
type AsList<L> = L extends readonly unknown[] ? (NoLayer extends L[number] ? [] : L) : [L];

/** The shape behind a layer, or behind a list of them. */
type Behind<L, S> = Through<L extends readonly unknown[] ? L : [L], S>;

/** The input added to what layers make of it. */
export interface ResidualRule<L, Sc> extends Rule {
  readonly of: ['residual', L, Sc];
  readonly params: [Inside<AsList<L>, this['in']>, Inside<AsList<Sc>, this['in']>];
  readonly out: Sum<Behind<L, this['in']>, Behind<Sc, this['in']>>;
}

type Sum<Out, Short> = Out extends Shape
  ? Short extends Shape
    ? Broadcast<'residual', Out, Short> extends infer Both
      ? Both extends ShapeError<string, infer Intended>
        ? ShapeError<Unequal<Out, Short>, Intended>
        : Both
      : never
    : Short
  : Out;

type Unequal<
  Out extends Shape,
  Short extends Shape,
> = `residual cannot add ${Show<Short>} to ${Show<Out>}, what its layers give${Cure<Out>}`;

/** The cure where the number of filters, or of units, is known. */
type Cure<Out extends Shape> = Out extends readonly [unknown, unknown, unknown, infer C extends number]
  ? number extends C
    ? ''
    : `; change its input too, e.g. { shortcut: conv2d(${C}, 1) }`
  : Out extends readonly [...unknown[], infer C extends number]
    ? number extends C
      ? ''
      : `; change its input too, e.g. { shortcut: dense(${C}) }`
    : '';

/** Value twin of `Cure`. */
const cure = (shape: Shape): string => {
  const last = shape.at(-1);
  if (typeof last !== 'number') return '';
  const layer = shape.length === 4 ? `conv2d(${last}, 1)` : `dense(${last})`;
  return `; change its input too, e.g. { shortcut: ${layer} }`;
};

/** Value twin of `Sum`. */
const sum = (out: Shape, short: Shape): Checked => {
  const both = broadcast('residual', out, short);
  return both._tag === 'Right'
    ? both
    : misfit(
        `residual cannot add ${showShape(short)} to ${showShape(out)}, what its layers give${cure(out)}`,
      );
};

const call = (layers: readonly AnyLayer[], x: AnyTensor): AnyTensor =>
  layers.reduce((so, layer) => (layer as unknown as (x: AnyTensor) => AnyTensor)(so), x);

/** The options of `residual`, declared. */
const residualOptions = {
  shortcut: optional(anything<LayerOrLayers>('a layer, or a list of layers')),
  ...layerOptions,
} satisfies Declares<ResidualOptions>;

const asList = (given: unknown): readonly AnyLayer[] =>
  layersOf('residual', isLayer(given) ? [given] : given);

/**
 * What layers make of a tensor, and the tensor itself added to it, as one layer that works at any size: `layers(x) + x`,
 * or `layers(x) + shortcut(x)`. Called twice, it shares its weights. He et al. 2015, https://arxiv.org/abs/1512.03385
 *
 * @example
 * const same = { padding: 'same' } as const;
 * input([32, 32, 64]).apply(residual([conv2d(64, 3, same), reLU(), conv2d(64, 3, same)]));
 * input([32, 32, 64]).apply(residual([conv2d(128, 3, same)], { shortcut: conv2d(128, 1) }));
 * @throws ShapeMismatchError where it is put, if a layer does not fit, or the two cannot be added.
 */
export const residual = <
  const L extends LayerOrLayers,
  // layers too, for a list's are taken for what the default holds until they are known
  const Sc extends LayerOrLayers = readonly (AnyLayer | NoLayer)[],
  Name extends string = never,
>(
  layers: L,
  options?: ResidualOptions<Sc> | Naming<Name>,
): FreeLayer<ResidualRule<L, Sc>, Name> => {
  const inner = asList(layers);
  const { name, trainable, shortcut = [] } = readOptions('residual', options, residualOptions);
  const beside = asList(shortcut);
  return composite({
    what: 'residual',
    className: 'Functional',
    name,
    trainable,
    outputShape: (shape) =>
      whenFits(through(inner, shape), (out) => whenFits(through(beside, shape), (short) => sum(out, short))),
    build: (tensor, own) => {
      const output = (add() as unknown as (tensors: readonly AnyTensor[]) => AnyTensor)([
        call(inner, tensor),
        call(beside, tensor),
      ]);
      return makeModel({
        kit: kitBehind(tensor),
        graph: layerGraph([{ tensor }], [output]),
        name: own,
        baseName: 'functional',
        inputNames: undefined,
        outputNames: undefined,
      });
    },
  });
};
