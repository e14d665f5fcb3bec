import * as tf from '@tensorflow/tfjs-core';
import { show } from '../../errors/show.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { moveAverages, overwriteWeights, swapWeights, type AverageSlots } from './averages.js';
import { clipGradients } from './clip.js';
import type {
  CommonSettings,
  Gradient,
  OptimizerState,
  Slot,
  StepByHand,
  StepKernel,
  UpdateRule,
} from './optimizer.js';
import { decayedBy } from './weight-decay.js';

/** Whether the backend has a kernel for the step, and it is faster than single operations for so many numbers. */
const pays = (name: string, size: number): boolean => {
  const kernel = tf.getKernel(name, tf.getBackend()) as { readonly smallest?: number } | undefined;
  return kernel !== undefined && size >= (kernel.smallest ?? 0);
};

/** The kernel that steps a variable, where a rule has one. */
const kernelOf = (rule: UpdateRule, path: string, shape: readonly number[]): StepKernel | undefined =>
  rule.kernelFor?.(path, shape) ?? rule.kernel;

/** The variable and the slots after a step of a rule: by one kernel where the backend has it. */
const moved = (
  rule: UpdateRule,
  path: string,
  value: tf.Tensor,
  gradient: tf.Tensor,
  old: readonly tf.Tensor[],
  scalars: Readonly<Record<string, number>>,
): readonly tf.Tensor[] => {
  const kernel = kernelOf(rule, path, value.shape);
  if (!kernel || !pays(kernel.name, value.size))
    return rule.step(
      value as unknown as Tensor,
      gradient as unknown as Tensor,
      old as unknown as readonly Tensor[],
      scalars,
    ) as unknown as readonly tf.Tensor[];
  const inputs = Object.fromEntries(kernel.slots.map((slot, i) => [slot, old[i]!]));
  return [
    tf.engine().runKernel(kernel.name, { value, gradient, ...inputs }, { ...scalars }),
  ].flat() as tf.Tensor[];
};

/** Keras's names of what the options keep beside a rule's own slots. */
const [average, accumulator] = ['average', 'gradient_accumulator'] as const;

