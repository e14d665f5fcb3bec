import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { f1Options, fScore, type ByClass, type F1ScoreOptions, type ScoreAverage } from './f-beta-score.js';
import type { Metric } from './metric.js';

/**
 * The harmonic mean of precision and recall: labels 0 or 1 and predictions, both `[batch, classes]`.
 *
 * @example compile({ loss: 'categoricalCrossentropy', metrics: [metrics.f1Score({ average: 'macro' })] })
 * @throws TypeError where labels or predictions are not `[batch, classes]`.
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export const f1Score: <const N extends string = 'f1_score', const A extends ScoreAverage = 'none'>(
  options?: F1ScoreOptions<N, A> | Said<"f1Score takes its options as an object, e.g. { average: 'macro' }">,
) => Metric<NoInfer<N>, ByClass<A>> = declare(
  { name: 'f1Score', options: f1Options('f1_score') },
  ({ name, ...config }) => fScore('f1Score', 'F1Score', { ...config, beta: 1 }, name),
) as never;
