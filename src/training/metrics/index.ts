export { accuracy } from './accuracy.js';
export { binaryAccuracy, type BinaryAccuracyOptions } from './binary-accuracy.js';
export { resolveMetric, type MetricName, type MetricNames, type MetricNamesIn } from './by-name.js';
export { categoricalAccuracy } from './categorical-accuracy.js';
export { meanAbsoluteError } from './mean-absolute-error.js';
export { meanSquaredError } from './mean-squared-error.js';
export type { AnyMetric, Metric, MetricContext, MetricOptions, MetricState } from './metric.js';
export { sparseCategoricalAccuracy } from './sparse-categorical-accuracy.js';
