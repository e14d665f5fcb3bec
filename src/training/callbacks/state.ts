import type { Tensor } from '../../tfjs/tensor.js';

/** A part of what a callback remembers: numbers (NaN and infinities too), texts, truths, tensors, and lists and objects of them. */
export type StateValue =
  | number
  | string
  | boolean
  | null
  | undefined
  | Tensor
  | readonly StateValue[]
  | { readonly [name: string]: StateValue };

/** What a callback remembers of a run, by names of its own. */
export interface CallbackState {
  readonly [name: string]: StateValue;
}
