import { either, integer, listOf, orNull } from '../../options/kinds.js';

/** The key of a hash, one number or two, or none. */
export type Salt = number | readonly number[] | null;

/** The option `salt`. */
export const salt = orNull(
  either(
    integer,
    listOf('a list of two of them', integer, (two) => two.length === 2),
  ),
);
