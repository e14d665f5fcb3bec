import * as tf from '@tensorflow/tfjs-core';
import type { OutputPlan } from './plan.js';

/** Why nothing can be planned as a whole, whatever the model has for layers. */
export const unplanned = (
  wanted: boolean | undefined,
  outputs: readonly OutputPlan[],
): string | undefined => {
  if (wanted === false) return 'compiledStep is false';
  const backend = tf.getBackend() as string;
  if (backend !== 'wasm')
    return `the backend is '${backend === 'tensorflow' ? 'node' : backend}', and steps are planned on 'wasm' alone`;
  return outputs.some(({ loss }) => loss.config.reduction === 'none')
    ? "a loss is left as it is, by reduction: 'none'"
    : undefined;
};

/** The error where a plan is demanded, and there is none. */
export const noCompiledStep = (
  where: string,
  because: string,
  what: 'train' | 'test' | 'predict' = 'train',
): TypeError =>
  new TypeError(
    `${where}: compiledStep is true, but there is no plan for this step: ${because}; leave compiledStep out to ${what} by single operations`,
  );
