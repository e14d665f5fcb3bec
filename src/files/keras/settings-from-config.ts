// What a model was compiled with, from what Keras wrote: compile-config.ts is the other way round.
import { isPlain } from '../../errors/show.js';
import type { AnyModel } from '../../graph/model.js';
import type { Declared } from '../../options/declare.js';
import * as losses from '../../training/losses/every-loss.js';
import { resolveLoss } from '../../training/losses/by-name.js';
import type { AnyLoss } from '../../training/losses/every-loss.js';
import * as metrics from '../../training/metrics/every-metric.js';
import { resolveMetric } from '../../training/metrics/by-name.js';
import type { AnyMetric } from '../../training/metrics/every-metric.js';
import { planOutputs } from '../../training/plan.js';
import type { TrainingSettings } from '../../training/settings.js';
import { noneIsNull, renamed } from './compile-config.js';
import { isJson, isKerasObject } from './keras-object.js';
import { camelCase } from '../../options/spelling.js';

type Made = { readonly className: string; readonly name: string };

/** One of ours from one of Keras's objects, or from its name; undefined where there is none such here. */
const madeFrom = <T extends Made>(
  given: unknown,
  all: Readonly<Record<string, unknown>>,
  byName: (name: string) => T,
): T | undefined => {
  try {
    if (typeof given === 'string') return byName(given);
    if (!isKerasObject(given)) return undefined;
    const factories = Object.entries(all) as [string, Declared & ((options: object) => T)][];
    const found = factories.find(([name]) => name.toLowerCase() === given.class_name.toLowerCase());
    if (!found) return byName(given.class_name);
    const [, factory] = found;
    const { options } = factory.declaration;
    const again = Object.fromEntries(
      Object.entries(renamed[given.class_name] ?? {}).map(([ours, theirs]) => [theirs, ours]),
    );
    const config = Object.entries(given.config).flatMap(([key, value]) => {
      const name = again[key] ?? camelCase(key);
      if (!Object.hasOwn(options, name)) return [];
      if (value === null) return noneIsNull.has(name) ? [[name, 'none'] as const] : [];
      // what it is called in logs is nobody's spelling
      const words = typeof value === 'string' && name !== 'name' ? [camelCase(value), value] : [value];
      const fits = words.find((word) => isRead(options[name]!, word));
      return [[name, fits ?? value] as const];
    });
    return factory(Object.fromEntries(config));
  } catch {
    return undefined;
  }
};

const isRead = (option: { read(given: unknown): unknown }, value: unknown): boolean => {
  try {
    return option.read(value) !== undefined;
  } catch {
    return false;
  }
};

/** Each loss or metric in a list or an object of such. */
const each = <T>(given: unknown, read: (one: unknown) => T): unknown => {
  if (Array.isArray(given)) return given.map((one) => each(one, read));
  if (isJson(given) && !isKerasObject(given))
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, each(one, read)]));
  return read(given);
};

/** What a file tells of `compile`; undefined where it has no loss, or one that is not here. */
export const settingsFrom = (model: AnyModel, given: unknown): TrainingSettings | undefined => {
  if (!isJson(given) || (given['loss'] ?? null) === null) return undefined;
  const metric = (one: unknown) => madeFrom<AnyMetric>(one, metrics, resolveMetric) ?? 'none';
  const known = (list: unknown): unknown => {
    if (Array.isArray(list)) return list.filter((one) => one !== 'none').map(known);
    if (isPlain(list) && !('kind' in list))
      return Object.fromEntries(Object.entries(list).map(([key, one]) => [key, known(one)]));
    return list;
  };
  const listOf = (list: unknown) =>
    list === null || list === undefined ? undefined : known(each(list, metric));
  const settings: TrainingSettings = {
    loss: each(given['loss'], (one) => madeFrom<AnyLoss>(one, losses, resolveLoss)),
    metrics: listOf(given['metrics']),
    weightedMetrics: listOf(given['weighted_metrics']),
    lossWeights: given['loss_weights'] ?? undefined,
  };
  try {
    planOutputs(model, settings);
    return settings;
  } catch {
    return undefined;
  }
};
