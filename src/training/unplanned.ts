import * as tf from '@tensorflow/tfjs-core';
import type { OutputPlan } from './plan.js';

/** The backends that have plans of steps, and of predictions and tests. */
const planning = { train: ['wasm', 'webgpu'], infer: ['wasm'] } as const;

/** Why nothing can be planned as a whole, whatever the model has for layers. */
export const unplanned = (
  wanted: boolean | undefined,
  outputs: readonly OutputPlan[],
  what: keyof typeof planning,
): string | undefined => {
  if (wanted === false) return 'compiledStep is false';
  const backend = tf.getBackend() as string;
  const names: readonly string[] = planning[what];
  if (!names.includes(backend)) {
    const name = backend === 'tensorflow' ? 'node' : backend;
    const those = names.map((each) => `'${each}'`).join(' and ');
    return `the backend is '${name}', and ${what === 'train' ? 'steps' : 'predictions and tests'} are planned on ${those} alone`;
  }
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

/** What a run that is to be planned asks of its validation, where steps have plans and tests may have none. */
export const wantedOfTests = (wanted: boolean | undefined): boolean | undefined =>
  wanted && (tf.getBackend() as string) === 'webgpu' ? undefined : wanted;
