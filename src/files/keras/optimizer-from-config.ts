// An optimizer of ours from the configuration of Keras's.
import { readRate } from '../../training/schedules/read-rate.js';
import * as optimizers from '../../training/optimizers/every-optimizer.js';
import type { Optimizer } from '../../training/optimizers/every-optimizer.js';
import type { Declared } from '../../options/declare.js';
import { isKerasObject, type Json, type KerasObject } from './keras-object.js';
import { camelCase } from '../../options/spelling.js';

/** An optimizer of a file. */
export interface FileOptimizer {
  readonly optimizer: Optimizer;
  /** Whether the learning rate is a number, which is kept with the state, and no schedule. */
  readonly hasRate: boolean;
}

type Factory = Declared & ((options: Json) => Optimizer);

/** The number that a float32 stands for, in the fewest digits. */
export const shortest = (value: number): number => {
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
};

/** The optimizer of a configuration; undefined where it is none of ours, or has settings that ours do not have. */
export const optimizerFrom = (given: unknown): FileOptimizer | undefined => {
  const said = typeof given === 'string' ? given : isKerasObject(given) ? given.class_name : undefined;
  if (said === undefined) return undefined;
  // HDF5 of Keras 2 has `Custom>Adam`
  const className = said.slice(said.lastIndexOf('>') + 1);
  const config = isKerasObject(given) ? given.config : {};
  // of mixed precision, around another one
  if (className === 'LossScaleOptimizer') return optimizerFrom(config['inner_optimizer']);
  const factory = (Object.values(optimizers) as unknown as readonly Factory[]).find(
    ({ declaration }) => declaration.name.toLowerCase() === className.toLowerCase(),
  );
  // the rate's decay of before there were schedules is not here
  if (!factory || Boolean(config['decay'])) return undefined;
  const known = Object.keys(factory.declaration.options);
  const rate = config['learning_rate'] ?? config['lr'];
  const entries = Object.entries({ ...config, learning_rate: isKerasObject(rate) ? undefined : rate })
    .filter(([key]) => config['use_ema'] === true || !key.startsWith('ema_'))
    .map(([key, value]) => [camelCase(key), settingFrom(value)] as const)
    .filter(([key, value]) => known.includes(key) && value !== null && value !== undefined);
  try {
    const options = {
      ...Object.fromEntries(entries),
      ...(isKerasObject(rate) && { learningRate: scheduleFrom(rate) }),
    };
    return { optimizer: factory(options), hasRate: !isKerasObject(rate) };
  } catch {
    return undefined;
  }
};

/** A setting, numbers of 32 bits in the fewest digits. */
const settingFrom = (value: unknown): unknown => (typeof value === 'number' ? shortest(value) : value);

/** A schedule of Keras's. */
const scheduleFrom = ({ class_name: className, config }: KerasObject): unknown =>
  readRate({
    className,
    config: Object.fromEntries(
      Object.entries(config).flatMap(([key, value]) =>
        value === null
          ? []
          : [[camelCase(key), Array.isArray(value) ? value.map(settingFrom) : settingFrom(value)]],
      ),
    ),
  });
