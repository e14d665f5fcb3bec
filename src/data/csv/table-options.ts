// What tables of text have of options in common, and where they lie.
import { fileError } from '../../files/explain-file-error.js';
import { nodeFileSystem, readPlain } from '../../files/node-files.js';
import { flag, listOf, text, token } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import { inNode, nodeModule } from '../../runtime/node.js';
import { DataError } from '../../training/data/data-error.js';

/** Options of every table of text. */
export interface CsvOptions {
  /** What stands between two values. Default ','. */
  readonly delimiter?: string;
  /** The columns' names, for a table whose first line does not have them. */
  readonly header?: readonly string[];
  /** What stands where there is no value. Default: '', 'NA', 'NaN', 'null' and '?'. */
  readonly missing?: readonly string[];
  /** Whether rows are left out that lack a value in a column that is read; otherwise they are an error. Default false. */
  readonly skipMissing?: boolean;
}

const delimiter: Kind<string> = {
  needs: 'a text of one character or a few, and no end of a line',
  read: (given) => (typeof given === 'string' && /^[^\r\n"]{1,8}$/.test(given) ? given : undefined),
};

/** Names, each once. */
export const columnNames = listOf(
  'a list of names, each once',
  text,
  (names) => names.length > 0 && new Set(names).size === names.length,
);

/** The options of every table, declared. */
export const csvOptions = {
  delimiter: optional(delimiter, ','),
  header: optional(columnNames),
  missing: optional(listOf('a list of texts', token), ['', 'NA', 'NaN', 'null', '?']),
  skipMissing: optional(flag, false),
} satisfies Declares<CsvOptions>;

/** The path or URL of a file. */
export const fileKind: Kind<string | URL> = {
  needs: 'the path of a file',
  read: (given) =>
    (typeof given === 'string' && given !== '' && !given.includes('\0')) || given instanceof URL
      ? given
      : undefined,
};

const instead = (where: string): string =>
  where === 'readVocabulary'
    ? 'give it an address, https://...'
    : 'fetch its text, and give that to parseCsv';

/** A file's name for errors, and its text; what is no UTF-8 is refused. */
export const readText = async (where: string, path: string | URL): Promise<readonly [string, string]> => {
  if (!inNode()) throw new DataError(`${where} reads a file, which a page cannot: ${instead(where)}`); // prettier-ignore
  const { fileURLToPath } = await nodeModule<typeof import('node:url')>('node:url');
  if (path instanceof URL && path.protocol !== 'file:')
    throw new DataError(`${where}: path must be a file on this machine, got ${path.href.slice(0, 100)}`);
  const at = typeof path === 'string' ? path : fileURLToPath(path);
  const bytes = await readPlain(await nodeFileSystem(), at, { follow: true }).catch((cause: unknown) => {
    throw fileError(`${where}: cannot read path`, at, cause);
  });
  try {
    return [`${where}: '${at}'`, new TextDecoder('utf-8', { fatal: true }).decode(bytes)];
  } catch (cause) {
    throw new DataError(`${where}: '${at}' is no text in UTF-8`, { cause });
  }
};
