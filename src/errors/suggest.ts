import { closest, distance } from 'fastest-levenshtein';

/** What older Keras, tfjs and other frameworks call it, in small letters; their spellings with '_' need no line here. */
const elsewhere: Readonly<Record<string, string>> = {
  alpha: 'negativeSlope',
  batch: 'batchSize',
  lr: 'learningRate',
  lrate: 'learningRate',
  nbepoch: 'epochs',
  p: 'rate',
  std: 'stddev',
  stride: 'strides',
};

const plain = (name: string): string => name.toLowerCase().replace(/[_\-\s]/g, '');

/** The known name that a misspelt one is meant to be, if one is near enough: in other letters, in another framework's words, or nearly right. */
export const suggest = (given: string, known: readonly string[]): string | undefined => {
  // nobody means a name by an essay, and the distance is quadratic
  if (known.length === 0 || given.length > 60) return undefined;
  const own = plain(given);
  const other = elsewhere[own];
  const same = known.find((name) => plain(name) === own || name === other);
  if (same !== undefined) return same;
  const near = closest(own, known.map(plain));
  const far = distance(own, near);
  return far < own.length && far <= Math.max(2, own.length / 3)
    ? known.find((name) => plain(name) === near)
    : undefined;
};

/** The end of a sentence about a name that there is not: the one that was meant, or what there is. */
export const orElse = (given: unknown, known: readonly string[], there = 'use one of'): string => {
  const near = typeof given === 'string' ? suggest(given, known) : undefined;
  return near ? `did you mean '${near}'?` : `${there} ${some(known)}`;
};

/** Names in a row, those left out for which there is no room. */
const some = (names: readonly string[]): string => {
  const all = names.map((name) => (name.length <= 60 ? name : `${name.slice(0, 59)}…`)).join(', ');
  return all.length <= 200 ? all : `${all.slice(0, all.lastIndexOf(', ', 196))}, …`;
};
