import { orElse } from '../../errors/suggest.js';
import type { CommonSettings, ExcludedVariables, UpdateRule } from './optimizer.js';

/** The share of a variable that a step takes off, times the learning rate: none of those that are left out. */
export const decayedBy = (
  { weightDecay, excludeFromWeightDecay }: CommonSettings,
  rule: UpdateRule,
): ((path: string, shape: readonly number[]) => number | undefined) => {
  const { varList = [], varNames = [] } = excludeFromWeightDecay ?? {};
  const words = varNames.map((word) => new RegExp(word));
  return (path, shape) => {
    if (varList.includes(path) || words.some((word) => word.test(path))) return undefined;
    return rule.decayOf ? rule.decayOf(path, shape) : weightDecay;
  };
};

/**
 * Holds the weights that an optimizer is to leave out to those of the model.
 *
 * @throws TypeError for one that the model does not have, with the nearest name.
 */
export const checkExcluded = (config: Readonly<Record<string, unknown>>, paths: readonly string[]): void => {
  const { varList = [] } = (config['excludeFromWeightDecay'] ?? {}) as ExcludedVariables;
  const stranger = varList.find((path) => !paths.includes(path));
  if (stranger !== undefined)
    throw new TypeError(
      `fit: excludeFromWeightDecay.varList names '${stranger}', which the model does not have; ${orElse(stranger, paths, 'its weights are')}`,
    );
};
