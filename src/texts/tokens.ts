// What becomes of a text: it is standardized, split into tokens, and these are put together to n-grams.

/** How a text is made alike to others: case and punctuation of ASCII, as Keras has it, or a function of the user's. */
export type Standardize =
  'lowerAndStripPunctuation' | 'lower' | 'stripPunctuation' | null | ((text: string) => string);

/** How a text is parted: at the whitespace of ASCII, into characters, not at all, or by a function of the user's. */
export type Split = 'whitespace' | 'character' | null | ((text: string) => readonly string[]);

/** So many tokens to an n-gram: up to a number, or each of a list. */
export type Ngrams = number | readonly number[] | null;

/** What a text goes through. */
export interface Tokenization {
  readonly standardize: Standardize;
  readonly split: Split;
  readonly ngrams: Ngrams;
}

const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const withoutPunctuation = (text: string): string =>
  text.replace(/[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g, '');

const standardized = (text: string, how: Standardize): string => {
  if (how === null) return text;
  if (typeof how === 'function') return how(text);
  const lowered = how === 'stripPunctuation' ? text : lower(text);
  return how === 'lower' ? lowered : withoutPunctuation(lowered);
};

const parted = (text: string, how: Split): readonly string[] => {
  if (how === null) return [text];
  if (typeof how === 'function') return how(text);
  return how === 'character' ? [...text] : text.split(/[ \t\n\v\f\r]+/).filter((token) => token !== '');
};

const ngramsOf = (tokens: readonly string[], ngrams: Ngrams): readonly string[] => {
  if (ngrams === null) return tokens;
  const widths =
    typeof ngrams === 'number'
      ? Array.from({ length: Math.min(ngrams, tokens.length) }, (_, i) => i + 1)
      : ngrams;
  return widths.flatMap((width) =>
    Array.from({ length: Math.max(0, tokens.length - width + 1) }, (_, i) =>
      tokens.slice(i, i + width).join(' '),
    ),
  );
};

/** The tokens of a text, or of several that are not split: in order, n-grams of each width after those of the one before. */
export const tokensOf = (
  texts: readonly string[],
  { standardize, split, ngrams }: Tokenization,
): readonly string[] =>
  ngramsOf(
    texts.flatMap((text) => parted(standardized(text, standardize), split)),
    ngrams,
  );
