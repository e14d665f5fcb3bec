import { bind, type Names } from '../../shapes/binding.js';
import { showShape } from '../../shapes/shape.js';
import { DataError } from './data-error.js';
import type { Expected, Rows } from './rows.js';

/** What the names of a model's axes stand for in the columns of one call; refuses a name that stands for two sizes. */
export const bindRows = (columns: readonly Rows[], expected: readonly Expected[], names: Names = {}): Names =>
  columns.reduce<Names>((bound, { shape }, i) => {
    const { what, shape: declared } = expected[i]!;
    const checked = bind(shape, declared, bound, `in ${what}`);
    if (checked._tag === 'Left')
      throw new DataError(`${what} needs ${checked.left.sentence} in ${showShape(shape)}`);
    return checked.right;
  }, names);
