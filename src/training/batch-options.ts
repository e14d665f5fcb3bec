import { anything, flag } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import type { SampleWeights } from './data/streams.js';
import { classWeight } from './option-kinds.js';

/** Options of `testOnBatch`. */
export interface TestOnBatchOptions {
  /** A weight for each sample, or for each step of each; of several outputs for all, or by output. */
  readonly sampleWeight?: SampleWeights;
  /** Gives the numbers in a list, in the order of `metricsNames`, instead of an object. Default false. */
  readonly returnList?: boolean;
  /** Whether the batch is computed by a plan of the whole model on the backend 'wasm', as in `fit`. Default: where it can be. */
  readonly compiledStep?: boolean;
}

/** Options of `trainOnBatch`. */
export interface TrainOnBatchOptions extends TestOnBatchOptions {
  /** Whether the batch is computed by a plan of the whole step on the backends 'wasm' and 'webgpu', as in `fit`. Default: where it can be. */
  readonly compiledStep?: boolean;
  /** A weight for the samples of each class, by its index: `{ 0: 1, 1: 5 }`; other classes have 1. */
  readonly classWeight?: Readonly<Record<number, number>>;
}

/** The options of `testOnBatch`, declared. */
export const testOnBatchOptions = {
  sampleWeight: optional(anything<SampleWeights>('a weight for each sample, or for each step')),
  returnList: optional(flag, false),
  compiledStep: optional(flag),
} satisfies Declares<TestOnBatchOptions>;

/** The options of `trainOnBatch`, declared. */
export const trainOnBatchOptions = {
  ...testOnBatchOptions,
  classWeight: optional(classWeight),
} satisfies Declares<TrainOnBatchOptions>;
