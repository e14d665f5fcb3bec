import { entriesOf, hasMember, isList } from '../../errors/show.js';
import type { TensorLike } from './data.js';
import { isStream } from './streams.js';

/**
 * Waits until the values of tensors that a graphics card computed are there to be read at once: WebGPU can only do so
 * by a detour over a canvas, and WebGL would block the page.
 *
 * @param data Anything that data may be: a tensor, several by name or in a list; what holds no tensors passes, as do
 * batches that are yet to come.
 */
export const fetchValues = async (data: unknown, depth = 5): Promise<void> => {
  if (depth === 0 || typeof data !== 'object' || data === null || isStream(data)) return;
  if (isTensor(data)) {
    // one that is disposed is refused later, with what it was to be
    if (!data.isDisposed) await data.data();
    return;
  }
  // nested arrays of numbers hold no tensors, and may be long
  const parts = isList(data) ? data.slice(0, 3) : entriesOf(data).map(([, value]) => value);
  await Promise.all(parts.map((part) => fetchValues(part, depth - 1)));
};

const isTensor = (
  data: object,
): data is TensorLike & { readonly isDisposed: boolean; data(): Promise<unknown> } =>
  hasMember(data, 'dataSync') && typeof (data as { data?: unknown }).data === 'function';
