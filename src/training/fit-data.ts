// What `fit` trains and validates on.
import { isList, show } from '../errors/show.js';
import type { ConfigOf } from '../options/option.js';
import { seedOf } from '../tfjs/random.js';
import { takesLabels, type Compiled } from './compiled.js';
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
import type { SampleWeight } from './data/data.js';
import { evaluationSource, noSampleWeight } from './evaluation.js';
import type { fitOptions } from './fit-options.js';

/** The options of `fit`, as they have been read. */
type ReadOptions = ConfigOf<typeof fitOptions>;

/** Where training and validation batches come from. */
export interface Sources {
  readonly training: BatchSource;
  readonly validation: BatchSource | undefined;
}

/** What `fit` trains and validates on, everything checked. */
export const fitData = (compiled: Compiled, x: unknown, y: unknown, options: ReadOptions): Sources => {
  const { model, outputs, seed } = compiled;
  const { batchSize, stepsPerEpoch, validationSteps, validationBatchSize } = options;
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
  const ys = readLabels(model, outputs, y, xs);
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
  const end = Math.floor(count * (1 - split));
  if (split > 0 && (end === 0 || end === count))
    throw new DataError(
      `validationSplit ${split} of ${count} samples leaves ${end} for training and ${count - end} for validation; both need some`,
    );
  const weighted = options.classWeight && classWeights(options.classWeight, ys, outputs);
  return {
    training: rowBatches(weighted ? { ...columns, weights: weighted } : columns, {
      batchSize: batchSize ?? batchSizeFor(end, stepsPerEpoch),
      range: [0, end],
      shuffleSeed: options.shuffle ? seedOf(seed, 0) : undefined,
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

const validationSource = (
  compiled: Compiled,
  fit: ReadOptions,
  batchSize: number | undefined,
): BatchSource | undefined => {
  const given = fit.validationData;
  if (given === undefined) return undefined;
  const lengths = takesLabels(compiled) ? [2, 3] : [1];
  if (!isDataset(given) && !(isList(given) && lengths.includes(given.length)))
    throw new TypeError(
      `fit: validationData must be ${takesLabels(compiled) ? '[x, y], [x, y, sampleWeight]' : '[x]'}, or a data set, got ${show(given)}`,
    );
  const [x, y, sampleWeight] = (isDataset(given) ? [given] : given) as readonly [
    unknown,
    unknown?,
    SampleWeight?,
  ];
  const options = {
    batchSize: fit.validationBatchSize ?? batchSize,
    steps: fit.validationSteps,
    sampleWeight,
  };
  try {
    return evaluationSource(compiled, x, y, options);
  } catch (error) {
    throw error instanceof DataError ? new DataError(`validationData: ${error.message}`) : error;
  }
};
