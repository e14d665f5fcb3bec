// The state of an optimizer in a file: its steps, and what it keeps of each weight.
import * as tf from '@tensorflow/tfjs-core';
import { warnOnce } from '../../errors/warn.js';
import type { AnyModel } from '../../graph/model.js';
import { showShape } from '../../shapes/shape.js';
import { freshSeed } from '../../tfjs/random.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { modelVariables } from '../../tfjs/variables.js';
import { keepState } from '../../training/training-state.js';
import type { Dataset, Hdf5 } from './hdf5.js';
import { namesIn } from './legacy-weights.js';
import { shortest, type FileOptimizer } from './optimizer-from-config.js';

/** How many slots Keras lists weight by weight, together; others each by themselves, for all weights. */
const together: Readonly<Record<string, number>> = {
  Adafactor: Infinity,
  Adam: 2,
  AdamW: 2,
  Adamax: 2,
  Nadam: 2,
  Lamb: 2,
  Adadelta: 2,
  Ftrl: 2,
  Muon: Infinity,
};

/** A slot of a weight: its name here, and its shape; undefined what stands in files in its place. */
export interface SlotPlace {
  /** What it begins at. Default 0. */
  readonly begins?: number;
  readonly name: string | undefined;
  readonly shape: readonly number[];
}

/** The slots of an emitted model's weights in Keras's order, which its files have. */
export const slotOrder = (
  model: AnyModel,
  { optimizer }: Pick<FileOptimizer, 'optimizer'>,
  isTogether = true,
  /** The class whose order it is, of an optimizer around another one the other's. */
  className = optimizer.className,
): readonly SlotPlace[] => {
  const state = optimizer.create();
  const isFactored = className === 'Adafactor';
  const weights = modelVariables(model)
    .filter(({ trainable }) => trainable)
    .map(({ path, variable }): readonly SlotPlace[] => {
      const slots = state.slotsOf(path, variable.shape as readonly number[]);
      // a vector has no rows and columns: Keras writes a number for each
      if (!isFactored || slots.at(-2)?.name.endsWith('_c')) return slots;
      const none = { name: undefined, shape: [] };
      return [...slots.slice(0, -1), none, none, ...slots.slice(-1)];
    });
  const most = Math.max(0, ...weights.map(({ length }) => length));
  // running means and sums of gradients stand before the rule's own
  const extra = (weights[0] ?? []).filter(({ name }) =>
    /_(average|gradient_accumulator)$/.test(name ?? ''),
  ).length;
  const first = Math.min(most - extra, isTogether ? (together[className] ?? 1) : 1);
  const alone = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => [from + i, from + i + 1] as const);
  const groups = [...alone(0, extra), [extra, extra + first] as const, ...alone(extra + first, most)];
  return groups.flatMap(([from, to]) => weights.flatMap((slots) => slots.slice(from, to)));
};

/** What a file has of an optimizer, in its order. */
export interface FileVariables {
  readonly all: readonly Dataset[];
  /** Whether the learning rate is among them, behind the steps; without it a number of the configuration is meant. */
  readonly hasRate: boolean | undefined;
  /** Whether the slots of one weight stand together. Default: as in Keras 3. */
  readonly isTogether: boolean | undefined;
}

/** The variables of an optimizer in a file of Keras 3, in the order of their numbers: of one around another, the other's. */
export const optimizerVariables = (
  datasets: ReadonlyMap<string, Dataset>,
  version: number,
): FileVariables => {
  const below = (group: string) =>
    [...datasets]
      .map(([path, dataset]) => ({ path: path.replaceAll('\\', '/'), dataset }))
      .filter(({ path }) => path.startsWith(group) && /^\d+$/.test(path.slice(group.length)))
      .sort((a, b) => Number(a.path.slice(group.length)) - Number(b.path.slice(group.length)))
      .map(({ dataset }) => dataset);
  const inner = below('optimizer/inner_optimizer/vars/');
  return {
    all: inner.length > 0 ? inner : below('optimizer/vars/'),
    // before, the learning rate was no variable
    hasRate: version < 3 ? false : undefined,
    isTogether: undefined,
  };
};

/**
 * The group of an optimizer's state in HDF5 that is written here. Keras 3 has it in `optimizer_weights`, and cannot train a
 * model on that has such a group: it builds the optimizer for no weights. Of this one it knows nothing, and begins anew.
 */
export const stateGroup = 'optimizer_state';

/** The same in a whole-model HDF5 file, whose names tell more. */
export const legacyOptimizerVariables = (where: string, file: Hdf5): FileVariables => {
  const group = file.has(stateGroup) ? stateGroup : 'optimizer_weights';
  const names = namesIn(where, file, group, 'weight_names') ?? [];
  // of one around another, the other's
  const own = names.filter((name) => !/(^|\/)(step_counter|dynamic_scale)(:\d+)?$/.test(name));
  const all = own.flatMap((name) => file.datasets.get(`${group}/${name}`) ?? []);
  const hasRate = /learning_rate/.test(own[1] ?? '');
  const [first = '', second = ''] = own.slice(hasRate ? 2 : 1).map((name) => name.replace(/:\d+$/, ''));
  // `Adam/dense/kernel/m` and then `Adam/dense/bias/m`; since 2.11 there are `Adam/m/dense/kernel` and `Adam/v/dense/kernel`
  const older = /^(.*)\/(m|v|vhat|rms|mg|momentum|accumulator|linear|accum_grad|accum_var)$/;
  const of = older.exec(first)?.[1];
  // before TensorFlow's own Keras, names told nothing, and the slots of one kind stood together
  const isUntold = /(^|\/)Variable(_\d+)?$/.test(first);
  return { all, hasRate, isTogether: !isUntold && (of === undefined || older.exec(second)?.[1] === of) };
};

/** Keeps the state that a file has for the model's next `compile`; where it fits no longer, a warning says so, as in Keras. */
export const keepOptimizerState = (
  where: string,
  model: AnyModel,
  file: FileOptimizer,
  { all, hasRate, isTogether }: FileVariables,
): void => {
  const [iteration, ...others] = all;
  if (!iteration) return;
  const [rate, ...slots] = (hasRate ?? file.hasRate) ? others : [undefined, ...others];
  const wanted = slotOrder(model, file, isTogether);
  const isUntrained = slots.length === 0;
  const fits = wanted.every(({ shape }, i) => slots[i] && showShape(slots[i].shape) === showShape(shape));
  if (!isUntrained && !fits) {
    warnOnce(
      model,
      `'${where}' has a state of the optimizer ${file.optimizer.className} that is of other weights than the model trains: it begins anew`,
    );
    return;
  }
  // all is read before any tensor is made
  const values = isUntrained
    ? []
    : wanted.flatMap(({ name, shape }, i) =>
        name === undefined ? [] : [{ name, shape, data: slots[i]!.read() }],
      );
  const iterations = iteration.readNumber();
  const { config } = file.optimizer;
  const learningRate = rate ? shortest(rate.readNumber()) : config['learningRate'];
  keepState(model, {
    optimizer: file.optimizer.className,
    // the rate as it is now is what Keras's configuration tells
    config: file.hasRate ? { ...config, learningRate } : config,
    iterations,
    ...(file.hasRate && { learningRate: learningRate as number }),
    seed: freshSeed(),
    epochsSeen: 0,
    slots: values.map(({ name, shape, data }) => ({
      name,
      tensor: tf.tensor(data, [...shape]) as unknown as Tensor,
    })),
  });
};
