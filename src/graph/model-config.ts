// What `model` takes, at the type level: its inputs, and outputs that come of them.
import type { Matches } from '../shapes/matches.js';
import type { Shape, Show } from '../shapes/shape.js';
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
type OriginsOf<T> = T extends Tensed<unknown, infer From> ? From : OriginsIn<T[Keys<T>]>;
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

type NoOutputs<Given extends string> =
  `model needs outputs: a symbolic tensor, or several by name or in a list, e.g. { outputs: { title, body } }; got ${Given}`;

/** The outputs of a model, or the sentence where there are none, or they depend on an input of a shape that is not given. */
type OutputsArg<In, Out> = [OutputsMisfit<In, Out>] extends [never] ? Out : OutputsMisfit<In, Out>;
type OutputsMisfit<In, Out> = Out extends readonly []
  ? NoOutputs<'[]'>
  : [keyof Out] extends [never]
    ? NoOutputs<'{}'>
    : [Stray<OriginsOf<Out>, EachShape<In>>] extends [never]
      ? never
      : `the outputs depend on an input ${Show<Stray<OriginsOf<Out>, EachShape<In>>>} that is not among the model's inputs; add it to inputs`;

/** What `model` takes. */
export interface ModelConfig<In, Out> {
  /** The input tensor, or several by name, `{ title, body }`, or in a list, `[title, body]`. */
  inputs: In;
  /** The output tensor, or several by name, `{ priority, department }`, or in a list. */
  outputs: OutputsArg<In, Out>;
  /** The model's name. Default `functional`. */
  name?: string;
}
