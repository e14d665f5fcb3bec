import { hasMember } from '../errors/show.js';
import type { Shape } from '../shapes/shape.js';
import type { Applicable, Applied, ApplyArg } from './apply.js';
import type { AnyLayer } from './layer.js';
import type { Kit } from './kit.js';
import type { Bare, Knowing } from './layer-names.js';
import type { Model } from './model.js';

/** Where a tensor's type keeps the shape of its input; editors would offer a name, or a symbol that can be imported. */
declare const madeFrom: unique symbol;

/** What a tensor's type says: `X extends Tensed<infer S, infer From>` of any `X`. */
export interface Tensed<S = unknown, From = unknown> {
  readonly shape: S;
  readonly [madeFrom]: From;
}

/** A tensor by its mark alone, beside options: editors would offer its other members among them. */
export type Marked = Pick<Tensed, typeof madeFrom>;

/** What a tensor came from. */
export type FromOf<T extends Tensed> = T[typeof madeFrom];

/** A method for each layer: the layer files add theirs to this interface, so that the graph need not know them. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into by src/layers
export interface TensorMethods {}

/**
 * A tensor of a model that is being written: a shape, and where it comes from. Every layer is a method of it.
 * `S` is its shape, the batch axis first; `From` the shape of the model input it was made from.
 *
 * @example input([28, 28, 1]).conv2d(32, 3).maxPooling2d(2).flatten().dense(10)
 */
export interface SymbolicTensor<out S extends Shape = Shape, out From = unknown> extends TensorMethods {
  /** The sizes of its axes, the batch first: `[null, 28, 28, 1]`; `null` where one is known only at run time. */
  readonly shape: S;
  /** For the types alone: the shape of the input that this tensor was made from. */
  readonly [madeFrom]: From;
  /** @internal */
  readonly kind: 'tensor';
  /**
   * The layer call that made it; an input has none.
   * @internal
   */
  readonly source: Source | undefined;
  /**
   * The name an input was given.
   * @internal
   */
  readonly givenName: string | undefined;
  /** The type of an input's values. */
  readonly dtype: 'float32' | 'int32';
  /** Puts any layer on the tensor, or any function of tensor to tensor: a way to break a long chain up. */
  apply<F extends Applicable>(
    block: ApplyArg<Tensed<S, From>, F, (x: SymbolicTensor<S, From>) => unknown>,
  ): Applied<Tensed<S, From>, F>;
  /**
   * The model from this chain's input to here.
   *
   * @throws GraphError where the tensor depends on several inputs: use `model({ inputs, outputs })`.
   */
  toModel<Self>(this: ChainEnd<Self>, options?: ToModelOptions): ModelOfChain<Self>;
}

/** Options of `toModel`. */
export interface ToModelOptions {
  /** The model's name in summaries and files. Default `functional`. */
  name?: string;
}

/** The tensor that `toModel` is called on, or the sentence where it does not come from one input. */
export type ChainEnd<Self> = Self extends { readonly [madeFrom]: infer From }
  ? OneShape<Bare<From>> extends true
    ? Self
    : 'toModel needs a chain that starts at one input; use model({ inputs, outputs })'
  : never;

/** Whether a type is one shape, and no union: tensors merged from several inputs have a union for their origin. */
export type OneShape<From, All = From> = From extends Shape ? ([All] extends [From] ? true : false) : false;

/** The model from a chain's input to its end; read off the tensor itself, so that its variance does not hang on models. */
export type ModelOfChain<Self> =
  Self extends Tensed<infer S, infer From>
    ? Bare<From> extends infer In extends Shape
      ? S extends Shape
        ? Knowing<Model<In, S>, From>
        : never
      : never
    : never;

/** A tensor of any shape, as the graph's own code handles it. */
export interface AnyTensor {
  readonly shape: Shape;
  readonly kind: 'tensor';
  readonly source: Source | undefined;
  readonly givenName: string | undefined;
  readonly dtype: 'float32' | 'int32' | 'string';
}

/** The layer call that made a tensor; a call may have several outputs. */
export interface Source {
  readonly layer: AnyLayer;
  /** The tensors that it is called on, and then those of its roles. */
  readonly inputs: readonly AnyTensor[];
  /** The roles of the last inputs: `['initialState', 'initialState']` of `[x, h, c]`. */
  readonly roles: readonly string[];
  /** What this one call has otherwise than the layer: `{ useCausalMask: true }`. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly outputs: readonly AnyTensor[];
  readonly index: number;
  /** How often the layer had been called before: Keras counts its nodes so. */
  readonly node: number;
}

const kitOf = Symbol('kit');

export const isSymbolicTensor = (value: unknown): value is AnyTensor => hasMember(value, kitOf);

/** The kit that a tensor's methods come from. */
export const kitBehind = (tensor: AnyTensor): Kit => (tensor as AnyTensor & { [kitOf]: Kit })[kitOf];

/** A fresh tensor with the methods of a kit. */
export const makeTensor = (kit: Kit, fields: AnyTensor): AnyTensor =>
  Object.assign(Object.create(kit.tensorPrototype) as object, fields, { [kitOf]: kit });

/** The start of a model inside another: a tensor of some shape, with the methods and the type of values of one that is there. */
export const tensorLike = (like: AnyTensor, shape: Shape): AnyTensor =>
  makeTensor(kitBehind(like), {
    kind: 'tensor',
    shape,
    source: undefined,
    givenName: undefined,
    dtype: like.dtype,
  });

/** How often each layer has been called; weak, so that what nobody holds any more is not kept. */
const callCounts = new WeakMap<AnyLayer, number>();

/** The tensors that a layer gives on others, one for each shape; numbers, unless they are texts. */
export const deriveTensors = (
  shapes: readonly Shape[],
  layer: AnyLayer,
  inputs: readonly AnyTensor[],
  { roles, options }: Pick<Source, 'roles' | 'options'> = { roles: [], options: {} },
  areTexts: (index: number) => boolean = () => false,
): readonly AnyTensor[] => {
  const outputs: AnyTensor[] = [];
  const node = callCounts.get(layer) ?? 0;
  callCounts.set(layer, node + 1);
  shapes.forEach((shape, index) => {
    const source: Source = { layer, inputs, roles, options, outputs, index, node };
    outputs.push(
      makeTensor(kitBehind(inputs[0]!), {
        kind: 'tensor',
        shape,
        source,
        givenName: undefined,
        dtype: areTexts(index) ? 'string' : 'float32',
      }),
    );
  });
  return outputs;
};
