import type { Shape, ShapeError } from '../shapes/shape.js';
import type { AnyLayer, Layer, NamedLayer } from './layer.js';
import type { IfNamed, TensorAs, Via } from './layer-names.js';
import type { SeveralOutputs } from './outputs.js';
import type { FromOf, SymbolicTensor, Tensed } from './symbolic-tensor.js';

/**
 * A type-level function from shape to shape: an interface that reads `this['in']` and declares `out`, a Shape, a tuple of
 * them (the layer has several outputs), or a `ShapeError`. `in` is `unknown`, for a Shape here would intersect with the
 * real one.
 *
 * @example interface DoubleRule<N> extends Rule { readonly of: ['double', N]; readonly out: [...this['in'] & Shape, N] }
 */
export interface Rule {
  /** Which rule it is, and its parameters: without them, layers of different rules would be assignable to each other. */
  readonly of: unknown;
  readonly in: unknown;
  readonly out: unknown;
  /**
   * How many numbers the layer's weights hold, for `ParamsOf`: in digits, `'0'` where it has none; or the layers inside
   * it. A rule that does not say has an unknown number.
   */
  readonly params: unknown;
}

/** Where a layer's type keeps its rule; a symbol, for editors would offer a name. */
export declare const ruled: unique symbol;

/** The rule at work: `Apply<DenseRule<10>, [null, 784]>` is `[null, 10]`. */
export type Apply<R extends Rule, S> = (R & { readonly in: S })['out'];

/** The rule of a layer that leaves shapes as they are. */
export interface SameRule extends Rule {
  readonly of: 'same';
  readonly out: this['in'];
  readonly params: '0';
}

/** A rule that refuses an argument, whatever the shape: S stays, and the sentence is said. */
export interface RefusedRule<Sentence extends string> extends Rule {
  readonly of: ['refused', Sentence];
  readonly out: ShapeError<Sentence, this['in']>;
}

/** A layer by itself, placed nowhere yet: `dense(10)`. */
export interface Free {
  readonly on: null;
}

/** A layer as a method of tensors: `x.dense(10)`. The call says of which, by its `this`: one, or one of several. */
export interface OnTensor {
  readonly on: 'tensor';
}

/** Where a layer's signature stands; each layer writes it once, for both. */
export type Place = Free | OnTensor;

/**
 * The `this` of a layer's signature: as a method the tensor, from which TypeScript infers `At`. It is a type parameter of the
 * call, and not of the method, for so the methods of all tensors are of one type: that of a union can be called.
 */
export type This<Where extends Place, At> = Where extends OnTensor ? At : unknown;

/** What the signature returns: a layer, or the tensor it gives, of each that `At` may be. */
export type Placed<At, R extends Rule, N extends string = never> = [N] extends [never]
  ? At extends Tensed
    ? TensorOf<Apply<R, At['shape']>, FromOf<At>>
    : Layer<R>
  : PlacedAs<At, R, N>;

/** The same of a layer that was given a name. */
type PlacedAs<At, R extends Rule, N extends string> = IfNamed<
  N,
  At extends Tensed ? TensorAs<Placed<At, R>, N> : NamedLayer<R, N>,
  Placed<At, R>
>;

/**
 * The tensor of a rule's verdict, or the tensors of several outputs; a misfit still gives what was meant: one mistake,
 * one error. `TensorOf<[[null, 9], [null, 4]], F>` is `[SymbolicTensor<[null, 9], F>, SymbolicTensor<[null, 4], F>]`.
 */
export type TensorOf<Out, From> = Out extends Shape
  ? SymbolicTensor<Out, From>
  : Out extends { readonly intended: infer Intended extends Shape }
    ? SymbolicTensor<Intended, From>
    : Out extends readonly Shape[]
      ? TensorsOf<Out, From>
      : Out extends { readonly intended: infer Intended extends readonly Shape[] }
        ? TensorsOf<Intended, From>
        : SymbolicTensor<Shape, From>;

type TensorsOf<Out extends readonly Shape[], From> = {
  -readonly [K in keyof Out]: SymbolicTensor<Out[K], From>;
};

/** The sentence of a rule's verdict where one layer follows the other, or `unknown`: several outputs are a misfit there. */
export type SentenceOf<Out> = Out extends Shape
  ? unknown
  : Out extends ShapeError<string, unknown>
    ? Out['shapeError']
    : Out extends readonly Shape[]
      ? SeveralOutputs
      : unknown;

