import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './folder.js';

/** Text messages, and whether each is spam. */
export interface Messages {
  readonly texts: readonly string[];
  readonly spam: Uint8Array;
}

/** Offers and plain talk from a few words, to see the program run. */
const sample = (count: number): readonly (readonly [string, string])[] =>
  Array.from({ length: count }, (_, i) =>
    i % 4 === 0 ? ['spam', `WIN a free prize no. ${i}, call now!`] : ['ham', `see you at ${i % 12}, ok?`],
  );

const messages = (rows: readonly (readonly string[])[]): Messages => ({
  texts: rows.map(([, text]) => text!),
  spam: Uint8Array.from(rows, ([label]) => (label === 'spam' ? 1 : 0)),
});

/** Messages for training, and, every fifth, for testing. */
export const readMessages = () => {
  const folder = dataFolder('sms-spam');
  const rows =
    folder === undefined
      ? sample(200)
      : readFileSync(join(folder, 'sms.tsv'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split('\t'));
  return {
    real: folder !== undefined,
    train: messages(rows.filter((_, i) => i % 5 !== 0)),
    test: messages(rows.filter((_, i) => i % 5 === 0)),
  };
};
