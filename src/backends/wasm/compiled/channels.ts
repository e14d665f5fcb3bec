// Passes over rows of channels: what each channel has of its own stands beside.
import { advance, f32x4, get, i32, join, set, when, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';

/** Rows of channels, and what is worked out of four of them at a time. */
export interface ChannelPass {
  readonly name: string;
  readonly rows: number;
  readonly channels: number;
  /** How many arrays of rows are read, and how many of one number for each channel. */
  readonly inputs: number;
  readonly ofChannels: number;
  readonly formula: (inputs: readonly Code[], ofChannels: readonly Code[]) => Code;
}

export const channelKey = (kind: string, { name, rows, channels }: ChannelPass): string =>
  `${kind} ${name} ${rows} ${channels}`;

/** Rows that are added up in a register before they join the sum so far: long sums in one go lose digits. */
const blockRows = 256;

type Declare = Parameters<Definition['body']>[1];

/** Runs `body` for each vector of channels: `at` is its distance in bytes from the first. */
const eachVector = (channels: number, local: Declare, body: (at: Local, lanes: number) => Code): Code => {
  const at = local('i32');
  const whole = channels - (channels % 4);
  return join(
    set(at, i32.const(0)),
    whole === 0 ? [] : whileLess(at, i32.const(whole * 4), 16, body(at, 4)),
    channels === whole ? [] : body(at, channels - whole),
  );
};

/** Adds the sums over all rows: (inputs..., numbers of channels..., sums). */
export const channelSums = (pass: ChannelPass): Definition => ({
  parameters: Array<'i32'>(pass.inputs + pass.ofChannels + 1).fill('i32'),
  body: (parameters, local) => {
    const inputs = parameters.slice(0, pass.inputs);
    const ofChannels = parameters.slice(pass.inputs, -1);
    const sums = parameters.at(-1)!;
    const pointers = inputs.map(() => local('i32'));
    const [row, end, sum, held] = [local('i32'), local('i32'), local('v128'), local('v128')];
    const constants = ofChannels.map(() => local('v128'));
    const values = inputs.map(() => local('v128'));
    return eachVector(pass.channels, local, (at, lanes) =>
      join(
        ...ofChannels.map((from, i) => set(constants[i]!, loadPart(i32.add(get(from), get(at)), lanes))),
        ...inputs.map((from, i) => set(pointers[i]!, i32.add(get(from), get(at)))),
        set(row, i32.const(0)),
        whileLess(
          row,
          i32.const(pass.rows),
          0,
          join(
            set(end, i32.add(get(row), i32.const(blockRows))),
            when(i32.lessThan(i32.const(pass.rows), get(end)), set(end, i32.const(pass.rows))),
            set(sum, f32x4.zero),
            whileLess(
              row,
              get(end),
              1,
              join(
                ...pointers.map((pointer, i) => set(values[i]!, loadPart(get(pointer), lanes))),
                set(sum, f32x4.add(get(sum), pass.formula(values.map(get), constants.map(get)))),
                ...pointers.map((pointer) => advance(pointer, i32.const(pass.channels * 4))),
              ),
            ),
            storeValue(
              i32.add(get(sums), get(at)),
              f32x4.add(loadPart(i32.add(get(sums), get(at)), lanes), get(sum)),
              held,
              lanes,
            ),
          ),
        ),
      ),
    );
  },
});

/** Writes what comes of each row: (inputs..., numbers of channels..., result), which may be an input. */
export const channelPass = (pass: ChannelPass): Definition => ({
  parameters: Array<'i32'>(pass.inputs + pass.ofChannels + 1).fill('i32'),
  body: (parameters, local) => {
    const inputs = parameters.slice(0, pass.inputs);
    const ofChannels = parameters.slice(pass.inputs, -1);
    const result = parameters.at(-1)!;
    const [row, held] = [local('i32'), local('v128')];
    const values = inputs.map(() => local('v128'));
    const pointers = [...inputs, result];
    const vector = (at: Local, lanes: number): Code => {
      const constants = ofChannels.map((from) => loadPart(i32.add(get(from), get(at)), lanes));
      return join(
        ...inputs.map((pointer, i) => set(values[i]!, loadPart(i32.add(get(pointer), get(at)), lanes))),
        storeValue(i32.add(get(result), get(at)), pass.formula(values.map(get), constants), held, lanes),
      );
    };
    return join(
      set(row, i32.const(0)),
      whileLess(
        row,
        i32.const(pass.rows),
        1,
        join(
          eachVector(pass.channels, local, vector),
          ...pointers.map((pointer) => advance(pointer, i32.const(pass.channels * 4))),
        ),
      ),
    );
  },
});
