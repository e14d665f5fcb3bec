// The names of layers in the types: what a model's `getLayer` knows of its layers. A layer's type keeps its name; the origin
// of the tensor it gives keeps the name with the tensor's shape, and hands it on; a model's type keeps all of them.
import type { AddDigits } from '../shapes/arithmetic.js';
import type { Shape } from '../shapes/shape.js';
import type { Onward } from './layer-list.js';
import type { Apply, Rule, ruled } from './rule.js';
import type { SymbolicTensor, Tensed } from './symbolic-tensor.js';
import type { TextTensor } from './text-tensor.js';

/** Where a type keeps a layer's name, and a model's the names of its layers; symbols, for editors would offer names. */
declare const named: unique symbol;
declare const known: unique symbol;

/** What has a layer's name in its type: the layer itself, or an origin, with the shape that the layer gives. */
export interface Named<N extends string = string, S = unknown> {
  readonly [named]: { readonly name: N; readonly shape: S };
}

/** A model whose layers are known by name, as far as `Layers` goes: `Knows<{ features: [null, 32] }>`. */
export interface Knows<Layers> {
  readonly [known]: Layers;
}

interface NameOption<N extends string> {
  name?: N;
}

/**
 * Where TypeScript infers a layer's name, beside the type of its options; nobody has a value of it, and `void` keeps it out of
 * what editors offer and compilers say of options; where no name is given there is nothing to say.
 */
export type Naming<N extends string> = [N] extends [never] ? never : void & NameOption<N>;

/** `Plain` where no name is known: none was given, or a `string`, or a pattern; else `AsNamed`. */
export type IfNamed<N extends string, AsNamed, Plain> =
  Record<never, never> extends Record<N, unknown> ? Plain : AsNamed;

/**
 * The origin of a tensor that a layer of a name gives, or that comes after it: `Via<[null, 64], 'features', [null, 32]>`.
 * What is added is an origin of the same shape, so that the tensor may stand wherever one without names may, and tensors
 * are merged by the union of theirs.
 */
export type Via<From, N extends string, Out> = From | (Bare<From> & Named<N, FirstOf<Out>>);

/** An origin without names. */
export type Bare<From> = Exclude<From, Named>;

/** The shape of a verdict, of the first where there are several outputs. */
type FirstOf<Out> = Out extends Shape
  ? Out
  : Out extends readonly [infer First extends Shape, ...unknown[]]
    ? First
    : Onward<Out>;

/** A model of a type, with the names that an origin has. */
export type Knowing<M, From> = [Extract<From, Named>] extends [never]
  ? M
  : M &
      Knows<{
        readonly [One in EntryIn<From> as One['name']]: One['shape'];
      }>;

interface Entry {
  readonly name: string;
  readonly shape: unknown;
}
type EntryIn<From> = From extends { readonly [named]: infer One extends Entry } ? One : never;

/** The shapes of the named layers of a list; of one of unknown length none is known. */
export type LayersOfList<L extends readonly unknown[], S extends Shape> = number extends L['length']
  ? Record<never, never>
  : [Extract<L[number], Named>] extends [never]
    ? Record<never, never>
    : NamesOfList<L, S> extends infer Found extends Entry
      ? { readonly [One in Found as One['name']]: One['shape'] }
      : never;

type NamesOfList<
  L extends readonly unknown[],
  S extends Shape,
  At extends string = '0',
  Found extends Entry = never,
> = At extends keyof L
  ? L[At] extends { readonly [ruled]: infer R extends Rule }
    ? Apply<R, S> extends infer Out
      ? NamesOfList<
          L,
          Onward<Out>,
          AddDigits<At, '1'>,
          Found | (L[At] extends Named<infer N> ? { readonly name: N; readonly shape: FirstOf<Out> } : never)
        >
      : never
    : Found
  : Found;

/** The names that a model knows of its layers. */
export type NamesOf<M> = M extends Knows<infer Layers> ? keyof Layers : never;

/** The shape that a layer gives, where the model knows one of that name, and one shape. */
export type GivenBy<M, N> =
  M extends Knows<infer Layers> ? (N extends keyof Layers ? OnlyShape<Layers[N]> : Shape) : Shape;
type OnlyShape<S, All = S> = [S] extends [never]
  ? Shape
  : S extends Shape
    ? [All] extends [S]
      ? S
      : Shape
    : Shape;

/** The tensor, or the tensors, that a layer of a name gives, from those of one without. */
export type TensorAs<X, N extends string> =
  X extends Tensed<infer S>
    ? OneAs<X, N, S>
    : X extends readonly [Tensed<infer S>, ...unknown[]]
      ? { -readonly [K in keyof X]: OneAs<X[K], N, S> }
      : X;

/** The same of whatever name. */
export type TensorIfNamed<X, N extends string> = IfNamed<N, TensorAs<X, N>, X>;

type OneAs<X, N extends string, Known> =
  X extends TextTensor<infer S, infer From>
    ? TextTensor<S, Via<From, N, Known>>
    : X extends Tensed<infer S extends Shape, infer From>
      ? SymbolicTensor<S, Via<From, N, Known>>
      : X;

/** A layer of a name, in lists and in `apply`. */
export type LayerAs<L, N extends string> = IfNamed<N, L & Named<N>, L>;