/** An optimizer's state: the general part, around one rule of update. */
export const createState = (
  name: string,
  className: string,
  config: OptimizerState['config'],
  settings: CommonSettings,
  rule: UpdateRule,
): OptimizerState => {
  const slots = new Map<string, tf.Tensor>();
  const schedule = typeof settings.learningRate === 'number' ? undefined : settings.learningRate;
  let ownRate = typeof settings.learningRate === 'number' ? settings.learningRate : undefined;
  const { useEma, emaMomentum, emaOverwriteFrequency } = settings;
  const every = settings.gradientAccumulationSteps ?? 1;
  const extra = [...(useEma ? [average] : []), ...(every > 1 ? [accumulator] : [])];
  const decay = decayedBy(settings, rule);

  const slotName = (variable: string, slot: string) => `${name}/${variable}_${slot}`;
  const put = (slot: string, tensor: tf.Tensor) => {
    slots.get(slot)?.dispose();
    slots.set(slot, tf.keep(tensor));
  };
  const averages: AverageSlots = {
    get: (path) => slots.get(slotName(path, average)),
    set: (path, tensor) => put(slotName(path, average), tensor),
  };
  const slotsOf = (path: string, shape: readonly number[]): readonly Slot[] => {
    const own = rule.slotsFor?.(path, shape) ?? rule.slots.map((slot) => ({ name: slot, shape }));
    return [
      ...extra.map((slot) => ({ name: slotName(path, slot), shape, begins: 0 })),
      ...own.map((slot, i) => ({ ...slot, name: slotName(path, slot.name), begins: rule.begins?.[i] ?? 0 })),
    ];
  };
  /** A variable's own slots as they are; all of them are made before its first step. */
  const slotsNow = (path: string, shape: number[]): readonly string[] => {
    const all = slotsOf(path, shape);
    for (const slot of all) if (!slots.has(slot.name)) put(slot.name, tf.fill([...slot.shape], slot.begins));
    return all.slice(extra.length).map((slot) => slot.name);
  };

  const step = (gradients: readonly Gradient[], given: readonly tf.Tensor[]) => {
    const rate = state.learningRate;
    const scalars = rule.scalars(rate, state.iterations + 1);
    const clipped = clipGradients(given, settings);
    gradients.forEach(({ name: path, variable }, i) => {
      const target = native(variable) as tf.Variable;
      const share = decay(path, target.shape);
      if (share) target.assign(tf.mul(target, 1 - share * rate));
      const names = slotsNow(path, target.shape);
      const old = names.map((each) => slots.get(each)!);
      const [value, ...next] = moved(rule, path, target, clipped[i]!, old, scalars);
      target.assign(value!);
      names.forEach((each, s) => put(each, next[s]!));
    });
  };

  /** One more batch of a step: the step itself where it is the last of them. */
  const accumulate = (gradients: readonly Gradient[], given: readonly tf.Tensor[]) => {
    const sums = given.map((gradient, i) => {
      const path = gradients[i]!.name;
      slotsNow(path, gradient.shape);
      return tf.add(gradient, slots.get(slotName(path, accumulator))!);
    });
    if ((state.batches + 1) % every !== 0)
      return gradients.forEach(({ name: path }, i) => put(slotName(path, accumulator), sums[i]!));
    step(
      gradients,
      sums.map((sum) => tf.div(sum, every)),
    );
    for (const [each, tensor] of slots) if (each.endsWith(`_${accumulator}`)) put(each, tf.zerosLike(tensor));
  };

  const { kernel } = rule;
  const byHand: StepByHand | undefined =
    kernel && !rule.slotsFor && !useEma && every === 1 && !settings.lossScaleFactor
      ? {
          kernel,
          limits: settings,
          rate: () => state.learningRate,
          scalars: () => rule.scalars(state.learningRate, state.iterations + 1),
          decayOf: decay,
          slotsOf: (path, shape) =>
            slotsNow(path, [...shape]).map((slot) => slots.get(slot) as unknown as Tensor),
          put: (path, slot, tensor) => put(slotName(path, rule.slots[slot]!), native(tensor)),
          done: () => void (state.batches += 1),
        }
      : undefined;

  const state: OptimizerState = {
    className,
    byHand,
    config,
    batches: 0,
    get iterations() {
      return Math.floor(state.batches / every);
    },
    get learningRate() {
      return ownRate ?? schedule!.at(state.batches);
    },
    set learningRate(rate: number) {
      if (schedule)
        throw new TypeError(
          `learningRate cannot be set where a schedule gives it (${schedule.className}); compile with a number to set it`,
        );
      if (!Number.isFinite(rate) || rate < 0)
        throw new TypeError(`learningRate must be a number of zero or more, got ${show(rate)}`);
      ownRate = rate;
    },
    get ownRate() {
      return ownRate;
    },
    scale: settings.lossScaleFactor ?? 1,
    kernelsFor: (variables) => [
      ...new Set(
        variables.flatMap(({ name: path, variable }) => kernelOf(rule, path, variable.shape)?.name ?? []),
      ),
    ],
    apply: (gradients) => {
      tf.tidy(() => {
        const given = gradients.map(({ gradient }) =>
          state.scale === 1 ? native(gradient) : tf.div(native(gradient), state.scale),
        );
        if (every > 1) accumulate(gradients, given);
        else step(gradients, given);
        if (!useEma) return;
        moveAverages(averages, gradients, state.iterations > 0 ? emaMomentum : 0);
        if (emaOverwriteFrequency && (state.iterations + 1) % emaOverwriteFrequency === 0)
          overwriteWeights(averages, gradients);
      });
      state.batches += 1;
    },
    finalize: (variables) =>
      tf.tidy(() => {
        if (state.showsMeans)
          moveAverages(
            averages,
            variables.filter(({ name }) => averages.get(name)),
            0,
          );
        else overwriteWeights(averages, variables);
        state.showsMeans = false;
      }),
    keepsMeans: useEma,
    showsMeans: false,
    showMeans: (variables, shown) => {
      if (shown === state.showsMeans) return;
      tf.tidy(() => swapWeights(averages, variables));
      state.showsMeans = shown;
    },
    slotsOf,
    ownSlots: [],
    slots: () => [...slots].map(([each, tensor]) => ({ name: each, tensor: tensor as unknown as Tensor })),
    setSlots: (given) => {
      const known = [...extra, ...rule.slots];
      const fresh = given
        .filter((slot) => known.some((each) => slot.name.endsWith(`_${each}`)))
        .map((slot) => [slot.name, native(slot.tensor).clone()] as const);
      state.dispose();
      for (const [each, tensor] of fresh) slots.set(each, tf.keep(tensor));
    },
    dispose: () => {
      tf.dispose([...slots.values()]);
      slots.clear();
      state.batches = 0;
      state.showsMeans = false;
    },
  };
  return state;
};
