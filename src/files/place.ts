import { hasMember, show } from '../errors/show.js';
import { inNode } from '../runtime/node.js';
import { FileError } from './file-error.js';

/** Anything tfjs can save to or load from itself: `tf.io.withSaveHandler(...)` and the like. */
export interface IOHandler {
  save?(artifacts: never): Promise<unknown>;
  load?(): Promise<unknown>;
}

/** Where a model is: a folder (Node), `localstorage://name`, `indexeddb://name`, `downloads://name`, `https://...`, or a handler of tfjs's. */
export type StorePlace = string | IOHandler;

/** A `File` or a `Blob`, by what is asked of it here. */
export interface BlobLike {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `URL`, by what is asked of it here. */
export interface UrlLike {
  readonly href: string;
}

/** What a model can be loaded from: a place, an address, a file that a user has picked, or a file's bytes. */
export type ModelSource = StorePlace | UrlLike | BlobLike | ArrayBuffer | Uint8Array;

/** A place, told apart. */
export type Place =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'local storage'; readonly name: string }
  | { readonly kind: 'http'; readonly url: string }
  /** What tfjs has a handler for. */
  | { readonly kind: 'scheme'; readonly url: string }
  | { readonly kind: 'handler'; readonly handler: IOHandler };

/** A place in the words of an error. */
export const nameOf = (place: StorePlace): string =>
  typeof place !== 'string' ? 'the handler' : place.length <= 200 ? place : `${place.slice(0, 197)}...`;

const advice =
  "give a folder (in Node), localstorage://name or indexeddb://name (in a page), https://..., or a handler of tfjs's";

/**
 * What kind of place it is.
 *
 * @throws FileError for what is none: an empty path, a broken address, or a folder in a page.
 */
export const placeOf = (doing: string, given: unknown): Place => {
  if (hasMember(given, 'save') || hasMember(given, 'load'))
    return { kind: 'handler', handler: given as IOHandler };
  if (typeof given !== 'string')
    throw new FileError('failed', `${doing} needs a place, got ${show(given)}; ${advice}`);
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+):\/\/(.*)$/is.exec(given) ?? [];
  const path = scheme?.toLowerCase() === 'file' ? pathOf(doing, given, rest!) : scheme ? undefined : given;
  if (path !== undefined) {
    if (path.trim() === '' || path.includes('\0'))
      throw new FileError(
        'failed',
        `${doing} '${nameOf(given)}': ${path === '' ? 'it names no folder' : 'a path cannot be blank, or hold a zero byte'}; ${advice}`,
      );
    if (!inNode())
      throw new FileError(
        'missing',
        `'${nameOf(given)}' is no place in a page; use localstorage://name, indexeddb://name, or downloads://name`,
      );
    return { kind: 'folder', path };
  }
  if (rest === '') throw new FileError('failed', `${doing} '${given}': it names no model; ${advice}`);
  switch (scheme!.toLowerCase()) {
    case 'localstorage':
      return { kind: 'local storage', name: rest! };
    case 'http':
    case 'https':
      return { kind: 'http', url: given };
    default:
      return { kind: 'scheme', url: given };
  }
};

/** The path of a `file://` address: `file:///tmp/digits`, or tfjs's own `file://./digits`. */
const pathOf = (doing: string, given: string, rest: string): string => {
  try {
    // of file:///C:/models the path is C:/models
    return decodeURIComponent(rest).replace(/^\/(?=[a-z]:)/i, '');
  } catch (cause) {
    throw new FileError(
      'failed',
      `${doing} '${nameOf(given)}': it is no address, for '%' stands before two digits there ('%25' for itself); give the path alone`,
      { cause },
    );
  }
};
