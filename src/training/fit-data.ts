// What `fit` trains and validates on.
import { isWhole } from '../shapes/arithmetic.js';
import { seedOf } from '../tfjs/random.js';
import type { Compiled } from './compile.js';
import {
  batchSizeFor,
  datasetBatches,
  rowBatches,
  rowCount,
  type BatchSource,
  type Columns,
} from './data/batches.js';
import { DataError } from './data/data-error.js';
import {
  classWeights,
  datasetReader,
  expectedInputs,
  expectedLabels,
  isDataset,
  readInputs,
  readLabels,
  readWeights,
} from './data/read.js';
import { evaluationSource, noSampleWeight } from './evaluation.js';
import type { FitOptions } from './fit.js';
import { checkCountIfGiven } from './option-values.js';

/** Where training and validation batches come from. */
export interface Sources {
  readonly training: BatchSource;
  readonly validation: BatchSource | undefined;
}

/** What `fit` trains and validates on, everything checked. */
export const fitData = (compiled: Compiled, x: unknown, y: unknown, options: FitOptions): Sources => {
  const { model, outputs, seed } = compiled;
  const batchSize = checkCountIfGiven('batchSize', options.batchSize);
  const stepsPerEpoch = checkCountIfGiven('stepsPerEpoch', options.stepsPerEpoch);
  checkClassWeight(options.classWeight);
  const shuffled = options.shuffle ?? true;
  if (typeof shuffled !== 'boolean')
    throw new TypeError(`shuffle must be true or false, got ${JSON.stringify(shuffled)}`);
  const given = validationSource(compiled, options, batchSize);
  if (isDataset(x)) {
    if (options.validationSplit !== undefined)
      throw new DataError('validationSplit needs samples in memory; give a data set its own validationData');
    if (options.sampleWeight !== undefined) throw new TypeError(noSampleWeight);
    return {
      training: datasetBatches(x, datasetReader(model, outputs, options.classWeight), stepsPerEpoch),
      validation: given,
    };
  }
  const xs = readInputs(model, x);
  const ys = readLabels(model, outputs, y);
  if (options.sampleWeight !== undefined && options.classWeight !== undefined)
    throw new TypeError('fit takes sampleWeight or classWeight, not both');
  const columns: Columns = {
    xs,
    ys,
    weights: options.sampleWeight === undefined ? undefined : readWeights(options.sampleWeight, outputs),
  };
  const count = rowCount(
    columns,
    [...expectedInputs(model), ...expectedLabels(outputs)].map(({ what }) => what),
  );
  const split = given ? 0 : (options.validationSplit ?? 0);
  if (!(typeof split === 'number' && split >= 0 && split < 1))
    throw new TypeError(`validationSplit must be 0 or more and below 1, got ${String(split)}`);
  const end = Math.floor(count * (1 - split));
  if (split > 0 && (end === 0 || end === count))
    throw new DataError(
      `validationSplit ${split} of ${count} samples leaves ${end} for training and ${count - end} for validation; both need some`,
    );
  const validationSteps = checkCountIfGiven('validationSteps', options.validationSteps);
  const validationBatchSize = checkCountIfGiven('validationBatchSize', options.validationBatchSize);
  const weighted = options.classWeight && classWeights(options.classWeight, ys, outputs);
  return {
    training: rowBatches(weighted ? { ...columns, weights: weighted } : columns, {
      batchSize: batchSize ?? batchSizeFor(end, stepsPerEpoch),
      range: [0, end],
      shuffleSeed: shuffled ? seedOf(seed, 0) : undefined,
      steps: stepsPerEpoch,
    }),
    validation:
      split > 0
        ? // as in Keras, classes weigh in training alone
          rowBatches(columns, {
            batchSize: validationBatchSize ?? batchSize ?? batchSizeFor(count - end, validationSteps),
            range: [end, count],
            shuffleSeed: undefined,
            steps: validationSteps,
          })
        : given,
  };
};

/** A float32 holds no more. */
const isWeight = (weight: unknown): boolean =>
  typeof weight === 'number' && weight >= 0 && Number.isFinite(Math.fround(weight));

const checkClassWeight = (weights: unknown): void => {
  if (weights === undefined) return;
  const right =
    typeof weights === 'object' &&
    weights !== null &&
    !Array.isArray(weights) &&
    Object.entries(weights).every(([label, weight]) => isWhole(Number(label)) && isWeight(weight)) &&
    Object.keys(weights).length > 0;
  if (right) return;
  // JSON has no infinity
  const shown = JSON.stringify(weights, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
  throw new TypeError(
    `classWeight must be weights of zero or more by class index, e.g. { 0: 1, 1: 5 }; got ${shown}`,
  );
};

const validationSource = (
  compiled: Compiled,
  options: FitOptions,
  batchSize: number | undefined,
): BatchSource | undefined => {
  const given = options.validationData;
  if (given === undefined) return undefined;
  if (!isDataset(given) && !(Array.isArray(given) && (given.length === 2 || given.length === 3)))
    throw new TypeError('validationData must be [x, y], [x, y, sampleWeight], or a data set');
  const [x, y, sampleWeight] = isDataset(given) ? [given] : given;
  return evaluationSource(
    compiled,
    x,
    y,
    {
      ...atSize(options.validationBatchSize ?? batchSize),
      ...(options.validationSteps === undefined ? {} : { steps: options.validationSteps }),
      ...(sampleWeight === undefined ? {} : { sampleWeight }),
    },
    { steps: 'validationSteps', batchSize: 'validationBatchSize' },
  );
};

/** A size as an option, where there is one. */
const atSize = (batchSize: number | undefined) => (batchSize === undefined ? {} : { batchSize });
