import {
  fits,
  misfit,
  orThrow,
  type Shape,
  type ShapeError,
  type Unnamed,
  whenFits,
} from '../shapes/shape.js';
import { entriesOf, isList, show } from '../errors/show.js';
import { orElse } from '../errors/suggest.js';
import { anything } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { shapeAt, type ShapeAt } from '../shapes/binding.js';
import type { Matches } from '../shapes/matches.js';
import type { IsTexts } from '../shapes/texts.js';
import { arrange } from './arrange.js';
import type { CalledOnly } from './called-only.js';
import type { Expected, ExpectedShapes } from './expected-shapes.js';
import { GraphError } from './graph-error.js';
import type { Kit } from './kit.js';
import { modelOptions, type AnyLayer, type LayerSpec } from './layer.js';
import type { GivenBy, Knowing, NamesOf } from './layer-names.js';
import { graphWeightSpecs, layerGraph, type LayerGraph } from './layer-graph.js';
import { namesOn, type NamedFit, type NamesBefore, type NamedOut, type NamesOn } from './model-names.js';
import {
  noTensorsIn,
  type ModelConfig,
  type OriginsOf,
  type ShapesOf,
  type Tensors,
} from './model-config.js';
import type { ModelLayer } from './model-layer.js';
import type { ModelWeight } from './layer-graph.js';
import { severalOutputs, type SeveralOutputs } from './outputs.js';
import type { Rule, ruled } from './rule.js';
import type { SummaryOptions } from './summary.js';
import { checkTexts, type TextTensor } from './text-tensor.js';
import {
  deriveTensors,
  isSymbolicTensor,
  kitBehind,
  type Tensed,
  type AnyTensor,
  type SymbolicTensor,
} from './symbolic-tensor.js';

/** The shape of a model's only input or output, or the shapes of several, in a list or by their names. */
export type Shapes = Shape | readonly Shape[] | { readonly [name: string]: Shape };

/** Methods of every model that the graph itself does not have: training and the emitter add theirs. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- merged into from above
export interface ModelMethods<I extends Shapes, O extends Shapes> {}

/** What every model has, whatever its shapes. */
export interface AnyModel extends AnyLayer, CalledOnly {
  /** The model's name in summaries and files, and as a layer of others. */
  readonly name: string;
  /** The layer calls between inputs and outputs, as data. */
  readonly graph: LayerGraph;
  /** The names of several inputs, in order; `undefined` where there is one, by itself. */
  readonly inputNames: readonly string[] | undefined;
  /** The names of several outputs, in order; `undefined` where there is one, by itself. */
  readonly outputNames: readonly string[] | undefined;
  /** Whether several inputs are a list, and not an object by name. */
  readonly inputsListed: boolean;
  /** Whether several outputs are a list, and not an object by name. */
  readonly outputsListed: boolean;
  /** The layers, each after those it depends on; nested models are one layer. */
  readonly layers: readonly ModelLayer[];
  /**
   * A layer by its name, or by its place in `layers`. The types know what a layer gives that was given its name as a literal,
   * `dense(32, { name: 'features' })`; the shapes of others they do not know, unless they are said.
   * @throws GraphError where there is none, with the nearest name, or its shapes are others than said.
   * @example const { output } = net.getLayer('features'); // SymbolicTensor<[null, 32]>
   * @example const { output } = loaded.getLayer('dense_1', { output: [32] }); // SymbolicTensor<[null, 32]>
   */
  getLayer<
    Self,
    const N extends string = string,
    const I extends Shape = never,
    const O extends Shape = never,
  >(
    this: Self,
    // an editor infers '' of what is yet to be written, and would offer it
    nameOrIndex: Exclude<N, ''> | NamesOf<Self> | number,
    shapes?: ExpectedShapes<I, O>,
  ): ModelLayer<Expected<I>, Expected<O, GivenBy<Self, N>>>;
  /** Every weight's path (`dense/kernel`), shape, and whether training changes it, in Keras's order. */
  readonly weights: readonly ModelWeight[];
  /** How many numbers the weights hold. */
  countParams(): number;
  /** Prints the layers, their output shapes and parameters, as Keras does. */
  summary(options?: SummaryOptions): void;
}

/**
 * A model: layers from inputs to outputs, itself a layer that can be called on tensors.
 * `I` and `O` are the shapes of its inputs and outputs: one Shape, or several, in a list or by name.
 */
