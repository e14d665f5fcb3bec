import { declare } from '../../options/declare.js';
import type { Shape } from '../../shapes/shape.js';
import { binaryMatches } from './binary-accuracy.js';
import { categoricalMatches } from './categorical-accuracy.js';
import { meanMetric, metricOptions, type PerSample, type PlainMetric } from './metric.js';
import { sparseMatches } from './sparse-categorical-accuracy.js';

/** The accuracy that is meant, as Keras resolves it: by the output's last axis, and whether labels are indices. */
const matches: PerSample = (yTrue, yPred) => {
  const [labels, outputs] = [yTrue.shape as Shape, yPred.shape as Shape];
  if (outputs.at(-1) === 1) return binaryMatches(0.5)(yTrue, yPred);
  const isSparse = labels.length < outputs.length || isColumn(labels);
  return (isSparse ? sparseMatches : categoricalMatches)(yTrue, yPred);
};

const isColumn = (labels: Shape): boolean => labels.length > 1 && labels.at(-1) === 1;

/**
 * The share of labels that are met: binary, categorical or sparse categorical, as output and labels say.
 *
 * @example compile({ loss: 'sparseCategoricalCrossentropy', metrics: [metrics.accuracy()] })
 * @see https://keras.io/api/metrics/accuracy_metrics/
 */
export const accuracy: PlainMetric<'accuracy', 'accuracy'> = declare(
  { name: 'accuracy', options: metricOptions('accuracy') },
  ({ name }) => meanMetric(name, 'Accuracy', {}, matches),
);
