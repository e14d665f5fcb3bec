import { declare } from '../../options/declare.js';
import type { Shape } from '../../shapes/shape.js';
import { binaryMatches } from './binary-accuracy.js';
import { categoricalMatches } from './categorical-accuracy.js';
import {
  meanState,
  metricOptions,
  type Metric,
  type MetricContext,
  type MetricOptions,
  type PerSample,
} from './metric.js';
import { sparseMatches } from './sparse-categorical-accuracy.js';

/** Which accuracy is meant, as Keras resolves it: by the output's last axis, and whether labels are indices. */
const resolve = ({ outputShape, labelShape }: MetricContext): PerSample => {
  if (outputShape.at(-1) === 1) return binaryMatches(0.5);
  const sparse: boolean = labelShape.length < outputShape.length || isColumn(labelShape);
  return sparse ? sparseMatches : categoricalMatches;
};

const isColumn = (labels: Shape): boolean => labels.length > 1 && labels.at(-1) === 1;

/**
 * The share of labels that are met: binary, categorical or sparse categorical, as output and labels say.
 * @see https://keras.io/api/metrics/accuracy_metrics/
 */
export const accuracy: <const N extends string = 'accuracy'>(options?: MetricOptions<N>) => Metric<N> =
  declare({ name: 'accuracy', options: metricOptions('accuracy') }, ({ name }) => ({
    kind: 'metric',
    name,
    className: 'Accuracy',
    config: {},
    create: (context: MetricContext) => meanState(resolve(context)),
  }));