export interface Model<in out I extends Shapes, in out O extends Shapes>
  extends AnyModel, ModelMethods<I, O> {
  readonly [ruled]: ModelRule<I, O>;
  /** The shape of its input, or of each, in a list or by name. */
  readonly inputShape: I;
  /** The shape of its output, or of each, in a list or by name. */
  readonly outputShape: O;
  /** The symbolic tensor (or tensors, in a list or by name) that the model starts from. */
  readonly input: TensorsOf<I>;
  /** The symbolic tensor (or tensors, in a list or by name) that the model gives. */
  readonly output: TensorsOf<O>;
  /** The model as a layer: on one tensor, or on several as its inputs are. Called twice, it shares its weights. */
  <const X>(x: ModelArg<I, X>): OutputOn<I, O, X>;
}

/** A symbolic tensor of each shape: `TensorsOf<{ a: [null, 3] }>` is `{ a: SymbolicTensor<[null, 3]> }`. */
export type TensorsOf<S extends Shapes, From = unknown> = S extends Shape
  ? TensorOfShape<S, From>
  : { readonly [K in keyof S]: S[K] extends Shape ? TensorOfShape<S[K], From> : never };

/** A symbolic tensor of a shape: of numbers, or of strings. */
type TensorOfShape<S extends Shape, From> =
  IsTexts<S> extends true ? TextTensor<S, From> : SymbolicTensor<S, From>;

/** What a model gives on X: where its outputs have names, with what they stand for there. */
export type OutputOn<I extends Shapes, O extends Shapes, X> = O extends readonly Unnamed[]
  ? SymbolicTensor<O, FromOf<X>>
  : O extends Shape
    ? Tensor<ShapeAt<O, NamesOn<I, X>>, FromOf<X>>
    : {
        readonly [K in keyof O]: O[K] extends readonly Unnamed[]
          ? SymbolicTensor<O[K], FromOf<X>>
          : O[K] extends Shape
            ? Tensor<ShapeAt<O[K], NamesOn<I, X>>, FromOf<X>>
            : never;
      };

type Tensor<S, From> = S extends Shape ? SymbolicTensor<S, From> : never;

/** The origin of what a model is called on. */
type FromOf<X> =
  X extends Tensed<unknown, infer From>
    ? From
    : X[keyof X] extends Tensed<unknown, infer From>
      ? From
      : unknown;

/** A model's rule, as a layer of one input and one output. */
export interface ModelRule<I extends Shapes, O extends Shapes> extends Rule {
  readonly of: ['model', I, O];
  readonly out: I extends Shape
    ? O extends readonly Unnamed[]
      ? Matches<this['in'], I> extends true
        ? O
        : NamedOut<this['in'], I, O>
      : O extends Shape
        ? NamedOut<this['in'], I, O>
        : ShapeError<SeveralOutputs<'model'>, Shape>
    : ShapeError<SeveralInputs, Shape>;
}

type SeveralInputs = typeof severalInputs;
const severalInputs = 'this model has several inputs: call it on tensors by name';
type ListOfInputs = typeof listOfInputs;
const listOfInputs = 'this model has several inputs: call it on a list of tensors';

/**
 * What a model is called on: X where it fits, the sentence where not, each at its name or place. The first branch is
 * never taken: X stands there by itself, for TypeScript to infer it whole.
 */
export type ModelArg<I extends Shapes, X> = [X] extends [never]
  ? X
  : I extends Shape
    ? X extends Tensed<infer A>
      ? Matches<A, I> extends true
        ? X
        : NamedFit<A, I, X>
      : SymbolicTensor<I>
    : I extends readonly Shape[]
      ? ModelListArg<I, X>
      : X extends Tensed | readonly unknown[]
        ? SeveralInputs
        : [Exclude<keyof I, keyof X>] extends [never]
          ? {
              readonly [K in keyof X]: K extends keyof I
                ? NamedArg<I, K, X[K], X>
                : 'this model has no input of that name';
            }
          : `this model has an input '${Exclude<keyof I, keyof X> & string}' too: give each a tensor by name`;

/** The same for a model whose inputs are a list: the sentence stands at the first that does not fit. */
type ModelListArg<I extends readonly Shape[], X> = X extends readonly unknown[]
  ? [X] extends [{ readonly [K in keyof I]: unknown }]
    ? { readonly [K in keyof X]: K extends FirstBad<I, X> ? NamedArg<I, K & keyof I, X[K], X> : X[K] }
    : number extends X['length'] | I['length']
      ? TensorsOf<I>
      : `this model takes a list of ${I['length']} tensors, got ${X['length']}`
  : ListOfInputs;

