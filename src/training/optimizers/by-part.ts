// Several optimizers, each of which steps the weights of some parts of a model of one's own.
import * as tf from '@tensorflow/tfjs-core';
import { isPlain } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import type { AnyModel } from '../../graph/model.js';
import { ownComputation } from '../../graph/own-model.js';
import { isMade } from '../../options/declare.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { resolveOptimizer, type OptimizerName } from './by-name.js';
import type { Optimizer, OptimizerState } from './optimizer.js';

/** A part of the model that a weight is in: of `gan/critic/dense/kernel` it is `critic`. */
export const partOf = (path: string): string => path.split('/')[1]!;

/** What is kept of each optimizer beside its slots. */
const [batches, rate] = ['batches', 'learning_rate'] as const;

/** A number as floats of 32 bits, whose sum it is. */
const inFloats = (value: number): readonly number[] => {
  const [high, low] = [Math.fround(value), Math.fround(value - Math.fround(value))];
  return [high, low, value - high - low];
};

/** A slot of a part's optimizer among those of all. */
const slotName = (part: string, slot: string): string => `optimizers/${part}/${slot}`;

type Named = ReturnType<OptimizerState['slots']>[number];

/**
 * An optimizer for each part of a model, by the parts' names, where such were given.
 *
 * @throws TypeError where a part has none, or one is for no part.
 */
export const resolveByPart = (model: AnyModel, given: unknown): Optimizer | undefined => {
  if (!isPlain(given) || isMade(given, 'optimizer', 'create')) return undefined;
  const parts = Object.keys(ownComputation(model)?.parts ?? {});
  const [stranger] = Object.keys(given).filter((name) => !parts.includes(name));
  if (stranger !== undefined)
    throw new TypeError(
      `compile: optimizer has one for '${stranger}', which is no part of '${model.name}'; ${orElse(stranger, parts, 'it has')}`,
    );
  const without = parts.find((part) => given[part] === undefined);
  if (without !== undefined)
    throw new TypeError(
      `compile: optimizer has none for the part '${without}' of '${model.name}'; give one for each of ${parts.join(', ')}`,
    );
  return optimizersByPart(
    Object.fromEntries(parts.map((part) => [part, resolveOptimizer(given[part] as OptimizerName)])),
  );
};

/** The optimizers of a model's parts as one: each has slots, a count of steps and a rate of its own. */
export const optimizersByPart = (optimizers: Readonly<Record<string, Optimizer>>): Optimizer => {
  const names = Object.keys(optimizers);
  const config = {
    parts: Object.fromEntries(
      names.map((part) => [
        part,
        { className: optimizers[part]!.className, config: optimizers[part]!.config },
      ]),
    ),
  };
  return {
    kind: 'optimizer',
    className: `ByPart(${names.map((part) => `${part}: ${optimizers[part]!.className}`).join(', ')})`,
    config,
    create() {
      return createByPart(this, new Map(names.map((part) => [part, optimizers[part]!.create()] as const)));
    },
  };
};

const createByPart = (
  { className, config }: Optimizer,
  states: ReadonlyMap<string, OptimizerState>,
): OptimizerState => {
  /** How far each has come, as slots that change where it has gone on: whatever keeps slots keeps it. */
  const progress = new Map<string, { readonly value: number; readonly tensor: tf.Tensor }>();
  const progressOf = (name: string, value: number): Named => {
    const before = progress.get(name);
    if (before?.value !== value) {
      before?.tensor.dispose();
      progress.set(name, { value, tensor: tf.keep(tf.tensor1d([...inFloats(value)])) });
    }
    return { name, tensor: progress.get(name)!.tensor as unknown as Tensor };
  };
  /** Each optimizer with those of some variables that it steps. */
  const each = <T extends { readonly name: string }>(
    variables: readonly T[],
    run: (of: OptimizerState, its: readonly T[]) => void,
  ): void => {
    for (const [part, of] of states) {
      const its = variables.filter(({ name }) => partOf(name) === part);
      if (its.length > 0) run(of, its);
    }
  };
  const state: OptimizerState = {
    className,
    config,
    parts: Object.fromEntries(states),
    batches: 0,
    get iterations() {
      return state.batches;
    },
    get learningRate() {
      return NaN;
    },
    set learningRate(_: number) {
      throw new TypeError(
        `each part has an optimizer of its own: set the learningRate of optimizer.parts.${[...states.keys()].join(' or optimizer.parts.')}`,
      );
    },
    ownRate: undefined,
    scale: 1,
    kernelsFor: (variables) => {
      const kernels = new Set<string>();
      each(variables, (of, its) => of.kernelsFor(its).forEach((kernel) => kernels.add(kernel)));
      return [...kernels];
    },
    apply: (gradients) => {
      each(gradients, (of, its) =>
        tf.tidy(() =>
          of.apply(
            // each divides by a scale of its own
            of.scale === 1
              ? its
              : its.map((one) => ({
                  ...one,
                  gradient: tf.mul(native(one.gradient), of.scale) as unknown as Tensor,
                })),
          ),
        ),
      );
      state.batches += 1;
    },
    finalize: (variables) => each(variables, (of, its) => of.finalize(its)),
    keepsMeans: [...states.values()].some(({ keepsMeans }) => keepsMeans),
    showsMeans: false,
    showMeans: (variables, shown) => {
      each(variables, (of, its) => of.keepsMeans && of.showMeans(its, shown));
      state.showsMeans = shown;
    },
    slotsOf: (path, shape) =>
      (states.get(partOf(path))?.slotsOf(path, shape) ?? []).map((slot) => ({
        ...slot,
        name: slotName(partOf(path), slot.name),
      })),
    ownSlots: [],
    slots: () =>
      state.batches === 0
        ? []
        : [...states].flatMap(([part, of]) => [
            progressOf(slotName(part, batches), of.batches),
            ...(of.ownRate === undefined ? [] : [progressOf(slotName(part, rate), of.ownRate)]),
            ...of.slots().map(({ name, tensor }) => ({ name: slotName(part, name), tensor })),
          ]),
    setSlots: (given) => {
      const valueOf = (name: string): number | undefined => {
        const found = given.find((slot) => slot.name === name);
        return (
          found &&
          native(found.tensor)
            .dataSync<'float32'>()
            .reduce((sum, each) => sum + each, 0)
        );
      };
      for (const [part, of] of states) {
        const begin = slotName(part, '');
        of.setSlots(
          given
            .filter(({ name }) => name.startsWith(begin))
            .map(({ name, tensor }) => ({ name: name.slice(begin.length), tensor })),
        );
        of.batches = valueOf(slotName(part, batches)) ?? 0;
        const own = valueOf(slotName(part, rate));
        if (own !== undefined && of.ownRate !== undefined) of.learningRate = own;
      }
    },
    dispose: () => {
      tf.dispose([...progress.values()].map(({ tensor }) => tensor));
      progress.clear();
      for (const of of states.values()) of.dispose();
      state.batches = 0;
      state.showsMeans = false;
    },
  };
  return state;
};
