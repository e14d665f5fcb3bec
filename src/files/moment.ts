// A model as it is when it is saved: what writes files is loaded then, and training may go on in the meantime.
import type * as tfl from '@tensorflow/tfjs-layers';
import type { AnyModel } from '../graph/model.js';
import { emitModel } from '../tfjs/emitter.js';
import { randomStates } from '../tfjs/random-layers.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables } from '../tfjs/variables.js';
import type { TrainingState } from '../training/training-state.js';
import type { NamedTensor, WeightEntry } from './artifacts.js';

/** Tensors of one moment: what they are, and their values on the way. */
export interface TakenTensors {
  readonly entries: WeightEntry[];
  readonly values: Promise<readonly ArrayLike<number>[]>;
}

/** A model of one moment, as files have it. */
export interface Moment {
  readonly topology: unknown;
  /** Each weight's own path, in the order of the file; tfjs's names are shorter. */
  readonly paths: readonly string[];
  readonly random: ReturnType<typeof randomStates>;
  readonly training: Omit<TrainingState, 'slots'> | undefined;
  /** The weights, and the optimizer's slots behind them. */
  readonly tensors: TakenTensors;
}

/** The values of tensors as they are now: what becomes of the tensors later does not change them. */
export const takeTensors = (tensors: readonly NamedTensor[]): TakenTensors => {
  const values = Promise.all(tensors.map(({ tensor }) => tensor.data()));
  // whoever waits for them hears of it, however late
  values.catch(() => {});
  return {
    entries: tensors.map(({ name, tensor, group }) => ({
      name,
      shape: [...(tensor.shape as readonly number[])],
      dtype: tensor.dtype === 'int32' ? 'int32' : 'float32',
      group,
    })),
    values,
  };
};

/** A model as it is now, and the state of its training, where that is to be written too. */
export const momentOf = (model: AnyModel, training?: TrainingState): Moment => {
  const emitted = emitModel(model);
  const weights = weightTensors(model, emitted);
  const { slots = [], ...state } = training ?? {};
  return {
    topology: emitted.toJSON(null, false),
    paths: weights.map(({ path }) => path),
    random: randomStates(model),
    training: training && (state as Omit<TrainingState, 'slots'>),
    tensors: takeTensors([
      ...weights.map(({ tensor }) => tensor),
      ...slots.map(({ name, tensor }): NamedTensor => ({ name, tensor, group: 'optimizer' })),
    ]),
  };
};

/** A weight as it is written: its own path, and the tensor under the name that plain tfjs knows it by. */
interface WrittenWeight {
  readonly path: string;
  readonly tensor: NamedTensor;
}

/**
 * The model's weights in Keras's order; then, once more, those of layers that stand in several of its models: of these
 * plain tfjs has one layer each.
 */
const weightTensors = (model: AnyModel, emitted: tfl.LayersModel): readonly WrittenWeight[] => {
  const variables = modelVariables(model);
  const names = new Map<unknown, Set<string>>(variables.map(({ variable }) => [variable.read(), new Set()]));
  for (const weight of emitted.weights) names.get(weight.read())?.add(weight.originalName);
  const written = variables.map(({ path, variable }) =>
    [...names.get(variable.read())!].map((name): WrittenWeight => ({
      path,
      tensor: { name, tensor: variable.read() as unknown as Tensor, group: 'model' },
    })),
  );
  return [...written.map(([first]) => first!), ...written.flatMap(([, ...others]) => others)];
};
