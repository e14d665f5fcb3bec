// Running means of a model's weights (Polyak and Juditsky 1992), kept among an optimizer's slots.
import * as tf from '@tensorflow/tfjs-core';
import { native } from '../../tfjs/native.js';
import type { Placed } from './optimizer.js';

/** The slots that hold means, by the variable's place. */
export interface AverageSlots {
  get(path: string): tf.Tensor | undefined;
  set(path: string, average: tf.Tensor): void;
}

/** Means as they are after a batch: in the first step they are the weights themselves. */
export const moveAverages = (slots: AverageSlots, variables: readonly Placed[], momentum: number): void => {
  for (const { name, variable } of variables) {
    const old = slots.get(name);
    const value = native(variable);
    slots.set(
      name,
      old && momentum > 0 ? tf.add(tf.mul(old, momentum), tf.mul(value, 1 - momentum)) : tf.clone(value),
    );
  }
};

/** Puts means in the place of the weights. */
export const overwriteWeights = (slots: AverageSlots, variables: readonly Placed[]): void => {
  for (const { name, variable } of variables) {
    const average = slots.get(name);
    if (average) (native(variable) as tf.Variable).assign(average);
  }
};

/** Exchanges weights and means. */
export const swapWeights = (slots: AverageSlots, variables: readonly Placed[]): void => {
  for (const { name, variable } of variables) {
    const average = slots.get(name);
    if (!average) continue;
    const target = native(variable) as tf.Variable;
    const weight = tf.clone(target);
    target.assign(average);
    slots.set(name, weight);
  }
};
