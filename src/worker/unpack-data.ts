// Data as it has come from the page: numbers, or batches that are asked for there.
import type { AnyModel } from '../graph/model.js';
import type { BatchStream, Sequence } from '../training/data/streams.js';
import type { PackedBatch, PackedData, PackedStream, Page } from './border.js';
import { tensorOf, type Packed } from './numbers.js';

/** Inputs, labels and weights as `fit` takes them; of batches their stream alone. */
export const unpack = (
  model: AnyModel,
  data: PackedData,
  page: Page,
): { readonly xs: unknown; readonly ys?: unknown; readonly sampleWeight?: unknown } =>
  'stream' in data ? { xs: remoteStream(model, data, page) } : columns(model, data, (packed) => packed);

const columns = (model: AnyModel, { xs, ys, weights }: PackedBatch, make: (packed: Packed) => unknown) => ({
  xs: named(model.inputNames, xs.map(make)),
  ...(ys && { ys: named(model.outputNames, ys.map(make)) }),
  ...(weights && { sampleWeight: named(model.outputNames, weights) }),
});

const named = (names: readonly string[] | undefined, values: readonly unknown[]): unknown =>
  names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values[0];

/** Batches that stay in the page, and are asked for over the border. */
const remoteStream = (
  model: AnyModel,
  { stream, length, once }: PackedStream,
  page: Page,
): BatchStream<unknown> => {
  const tensors = (batch: PackedBatch) => columns(model, batch, tensorOf);
  if (length !== undefined)
    return {
      length,
      at: async (index) => tensors(await page.at(stream, index)),
      onEpochBegin: () => page.epoch(stream, 'onEpochBegin'),
      onEpochEnd: () => page.epoch(stream, 'onEpochEnd'),
    } satisfies Sequence<unknown>;
  const begin = (): AsyncIterator<unknown> => {
    let begun: Promise<void> | undefined;
    const over = { value: undefined, done: true } as const;
    return {
      next: async () => {
        await (begun ??= page.begin(stream));
        const batch = await page.next(stream);
        return batch ? { value: tensors(batch), done: false } : over;
      },
      return: async () => {
        if (begun) await page.end(stream);
        return over;
      },
    };
  };
  if (!once) return { [Symbol.asyncIterator]: begin };
  const only = begin();
  return Object.assign(only, { [Symbol.asyncIterator]: () => only });
};
