// What `model` takes, at the type level: its inputs, and outputs that come of them.
import type { Matches } from '../shapes/matches.js';
import type { Shape, Show } from '../shapes/shape.js';
import type { Bare } from './layer-names.js';
import type { SymbolicTensor, Tensed } from './symbolic-tensor.js';
import type { TextTensor } from './text-tensor.js';

/** A tensor, or several, in a list or by name. */
export type Tensors = OneTensor | readonly OneTensor[] | { readonly [name: string]: OneTensor };
type OneTensor = SymbolicTensor | TextTensor;

/** The shapes of some tensors: `ShapesOf<{ a: SymbolicTensor<[null, 3]> }>` is `{ a: [null, 3] }`. */
export type ShapesOf<T> =
  T extends Tensed<infer S extends Shape>
    ? S
    : { -readonly [K in keyof T]: T[K] extends { readonly shape: infer S extends Shape } ? S : never };

/** The origins of some tensors, and their shapes: a union of each. */
export type OriginsOf<T> = T extends Tensed<unknown, infer From> ? From : OriginsIn<T[Keys<T>]>;
type OriginsIn<T> = T extends Tensed<unknown, infer From> ? From : never;
type EachShape<T> = T extends Tensed<infer S> ? S : ShapeIn<T[Keys<T>]>;
type ShapeIn<T> = T extends { readonly shape: infer S } ? S : never;
type Keys<T> = T extends readonly unknown[] ? number & keyof T : keyof T;

/** The origins that are no given input's shape: what the outputs depend on, and the model lacks. */
type Stray<Origin, Given> = Origin extends Shape
  ? number extends Origin['length']
    ? never
    : true extends (Given extends Shape ? Matches<Origin, Given> : never)
      ? never
      : Origin
  : never;

/** What some tensors are, or come from. */
type Begun<In> = EachShape<In> | Bare<OriginsOf<In>>;

type NoOutputs<Given extends string> = `${NoTensorsIn<'outputs', 'model'>}; got ${Given}`;

/** What `model` says of what is no tensor, nor several: TypeScript infers any tensors of it then. */
export const noTensorsIn = <What extends string, Where extends string>(
  what: What,
  where: Where,
): NoTensorsIn<What, Where> =>
  `${where} needs ${what}: a symbolic tensor, or several by name or in a list, e.g. { ${what}: { title, body } }`;
type NoTensorsIn<
  What extends string,
  Where extends string,
> = `${Where} needs ${What}: a symbolic tensor, or several by name or in a list, e.g. { ${What}: { title, body } }`;

/** The outputs of a model, or the sentence where there are none, or they depend on an input of a shape that is not given. */
type OutputsArg<In, Out> = Tensors extends Out
  ? 1 extends Out
    ? NoOutputs<'{}'>
    : Out | NoTensorsIn<'outputs', 'model'>
  : [OutputsMisfit<In, Out>] extends [never]
    ? Out
    : OutputsMisfit<In, Out>;
type OutputsMisfit<In, Out> = Out extends readonly []
  ? NoOutputs<'[]'>
  : [keyof Out] extends [never]
    ? NoOutputs<'{}'>
    : [Stray<Bare<OriginsOf<Out>>, Begun<In>>] extends [never]
      ? never
      : `the outputs depend on an input ${Show<Stray<Bare<OriginsOf<Out>>, Begun<In>>>} that is not among the model's inputs; add it to inputs`;

/** The inputs of a model, or the sentence for what is none, or a tensor that a layer made. */
type InputsArg<In> = Tensors extends In
  ? 1 extends In
    ? NoTensorsIn<'inputs', 'model'>
    : In | NoTensorsIn<'inputs', 'model'>
  : [MadeByLayer<In>] extends [never]
    ? In
    : `a model's inputs come from input(...); got a tensor ${Show<MadeByLayer<In>>} that a layer made`;

/** The shapes of those tensors that are not what their model began with. */
type MadeByLayer<T> = T extends Tensed ? Made<T> : MadeIn<T[Keys<T>]>;
type MadeIn<T> = T extends Tensed ? Made<T> : never;
type Made<T> =
  T extends Tensed<infer S, infer From>
    ? Bare<From> extends infer One extends Shape
      ? number extends One['length'] | (S & Shape)['length']
        ? never
        : Matches<S, One> extends true
          ? never
          : S
      : never
    : never;

/** What `model` takes. */
export interface ModelConfig<In, Out> {
  /** The input tensor, or several by name, `{ title, body }`, or in a list, `[title, body]`. */
  inputs: InputsArg<In>;
  /** The output tensor, or several by name, `{ priority, department }`, or in a list. */
  outputs: OutputsArg<In, Out>;
  /** The model's name. Default `functional`. */
  name?: string;
}