/**
 * The type of a parameter that carries the verdict: `Type`, from which TypeScript infers, or the sentence, against
 * which the argument then fails, in one line.
 */
export type Arg<At, R extends Rule, Type> = [VerdictOf<At, R>] extends [never] ? Type : VerdictOf<At, R>;

/**
 * The same for a parameter that is a tuple: the sentence stands at its last element, and of one of several tuples in place of
 * all of it. `Tuple` by itself is what TypeScript infers from, lest of several the first be taken.
 */
export type TupleArg<At, R extends Rule, Tuple extends readonly unknown[]> = [VerdictOf<At, R>] extends [
  never,
]
  ? Tuple
  : OneOfSeveral<Tuple> extends true
    ? VerdictOf<At, R>
    : {
        readonly [K in keyof Tuple]: Tuple extends readonly [...infer Init, unknown]
          ? K extends `${Init['length']}`
            ? VerdictOf<At, R>
            : Tuple[K]
          : VerdictOf<At, R>;
      };

/** The sentence of a rule where it stands, or `never`; of several tensors, those of the ones that it does not fit. */
export type VerdictOf<At, R extends Rule> = At extends Tensed
  ? Apply<R, At['shape']> extends { readonly shapeError: infer Why extends string }
    ? Why
    : never
  : never;

/** Whether a type is a union. */
export type OneOfSeveral<T, All = T> = [T] extends [never]
  ? false
  : T extends unknown
    ? [All] extends [T]
      ? false
      : true
    : never;

/**
 * The same for an argument that may be left out: the verdict stands at it where it is given, else at `this`
 * (`Receiver`). The first branch is for inference alone: `Given` from whatever is passed, and what is in `Type` even where
 * the verdict is a sentence already; it is not taken when the argument is checked, so that misspelt options stay errors.
 */
export type OptionalArg<At, R extends Rule, Given, Type> = [Given] extends [undefined]
  ? Arg<At, R, Type> | Given | Type
  : Arg<At, R, Type>;

/** The same beside an argument's own verdict. */
export type Inferred<Given, Type> = [Given] extends [undefined] ? Given | Type : never;

/**
 * The `this` of a layer's method that may be called without arguments: it carries the verdict where none was given,
 * for then TypeScript has no better place to put a sentence (docs/shapes.md says what was tried).
 */
export type Receiver<Where extends Place, At, R extends Rule, Given = undefined> = Where extends OnTensor
  ? [Given] extends [undefined]
    ? Arg<At, R, At>
    : At
  : unknown;

/**
 * The parameter of a layer's call: `X`, from which TypeScript infers, or the sentences of those tensors it may be that the
 * layer does not fit: `CallArg<DenseRule<3>, SymbolicTensor<[null, 8]> | SymbolicTensor<[null]>>` is `'dense needs ...'`.
 */
export type CallArg<R extends Rule, X> = [VerdictOf<X, R>] extends [never]
  ? X | NoTensor<X>
  : VerdictOf<X, R>;

/** What is said beside a tensor of any shape, which TypeScript infers of what is no tensor; nothing of others. */
type NoTensor<X> = SymbolicTensor extends X ? typeof noTensor : never;
export const noTensor = 'a layer is called on a symbolic tensor, as from input([28, 28])';

/** What a layer gives where it is called on a tensor, or on one of several. */
export type Called<R extends Rule, X> =
  X extends Tensed<infer S, infer From> ? TensorOf<Apply<R, S>, From> : never;

declare const said: unique symbol;
interface Sentence<S extends string> {
  readonly [said]: S;
}

/**
 * A sentence beside the type of a parameter, said of whatever is not of that type; nobody has a value of it. `void` keeps
 * it out of what editors offer, and out of what is said of misspelt options.
 */
export type Said<S extends string> = void & Sentence<S>;

/** The same of a layer that was given a name; written as it is, for compilers compare them branch by branch. */
export type CalledAs<R extends Rule, N extends string, X> =
  X extends Tensed<infer S, infer From> ? TensorOf<Apply<R, S>, Via<From, N, Apply<R, S>>> : never;

/** The rule of a layer. */
export type RuleOf<L> = L extends { readonly [ruled]: infer R extends Rule } ? R : never;

/** Any layer whose rule is of no interest here. */
export type { AnyLayer };
