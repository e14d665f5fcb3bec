import { inNode } from '../../runtime/node.js';
import { FileError } from '../file-error.js';
import { nameOf } from '../place.js';

/** Refuses, in a page, a callback that writes plain files. */
export const needsNode = (callback: string, path: string): void => {
  if (!inNode())
    throw new FileError(
      'missing',
      `${callback}: '${nameOf(path)}' is no place in a page, which has no folders: it writes in Node; in a page take onProgress, or a callback of yours`,
    );
};
