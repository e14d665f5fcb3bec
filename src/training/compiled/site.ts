// The memory that a plan works in, and the ways of tensors into it and out of it.
import type * as tf from '@tensorflow/tfjs-core';
import type { HeapFunctions } from '../../backends/wasm/compiled/functions.js';
import { isAlone, offsetOf, type Heap } from '../../backends/wasm/heap.js';
import type { StepKernel } from '../../backends/wasm/optimizer-step.js';
import { copyIn, copyOut } from './heap-tensor.js';
import { ownValues } from './own-values.js';
import type { Value } from './value.js';

/** Memory that is given out block by block. */
export interface Memory {
  readonly wasm: Pick<Heap['wasm'], 'HEAPU8' | '_malloc' | '_free'>;
}

/** A variable's step: how many numbers, and where they and what else the optimizer's kernel reads and writes lie. */
export interface Move {
  readonly size: number;
  readonly addresses: Readonly<Record<string, number>>;
}

/** Where a plan works. */
export interface Site {
  readonly memory: Memory;
  readonly functions: HeapFunctions;
  /** How many chunks a heavy stage is planned in; 1 where one thread computes. */
  readonly chunks: number;
  /** Where a tensor's values may be read during a step. */
  bring(tensor: tf.Tensor): number;
  /** Where a weight's values may be read during a step. */
  weight(variable: tf.Variable): number;
  /** Where a variable's values lie, which are to be changed in place; copies of it stay what they were. */
  own(variable: tf.Variable): number;
  /** The same of an optimizer's slot: `put` is given the tensor that is to be in its place, where it shares its values. */
  ownSlot(slot: tf.Tensor, put: (own: tf.Tensor) => void): number;
  /** A tensor of floats that stand at an address: a copy. */
  take(address: number, shape: readonly number[]): tf.Tensor;
  /** Puts a tensor's floats at an address. */
  put(tensor: tf.Tensor, address: number): void;
  /** Takes an optimizer's steps in place. */
  move(kernel: StepKernel, moves: readonly Move[], scalars: Readonly<Record<string, number>>): void;
}

/** The heap that tensors lie in themselves: nothing is copied. */
export const heapSite = (heap: Heap, functions: HeapFunctions): Site => ({
  ...{ memory: heap, functions, chunks: 1 },
  bring: (tensor) => offsetOf(heap, tensor),
  weight: (variable) => offsetOf(heap, variable),
  own: (variable) => ownValues(heap, variable),
  ownSlot: (slot, put) => {
    if (isAlone(heap, slot)) return offsetOf(heap, slot);
    const own = copyOut(heap, offsetOf(heap, slot), slot.shape);
    put(own);
    return offsetOf(heap, own);
  },
  take: (address, shape) => copyOut(heap, address, shape),
  put: (tensor, address) => copyIn(heap, tensor, address),
  move: (kernel, moves, scalars) => {
    for (const { size, addresses } of moves) kernel.inPlace(heap, size, addresses, scalars);
  },
});

/** Which steps of a value are there: a copy, where it has a mask. */
export const maskOf = (site: Site, { mask, shape }: Value): tf.Tensor | undefined =>
  mask && site.take(mask.place.address, [shape[0]!, mask.steps]);
