// Parts of vectors: what stands at the end of an array whose length is no multiple of four.
import { f32x4, get, join, set } from '../simd/assembler.js';
import type { Code, Local } from '../simd/assembler.js';

const unsigned = (value: number): Code =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];

const lane = (opcode: number, plus: number, index: number): Code => [
  ...[0xfd, opcode, 2],
  ...unsigned(plus),
  index,
];

/** The first `lanes` floats at an address, zeros behind them; nothing behind them is read. */
export const loadPart = (address: Code, lanes: number, plus = 0): Code => {
  if (lanes === 4) return f32x4.load(address, plus);
  const one: Code = [...address, 0xfd, 0x5c, 2, ...unsigned(plus)];
  const two: Code = [...address, 0xfd, 0x5d, 2, ...unsigned(plus)];
  if (lanes < 3) return lanes === 1 ? one : two;
  return [...address, ...two, ...lane(0x56, plus + 8, 2)];
};

/** Stores the first `lanes` floats of a vector; nothing behind them is written. */
export const storePart = (address: Code, vector: Local, lanes: number, plus = 0): Code => {
  if (lanes === 4) return f32x4.store(address, get(vector), plus);
  const one = (at: number, index: number): Code => [...address, ...get(vector), ...lane(0x5a, at, index)];
  const two: Code = [...address, ...get(vector), ...lane(0x5b, plus, 0)];
  if (lanes === 1) return one(plus, 0);
  return lanes === 2 ? two : [...two, ...one(plus + 8, 2)];
};

/** The same of a value that is worked out once, by way of a local. */
export const storeValue = (address: Code, value: Code, hold: Local, lanes: number, plus = 0): Code =>
  lanes === 4
    ? f32x4.store(address, value, plus)
    : join(set(hold, value), storePart(address, hold, lanes, plus));
