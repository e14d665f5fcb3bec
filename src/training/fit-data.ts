// What `fit` trains and validates on.
import { isList, show } from '../errors/show.js';
import type { ConfigOf } from '../options/option.js';
import { seedOf } from '../tfjs/random.js';
import { takesLabels, type Compiled } from './compiled.js';
import { batchSizeFor, rowBatches, type BatchSource, type Columns } from './data/batches.js';
import { DataError, ofValidation } from './data/data-error.js';
import { batchReader, batchRows } from './data/read-batch.js';
import { classWeights } from './data/read-weights.js';
import { streamBatches } from './data/stream-source.js';
import { isStream, type SampleWeights } from './data/streams.js';
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
export const fitData = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  options: ReadOptions,
): Promise<Sources> => {
  const { model, outputs, seed } = compiled;
  const { batchSize, stepsPerEpoch, validationSteps, validationBatchSize } = options;
  const given = await validationSource(compiled, options, batchSize);
  const shuffleSeed = options.shuffle ? seedOf(seed, 0) : undefined;
  if (isStream(x)) {
    if (options.validationSplit !== undefined)
      throw new DataError(
        'validationSplit needs samples in memory; give validationData beside batches that come one by one',
      );
    if (options.sampleWeight !== undefined) throw new TypeError(noSampleWeight);
    return {
      training: await streamBatches(x, batchReader(model, outputs, options.classWeight), {
        steps: stepsPerEpoch,
        shuffleSeed,
      }),
      validation: given,
    };
  }
  if (options.sampleWeight !== undefined && options.classWeight !== undefined)
    throw new TypeError('fit takes sampleWeight or classWeight, not both');
  const { size: count, ...columns } = batchRows(model, outputs, {
    xs: x,
    ys: y,
    sampleWeight: options.sampleWeight,
  });
  const split = given ? 0 : (options.validationSplit ?? 0);
  const end = Math.floor(count * (1 - split));
  if (split > 0 && (end === 0 || end === count))
    throw new DataError(
      `validationSplit ${split} of ${count} samples leaves ${end} for training and ${count - end} for validation; both need some`,
    );
  const weighted: Columns = options.classWeight
    ? { ...columns, weights: classWeights(options.classWeight, columns.ys, outputs) }
    : columns;
  return {
    training: rowBatches(weighted, {
      batchSize: batchSize ?? batchSizeFor(end, stepsPerEpoch),
      range: [0, end],
      shuffleSeed,
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

const validationSource = async (
  compiled: Compiled,
  fit: ReadOptions,
  batchSize: number | undefined,
): Promise<BatchSource | undefined> => {
  const given = fit.validationData;
  if (given === undefined) return undefined;
  const lengths = takesLabels(compiled) ? [2, 3] : [1];
  if (!isStream(given) && !(isList(given) && lengths.includes((given as readonly unknown[]).length)))
    throw new TypeError(
      `fit: validationData must be ${takesLabels(compiled) ? '[x, y], [x, y, sampleWeight]' : '[x]'}, or a data set, a sequence or a generator of batches, got ${show(given)}`,
    );
  const [x, y, sampleWeight] = (isStream(given) ? [given] : given) as readonly [
    unknown,
    unknown?,
    SampleWeights?,
  ];
  const options = {
    batchSize: fit.validationBatchSize ?? batchSize,
    steps: fit.validationSteps,
    sampleWeight,
  };
  try {
    return await evaluationSource(compiled, x, y, options);
  } catch (error) {
    throw ofValidation(error);
  }
};
