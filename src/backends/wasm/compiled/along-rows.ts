// What is worked out along each of some rows that lie one behind the other: softmax, and normalization.
import { advance, f32x4, get, i32, join, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { exponential } from './vector-math.js';

type Declare = Parameters<Definition['body']>[1];

/** A vector's lanes brought together, in all four of them. */
const across = (vector: Local, join2: (a: Code, b: Code) => Code): Code =>
  join(
    set(vector, join2(get(vector), f32x4.shuffle(get(vector), get(vector), [2, 3, 0, 1]))),
    set(vector, join2(get(vector), f32x4.shuffle(get(vector), get(vector), [1, 0, 3, 2]))),
  );

/** Where something is done along a row: vectors of four at `plus` bytes behind the locals, then one float after the other. */
interface Along {
  readonly load: (at: Local) => Code;
  readonly store: (at: Local, value: Code) => Code;
}

const fours: Along = {
  load: (at) => f32x4.load(get(at)),
  store: (at, value) => f32x4.store(get(at), value),
};
const ones: Along = {
  load: (at) => f32x4.loadSplat(get(at)),
  store: (at, value) => f32x4.storeOne(get(at), value),
};

/**
 * Goes along a row of so many columns: by vectors, whose sums are in `sum`, then by single floats, given to all lanes, whose sums are
 * in `rest`. Pointers begin at `starts`.
 */
const along = (
  columns: number,
  local: Declare,
  starts: readonly Local[],
  body: (way: Along, at: readonly Local[], isRest: boolean) => Code,
): Code => {
  const pointers = starts.map(() => local('i32'));
  const i = local('i32');
  const rest = columns % 4;
  const move = (bytes: number): Code => join(...pointers.map((each) => advance(each, i32.const(bytes))));
  return join(
    ...pointers.map((each, k) => set(each, get(starts[k]!))),
    set(i, i32.const(0)),
    whileLess(i, i32.const(columns - rest), 4, join(body(fours, pointers, false), move(16))),
    ...Array.from({ length: rest }, () => join(body(ones, pointers, true), move(4))),
  );
};

/** Does something for each of some rows; the pointers move on by a row. */
const eachRow = (
  rows: Local,
  columns: number,
  pointers: readonly Local[],
  local: Declare,
  body: Code,
): Code => {
  const row = local('i32');
  return whileLess(
    row,
    get(rows),
    1,
    join(body, ...pointers.map((pointer) => advance(pointer, i32.const(columns * 4)))),
  );
};

/** e^x over its sum along each row: (rows, from, to); from and to may be one place. */
export const softmaxAlong = (columns: number): Definition => ({
  parameters: ['i32', 'i32', 'i32'],
  body: ([rows, from, to], local) => {
    const [largest, sum, rest, x, power] = [0, 0, 0, 0, 0].map(() => local('v128')) as [
      ...[Local, Local, Local, Local, Local],
    ];
    const { before, value } = exponential(get(x), () => local('v128'));
    return eachRow(
      rows!,
      columns,
      [from!, to!],
      local,
      join(
        set(largest, f32x4.splatConst(-Infinity)),
        along(columns, local, [from!], (way, [at]) => set(largest, f32x4.max(get(largest), way.load(at!)))),
        across(largest, f32x4.max),
        set(sum, f32x4.zero),
        set(rest, f32x4.zero),
        along(columns, local, [from!, to!], (way, [at, onto], isRest) => {
          const total = isRest ? rest : sum;
          return join(
            set(x, f32x4.sub(way.load(at!), get(largest))),
            before,
            // what is further below is nothing; NaN stays
            set(power, f32x4.andNot(value, f32x4.lessThan(get(x), f32x4.splatConst(-87)))),
            way.store(onto!, get(power)),
            set(total, f32x4.add(get(total), get(power))),
          );
        }),
        across(sum, f32x4.add),
        set(sum, f32x4.add(get(sum), get(rest))),
        along(columns, local, [to!], (way, [at]) => way.store(at!, f32x4.div(way.load(at!), get(sum)))),
      ),
    );
  },
});

/**
 * Rows made to have the mean 0 and the variance 1, times gamma, plus beta, where there are such: (rows, from, to, means, spreads,
 * epsilon, gamma, beta). Each row's mean, and one over its spread, are written down.
 */
export const normalAlong = (columns: number, hasGamma: boolean, hasBeta: boolean): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'i32', 'i32'],
  body: ([rows, from, to, means, spreads, epsilon, gamma, beta], local) => {
    const [mean, spread, rest, off] = [0, 0, 0, 0].map(() => local('v128')) as [Local, Local, Local, Local];
    const share = f32x4.splatConst(1 / columns);
    /** The mean along the row of what is worked out of each number. */
    const meanOf = (total: Local, term: (x: Code) => Code): Code =>
      join(
        set(total, f32x4.zero),
        set(rest, f32x4.zero),
        along(columns, local, [from!], (way, [at], isRest) => {
          const sum = isRest ? rest : total;
          return set(sum, f32x4.add(get(sum), term(way.load(at!))));
        }),
        across(total, f32x4.add),
        set(total, f32x4.mul(f32x4.add(get(total), get(rest)), share)),
      );
    return eachRow(
      rows!,
      columns,
      [from!, to!],
      local,
      join(
        meanOf(mean, (x) => x),
        meanOf(spread, (x) => join(set(off, f32x4.sub(x, get(mean))), f32x4.mul(get(off), get(off)))),
        set(
          spread,
          f32x4.div(f32x4.splatConst(1), f32x4.sqrt(f32x4.add(get(spread), f32x4.splat(get(epsilon!))))),
        ),
        f32x4.storeOne(get(means!), get(mean)),
        f32x4.storeOne(get(spreads!), get(spread)),
        advance(means!, i32.const(4)),
        advance(spreads!, i32.const(4)),
        along(columns, local, [from!, to!, gamma!, beta!], (way, [at, onto, g, b]) => {
          const normal = f32x4.mul(f32x4.sub(way.load(at!), get(mean)), get(spread));
          const scaled = hasGamma ? f32x4.mul(normal, way.load(g!)) : normal;
          return way.store(onto!, hasBeta ? f32x4.add(scaled, way.load(b!)) : scaled);
        }),
      ),
    );
  },
});

