import { anything, count, flag } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import type { Callback } from './callbacks/callback.js';
import type { SampleWeight } from './data/data.js';
import { verbosity } from './option-kinds.js';

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** Samples in a batch. Default 32; where `steps` is given, as many as make so many steps. */
  readonly batchSize?: number;
  /** 0: silent, 1: a progress bar, 2: a line. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  /** A weight for each sample's loss, or for each step's: `[batch]` or `[batch, steps]`. */
  readonly sampleWeight?: SampleWeight;
  /** Batches to evaluate, where not all. */
  readonly steps?: number;
  /** What watches the evaluation, each hook in its turn. Default none. */
  readonly callbacks?: readonly Callback[];
  /** Gives Keras's list, loss first, instead of an object. Default false. */
  readonly returnList?: boolean;
}

/** The options of `evaluate`, declared. */
export const evaluateOptions = {
  batchSize: optional(count),
  verbose: optional(verbosity, 1),
  sampleWeight: optional(anything<SampleWeight>('a weight for each sample, or for each step')),
  steps: optional(count),
  callbacks: optional(anything<readonly Callback[]>('a list of callbacks'), []),
  returnList: optional(flag, false),
} satisfies Declares<EvaluateOptions>;
