import { advance, chooseF32, f32, f32x4, get, i32, join, set, when, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/*
 * A matrix product after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 2008):
 * both operands are packed, so that the innermost loop reads them in order, whichever way they lay (transposed or not),
 * and keeps a tile of the result, 4 rows by 8 columns, in registers.
 */
export const tileRows = 4;
export const tileColumns = 8;

/** Writes four vectors, read down `from` by `stride`, as the columns of a 4 x 4 block whose rows lie `apart` bytes. */
function transposeBlock(
  from: Local,
  stride: Code,
  to: Code,
  apart: number,
  plus: number,
  [a, b, c, d, walk]: readonly [Local, Local, Local, Local, Local],
): Code {
  const low = (x: Local, y: Local): Code => f32x4.shuffle(get(x), get(y), [0, 4, 1, 5]);
  const high = (x: Local, y: Local): Code => f32x4.shuffle(get(x), get(y), [2, 6, 3, 7]);
  const half = (x: Code, y: Code, first: boolean): Code =>
    f32x4.shuffle(x, y, first ? [0, 1, 4, 5] : [2, 3, 6, 7]);
  return join(
    set(walk, get(from)),
    ...[a, b, c, d].map((row) => join(set(row, f32x4.load(get(walk))), advance(walk, stride))),
    f32x4.store(to, half(low(a, b), low(c, d), true), plus),
    f32x4.store(to, half(low(a, b), low(c, d), false), plus + apart),
    f32x4.store(to, half(high(a, b), high(c, d), true), plus + 2 * apart),
    f32x4.store(to, half(high(a, b), high(c, d), false), plus + 3 * apart),
  );
}

/**
 * Copies `width` lanes for each of `k` steps to `to`, `full` lanes a step, zeros behind the last: from values `lane`
 * bytes apart across and `step` bytes apart along.
 */
function pack(
  local: (type: 'i32' | 'v128') => Local,
  full: number,
  names: { from: Local; lane: Local; step: Local; k: Local; to: Local; width: Local },
): Code {
  const { from, lane, step, k, to, width } = names;
  const [p, i, at, source] = [local('i32'), local('i32'), local('i32'), local('i32')];
  const vectors = [local('v128'), local('v128'), local('v128'), local('v128'), local('i32')] as const;
  const group = local('i32');
  const groups = Array.from({ length: full / 4 }, (_, g) => g);
  const scalar = whileLess(
    p,
    get(k),
    1,
    join(
      set(source, get(from)),
      set(i, i32.const(0)),
      whileLess(
        i,
        get(width),
        1,
        join(
          f32.store(get(at), f32.load(get(source))),
          advance(at, i32.const(4)),
          advance(source, get(lane)),
        ),
      ),
      whileLess(i, i32.const(full), 1, join(f32.store(get(at), f32.const(0)), advance(at, i32.const(4)))),
      advance(from, get(step)),
    ),
  );
  const copied = whileLess(
    p,
    get(k),
    1,
    join(
      ...groups.map((g) => f32x4.store(get(at), f32x4.load(get(from), g * 16), g * 16)),
      advance(at, i32.const(full * 4)),
      advance(from, get(step)),
    ),
  );
  const transposed = whileLess(
    p,
    i32.sub(get(k), i32.const(3)),
    4,
    join(
      set(group, get(from)),
      ...groups.map((g) =>
        join(
          transposeBlock(group, get(lane), get(at), full * 4, g * 16, vectors),
          set(group, get(vectors[4])),
        ),
      ),
      advance(at, i32.const(full * 16)),
      advance(from, i32.const(16)),
    ),
  );
  return join(
    set(p, i32.const(0)),
    set(at, get(to)),
    when(
      i32.eq(get(width), i32.const(full)),
      when(i32.eq(get(lane), i32.const(4)), copied, when(i32.eq(get(step), i32.const(4)), transposed)),
    ),
    scalar,
  );
}

/** Packs a block of the right operand: (k, n, b, bRow, bColumn, packed); k * (n rounded up to 8) floats are written. */
export const packRight: Definition = {
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  body: ([k, n, b, bRow, bColumn, packed], local) => {
    const [column, from, width] = [local('i32'), local('i32'), local('i32')];
    return whileLess(
      column,
      get(n!),
      tileColumns,
      join(
        set(from, i32.add(get(b!), i32.mul(get(column), get(bColumn!)))),
        set(width, i32.sub(get(n!), get(column))),
        when(i32.lessThan(i32.const(tileColumns), get(width)), set(width, i32.const(tileColumns))),
        pack(local, tileColumns, { from, lane: bColumn!, step: bRow!, k: k!, to: packed!, width }),
        advance(packed!, i32.mul(get(k!), i32.const(tileColumns * 4))),
      ),
    );
  },
};

/**
 * c = a b, or c += a b where `accumulate` is 1: (m, n, k, a, aRow, aColumn, packed b, c, cRow, accumulate, scratch).
 * The scratch holds k * 4 floats of packed a, then a tile.
 */
export const multiplyPacked: Definition = {
  parameters: new Array(11).fill('i32'),
  body: ([m, n, k, a, aRow, aColumn, b, c, cRow, accumulate, scratch], local) => {
    const [row, column, rows, columns, p] = [0, 0, 0, 0, 0].map(() => local('i32')) as Local[];
    const [from, atA, atB, atC, tile, i, j, source] = [0, 0, 0, 0, 0, 0, 0, 0].map(() =>
      local('i32'),
    ) as Local[];
    const sums = Array.from({ length: tileRows }, () => [local('v128'), local('v128')] as const);
    const [right0, right1, left] = [local('v128'), local('v128'), local('v128')];
    const step = (): Code =>
      join(
        set(right0, f32x4.load(get(atB!))),
        set(right1, f32x4.load(get(atB!), 16)),
        ...sums.map(([sum0, sum1], r) =>
          join(
            set(left, f32x4.loadSplat(get(atA!), r * 4)),
            set(sum0, f32x4.add(get(sum0), f32x4.mul(get(left), get(right0)))),
            set(sum1, f32x4.add(get(sum1), f32x4.mul(get(left), get(right1)))),
          ),
        ),
      );
    // One step a turn: unrolled, V8 loads ahead, runs out of registers, and is a third slower.
    const walk = join(
      step(),
      advance(atA!, i32.const(tileRows * 4)),
      advance(atB!, i32.const(tileColumns * 4)),
    );
    const storeTile = (add: boolean): Code =>
      join(
        set(source!, get(atC!)),
        ...sums.map((pair) =>
          join(
            ...pair.map((sum, half) =>
              f32x4.store(
                get(source!),
                add ? f32x4.add(f32x4.load(get(source!), half * 16), get(sum)) : get(sum),
                half * 16,
              ),
            ),
            advance(source!, get(cRow!)),
          ),
        ),
      );
    // At the right and lower edges, part of a tile: by way of the scratch.
    const storeEdge = join(
      ...sums.flatMap((pair, r) =>
        pair.map((sum, half) => f32x4.store(get(tile!), get(sum), r * 32 + half * 16)),
      ),
      set(source!, get(tile!)),
      set(i!, i32.const(0)),
      whileLess(
        i!,
        get(rows!),
        1,
        join(
          set(j!, i32.const(0)),
          whileLess(
            j!,
            i32.mul(get(columns!), i32.const(4)),
            4,
            f32.store(
              i32.add(get(atC!), get(j!)),
              f32.add(
                f32.load(i32.add(get(source!), get(j!))),
                // Memory never written may hold a NaN: it is read only where it counts.
                chooseF32(get(accumulate!), f32.load(i32.add(get(atC!), get(j!))), f32.const(0)),
              ),
            ),
          ),
          advance(source!, i32.const(32)),
          advance(atC!, get(cRow!)),
        ),
      ),
    );
    return join(
      set(tile!, i32.add(get(scratch!), i32.mul(get(k!), i32.const(tileRows * 4)))),
      whileLess(
        row!,
        get(m!),
        tileRows,
        join(
          set(rows!, i32.sub(get(m!), get(row!))),
          when(i32.lessThan(i32.const(tileRows), get(rows!)), set(rows!, i32.const(tileRows))),
          set(from!, i32.add(get(a!), i32.mul(get(row!), get(aRow!)))),
          pack(local, tileRows, {
            from: from!,
            lane: aRow!,
            step: aColumn!,
            k: k!,
            to: scratch!,
            width: rows!,
          }),
          set(atB!, get(b!)),
          set(column!, i32.const(0)),
          whileLess(
            column!,
            get(n!),
            tileColumns,
            join(
              ...sums.flat().map((sum) => set(sum, f32x4.zero)),
              set(atA!, get(scratch!)),
              set(p!, i32.const(0)),
              whileLess(p!, get(k!), 1, walk),
              set(
                atC!,
                i32.add(
                  get(c!),
                  i32.add(i32.mul(get(row!), get(cRow!)), i32.mul(get(column!), i32.const(4))),
                ),
              ),
              set(columns!, i32.sub(get(n!), get(column!))),
              when(
                i32.and(
                  i32.eq(get(rows!), i32.const(tileRows)),
                  i32.notLess(get(columns!), i32.const(tileColumns)),
                ),
                when(get(accumulate!), storeTile(true), storeTile(false)),
                join(
                  when(
                    i32.lessThan(i32.const(tileColumns), get(columns!)),
                    set(columns!, i32.const(tileColumns)),
                  ),
                  storeEdge,
                ),
              ),
            ),
          ),
        ),
      ),
    );
  },
};
