import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from './folder.js';

/** Film reviews, and whether each is positive. */
export interface Reviews {
  readonly texts: readonly string[];
  readonly positive: Uint8Array;
}

const read = (path: string): Reviews => {
  const rows = gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line): { text: string; label: number | string } => JSON.parse(line));
  const yes = (label: number | string) => (label === 1 || label === 'pos' || label === 'positive' ? 1 : 0);
  return { texts: rows.map(({ text }) => text), positive: Uint8Array.from(rows, ({ label }) => yes(label)) };
};

/** Praise and blame from a few words, to see the program run. */
const sample = (count: number): Reviews => {
  const words = [
    ['dull', 'bad', 'weak'],
    ['great', 'fine', 'warm'],
  ];
  const texts = Array.from(
    { length: count },
    (_, i) => `a ${words[i % 2]![i % 3]} film and a ${words[i % 2]![(i + 1) % 3]} story`,
  );
  return { texts, positive: Uint8Array.from(texts, (_, i) => i % 2) };
};

/** Reviews for training and for testing. */
export const readReviews = () => {
  const folder = dataFolder('imdb');
  if (folder === undefined) return { real: false, train: sample(200), test: sample(50) };
  return {
    real: true,
    train: read(join(folder, 'train.jsonl.gz')),
    test: read(join(folder, 'test.jsonl.gz')),
  };
};

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/<br \/>/g, ' ')
    .match(/[a-z']+/g) ?? [];

type Words = readonly string[];

/** The first words of a text. */
export const firstWords = (words: Words, length: number): Words => words.slice(0, length);

/** The last words of a text, where reviews say what they come to. */
export const lastWords = (words: Words, length: number): Words => words.slice(-length);

/** The last words, again and again where there are too few: nothing is padded. */
export const filledUp = (words: Words, length: number): Words => {
  const last = lastWords(words, length);
  return last.length === 0 ? [] : Array.from({ length }, (_, i) => last[i % last.length]!);
};

/** Words as indices: 0 is padding, 1 a word that is not among the most frequent. */
export const vocabulary = (texts: readonly string[], size: number) => {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, size - 2);
  const index = new Map(frequent.map(([word], i) => [word, i + 2]));
  return (many: readonly string[], length: number, take = firstWords): Int32Array => {
    const indices = new Int32Array(many.length * length);
    many.forEach((text, row) =>
      take(wordsOf(text), length).forEach((word, i) => (indices[row * length + i] = index.get(word) ?? 1)),
    );
    return indices;
  };
};

/** The share of reviews that logits are right about: above zero they say yes. */
export const shareRight = (logits: ArrayLike<number>, { positive }: Reviews): number =>
  positive.filter((label, i) => logits[i]! > 0 === (label === 1)).length / positive.length;
