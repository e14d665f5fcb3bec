import type { Shape } from '../shapes/shape.js';

/** What an axis of a live tensor is: `null` (unknown when the model was written) has a size by now. */
type Live<S extends Shape> = { -readonly [K in keyof S]: S[K] extends number ? S[K] : number };

/**
 * A `tf.Tensor`, typed by its shape. Structural on purpose: tfjs's own declarations do not compile without
 * `skipLibCheck` on newer compilers, so none of ours may name them. Every `tf.Tensor` is one of these.
 *
 * @example const probabilities: Tensor<[null, 10]> = await trained.predict(images);
 */
export interface Tensor<S extends Shape = Shape> {
  readonly shape: Live<S>;
  readonly dtype: string;
  readonly size: number;
  readonly rank: number;
  /** The values, row by row, once the backend has them. */
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  /** The same, now; blocks on WebGL. */
  dataSync(): Float32Array | Int32Array | Uint8Array;
  /** The values as nested arrays, as deep as the shape is long. */
  array(): Promise<Nested<S>>;
  arraySync(): Nested<S>;
  /** Frees the memory; a tensor is not collected by itself. */
  dispose(): void;
  readonly isDisposed: boolean;
}

/** Nested arrays of numbers as deep as a shape is long: `Nested<[null, 2]>` is `number[][]`. */
export type Nested<S extends readonly unknown[]> = number extends S['length']
  ? NestedNumbers
  : S extends readonly [unknown, ...infer Rest]
    ? Nested<Rest>[]
    : number;

/** Nested arrays of a depth that is not known. */
export type NestedNumbers = number | NestedNumbers[];

/** A tensor of strings: what a model gives that ends in `stringLookup({ invert: true })`. */
export interface TextValues<S extends Shape = Shape> extends Omit<
  Tensor<S>,
  'data' | 'dataSync' | 'array' | 'arraySync'
> {
  readonly dtype: 'string';
  /** The strings, row by row. */
  data(): Promise<string[]>;
  dataSync(): string[];
  /** The strings as nested arrays, as deep as the shape is long. */
  array(): Promise<NestedTexts<S>>;
  arraySync(): NestedTexts<S>;
}

/** Nested arrays of strings: `NestedTexts<[null, 2]>` is `string[][]`. */
export type NestedTexts<S extends readonly unknown[]> = number extends S['length']
  ? string | NestedTexts<S>[]
  : S extends readonly [unknown, ...infer Rest]
    ? NestedTexts<Rest>[]
    : string;
