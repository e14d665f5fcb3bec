import type { Pop } from 'ts-toolbelt/out/List/Pop.js';
import type { AddDigits } from '../shapes/arithmetic.js';
import { type Shape, type ShapeError } from '../shapes/shape.js';
import { show } from '../errors/show.js';
import { isUncalled } from '../options/declare.js';
import { readOptions } from '../options/read.js';
import { GraphError } from './graph-error.js';
import type { Input, InputDims } from './input.js';
import { isLayer, modelOptions, type AnyLayer } from './layer.js';
import { layerGraph } from './layer-graph.js';
import { makeModel, type AnyModel, type Model } from './model.js';
import type { Apply, Rule, SentenceOf } from './rule.js';
import { kitBehind, type AnyTensor } from './symbolic-tensor.js';

type First<Trail extends readonly Shape[]> = Trail extends readonly [infer S extends Shape, ...unknown[]]
  ? S
  : Shape;
type Last<Trail extends readonly Shape[]> = Trail extends readonly [...unknown[], infer S extends Shape]
  ? S
  : Shape;
type WithoutLast<Trail extends readonly Shape[]> =
  Pop<Trail> extends infer Rest extends readonly Shape[] ? Rest : Trail;

/** The shape a verdict leaves to go on with. */
type Onward<Out> = Out extends Shape
  ? Out
  : Out extends { readonly intended: infer Intended extends Shape }
    ? Intended
    : Shape;

/** What walking a list found: the shape after each layer, and the first misfit. */
interface Walked<Trail extends readonly Shape[], Bad> {
  readonly trail: Trail;
  readonly bad: Bad;
}
interface BadElement<At extends string, Sentence extends string> {
  readonly at: At;
  readonly why: Sentence;
}

/**
 * Walks a list of layers from shape S, by index, so that a long list costs no more a layer than a short one.
 * `Walk<[Layer<FlattenRule>, Layer<DenseRule<10>>], [null, 28, 28]>` has the trail
 * `[[null, 28, 28], [null, 784], [null, 10]]`.
 */
type Walk<
  L extends readonly unknown[],
  S extends Shape,
  At extends string = '0',
  Trail extends readonly Shape[] = [S],
  Bad = never,
> = At extends keyof L
  ? L[At] extends { readonly '~rule': infer R extends Rule }
    ? Apply<R, S> extends infer Out
      ? Walk<
          L,
          Onward<Out>,
          AddDigits<At, '1'>,
          [...Trail, Onward<Out>],
          [Bad] extends [never] ? (Out extends ShapeError<infer M, unknown> ? BadElement<At, M> : never) : Bad
        >
      : never
    : Walked<Trail, Bad>
  : Walked<Trail, Bad>;

/** The walk of a list, or a neutral answer while the list is still being inferred, and so is wide, or `never`. */
type WalkList<L extends readonly unknown[], S extends Shape> = [L] extends [never]
  ? Walked<[S], never>
  : number extends L['length']
    ? Walked<[S], never>
    : Walk<L, S>;

/** An element of the list: itself, or the sentence where it is the first that does not fit. */
type Element<W, K, X> =
  W extends Walked<readonly Shape[], infer Bad>
    ? [Bad] extends [never]
      ? X
      : Bad extends BadElement<infer At, infer Sentence>
        ? K extends At
          ? Sentence
          : X
        : X
    : X;

type TrailOf<W> = W extends Walked<infer Trail, unknown> ? Trail : readonly Shape[];

/** The sentence of a layer on S, or the layer's own type. */
type AddArg<S, L> = L extends { readonly '~rule': infer R extends Rule }
  ? SentenceOf<Apply<R, S>> extends infer Sentence extends string
    ? Sentence
    : L
  : L;

/**
 * A model that is a list of layers. `Trail` is the shape before the first layer and after each.
 * `add` and `pop` give new models; the layers they share keep one set of weights.
 */
export interface Sequential<Trail extends readonly Shape[]> extends Model<First<Trail>, Last<Trail>> {
  /** With one more layer at the end. */
  add<L extends AnyLayer>(
    layer: AddArg<Last<Trail>, L>,
  ): Sequential<[...Trail, Onward<Apply<L['~rule'], Last<Trail>>>]>;
  /** Without the last layer. */
  pop(
    this: Trail extends readonly [Shape] ? 'there is no layer to pop' : unknown,
  ): Sequential<WithoutLast<Trail>>;
}

/**
 * A model that is a list of layers, from an input shape without its batch axis.
 *
 * @example const mlp = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]);
 * @throws ShapeMismatchError at the first layer that doesn't fit.
 */
export type SequentialFactory = <const S extends Shape, const L extends readonly AnyLayer[]>(
  inputShape: InputDims<S>,
  layers?: { readonly [K in keyof L]: Element<WalkList<L, [null, ...S]>, K, L[K]> },
  options?: { name?: string },
) => Sequential<TrailOf<WalkList<L, [null, ...S]>>>;

/** What a list of layers is made into; `names` are those that a file tells: see `layerGraph`. */
export interface SequentialParts {
  readonly start: { readonly name?: string; readonly tensor: AnyTensor };
  readonly layers: readonly AnyLayer[];
  readonly name: string | undefined;
  readonly names?: ReadonlyMap<AnyLayer, string>;
}

/** The model of a list of layers. */
export const buildSequential = ({ start, layers, name, names }: SequentialParts): AnyModel => {
  const output = layers.reduce((x, layer) => {
    if (!isLayer(layer))
      throw new TypeError(
        `sequential takes a list of layers, got ${show(layer)}${isUncalled(layer as unknown) ? '; call it first' : ''}`,
      );
    return (layer as unknown as (x: AnyTensor) => AnyTensor)(x);
  }, start.tensor);
  return makeModel({
    kit: kitBehind(start.tensor),
    graph: layerGraph([start], [output], names),
    name,
    baseName: 'sequential',
    inputNames: undefined,
    outputNames: undefined,
    methods: {
      add: (layer: AnyLayer) => buildSequential({ start, layers: [...layers, layer], name }),
      pop: () => {
        if (layers.length === 0) throw new GraphError('there is no layer to pop');
        return buildSequential({ start, layers: layers.slice(0, -1), name });
      },
    },
  });
};

/** The `sequential` of an `input`. */
export const makeSequential = (input: Input): SequentialFactory => {
  const sequential = (shape: Shape, layers: readonly AnyLayer[] = [], options?: { name?: string }) => {
    const { name } = readOptions('sequential', options, modelOptions);
    if (!Array.isArray(layers)) throw new TypeError(`sequential takes a list of layers, got ${show(layers)}`);
    const tensor = (input as unknown as (shape: Shape) => AnyTensor)(shape);
    return buildSequential({ start: { tensor }, layers, name });
  };
  return sequential as unknown as SequentialFactory;
};
