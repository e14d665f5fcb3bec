import { advance, f32, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/** Arithmetic on one float or on four; `hold` keeps a value that is used more than once. */
export interface Arithmetic {
  readonly add: (a: Code, b: Code) => Code;
  readonly sub: (a: Code, b: Code) => Code;
  readonly mul: (a: Code, b: Code) => Code;
  readonly div: (a: Code, b: Code) => Code;
  readonly min: (a: Code, b: Code) => Code;
  readonly max: (a: Code, b: Code) => Code;
  readonly atMost: (value: Code, bound: Code) => Code;
  readonly atLeast: (value: Code, bound: Code) => Code;
  readonly sqrt: (a: Code) => Code;
  readonly hold: (value: Code) => Code;
}

/** What is written to each output, from what stands at the same place of each input, and from the scalars. */
export type Formula = (
  arithmetic: Arithmetic,
  inputs: readonly Code[],
  scalars: readonly Code[],
) => readonly Code[];

/** A formula over arrays: (count, inputs..., outputs..., scalars...). */
export const elementwise = (
  inputs: number,
  outputs: number,
  scalars: number,
  formula: Formula,
): Definition => ({
  parameters: ['i32', ...Array<'i32'>(inputs + outputs).fill('i32'), ...Array<'f32'>(scalars).fill('f32')],
  body: (parameters, local) => {
    const count = parameters[0]!;
    const from = parameters.slice(1, 1 + inputs);
    const to = parameters.slice(1 + inputs, 1 + inputs + outputs);
    const given = parameters.slice(1 + inputs + outputs);
    const i = local('i32');

    const turn = (kind: 'v128' | 'f32', bytes: number): Code => {
      const { load, store, ...operators } = kind === 'v128' ? f32x4 : f32;
      const held: Code[] = [];
      const hold = (value: Code): Code => {
        const kept = local(kind);
        held.push(set(kept, value));
        return get(kept);
      };
      const values = from.map((input) => hold(load(get(input))));
      const constants = given.map((scalar) => (kind === 'v128' ? f32x4.splat(get(scalar)) : get(scalar)));
      const results = formula({ ...operators, hold }, values, constants);
      return join(
        ...held,
        ...results.map((result, index) => store(get(to[index]!), result)),
        ...[...from, ...to].map((pointer: Local) => advance(pointer, i32.const(bytes))),
      );
    };
    return join(
      whileLess(i, i32.sub(get(count), i32.const(3)), 4, turn('v128', 16)),
      whileLess(i, get(count), 1, turn('f32', 4)),
    );
  },
});
