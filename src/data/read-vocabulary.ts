import { fetchFile } from '../files/http.js';
import { declareAsync } from '../options/declare.js';
import { flag } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { DataError } from '../training/data/data-error.js';
import { fileKind, readText } from './csv/table-options.js';

/** Options of `readVocabulary`. */
export interface ReadVocabularyOptions<I extends boolean = boolean> {
  /** Whether tokens are whole numbers, for `integerLookup`. Default false. */
  readonly integers?: I;
}

/** The options of `readVocabulary`, declared. */
const readVocabularyOptions = { integers: optional(flag, false) } satisfies Declares<ReadVocabularyOptions>;

const isAddress = (path: string | URL): boolean => /^https?:/i.test(String(path));

const fetchText = async (path: string | URL): Promise<readonly [string, string]> => {
  const what = `readVocabulary: '${String(path)}'`;
  try {
    return [what, new TextDecoder('utf-8', { fatal: true }).decode(await fetchFile(String(path)))];
  } catch (cause) {
    if (cause instanceof TypeError) throw new DataError(`${what} is no text in UTF-8`, { cause });
    throw cause;
  }
};

/** The lines of a text; what ends the last one begins no other. */
const linesOf = (text: string): string[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

const wholeNumber = (what: string, line: string, i: number): number => {
  if (/^[+-]?\d+$/.test(line.trim()) && Number.isSafeInteger(Number(line))) return Number(line);
  throw new DataError(
    `${what} must have a whole number in each line, got '${line.slice(0, 60)}' in line ${i + 1}`,
  );
};

interface ReadVocabulary {
  <const I extends boolean = false>(
    path: string | URL,
    options?: ReadVocabularyOptions<I>,
  ): Promise<readonly (I extends true ? number : string)[]>;
}

/**
 * The tokens of a file, one in each line, for the `vocabulary` of `stringLookup`, `integerLookup` and `textVectorization`, as
 * Keras takes its path there: a file on this machine, in Node, or what an address `http:` or `https:` gives, in pages too.
 *
 * @param path The file, in UTF-8. Special tokens may stand in its first lines, as `getVocabulary` has them, or be left out.
 * @throws FileError where there is no such file or the server does not give it; DataError where it has no tokens, is no text in
 * UTF-8, or with `integers` a line is no whole number.
 * @example const words = stringLookup({ vocabulary: await readVocabulary('./vocab.txt') })
 */
export const readVocabulary: ReadVocabulary = /* @__PURE__ */ declareAsync(
  { name: 'readVocabulary', takes: { path: fileKind }, options: readVocabularyOptions },
  async ({ path, integers }) => {
    const [what, text] = isAddress(path) ? await fetchText(path) : await readText('readVocabulary', path);
    const lines = linesOf(text);
    if (lines.length === 0) throw new DataError(`${what} has no tokens: one in each line is needed`);
    return integers ? lines.map((line, i) => wholeNumber(what, line, i)) : lines;
  },
) as unknown as ReadVocabulary;
