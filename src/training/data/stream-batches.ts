// Batches of a stream: a data set, a sequence, or what gives one batch after the other.
import { show } from '../../errors/show.js';
import { isWhole } from '../../shapes/arithmetic.js';
import { permutation, randomStream, seedOf } from '../../tfjs/random.js';
import { epochsOf, skip, type Batch, type BatchSource } from './batches.js';
import { DataError } from './data-error.js';
import { fetchValues } from './fetch-values.js';
import { freeElement } from './free-element.js';
import { isDataset, isIterable, isOnce, isSequence, type BatchStream, type Sequence } from './streams.js';

/** How an element of a stream becomes a batch; its tensors are freed. */
export type ReadElement = (element: unknown) => Batch;

/** How a stream becomes epochs. */
export interface StreamOptions {
  /** Batches in an epoch, where not all. */
  readonly steps: number | undefined;
  /** The seed of each epoch's order of a sequence; `undefined` keeps its order. */
  readonly shuffleSeed: number | undefined;
}

/** The batches of any stream. */
export const batchesOf = (
  stream: BatchStream<unknown>,
  read: ReadElement,
  options: StreamOptions,
): BatchSource => {
  const toBatch = async (element: unknown): Promise<Batch> => {
    await fetchValues(element);
    return read(element);
  };
  return isSequence(stream) && !isDataset(stream)
    ? sequenceBatches(stream, toBatch, options)
    : iteratorBatches(stream, toBatch, options.steps);
};

type ToBatch = (element: unknown) => Promise<Batch>;

/** How many batches have their order drawn: it is held in memory. */
const mostShuffled = 2 ** 24;

const lengthOf = ({ length }: Sequence<unknown>): number => {
  if (!isWhole(length))
    throw new DataError(
      `a sequence of batches needs a length, how many there are, as a whole number; got ${show(length)}`,
    );
  if (length === 0) throw new DataError('the sequence is empty, of length 0: there is nothing to compute on');
  return length;
};

/** Batches in any order: each pass over all of them has an order of its own. */
const sequenceBatches = (
  sequence: Sequence<unknown>,
  toBatch: ToBatch,
  { steps: asked, shuffleSeed }: StreamOptions,
): BatchSource => {
  const whole = lengthOf(sequence);
  if (shuffleSeed !== undefined && whole > mostShuffled)
    throw new DataError(
      `a sequence of length ${whole} cannot be shuffled: ${mostShuffled} batches at most; give shuffle: false`,
    );
  const epochs = epochsOf(whole, asked);
  return {
    steps: asked ?? whole,
    epoch: async (index, seen = index) => {
      const { first, last, pass } = epochs(index, seen);
      const order =
        shuffleSeed === undefined ? undefined : permutation(whole, randomStream(seedOf(shuffleSeed, pass)));
      await sequence.onEpochBegin?.();
      let step = first;
      return async () => {
        if (step >= last) {
          await sequence.onEpochEnd?.();
          return undefined;
        }
        const at = order ? order[step]! : step;
        step++;
        return toBatch(await sequence.at(at));
      };
    },
    // a sequence may draw other samples with each epoch
    pass: async () => {
      await sequence.onEpochBegin?.();
      await sequence.onEpochEnd?.();
    },
    close: () => Promise.resolve(),
  };
};

/** The elements of a stream, one after the other. */
export interface Elements {
  /** The next one; nothing where they have run out, which they also have where it throws. */
  next(): Promise<{ readonly element: unknown } | undefined>;
  /** Tells whatever gives them that no more are wanted. Safe to call twice. */
  close(): Promise<void>;
}

/** What an iterator is, sync or async. */
interface Cursor {
  next(): unknown;
  return?(): unknown;
}

/** Begins a stream, or goes on with one that can be gone through but once. */
export const openStream = async (stream: BatchStream<unknown>): Promise<Elements> => {
  const isNullTheEnd = isDataset(stream);
  const made = isNullTheEnd
    ? await stream.iterator()
    : cursorOf(typeof stream === 'function' ? await stream() : stream);
  if (typeof made !== 'object' || made === null || typeof (made as Partial<Cursor>).next !== 'function')
    throw new DataError(
      `x must be samples, a data set, a sequence, a generator of batches, or a function that makes one; it made ${show(made)}`,
    );
  let cursor: Cursor | undefined = made as Cursor;
  return {
    next: async () => {
      const from = cursor;
      cursor = undefined;
      const given: unknown = await from?.next();
      if (typeof given !== 'object' || given === null)
        throw new DataError(`batches must come as iterators give them, { value, done }; got ${show(given)}`);
      const { value, done } = given as { readonly value?: unknown; readonly done?: boolean };
      if (done || (isNullTheEnd && (value === null || value === undefined))) return undefined;
      cursor = from;
      return { element: value };
    },
    close: async () => {
      const from = cursor;
      cursor = undefined;
      await from?.return?.();
    },
  };
};

const cursorOf = (given: unknown): unknown => {
  if (!isIterable(given)) return given;
  return Symbol.asyncIterator in given ? given[Symbol.asyncIterator]() : given[Symbol.iterator]();
};

/**
 * Batches that come one after the other. With `steps` an epoch takes so many, and the next one goes on from there, until
 * they have run out: then they begin anew, or where they can be gone through but once, are over.
 */
const iteratorBatches = (
  stream: BatchStream<unknown>,
  toBatch: ToBatch,
  steps: number | undefined,
): BatchSource => {
  const once = isOnce(stream);
  let current: Elements | undefined;
  let hasGivenSome = false;
  /** What has been looked at to see whether there is another epoch. */
  let ahead: Awaited<ReturnType<Elements['next']>>;

  const pull = async (): Promise<typeof ahead> => {
    const from = current;
    current = undefined;
    const found = await from?.next();
    if (!found) return undefined;
    hasGivenSome = true;
    current = from;
    return found;
  };
  const close = async (): Promise<void> => {
    const [from, unused] = [current, ahead];
    current = ahead = undefined;
    freeElement(unused?.element);
    await from?.close();
  };

  const source: BatchSource = {
    steps,
    epoch: async (index) => {
      // the first epoch of a run, and each that has no count of steps, begins at the beginning
      if (!once && (steps === undefined || index === 0)) await close();
      const isFresh = current === undefined;
      current ??= await openStream(stream);
      ahead ??= await pull();
      if (!ahead && !isFresh && !once) {
        current = await openStream(stream);
        ahead = await pull();
      }
      if (!ahead) {
        if (once && hasGivenSome) return undefined;
        throw new DataError(
          once
            ? 'the generator gives nothing: it is empty, or has been gone through already; give a function that makes one'
            : 'the data set is empty: there is nothing to compute on',
        );
      }
      let step = 0;
      return async () => {
        if (steps !== undefined && step >= steps) return undefined;
        const found = ahead ?? (await pull());
        ahead = undefined;
        if (!found) return undefined;
        step++;
        return toBatch(found.element);
      };
    },
    pass: async (index) => {
      // a data set that shuffles counts how often it was begun
      if (steps === undefined && !once) return (await openStream(stream)).close();
      const next = await source.epoch(index);
      if (next) await skip(next, steps ?? Infinity);
    },
    close,
  };
  return source;
};
