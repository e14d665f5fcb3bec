// The weights of a layer of the user's own, as `defineLayer` is told them.
import { isPlain, show } from '../../errors/show.js';
import type { WeightSpec } from '../../graph/layer.js';
import { count, flag, listOf } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { readOptions } from '../../options/read.js';
import { constraintKind, type Constraint } from '../options/constraints.js';
import { initializerKind, type Initializer } from '../options/initializers.js';
import { regularizerKind, type Regularizer } from '../options/regularizers.js';

/** A weight of a layer of one's own. */
export interface OwnWeight {
  /** Its sizes: `[features, units]`; `[]` for one number. */
  readonly shape: readonly number[];
  /** How it begins. Default `'glorotUniform'`, as in Keras's `add_weight`. */
  readonly initializer?: Initializer;
  /** A penalty on it, added to the loss. Default none. */
  readonly regularizer?: Regularizer;
  /** What it is held to after each step. Default none. */
  readonly constraint?: Constraint;
  /** Whether training changes it. Default true; one that is false is changed by `assign` alone. */
  readonly trainable?: boolean;
}

const declared = {
  shape: listOf<number, number>('a list of whole numbers above zero', count),
  initializer: optional(initializerKind, 'glorotUniform'),
  regularizer: optional(regularizerKind),
  constraint: optional(constraintKind),
  trainable: optional(flag, true),
} satisfies Declares<OwnWeight>;

/** The specifications of weights by their names, in Keras's order: first what training changes. */
export const ownWeights = (
  layer: string,
  weights: Readonly<Record<string, OwnWeight>>,
): readonly WeightSpec[] => {
  const specs = Object.entries(weights).map(([name, given]) => ({
    name,
    ...readOptions(`${layer}: weight '${name}'`, given, declared),
  }));
  return [...specs.filter(({ trainable }) => trainable), ...specs.filter(({ trainable }) => !trainable)];
};

/** What a function of the user's gave, as weights by their names. */
export const recordOf = (name: string, given: unknown): Readonly<Record<string, OwnWeight>> => {
  if (isPlain(given)) return given as Readonly<Record<string, OwnWeight>>;
  throw new TypeError(
    `${name}: weights must give an object such as { kernel: { shape: [8, 4] } }, got ${show(given)}`,
  );
};
