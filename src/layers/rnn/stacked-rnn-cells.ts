import { heldName } from '../../graph/held-layers.js';
import { defineLayer, type AnyLayer, type LayerOptions } from '../../graph/layer.js';
import type { Inside } from '../../graph/params-of.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, RuleOf, This } from '../../graph/rule.js';
import type { Shape } from '../../shapes/shape.js';
import type { NotThese, OneStep, StateShapes } from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import { ofCell, type CellRoles, type States, type StateTensors } from '../options/recurrent.js';
import { cellsKind, sizesOf, type CellsArg, type SizesOf, type UnitsOf } from './cells.js';

/** Cells one upon the other: each works on what the one before it gives. */
export interface StackedRNNCellsRule<C extends readonly unknown[]> extends RoleRule {
  readonly of: ['stackedRNNCells', Last<C>, All<C>, C];
  readonly params: InsideEach<C, this['in']>;
  readonly out: OneStep<'stackedRNNCells', this['in'], Last<C>, All<C>>;
  readonly refused: this['given'] extends { readonly states: infer Given }
    ? { states: NotThese<'stackedRNNCells: states', Given, StateShapes<null, All<C>>> }
    : unknown;
}

type Last<C> = C extends readonly [...unknown[], infer Cell] ? UnitsOf<RuleOf<Cell>['of']> : number;

/** The sizes of the states of all cells. */
type All<C, Done extends readonly number[] = []> = C extends readonly [infer Cell, ...infer More]
  ? All<More, [...Done, ...SizesOf<RuleOf<Cell>['of']>]>
  : C extends readonly []
    ? Done
    : readonly number[];

/** Each cell on what the one before it gives, for `ParamsOf`. */
type InsideEach<C, S, Done extends readonly unknown[] = []> = C extends readonly [infer Cell, ...infer More]
  ? InsideEach<More, Beyond<S, Cell>, [...Done, Inside<[Cell], S>]>
  : C extends readonly []
    ? Done
    : unknown;

type Beyond<S, Cell> = S extends readonly [infer Batch, ...unknown[]]
  ? [Batch, UnitsOf<RuleOf<Cell>['of']>]
  : unknown;

/** Names for cells within their stack, as Keras gives them: `lstm_cell`, `lstm_cell_1`. */
const namesOf = (cells: readonly AnyLayer[]): readonly string[] => {
  const taken: string[] = [];
  for (const cell of cells) {
    const name = heldName(cell);
    let unique = name;
    for (let count = 1; taken.includes(unique); count++) unique = `${name}_${count}`;
    taken.push(unique);
  }
  return taken;
};

/** Cells one upon the other; its signature, wherever it stands. */
export interface StackedRNNCells<Where extends Place> {
  /**
   * Cells one upon the other as one cell, for `rnn`, which makes one of a list of cells: each works on what the one before
   * it gives.
   *
   * By itself: input `[batch, features]`, outputs what the last cell gives, and all states after the step, the first cell's first;
   * `states` are those before it. Weights: those of the cells, as `lstm_cell/...`, `lstm_cell_1/...`.
   *
   * @param cells A list of cells, each another.
   * @throws ShapeMismatchError where the input has no features, or their number is not known.
   * @example input(['time', 8]).rnn(stackedRNNCells([lstmCell(64), gruCell(32)])).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell/
   */
  <
    const C extends readonly AnyLayer[],
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    cells: Arg<At, StackedRNNCellsRule<C>, CellsArg<C, 'stackedRNNCells: cells'>>,
    options?:
      | (LayerOptions & States<RoleArg<At, StackedRNNCellsRule<C>, { states: H }, 'states'>>)
      | AsObject<'stackedRNNCells', "{ name: 'first' }", Name>,
  ): PlacedCall<At, StackedRNNCellsRule<C>, { states: H }, CellRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Cells one upon the other as one cell.
     *
     * @example const [y, h, c, g] = input([8]).stackedRNNCells([lstmCell(64), gruCell(32)])
     * @see https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell/
     */
    readonly stackedRNNCells: StackedRNNCells<OnTensor>;
  }
}

/**
 * Cells one upon the other as one cell.
 *
 * @example sequential([20, 8], [rnn(stackedRNNCells([lstmCell(64), gruCell(32)])), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell/
 */
export const stackedRNNCells: StackedRNNCells<Free> = defineLayer({
  name: 'stackedRNNCells',
  className: 'StackedRNNCells',
  baseName: 'stacked_rnn_cells',
  roles: ['states'],
  takes: { cells: cellsKind },
  options: {},
  spec: ({ cells }) => {
    const sizes = cells.map(sizesOf);
    const names = namesOf(cells);
    return {
      config: {},
      layers: cells.map((layer, i) => ({
        key: 'cells',
        name: names[i]!,
        layer,
        on: (inputs: readonly Shape[]) => (i === 0 ? inputs : [[inputs[0]?.[0] ?? null, sizes[i - 1]![0]]]),
      })),
      ...ofCell(
        'stackedRNNCells',
        sizes.at(-1)![0],
        sizes.flatMap(([, ...states]) => states),
      ),
      weights: () => [],
      random: cells.some(({ spec }) => spec.random),
    };
  },
});
