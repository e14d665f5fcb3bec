// Layers whose calls take further tensors by role, in the types: `lstm(64)(x, { initialState: [h, c] })`.
import type { AnyLayer } from './layer.js';
import type { IfNamed, Named, TensorIfNamed, Via } from './layer-names.js';
import type { Rule, TensorOf, VerdictOf, ruled } from './rule.js';
import type { Marked, SymbolicTensor, Tensed } from './symbolic-tensor.js';

/**
 * The rule of a layer whose calls take further tensors by role. Beside `this['in']` it reads `this['given']`: the shapes at
 * each role, and the call's own options; `unknown` in a list, where there are none. It declares `refused`: the sentence of
 * each role that does not fit.
 *
 * @example
 * interface LSTMRule<U extends number> extends RoleRule {
 *   readonly of: ['lstm', U];
 *   readonly out: ...;     // as of any rule; given may count, too
 *   readonly refused: this['given'] extends { readonly initialState: infer States }
 *     ? { initialState: NotStates<States, U> } // a sentence, or `unknown` where they fit
 *     : unknown;
 * }
 */
export interface RoleRule extends Rule {
  readonly given: unknown;
  readonly refused: unknown;
}

/** The rule at work on the shapes of a whole call. */
export type ApplyCall<R extends RoleRule, S, Given> = (R & { readonly in: S; readonly given: Given })['out'];

type RefusedOf<R extends RoleRule, S, Given> = (R & { readonly in: S; readonly given: Given })['refused'];

/**
 * The shapes of what a call is given, options as they are: `{ initialState: [SymbolicTensor<[null, 64]>] }` gives
 * `{ initialState: [[null, 64]] }`.
 */
export type ShapesIn<Given> = { readonly [Role in keyof Given]: ShapesAt<Given[Role]> };

type ShapesAt<X> = X extends { readonly shape: infer S }
  ? S
  : X extends readonly unknown[]
    ? { readonly [I in keyof X]: X[I] extends { readonly shape: infer S } ? S : never }
    : X;

/** What the tensors of the roles come from; a role that may be left out was. */
type FromIn<Given> = {
  readonly [Role in keyof Given]-?: undefined extends Given[Role] ? never : FromAt<Given[Role]>;
}[keyof Given];
type FromAt<X> =
  X extends Tensed<unknown, infer From>
    ? From
    : X extends readonly unknown[]
      ? X[number] extends Tensed<unknown, infer From>
        ? From
        : never
      : never;

/**
 * What stands at a role of a fluent call: what was given, from which TypeScript infers, or the sentence. A layer by itself
 * takes it where it is called.
 *
 * @example initialState?: RoleArg<At, LSTMRule<U>, { initialState: H }, 'initialState'>
 */
export type RoleArg<At, R extends RoleRule, Given, Role extends keyof Given & string> = [At] extends [Tensed]
  ? [RefusedAt<At, R, Given, Role>] extends [never]
    ? Given[Role]
    : RefusedAt<At, R, Given, Role>
  : `${Role} is given where the layer is called: layer(x, { ${Role} })`;

/** The sentence at a role, or `never`; of several tensors, those of the ones that it does not fit. */
type RefusedAt<At, R extends RoleRule, Given, Role extends PropertyKey> =
  At extends Tensed<infer S> ? SentenceAt<RefusedOf<R, S, ShapesIn<Given>>, Role, never> : never;

type SentenceAt<Refused, Role extends PropertyKey, Fits> = Refused extends {
  readonly [K in Role]: infer Sentence extends string;
}
  ? Sentence
  : Fits;

/** What a signature returns whose options have tensors by role: the layer by itself, or the tensor it gives. */
export type PlacedCall<At, R extends RoleRule, Given, Roles, N extends string = never> = At extends Tensed
  ? [N] extends [never]
    ? CalledWith<R, At, Given>
    : TensorIfNamed<CalledWith<R, At, Given>, N>
  : IfNamed<N, NamedRoleLayer<R, Roles, N>, RoleLayer<R, Roles>>;

/** The rest of a call: each role and option as it was given, or the sentence at the one that does not fit. */
export type Further<R extends RoleRule, X, Given, Roles> = {
  readonly [Role in keyof Given]: Role extends keyof Roles
    ? [RefusedAt<X, R, Given, Role>] extends [never]
      ? Given[Role]
      : RefusedAt<X, R, Given, Role>
    : `there is no '${Role & string}' in this layer's calls; they take ${keyof Roles & string}`;
};

/** The first parameter of a call, as `CallArg`: of what is no tensor, such as Keras's list of query and value, it says where others go. */
type QueryArg<R extends RoleRule, X, Roles> = [VerdictOf<X, R>] extends [never]
  ? X | (SymbolicTensor extends X ? ByRole<R['of'], Roles> : never)
  : VerdictOf<X, R>;

/** `ByRole<['lstm', 3], { initialState?: ... }>` is `'lstm takes one tensor, and others by role: layer(x, { initialState })'`. */
type ByRole<Of, Roles> = Of extends readonly [infer Name extends string, ...unknown[]]
  ? `${Name} takes one tensor, and others by role: layer(x, { ${'value' extends keyof Roles ? 'value' : keyof Roles & string} })`
  : never;

/** Value twin of `ByRole`. */
export const byRole = (name: string, roles: readonly string[]): string =>
  `${name} takes one tensor, and others by role: layer(x, { ${roles[0]} })`;

/**
 * The second parameter of a call: `Further`, or, where it is another tensor, as Keras calls attention, the sentence that says
 * where that goes. The first branch is for inference alone.
 */
type FurtherArg<R extends RoleRule, X, Given, Roles> = [Given] extends [never]
  ? Given
  : [Given] extends [Marked]
    ? ByRole<R['of'], Roles>
    : Further<R, X, [Marked] extends [Given] ? Roles : Given, Roles>;

/**
 * A layer as a value whose calls take further tensors by role; `Roles` says what stands at each. Without them it is a layer
 * like any other: in lists, in `pipe`, in `apply`.
 *
 * @example lstm(64)(x, { initialState: [h, c] })
 */
export interface RoleLayer<R extends RoleRule, Roles> extends AnyLayer {
  readonly [ruled]: R;
  <X extends SymbolicTensor, const Given extends Roles | Marked = Record<never, never> & Roles>(
    x: QueryArg<R, X, Roles>,
    further?: FurtherArg<R, X, Given, Roles>,
  ): CalledWith<R, X, Given>;
}

/** The same, of a name that the types know. */
export interface NamedRoleLayer<R extends RoleRule, Roles, N extends string> extends AnyLayer, Named<N> {
  readonly [ruled]: R;
  <X extends SymbolicTensor, const Given extends Roles | Marked = Record<never, never> & Roles>(
    x: QueryArg<R, X, Roles>,
    further?: FurtherArg<R, X, Given, Roles>,
  ): CalledWithAs<R, X, Given, N>;
}

/** What a layer gives where it is called on a tensor, or on one of several, with others by role. */
export type CalledWith<R extends RoleRule, X, Given> =
  X extends Tensed<infer S, infer From>
    ? TensorOf<ApplyCall<R, S, ShapesIn<Given>>, From | FromIn<Given>>
    : never;

/** The same of a layer that was given a name. */
type CalledWithAs<R extends RoleRule, X, Given, N extends string> =
  X extends Tensed<infer S, infer From>
    ? TensorOf<
        ApplyCall<R, S, ShapesIn<Given>>,
        Via<From | FromIn<Given>, N, ApplyCall<R, S, ShapesIn<Given>>>
      >
    : never;
