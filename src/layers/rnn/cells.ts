// Cells: what recurrent layers do at one step. Which layers are some, and what `rnn` reads of them.
import { isLayer, type AnyLayer } from '../../graph/layer.js';
import { layerKind } from '../../graph/layer-kind.js';
import { listOutputs } from '../../graph/outputs.js';
import type { RuleOf } from '../../graph/rule.js';
import { listOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { orThrow } from '../../shapes/shape.js';

/** What the rule of a cell tells: its name, its units, and the sizes of its states. */
export type CellTold = readonly [
  'lstmCell' | 'gruCell' | 'simpleRNNCell' | 'stackedRNNCells' | 'ownCell',
  number,
  readonly number[],
  ...unknown[],
];

const cells: readonly (string | undefined)[] = ['lstmCell', 'gruCell', 'simpleRNNCell', 'stackedRNNCells'];

const needs = 'a cell (lstmCell, gruCell, simpleRNNCell, stackedRNNCells or one of defineCell)';
const orSeveral = ', or a list of them, each another';
const hint = 'rnn goes over steps with lstmCell(8) as lstm(8) does';

/** The size of what a cell gives: `UnitsOf<LSTMCellRule<8>['of']>` is 8. */
export type UnitsOf<Told> = Told extends readonly [unknown, infer U extends number, ...unknown[]]
  ? U
  : number;

/** The sizes of a cell's states, which stand behind its name and units: `SizesOf<LSTMCellRule<8>['of']>` is `[8, 8]`. */
export type SizesOf<Told, At extends number = 2> = Told extends readonly unknown[]
  ? Told[At] extends infer Sizes extends readonly number[]
    ? Sizes
    : readonly number[]
  : readonly number[];

/** A cell, or the sentence for another layer; `Or` is said where something else would do, too. */
export type CellArg<C, What extends string, Fits, Or extends string = ''> = unknown extends RuleOf<C>['of']
  ? Fits
  : RuleOf<C>['of'] extends CellTold
    ? Fits
    : `${What} must be ${typeof needs}${Or}, got a layer; ${typeof hint}`;

/** A cell or a list of them, or the sentence for other layers. */
export type CellOrCells<C, What extends string, Fits> = C extends readonly unknown[]
  ? Fits extends C
    ? CellsArg<C, What>
    : Fits
  : CellArg<C, What, Fits, typeof orSeveral>;

/** A list of cells, or the sentence at what is none. */
export type CellsArg<C extends readonly unknown[], What extends string> = {
  readonly [I in keyof C]: CellArg<C[I], What, C[I]>;
};

const isCell = ({ origin, spec }: AnyLayer): boolean =>
  cells.includes(origin?.factory) || spec.own?.anew !== undefined;

const hintOf = (given: unknown): string | undefined => (isLayer(given) ? hint : layerKind.hint?.(given));

/** A cell, as an argument. */
const cellKind: Kind<AnyLayer> = {
  needs,
  read: (given) => (isLayer(given) && isCell(given) ? given : undefined),
  hint: hintOf,
};

/** What is no cell in a list of some. */
const strangerIn = (given: unknown): unknown[] =>
  Array.isArray(given) ? given.filter((each) => cellKind.read(each) === undefined) : [];

/** A list of cells, each another. */
export const cellsKind: Kind<readonly AnyLayer[]> = {
  ...listOf(
    'a list of cells, each another',
    cellKind,
    (all) => all.length > 0 && new Set(all).size === all.length,
  ),
  blame: (given) => strangerIn(given).map((part) => ({ needs, part }))[0],
  hint: (given) => strangerIn(given).map(hintOf)[0],
};

/** A cell; of a list of them, the stack that `stack` makes. */
export const cellOrCells = (
  stack: (cells: readonly AnyLayer[]) => AnyLayer,
): Kind<AnyLayer, AnyLayer | readonly AnyLayer[]> => ({
  needs: needs + orSeveral,
  read: (given) => {
    if (isLayer(given)) return cellKind.read(given);
    const all = cellsKind.read(given);
    return all && stack(all);
  },
  blame: (given) => cellsKind.blame?.(given),
  hint: (given) => (Array.isArray(given) ? cellsKind.hint?.(given) : hintOf(given)),
});

/**
 * The sizes of what a cell gives of a step: its output first, then its states.
 * @internal
 */
export const sizesOf = ({ spec }: AnyLayer): readonly [number, ...number[]] =>
  listOutputs(orThrow(spec.outputShape([[null, 1]]))).map((shape) => shape[1] as number) as [number];