/** Rows over their root mean square, times a scale: (rows, from, to, roots, epsilon, scale). One over each root is written down. */
export const rootMeanAlong = (columns: number): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32', 'f32', 'i32'],
  body: ([rows, from, to, roots, epsilon, scale], local) => {
    const [sum, rest, x] = [0, 0, 0].map(() => local('v128')) as [Local, Local, Local];
    return eachRow(
      rows!,
      columns,
      [from!, to!],
      local,
      join(
        set(sum, f32x4.zero),
        set(rest, f32x4.zero),
        along(columns, local, [from!], (way, [at], isRest) => {
          const total = isRest ? rest : sum;
          return join(set(x, way.load(at!)), set(total, f32x4.add(get(total), f32x4.mul(get(x), get(x)))));
        }),
        across(sum, f32x4.add),
        set(sum, f32x4.mul(f32x4.add(get(sum), get(rest)), f32x4.splatConst(1 / columns))),
        set(sum, f32x4.div(f32x4.splatConst(1), f32x4.sqrt(f32x4.add(get(sum), f32x4.splat(get(epsilon!)))))),
        f32x4.storeOne(get(roots!), get(sum)),
        advance(roots!, i32.const(4)),
        along(columns, local, [from!, to!, scale!], (way, [at, onto, g]) =>
          way.store(onto!, f32x4.mul(f32x4.mul(way.load(at!), get(sum)), way.load(g!))),
        ),
      ),
    );
  },
});
