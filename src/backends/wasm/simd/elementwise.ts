import { advance, chooseF32, f32, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/** Arithmetic on one float or on four, as code, or on blocks of numbers; `hold` keeps a value that is used more than once. */
export interface Arithmetic<T> {
  readonly add: (a: T, b: T) => T;
  readonly sub: (a: T, b: T) => T;
  readonly mul: (a: T, b: T) => T;
  readonly div: (a: T, b: T) => T;
  readonly min: (a: T, b: T) => T;
  readonly max: (a: T, b: T) => T;
  readonly atMost: (value: T, bound: T) => T;
  readonly atLeast: (value: T, bound: T) => T;
  readonly sqrt: (a: T) => T;
  readonly abs: (a: T) => T;
  /** A value, or zero where it is nearer to zero than `least`; NaN stays. */
  readonly fade: (value: T, least: T) => T;
  readonly hold: (value: T) => T;
}

/** What is written to each output, from what stands at the same place of each input, and from the scalars. */
export type Formula = <T>(
  arithmetic: Arithmetic<T>,
  inputs: readonly T[],
  scalars: readonly T[],
) => readonly T[];

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
      const fade = (value: Code, least: Code): Code => {
        const kept = hold(value);
        return kind === 'v128'
          ? f32x4.andNot(kept, f32x4.lessThan(f32x4.abs(kept), least))
          : chooseF32(f32.lessThan(f32.abs(kept), least), f32.const(0), kept);
      };
      const results = formula({ ...operators, fade, hold }, values, constants);
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
