import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerArgs } from '../define-class.js';
import { settingOf } from '../settings.js';

/** What adds a weight to a layer. */
export type AddWeight = tfl.layers.Layer['addWeight'];

type Initializer = Parameters<AddWeight>[3];
type Regularizer = Parameters<AddWeight>[4];
type Constraint = Parameters<AddWeight>[6];

/** The weights of a step. */
export interface StepWeights {
  readonly kernel: tfl.LayerVariable;
  readonly recurrent: tfl.LayerVariable;
  readonly bias: tfl.LayerVariable | undefined;
}

/** Adds the weights of a step to a layer, by its options. */
export const addStepWeights = (
  add: AddWeight,
  args: LayerArgs,
  shapes: Readonly<Record<'kernel' | 'recurrent' | 'bias', readonly number[]>>,
): StepWeights => {
  const weight = (name: string, option: keyof typeof shapes) =>
    add(
      name,
      [...shapes[option]],
      'float32',
      settingOf<Initializer>(args[`${option}Initializer`]) ?? tfl.initializers.zeros(),
      settingOf<Regularizer>(args[`${option}Regularizer`]),
      true,
      settingOf<Constraint>(args[`${option}Constraint`]),
    );
  return {
    kernel: weight('kernel', 'kernel'),
    recurrent: weight('recurrent_kernel', 'recurrent'),
    bias: args['useBias'] === false ? undefined : weight('bias', 'bias'),
  };
};
