// Data that comes batch by batch: data sets, sequences, and what gives one batch after the other.
import { hasMember, isList } from '../../errors/show.js';
import { isCallable } from '../../options/declare.js';
import type { DatasetLike, SampleWeight, TypedArray } from './data.js';

/** Weights of samples: one for all outputs, or those of each of several, by name or in a list. */
export type SampleWeights =
  SampleWeight | readonly SampleWeight[] | { readonly [output: string]: SampleWeight };

/** One batch: inputs and labels as `fit` takes them, with as many rows each. Its tensors are freed after its step. */
export interface TrainingBatch<X = unknown, Y = unknown> {
  readonly xs: X;
  readonly ys: Y;
  /** Weights of the batch's samples. Default: each counts alike. */
  readonly sampleWeight?: SampleWeights;
}

/**
 * Batches that can be had in any order: Keras's `PyDataset`. `fit` shuffles their order, not what is in them.
 *
 * @example
 * const photos: Sequence = { length: 100, at: async (i) => ({ xs: await readPhotos(i), ys: labels.slice(32 * i, 32 * i + 32) }) };
 * await trainable.fit(photos, { epochs: 5 });
 * @see https://keras.io/api/utils/python_utils/#pydataset-class
 */
export interface Sequence<B = TrainingBatch> {
  /** How many batches there are. */
  readonly length: number;
  /** The batch at a place from 0 to `length - 1`. */
  at(index: number): B | Promise<B>;
  /** Called before each epoch. */
  onEpochBegin?(): void | Promise<void>;
  /** Called after each epoch: draw other samples, shuffle them. */
  onEpochEnd?(): void | Promise<void>;
}

/** What gives one batch after the other: a generator, or a function that begins one anew for each epoch. */
export type BatchIterable<B = TrainingBatch> =
  Iterable<B> | AsyncIterable<B> | (() => Iterable<B> | AsyncIterable<B>);

/** Any data that comes batch by batch. */
export type BatchStream<B = TrainingBatch> = DatasetLike | Sequence<B> | BatchIterable<B>;

/** What is data by itself, though it can be gone through. */
export type PlainData = readonly unknown[] | TypedArray | string;

/** Whether the type of some data is one of batches. */
export type IsStream<X> = X extends PlainData ? false : X extends BatchStream<unknown> ? true : false;

/** What a stream's batches are, as far as its type says. */
export type BatchOf<X> =
  X extends Sequence<infer B>
    ? B
    : X extends () => Iterable<infer B> | AsyncIterable<infer B>
      ? B
      : X extends Iterable<infer B> | AsyncIterable<infer B>
        ? B
        : unknown;

/** Whether data is one of arrays, or of texts, and none of batches. */
const isPlainData = (x: unknown): boolean => isList(x) || ArrayBuffer.isView(x) || typeof x !== 'object';

const hasMethod = (x: unknown, name: PropertyKey): boolean =>
  hasMember(x, name as never) && typeof (x as Record<PropertyKey, unknown>)[name] === 'function';

/** Whether data is a data set, as `tf.data` makes them. */
export const isDataset = (x: unknown): x is DatasetLike => hasMethod(x, 'iterator');

/** Whether data is batches in any order. */
export const isSequence = (x: unknown): x is Sequence<unknown> =>
  !isPlainData(x) && hasMethod(x, 'at') && hasMember(x, 'length');

/** Whether data can be gone through, batch by batch. */
export const isIterable = (x: unknown): x is Iterable<unknown> | AsyncIterable<unknown> =>
  !isPlainData(x) && (hasMethod(x, Symbol.asyncIterator) || hasMethod(x, Symbol.iterator));

/** Whether data comes batch by batch. */
export const isStream = (x: unknown): x is BatchStream<unknown> =>
  isDataset(x) || isSequence(x) || isIterable(x) || isCallable(x);

/** Whether a stream can be gone through but once, as a generator that has begun: it is its own iterator. */
export const isOnce = (stream: BatchStream<unknown>): boolean => {
  if (isDataset(stream) || isSequence(stream) || !isIterable(stream)) return false;
  return typeof (stream as { readonly next?: unknown }).next === 'function';
};
