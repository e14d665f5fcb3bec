// The sizes of a cell of the user's own: as a type, said beside the function that gives the same as values.
import type { RoleRule } from '../../graph/role-layer.js';
import type { NotThese, OneStep, StateShapes } from '../../shapes/steps.js';

/**
 * The type rule of a cell of the user's own: it reads `this['config']`, the options that were given, as literal types;
 * `sizes` is the size of its output, and behind it those of its states.
 *
 * @example
 * interface PeepholeRule extends CellRule {
 *   readonly sizes: this['config'] extends { readonly units: infer U extends number } ? [U, U, U] : CellSizes;
 * }
 */
export interface CellRule {
  readonly config: unknown;
  readonly sizes: CellSizes;
}

/** The size of a cell's output, and behind it those of its states. */
export type CellSizes = readonly [units: number, ...states: number[]];

/** A cell of as many units as its option says, which are its output and its one state. */
export interface UnitsRule extends CellRule {
  readonly '~units': true;
  readonly sizes: this['config'] extends { readonly units: infer U extends number }
    ? [U, U]
    : [number, number];
}

/** A cell of whose sizes the types know nothing. */
export interface UnknownSizes extends CellRule {
  readonly sizes: CellSizes;
}

declare const told: unique symbol;

/** A rule, for the types alone. */
export interface SizesRule<R extends CellRule> {
  readonly [told]?: (rule: R) => R;
}

/**
 * Says the type rule of a cell. Without a type of yours its sizes are not known to the compiler.
 *
 * @example defineCell({ name: 'peephole', rule: cellRule<PeepholeRule>(), sizes: ({ units }) => [units, units, units], ... })
 */
export const cellRule = <R extends CellRule = UnknownSizes>(): SizesRule<R> => ({});

/** The sizes that a rule says of some options. */
export type SizesBy<R extends CellRule, Config> = (R & { readonly config: Config })['sizes'];

/** The sizes behind the first. */
type StatesIn<Sizes> = Sizes extends readonly [unknown, ...infer States extends readonly number[]]
  ? States
  : readonly number[];

/** The rule of one cell: with its name, its sizes, and the options that it was given. */
export interface OwnCellRule<Name extends string, Sizes extends CellSizes, Config> extends RoleRule {
  readonly of: ['ownCell', Sizes[0], StatesIn<Sizes>, Name, Config];
  readonly out: OneStep<Name, this['in'], Sizes[0], StatesIn<Sizes>>;
  readonly refused: this['given'] extends { readonly states: infer Given }
    ? { states: NotThese<`${Name}: states`, Given, StateShapes<null, StatesIn<Sizes>>> }
    : unknown;
}
