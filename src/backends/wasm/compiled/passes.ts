import { advance, f32x4, get, i32, join, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';

type NewVector = () => Local;

/** What is written to each output, from four floats at the same place of each input, and from the scalars. */
export type VectorFormula = (
  inputs: readonly Code[],
  scalars: readonly Code[],
  vector: NewVector,
) => { readonly before?: Code; readonly results: readonly Code[] };

/** A formula of one name, so that each is assembled once. */
export interface Pass {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly scalars: number;
  readonly formula: VectorFormula;
}

/**
 * A pass over arrays in vectors of four: (bytes of whole vectors, inputs..., outputs..., scalars...); behind them `rest` more
 * floats. What is read of a place is read before it is written, so that an output may be an input.
 */
export const passOf = ({ inputs, outputs, scalars, formula }: Pass, rest: number): Definition => ({
  parameters: ['i32', ...Array<'i32'>(inputs + outputs).fill('i32'), ...Array<'f32'>(scalars).fill('f32')],
  body: (parameters, local) => {
    const bytes = parameters[0]!;
    const from = parameters.slice(1, 1 + inputs);
    const to = parameters.slice(1 + inputs, 1 + inputs + outputs);
    const constants = parameters
      .slice(1 + inputs + outputs)
      .map((scalar) => [scalar, local('v128')] as const);
    const values = from.map(() => local('v128'));
    const results = to.map(() => local('v128'));
    const i = local('i32');
    const turn = (lanes: number): Code => {
      const { before = [], results: made } = formula(
        values.map(get),
        constants.map(([, vector]) => get(vector)),
        () => local('v128'),
      );
      return join(
        ...from.map((pointer, k) => set(values[k]!, loadPart(get(pointer), lanes))),
        before,
        ...made.map((value, k) => set(results[k]!, value)),
        ...to.map((pointer, k) => storeValue(get(pointer), get(results[k]!), results[k]!, lanes)),
        ...[...from, ...to].map((pointer) => advance(pointer, i32.const(16))),
      );
    };
    return join(
      ...constants.map(([scalar, vector]) => set(vector, f32x4.splat(get(scalar)))),
      whileLess(i, get(bytes), 16, turn(4)),
      rest === 0 ? [] : turn(rest),
    );
  },
});