/** The place of the first tensor of a list that does not fit. */
type FirstBad<
  I extends readonly Shape[],
  X extends readonly unknown[],
  At extends readonly unknown[] = [],
> = number extends I['length']
  ? never
  : `${At['length']}` extends infer K extends keyof I & keyof X
    ? [X[K]] extends [NamedArg<I, K, X[K], X>]
      ? FirstBad<I, X, [...At, unknown]>
      : K
    : never;

/** The same for one of several inputs. */
type NamedArg<I, K extends keyof I, T, X> =
  T extends Tensed<infer A>
    ? Matches<A, I[K]> extends true
      ? T
      : NamedFit<A, I[K], T, NamesBefore<I, X, keyof I & string, K & string>>
    : SymbolicTensor<I[K] & Shape>;

/** What `model` takes, declared. */
export const modelConfig = {
  inputs: optional(anything<SymbolicTensor>('a symbolic tensor, or several by name')),
  outputs: optional(anything<SymbolicTensor>('a symbolic tensor, or several by name')),
  ...modelOptions,
} satisfies Declares<ModelConfig<SymbolicTensor, SymbolicTensor>>;

/**
 * A model of the layers between inputs and outputs.
 *
 * @example
 * const image = input([28, 28, 1]);
 * const encoder = model({ inputs: image, outputs: image.conv2d(16, 3).globalMaxPooling2d(), name: 'encoder' });
 * @throws GraphError where an output depends on an input that is not given, or two layers share a name.
 */
export const model = <const In extends Tensors, const Out extends Tensors>(
  config: ModelConfig<In, Out>,
): Knowing<Model<ShapesOf<In>, ShapesOf<Out>>, OriginsOf<Out>> => {
  const { name, ...given } = readOptions('model', config, modelConfig);
  const inputs = tensorsIn('inputs', given.inputs);
  const outputs = tensorsIn('outputs', given.outputs);
  const graph = layerGraph(
    inputs.tensors.map((tensor, i) => ({ name: inputs.names?.[i], tensor })),
    outputs.tensors,
  );
  const inputsListed = Array.isArray(config.inputs);
  const outputsListed = Array.isArray(config.outputs);
  return makeModel({
    kit: kitBehind(inputs.tensors[0]!),
    graph,
    name,
    baseName: 'functional',
    inputNames: inputsListed ? graph.inputs.map(({ name }) => name) : inputs.names,
    outputNames: outputsListed ? outputLayers(graph) : outputs.names,
    inputsListed,
    outputsListed,
  }) as unknown as Knowing<Model<ShapesOf<In>, ShapesOf<Out>>, OriginsOf<Out>>;
};

/** The tensors that are given, and the names of several. */
export const tensorsIn = (
  what: string,
  given: unknown,
  where = 'model',
): { names: readonly string[] | undefined; tensors: AnyTensor[] } => {
  if (isSymbolicTensor(given)) return { names: undefined, tensors: [given] };
  if (isList(given) && given.length > 0 && Array.from(given).every(isSymbolicTensor))
    return { names: undefined, tensors: [...given] as AnyTensor[] };
  // Keras sorts them, and the order of layers and logs follows
  const entries = [...entriesOf(given)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0 || !entries.every(([, tensor]) => isSymbolicTensor(tensor)))
    throw new GraphError(`${noTensorsIn(what, where)}; got ${show(given)}`);
  return { names: entries.map(([name]) => name), tensors: entries.map(([, tensor]) => tensor as AnyTensor) };
};

/** The names of the layers that give a graph's outputs, as Keras has them in logs; another of one name has a number. */
const outputLayers = ({ inputs, outputs, layers }: LayerGraph): readonly string[] => {
  const times = new Map<string, number>();
  return outputs.map((output) => {
    const layer = layers.find((each) => each.layer === output.source?.layer);
    const name = (layer ?? inputs.find(({ tensor }) => tensor === output)!).name;
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? name : `${name}_${before}`;
  });
};

/** What a model is made of. */
export interface ModelParts {
  readonly kit: Kit;
  /** The layer calls between inputs and outputs, as data. */
  readonly graph: LayerGraph;
  readonly name: string | undefined;
  /** 'functional' or 'sequential': the start of automatic names. */
  readonly baseName: string;
  readonly inputNames: readonly string[] | undefined;
  readonly outputNames: readonly string[] | undefined;
  readonly inputsListed?: boolean;
  readonly outputsListed?: boolean;
  /** Methods that only this kind of model has. */
  readonly methods?: object;
}

