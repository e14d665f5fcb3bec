import * as tf from '@tensorflow/tfjs-core';
import type { StepKernel } from '../../backends/wasm/optimizer-step.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { StepByHand } from '../optimizers/optimizer.js';
import type { Move, Site } from './site.js';

/** A variable that a step moves, and where its gradient stands. */
export interface Moved {
  readonly path: string;
  readonly variable: tf.Variable;
  readonly gradient: number;
}

/** The kernel of a step on this backend, if it is one that can work in place. */
export const kernelOf = ({ kernel }: StepByHand): StepKernel | undefined => {
  const found = tf.getKernel(kernel.name, 'wasm') as (tf.KernelConfig & Partial<StepKernel>) | undefined;
  return found?.inPlace ? (found as StepKernel) : undefined;
};

/** The length of some gradients together. */
const lengthOf = (floats: Float32Array, parts: readonly Moved[]): number => {
  let sum = 0;
  for (const { gradient, variable } of parts) {
    const [from, to] = [gradient / 4, gradient / 4 + variable.size];
    for (let i = from; i < to; i++) sum += floats[i]! * floats[i]!;
  }
  return Math.sqrt(sum);
};

/** Holds gradients to the optimizer's limits: each by its norm, else all together, else by value. */
const clip = ({ memory }: Site, parts: readonly Moved[], limits: StepByHand['limits']): void => {
  const { clipnorm, globalClipnorm, clipvalue } = limits;
  if (!clipnorm && !globalClipnorm && !clipvalue) return;
  const floats = new Float32Array(memory.wasm.HEAPU8.buffer);
  const change = (some: readonly Moved[], by: (value: number) => number) => {
    for (const { gradient, variable } of some) {
      const [from, to] = [gradient / 4, gradient / 4 + variable.size];
      for (let i = from; i < to; i++) floats[i] = by(floats[i]!);
    }
  };
  const shorten = (some: readonly Moved[], limit: number) => {
    const share = limit / Math.max(lengthOf(floats, some), limit);
    if (share !== 1) change(some, (value) => value * share);
  };
  if (clipnorm) for (const part of parts) shorten([part], clipnorm);
  else if (globalClipnorm) shorten(parts, globalClipnorm);
  else
    change(parts, (value) => (value < -clipvalue! ? -clipvalue! : value > clipvalue! ? clipvalue! : value));
};

/**
 * One step of an optimizer on the variables and its slots where they lie. What shares its values with another tensor gets
 * some of its own first, so that a clone stays what it was.
 */
export const moveInPlace = (
  site: Site,
  parts: readonly Moved[],
  hand: StepByHand,
  kernel: StepKernel,
): void => {
  clip(site, parts, hand.limits);
  const scalars = hand.scalars();
  const rate = hand.rate();
  const moves = parts.map(({ path, variable, gradient }): Move => {
    const value = site.own(variable);
    const slots = hand
      .slotsOf(path, variable.shape)
      .map((slot, i) => site.ownSlot(native(slot), (own) => hand.put(path, i, own as unknown as Tensor)));
    const share = hand.decayOf(path, variable.shape);
    if (share) {
      const floats = new Float32Array(site.memory.wasm.HEAPU8.buffer, value, variable.size);
      const left = 1 - share * rate;
      for (let i = 0; i < floats.length; i++) floats[i]! *= left;
    }
    const addresses: Record<string, number> = { value, gradient };
    hand.kernel.slots.forEach((name, i) => (addresses[name] = slots[i]!));
    return { size: variable.size, addresses };
  });
  site.move(kernel, moves, scalars);
  hand.done();
};
