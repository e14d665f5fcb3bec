import * as tf from '@tensorflow/tfjs-core';
import { show } from '../../errors/show.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { clipGradients } from './clip.js';
import type { CommonSettings, OptimizerState, UpdateRule } from './optimizer.js';

/** Whether the backend has a kernel for the step, and it is faster than single operations for so many numbers. */
const pays = (name: string, size: number): boolean => {
  const kernel = tf.getKernel(name, tf.getBackend()) as { readonly smallest?: number } | undefined;
  return kernel !== undefined && size >= (kernel.smallest ?? 0);
};

/** An optimizer's state: the general part, around one rule of update. */
export const createState = (
  name: string,
  className: string,
  settings: CommonSettings,
  rule: UpdateRule,
): OptimizerState => {
  const slots = new Map<string, tf.Tensor>();
  let learningRate = settings.learningRate;
  const slotName = (variable: string, slot: string) => `${name}/${variable}_${slot}`;

  /** The variable and the slots after a step: by one kernel where the backend has it. */
  const moved = (
    value: tf.Tensor,
    gradient: tf.Tensor,
    old: readonly tf.Tensor[],
    scalars: Readonly<Record<string, number>>,
  ): readonly tf.Tensor[] => {
    const { kernel } = rule;
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

  const state: OptimizerState = {
    className,
    config: settings as unknown as Readonly<Record<string, unknown>>,
    iterations: 0,
    get learningRate() {
      return learningRate;
    },
    set learningRate(rate: number) {
      if (!Number.isFinite(rate) || rate < 0)
        throw new TypeError(`learningRate must be a number of zero or more, got ${show(rate)}`);
      learningRate = rate;
    },
    apply: (gradients) => {
      state.iterations += 1;
      const scalars = rule.scalars(learningRate, state.iterations);
      tf.tidy(() => {
        const clipped = clipGradients(
          gradients.map(({ gradient }) => native(gradient)),
          settings,
        );
        gradients.forEach(({ name: path, variable }, i) => {
          const target = native(variable) as tf.Variable;
          if (settings.weightDecay) target.assign(tf.mul(target, 1 - settings.weightDecay * learningRate));
          const names = state.slotNames(path);
          const old = names.map((each, s) => slots.get(each) ?? tf.fill(target.shape, rule.begins?.[s] ?? 0));
          const [value, ...next] = moved(target, clipped[i]!, old, scalars);
          target.assign(value!);
          names.forEach((each, s) => {
            slots.get(each)?.dispose();
            slots.set(each, tf.keep(next[s]!));
          });
        });
      });
    },
    slotNames: (variable) => rule.slots.map((slot) => slotName(variable, slot)),
    slots: () => [...slots].map(([each, tensor]) => ({ name: each, tensor: tensor as unknown as Tensor })),
    setSlots: (given) => {
      const fresh = given.map(({ name: each, tensor }) => [each, native(tensor).clone()] as const);
      state.dispose();
      for (const [each, tensor] of fresh) slots.set(each, tf.keep(tensor));
    },
    dispose: () => {
      tf.dispose([...slots.values()]);
      slots.clear();
      state.iterations = 0;
    },
  };
  return state;
};