/** A model from its parts: a function (the model as a layer) with the kit's methods. */
export const makeModel = ({ kit, graph, methods, ...parts }: ModelParts): AnyModel => {
  const spec = modelSpec(graph, parts.baseName);
  const [taken, made] = [
    { names: parts.inputNames, isList: parts.inputsListed ?? false },
    { names: parts.outputNames, isList: parts.outputsListed ?? false },
  ];
  const call = (x: AnyTensor | readonly AnyTensor[] | Readonly<Record<string, AnyTensor>>) => {
    if (taken.isList && !isList(x)) throw new GraphError(`${listOfInputs}; got ${show(x)}`);
    if (taken.isList && (x as readonly unknown[]).length !== graph.inputs.length)
      throw new GraphError(
        `this model takes a list of ${graph.inputs.length} tensors, got ${(x as readonly unknown[]).length}`,
      );
    if (!taken.isList && taken.names && (isList(x) || isSymbolicTensor(x)))
      throw new GraphError(`${severalInputs}; got ${show(x)}`);
    const byName = new Map(taken.isList ? [] : entriesOf(x));
    const given = taken.isList
      ? Array.from(x as readonly AnyTensor[])
      : taken.names
        ? taken.names.map((name) => byName.get(name))
        : [x as AnyTensor];
    given.forEach((tensor, i) => {
      if (!isSymbolicTensor(tensor))
        throw new GraphError(
          `the model needs a symbolic tensor for its input '${graph.inputs[i]!.name}', got ${show(tensor)}`,
        );
    });
    const stranger = [...byName.keys()].find((name) => taken.names && !taken.names.includes(name));
    if (stranger !== undefined)
      throw new GraphError(
        `the model has no input '${stranger}'; ${orElse(stranger, parts.inputNames!, 'it has')}`,
      );
    (given as AnyTensor[]).forEach((tensor, i) =>
      checkTexts('this model', graph.inputs[i]!.tensor.dtype === 'string' ? 'needed' : undefined, [tensor]),
    );
    const shapes = (given as AnyTensor[]).map((tensor) => tensor.shape);
    const names = orThrow(namesOn(graph, shapes));
    const outputs = deriveTensors(
      graph.outputs.map((output) => shapeAt(output.shape, names)),
      call as unknown as AnyLayer,
      given as AnyTensor[],
      undefined,
      (index) => graph.outputs[index]!.dtype === 'string',
    );
    return arrange(made, outputs);
  };
  const inputs = graph.inputs.map(({ tensor }) => tensor);
  Object.setPrototypeOf(call, kit.modelPrototype);
  Object.defineProperty(call, 'name', { value: parts.name ?? parts.baseName });
  return Object.assign(call, {
    ...methods,
    kind: 'layer' as const,
    givenName: parts.name,
    trainable: true,
    spec,
    origin: undefined,
    graph,
    inputNames: parts.inputNames,
    outputNames: parts.outputNames,
    inputsListed: taken.isList,
    outputsListed: made.isList,
    input: arrange(taken, inputs),
    output: arrange(made, graph.outputs),
    inputShape: arrange(
      taken,
      inputs.map((tensor) => tensor.shape),
    ),
    outputShape: arrange(
      made,
      graph.outputs.map((tensor) => tensor.shape),
    ),
  }) as unknown as AnyModel;
};

/** Whether a layer is a model. */
export const isModel = (layer: AnyLayer): layer is AnyModel => 'graph' in layer;

const modelSpec = (graph: LayerGraph, baseName: string): LayerSpec => ({
  className: baseName === 'sequential' ? 'Sequential' : 'Functional',
  baseName,
  config: {},
  // its own layers say
  masks: 'make',
  random: false,
  integers: true,
  outputShape: (shapes) => {
    if (shapes.length !== graph.inputs.length)
      return misfit(`this model takes ${graph.inputs.length} tensors, got ${shapes.length}`);
    return whenFits(namesOn(graph, shapes), (names) => {
      const outputs = graph.outputs.map(({ shape }) => shapeAt(shape, names));
      return outputs.length === 1 ? fits(outputs[0]!) : misfit(severalOutputs('model'));
    });
  },
  weights: () => graphWeightSpecs(graph),
});
