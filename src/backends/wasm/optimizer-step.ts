import type * as tf from '@tensorflow/tfjs-core';
import { floatsOf, offsetOf, sizeOf } from './heap.js';
import type { Heap } from './heap.js';
import { wasmKernel } from './kernel.js';
import type { WasmKernel } from './kernel.js';
import { applyFormula } from './plain-formula.js';
import { elementwise } from './simd/elementwise.js';
import type { Definition } from './simd/assembler.js';
import type { Formula } from './simd/elementwise.js';
import { simdFunction } from './simd/simd-function.js';

/** One pass of an optimizer over the numbers of one variable. */
interface Pass {
  /** Inputs in the order of the formula; those of `updated` come out anew, in that order. */
  readonly inputs: readonly string[];
  readonly updated: readonly string[];
  readonly scalars: readonly string[];
  readonly formula: Formula;
  /**
   * What fades as long as gradients are zero, and below which size it is zero: as a denormal number it would slow every step
   * to come.
   */
  readonly fades?: Readonly<Record<string, number>>;
}

/** Sizes that no step notices beside an epsilon of a usual size: those of means of gradients, and of their squares. */
export const faint = { momentum: 3e-19, velocity: 1e-30 } as const;

/** The least float that is no denormal number: all that may be taken for zero where epsilon is next to nothing. */
const leastNormal = 2 ** -126;

/** Takes a step where the values lie: addresses of the inputs by name; false where the heap has no such function. */
export type StepInPlace = (
  heap: Heap,
  count: number,
  addresses: Readonly<Record<string, number>>,
  scalars: Readonly<Record<string, number>>,
) => boolean;

/** A registered kernel of an optimizer's step, which can be taken in place too. */
export interface StepKernel extends tf.KernelConfig {
  readonly inPlace: StepInPlace;
  /** Its function, and what that is given for some of the numbers of a step. */
  readonly definition: Definition;
  parameters(
    [from, to]: readonly [from: number, to: number],
    addresses: Readonly<Record<string, number>>,
    scalars: Readonly<Record<string, number>>,
  ): readonly number[];
}

/** A pass, compiled: from tensors and numbers by their names to new tensors. */
export function optimizerPass({ inputs, updated, scalars, formula, fades = {} }: Pass) {
  const fading: Formula = (arithmetic, values, given) => {
    const leasts = given.slice(scalars.length);
    const results = formula(arithmetic, values, given.slice(0, scalars.length));
    return updated.map((name, i) => {
      const place = Object.keys(fades).indexOf(name);
      return place < 0 ? results[i]! : arithmetic.fade(results[i]!, leasts[place]!);
    });
  };
  const count = scalars.length + Object.keys(fades).length;
  const definition = elementwise(inputs.length, updated.length, count, fading);
  const compiled = simdFunction(definition);
  const numbersOf = (attributes: Readonly<Record<string, number>>): readonly number[] => {
    const { epsilon = 1 } = attributes;
    return [
      ...scalars.map((scalar) => attributes[scalar]!),
      ...Object.values(fades).map((least) => (epsilon < 1e-12 ? leastNormal : least)),
    ];
  };
  const parameters: StepKernel['parameters'] = ([from, to], addresses, attributes) => [
    to - from,
    ...[...inputs, ...updated].map((input) => addresses[input]! + from * 4),
    ...numbersOf(attributes),
  ];
  const inPlace: StepInPlace = (heap, size, addresses, attributes) => {
    const run = compiled(heap);
    if (run === null) return false;
    run(...parameters([0, size], addresses, attributes));
    return true;
  };
  const pass = (
    heap: Heap,
    given: Readonly<Record<string, tf.TensorInfo>>,
    attributes: Readonly<Record<string, number>>,
  ): tf.TensorInfo[] => {
    const tensors = inputs.map((input) => given[input]!);
    const { shape } = tensors[0]!;
    const numbers = numbersOf(attributes);
    const results = updated.map(() => heap.makeOutput(shape, 'float32'));
    const run = compiled(heap);
    if (run !== null)
      run(sizeOf(shape), ...[...tensors, ...results].map((tensor) => offsetOf(heap, tensor)), ...numbers);
    else {
      const [from, to] = [tensors, results].map((each) => each.map((tensor) => floatsOf(heap, tensor)));
      applyFormula(fading, from!, to!, numbers);
    }
    return results;
  };
  return Object.assign(pass, { inPlace, definition, parameters });
}

/** Refuses slots that are not of the shape of the variable. */
export const checkAlike = (
  name: string,
  inputs: readonly string[],
  given: Readonly<Record<string, tf.TensorInfo>>,
): void => {
  const first = inputs[0]!;
  const { shape } = given[first]!;
  const misfit = inputs.find((input) => String(given[input]!.shape) !== String(shape));
  if (misfit === undefined) return;
  throw new Error(
    `${name} needs inputs of one shape, got ${first} [${shape}] and ${misfit} [${given[misfit]!.shape}]`,
  );
};

/**
 * A kernel that takes an optimizer's step in one pass over the memory, instead of one for each operation. It gives new
 * tensors: tfjs keeps packed copies of weights by tensor, so that a weight must not change in place.
 */
export function optimizerStep({ name, ...pass }: Pass & { readonly name: string }): WasmKernel {
  const run = optimizerPass(pass);
  const kernel = wasmKernel<Record<string, tf.TensorInfo>, Record<string, number>>(
    name,
    ({ inputs, attributes, heap }) => {
      checkAlike(name, pass.inputs, inputs);
      return run(heap, inputs, attributes);
    },
  );
  return {
    name,
    bind: (config) => {
      const { inPlace, definition, parameters } = run;
      return { ...kernel.bind(config), inPlace, definition, parameters } satisfies StepKernel;
    },
  };
}
