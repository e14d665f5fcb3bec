import { writeRate } from '../schedules/learning-rate.js';
import type { CommonSettings, Optimizer, UpdateRule } from './optimizer.js';
import { createState } from './state.js';

/** An optimizer from its settings and its rule. */
export const makeOptimizer = (
  name: string,
  className: string,
  settings: CommonSettings & Readonly<Record<string, unknown>>,
  rule: UpdateRule,
): Optimizer => {
  const limits = ['clipnorm', 'clipvalue', 'globalClipnorm'].filter((limit) => settings[limit] !== undefined);
  if (limits.length > 1) throw new TypeError(`${name} takes one of ${limits.join(' and ')}, not both`);
  // plain data: files and workers take it
  const config = { ...settings, learningRate: writeRate(settings.learningRate) };
  return {
    kind: 'optimizer',
    className,
    config,
    create: () => createState(name, className, config, settings, rule),
  };
};
