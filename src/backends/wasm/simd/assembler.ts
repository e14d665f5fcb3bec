/**
 * A small assembler for WebAssembly functions over a memory that is imported: just enough for kernels that work in
 * tfjs's heap. An expression is its bytes; operators take the bytes of their operands.
 * Opcodes: https://webassembly.github.io/spec/core/appendix/index-instructions.html
 */
export type Code = readonly number[];

/** Index of a parameter or local of a function. */
export type Local = number;

type ValueType = 'i32' | 'f32' | 'v128';
const typeByte: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

const unsigned = (value: number): Code =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];

const signed = (value: number): Code => {
  const low = value & 0x7f;
  const rest = value >> 7;
  return (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
    ? [low]
    : [low | 0x80, ...signed(rest)];
};

const binary =
  (...opcode: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: Code) =>
  (a: Code): Code => [...a, ...opcode];
const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

export const join = (...parts: readonly Code[]): Code => parts.flat();
export const get = (local: Local): Code => [0x20, ...unsigned(local)];
export const set = (local: Local, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: (address: Code, plus = 0): Code => [...address, 0x28, 2, ...unsigned(plus)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  eq: binary(0x46),
  lessThan: binary(0x48),
  notLess: binary(0x4e),
};

/** Loads and stores take an address in bytes and a constant added to it. */
export const f32 = {
  const: (value: number): Code => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)],
  load: (address: Code, plus = 0): Code => [...address, 0x2a, 2, ...unsigned(plus)],
  store: (address: Code, value: Code, plus = 0): Code => [...address, ...value, 0x38, 2, ...unsigned(plus)],
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  div: binary(0x95),
  /** Of NaN and a number: NaN. */
  min: binary(0x96),
  max: binary(0x97),
  atMost: binary(0x96),
  atLeast: binary(0x97),
  sqrt: unary(0x91),
  abs: unary(0x8b),
  lessThan: binary(0x5d),
};

/** Four floats at once. */
export const f32x4 = {
  zero: [...simd(0x0c), ...new Array<number>(16).fill(0)] as Code,
  load: (address: Code, plus = 0): Code => [...address, ...simd(0x00), 2, ...unsigned(plus)],
  loadSplat: (address: Code, plus = 0): Code => [...address, ...simd(0x09), 2, ...unsigned(plus)],
  store: (address: Code, value: Code, plus = 0): Code => [
    ...address,
    ...value,
    ...simd(0x0b),
    2,
    ...unsigned(plus),
  ],
  /** Lane 0 alone; lanes 0 and 1. */
  storeOne: (address: Code, value: Code, plus = 0): Code => [
    ...address,
    ...value,
    ...simd(0x5a),
    2,
    ...unsigned(plus),
    0,
  ],
  storeTwo: (address: Code, value: Code, plus = 0): Code => [
    ...address,
    ...value,
    ...simd(0x5b),
    2,
    ...unsigned(plus),
    0,
  ],
  splat: unary(...simd(0x13)),
  splatConst: (value: number): Code => f32x4.splat(f32.const(value)),
  eq: binary(...simd(0x41)),
  notEqual: binary(...simd(0x42)),
  lessThan: binary(...simd(0x43)),
  greaterThan: binary(...simd(0x44)),
  abs: unary(...simd(0xe0)),
  add: binary(...simd(0xe4)),
  sub: binary(...simd(0xe5)),
  mul: binary(...simd(0xe6)),
  div: binary(...simd(0xe7)),
  /** Of NaN and a number: NaN. */
  min: binary(...simd(0xe8)),
  max: binary(...simd(0xe9)),
  /** A value held to a bound, NaN kept, in one instruction of most processors: b where b < a (or a < b), else a. */
  atMost: binary(...simd(0xea)),
  atLeast: binary(...simd(0xeb)),
  sqrt: unary(...simd(0xe3)),
  and: binary(...simd(0x4e)),
  /** a and not b, bit by bit. */
  andNot: binary(...simd(0x4f)),
  or: binary(...simd(0x50)),
  /** Lanes 0-3 are a's, 4-7 are b's. */
  shuffle: (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code => [
    ...a,
    ...b,
    ...simd(0x0d),
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte)),
  ],
};

/** `for (; counter < limit; counter += step) body` */
export const whileLess = (counter: Local, limit: Code, step: number, body: Code): Code =>
  join(
    [0x02, 0x40, 0x03, 0x40],
    i32.notLess(get(counter), limit),
    [0x0d, 1],
    body,
    set(counter, i32.add(get(counter), i32.const(step))),
    [0x0c, 0, 0x0b, 0x0b],
  );

export const when = (condition: Code, then: Code, otherwise: Code = []): Code =>
  join(condition, [0x04, 0x40], then, otherwise.length > 0 ? [0x05, ...otherwise] : [], [0x0b]);

/** One float or the other; the one that is not chosen is not worked out. */
export const chooseF32 = (condition: Code, then: Code, otherwise: Code): Code =>
  join(condition, [0x04, typeByte.f32], then, [0x05], otherwise, [0x0b]);

/** `do body while (condition)` */
export const repeat = (body: Code, condition: Code): Code =>
  join([0x03, 0x40], body, condition, [0x0d, 0, 0x0b]);

/** c + a b, rounded once or twice as the machine likes: relaxed SIMD. */
export const relaxedMadd = (a: Code, b: Code, c: Code): Code => [...a, ...b, ...c, ...simd(0x105)];

/** Adds to an i32 local: most often an address that walks. */
export const advance = (local: Local, by: Code): Code => set(local, i32.add(get(local), by));

export interface Definition {
  readonly parameters: readonly ValueType[];
  /** Writes the body; `local` makes a new local variable. */
  readonly body: (parameters: readonly Local[], local: (type: ValueType) => Local) => Code;
}

/** As many pages of 64 KB as a memory may have. */
const mostPages = 65536;

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (value: string): Code => [value.length, ...[...value].map((char) => char.charCodeAt(0))];

/** The module of one function, exported as `run`, over an imported memory, which may be one that threads share. */
export function assemble({ parameters, body }: Definition, isShared = false): Uint8Array<ArrayBuffer> {
  const locals: ValueType[] = [];
  const code = body(
    parameters.map((_, index) => index),
    (type) => parameters.length + locals.push(type) - 1,
  );
  const declared = [...unsigned(locals.length), ...locals.flatMap((type) => [1, typeByte[type]])];
  const func = [...declared, ...code, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters.length, ...parameters.map((type) => typeByte[type]), 0]),
    ...section(2, [
      1,
      ...text('tfjs'),
      ...text('memory'),
      2,
      ...(isShared ? [3, 0, ...unsigned(mostPages)] : [0, 0]),
    ]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('run'), 0, 0]),
    ...section(10, [1, ...unsigned(func.length), ...func]),
  ]);
}
