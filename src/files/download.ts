import { FileError } from './file-error.js';

/** How long a browser may take to begin a download, in milliseconds. */
const patience = 60_000;

/**
 * Hands a file to whoever looks at the page.
 *
 * @throws FileError where there is no page.
 */
export const downloadFile = (name: string, bytes: Uint8Array): void => {
  if (typeof document === 'undefined')
    throw new FileError(
      'failed',
      `could not save to 'downloads://${name}': there is no page here to download in; give a path (in Node), or save in the page itself`,
    );
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.download = name;
  link.href = url;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), patience);
};
