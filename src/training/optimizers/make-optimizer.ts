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
  return {
    kind: 'optimizer',
    className,
    config: settings,
    create: () => createState(name, className, settings, rule),
  };
};
