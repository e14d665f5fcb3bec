import type { BatchSource } from './batches.js';
import type { ReadElement, StreamOptions } from './stream-batches.js';
import type { BatchStream } from './streams.js';

/** The batches of any stream: what goes through them is loaded with the first. */
export const streamBatches = async (
  stream: BatchStream<unknown>,
  read: ReadElement,
  options: StreamOptions,
): Promise<BatchSource> => (await import('./stream-batches.js')).batchesOf(stream, read, options);
