import type { Pop } from 'ts-toolbelt/out/List/Pop.js';
import { ShapeMismatchError, type Shape } from '../shapes/shape.js';
import type { TextsOf } from '../shapes/texts.js';
import { isList, show } from '../errors/show.js';
import { isUncalled } from '../options/declare.js';
import { readOptions } from '../options/read.js';
import { GraphError } from './graph-error.js';
import {
  inputOptions,
  type GivenShape,
  type Input,
  type InputDims,
  type InputDtype,
  type InputOptions,
  type OtherDtype,
} from './input.js';
import { isLayer, modelOptions, type AnyLayer } from './layer.js';
import type { Knows, LayersOfList } from './layer-names.js';
import { layerGraph } from './layer-graph.js';
import {
  uncalledSentence,
  type Given,
  type ListArg,
  type NoLayer,
  type Onward,
  type Uncalled,
  type Walked,
  type WalkList,
} from './layer-list.js';
import { isModel, makeModel, type AnyModel, type Model } from './model.js';
import { severalOutputs } from './outputs.js';
import type { Apply, Rule, SentenceOf, ruled } from './rule.js';
import { isSymbolicTensor, kitBehind, type AnyTensor } from './symbolic-tensor.js';

/** The sentence of a layer on S, or the layer's own type. */
type AddArg<S, L> = L extends { readonly [ruled]: infer R extends Rule }
  ? SentenceOf<Apply<R, S>> extends infer Sentence extends string
    ? Sentence
    : L
  : L;

/** The model of a list of layers. */
type SequentialOf<In extends Shape, L extends readonly unknown[]> =
  WalkList<L, In> extends Walked<infer Out, unknown> ? Sequential<In, Out, L> : never;

/**
 * A model that is a list of layers: `In` and `Out` are the shapes at its ends, `Layers` what is between.
 * `add` and `pop` give new models; the layers they share keep one set of weights.
 */
export interface Sequential<
  In extends Shape,
  Out extends Shape,
  Layers extends readonly unknown[] = readonly AnyLayer[],
>
  extends Model<In, Out>, Knows<LayersOfList<Layers, In>> {
  /** With one more layer at the end. */
  add<L extends AnyLayer>(
    layer: AddArg<Out, L>,
  ): Sequential<In, Onward<Apply<L[typeof ruled], Out>>, [...Layers, L]>;
  /** Without the last layer. */
  pop(this: Layers extends readonly [] ? 'there is no layer to pop' : unknown): SequentialOf<In, Pop<Layers>>;
}

/** Options of `sequential`. */
export interface SequentialOptions<D extends 'float32' | 'int32' | 'string' = InputDtype> {
  /** The model's name. Default `sequential`. */
  name?: string;
  /** What the input's values are; `'int32'` where the list begins with an embedding, `'string'` where with a layer of strings.
   * Default `'float32'`. */
  dtype?: D | OtherDtype[D];
}

/**
 * A model that is a list of layers, from an input shape without its batch axis.
 *
 * @example const mlp = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]);
 * @throws ShapeMismatchError at the first layer that doesn't fit.
 */
export type SequentialFactory = <
  const S,
  const L extends readonly (AnyLayer | NoLayer | Uncalled)[],
  const D extends 'float32' | 'int32' | 'string' = 'float32',
>(
  inputShape: InputDims<S, typeof noShapeFirst>,
  layers?: ListArg<L, WalkList<L, Start<S, D>>> | NoList<L>,
  options?: SequentialOptions<D>,
) => SequentialOf<Start<S, D>, Given<L>>;

/** What is said beside layers that are not known, which TypeScript infers of what is no list. */
type NoList<L extends readonly unknown[]> = readonly (AnyLayer | NoLayer | Uncalled)[] extends L
  ? typeof noList
  : never;
const noList = 'sequential takes a list of layers, e.g. sequential([784], [dense(10)])';
const noShapeFirst = 'sequential takes the shape of its input first, e.g. sequential([784], [dense(10)])';

/** The shape that a list of layers begins with. */
type Start<S, D> = [D] extends ['string'] ? TextsOf<GivenShape<S>> : [null, ...GivenShape<S>];

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
        isUncalled(layer as unknown)
          ? uncalledSentence('sequential')
          : `sequential takes a list of layers, got ${show(layer)}`,
      );
    const made = (layer as unknown as (x: AnyTensor) => unknown)(x);
    if (!isSymbolicTensor(made))
      throw new ShapeMismatchError(severalOutputs(isModel(layer) ? 'model' : 'layer'));
    return made;
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
  const sequential = (shape: Shape, layers: readonly AnyLayer[] = [], options?: SequentialOptions) => {
    const { name, dtype } = readOptions('sequential', options, {
      ...modelOptions,
      dtype: inputOptions.dtype,
    });
    if (isLayer(shape) || !isList(shape) || Array.from(shape).some((each) => isLayer(each)))
      throw new TypeError(`${noShapeFirst}; got ${show(shape)}`);
    if (!isList(layers)) throw new TypeError(`${noList}; got ${show(layers)}`);
    const start = input as unknown as (shape: Shape, options: InputOptions) => AnyTensor;
    const tensor = start(shape, { dtype });
    return buildSequential({ start: { tensor }, layers: Array.from(layers), name });
  };
  return sequential as unknown as SequentialFactory;
};
