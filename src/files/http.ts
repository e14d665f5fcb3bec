import { byteLength, type Artifacts, type Description } from './artifacts.js';
import { FileError, type FileErrorCode } from './file-error.js';
import { joinParts, largestJson, parseModel, readWhole, weightsPaths } from './model-json.js';
import { checkSeal, wrongLength } from './seal.js';

const codes: Readonly<Record<number, FileErrorCode>> = {
  401: 'no-permission',
  403: 'no-permission',
  404: 'missing',
  410: 'missing',
};

/** The bytes of an address, and no more than so many. */
const fetchBytes = async (url: string, most: number, tooMany: () => FileError): Promise<Uint8Array> => {
  const failed = (code: FileErrorCode, why: string, cause?: unknown) =>
    new FileError(code, `could not load '${url}': ${why}`, { cause });
  const response = await fetch(url).catch((cause: unknown) => {
    throw failed('failed', 'the server cannot be reached, or does not let this page read it (CORS)', cause);
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw failed(
      codes[response.status] ?? 'failed',
      `the server answers ${response.status} ${response.statusText}`,
    );
  }
  if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    throw failed('missing', 'the server gives a page (HTML) in its place; is the address right?');
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw failed('truncated', 'the connection broke off', cause);
    });
    if (done) return joinParts(parts);
    parts.push(value);
    length += value.byteLength;
    if (length <= most) continue;
    await reader.cancel();
    throw tooMany();
  }
};

/** The address of a file beside another; what is asked of the server stays, where the name asks for nothing of its own. */
const beside = (url: string, name: string): string => {
  const [, base, query = ''] = /^([^?#]*\/)[^/?#]*(\?[^#]*)?/.exec(url)!;
  return `${base}${name}${name.includes('?') ? '' : query}`;
};

const fetchText = async (url: string): Promise<string> =>
  new TextDecoder().decode(
    await fetchBytes(
      url,
      largestJson,
      () => new FileError('not-a-model', `'${url}' is larger than any description of a model`),
    ),
  );

/** Reads a model from the address of its `model.json`. */
export const readHttp = (url: string): Promise<Artifacts> =>
  readWhole(
    () => fetchText(url),
    async (text) => {
      const { description, groups } = parseModel(url, text);
      await checkSeal(url, description);
      const expected = byteLength(description.entries);
      const parts: Uint8Array[] = [];
      let length = 0;
      for (const name of weightsPaths(url, groups, { folders: true })) {
        const tooMany = () => wrongLength(url, expected, expected + 1);
        const part = await fetchBytes(beside(url, name), expected - length, tooMany);
        parts.push(part);
        length += part.byteLength;
      }
      return { ...description, data: joinParts(parts).buffer };
    },
  );

/** The description alone. */
export const readHttpDescription = async (url: string): Promise<Description> =>
  parseModel(url, await fetchText(url)).description;

/** How large a single file may be: what one array of bytes holds. */
const largestFile = 2 ** 31 - 1;

/** The bytes of a file that is a whole model. */
export const fetchFile = (url: string): Promise<Uint8Array> =>
  fetchBytes(
    url,
    largestFile,
    () => new FileError('failed', `'${url}' is larger than a page or Node can hold in one piece, 2 GB`),
  );
