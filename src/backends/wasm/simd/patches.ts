import { advance, f32, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/*
 * The patches of one line of output pixels, where all of them lie inside the image:
 * (input, patches, columns, columnStep, rows, rowStep, run): `run` bytes from each of `rows` rows that lie `rowStep`
 * apart, for each of `columns` windows that lie `columnStep` apart.
 */
const line = (
  four: (input: Code, patch: Code) => Code,
  one: (input: Code, patch: Code) => Code,
): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [input, patch, columns, columnStep, rows, rowStep, run] = parameters as Seven;
    const [column, row, at, from] = [local('i32'), local('i32'), local('i32'), local('i32')];
    const here = i32.add(get(from), get(at));
    const there = i32.add(get(patch), get(at));
    return whileLess(
      column,
      get(columns),
      1,
      join(
        set(from, get(input)),
        set(row, i32.const(0)),
        whileLess(
          row,
          get(rows),
          1,
          join(
            set(at, i32.const(0)),
            whileLess(at, i32.sub(get(run), i32.const(15)), 16, four(here, there)),
            whileLess(at, get(run), 4, one(here, there)),
            advance(patch, get(run)),
            advance(from, get(rowStep)),
          ),
        ),
        advance(input, get(columnStep)),
      ),
    );
  },
});

type Seven = readonly [Local, Local, Local, Local, Local, Local, Local];

/** Copies from the input to the patches. */
export const gatherLine = line(
  (input, patch) => f32x4.store(patch, f32x4.load(input)),
  (input, patch) => f32.store(patch, f32.load(input)),
);

/** Adds the patches to the input. */
export const scatterLine = line(
  (input, patch) => f32x4.store(input, f32x4.add(f32x4.load(input), f32x4.load(patch))),
  (input, patch) => f32.store(input, f32.add(f32.load(input), f32.load(patch))),
);
