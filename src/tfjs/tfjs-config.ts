import { deferredInitializer } from './deferred-initializer.js';
import type { InitializerConfig } from './initial-values.js';
import { activationName } from './layers/activations.js';

/** The options that name an activation. */
const activations: ReadonlySet<string> = new Set(['activation', 'recurrentActivation']);

/** A configuration as tfjs's constructors take it: without what is undefined, specs as it spells them. */
export const tfjsConfig = (config: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(config)
      // penalties on outputs are taken where the loss is: tfjs refuses a layer that has one
      .filter(([key, value]) => value !== undefined && key !== 'activityRegularizer')
      .map(([key, value]) => [
        key,
        activations.has(key) ? activationName(value as string) : tfjsValue(value),
      ]),
  );

/** One value of it. */
export const tfjsValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(tfjsValue);
  if (typeof value !== 'object' || value === null || !('className' in value)) return value;
  if ('kind' in value && value.kind === 'initializer')
    return deferredInitializer(value as unknown as InitializerConfig);
  const { className, config } = value as unknown as InitializerConfig;
  const known = Object.fromEntries(Object.entries(config).filter(([, each]) => each !== undefined));
  // tfjs has one class for the three penalties
  return className === 'L1' || className === 'L2' || className === 'L1L2'
    ? { className: 'L1L2', config: { l1: 0, l2: 0, ...known } }
    : { className, config: known };
};
