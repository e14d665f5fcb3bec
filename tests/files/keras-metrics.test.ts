// Metrics as Keras writes them, and back.
import { expect, test } from 'vitest';
import { input, metrics } from '../../src/index.js';
import { compileConfig } from '../../src/files/keras/compile-config.js';
import { writeKerasJson } from '../../src/files/keras/write-json.js';
import { settingsFrom } from '../../src/files/keras/settings-from-config.js';
import type { AnyMetric } from '../../src/training/metrics/index.js';

test.each([
  [() => metrics.f1Score(), { average: null }],
  [() => metrics.f1Score({ average: 'macro' }), { average: 'macro' }],
  [() => metrics.fBetaScore({ beta: 2 }), { average: null, beta: 2 }],
  [() => metrics.r2Score({ classAggregation: 'none' }), { class_aggregation: null }],
  [() => metrics.r2Score(), { class_aggregation: 'uniform_average' }],
  [() => metrics.auc({ curve: 'PRGAIN' }), { curve: 'PRGAIN', summation_method: 'interpolation' }],
  [() => metrics.sparseTopKCategoricalAccuracy({ fromSortedIds: true }), { from_sorted_ids: true }],
  [() => metrics.sparseCategoricalCrossentropy({ ignoreClass: 2 }), { ignore_class: 2 }],
] as readonly (readonly [() => AnyMetric, object])[])('metric %#', async (make, theirs) => {
  const model = input([2]).dense(3).toModel();
  const made = make();
  const settings = { loss: 'mse', metrics: [made] } as unknown as Parameters<typeof compileConfig>[1];
  const text = writeKerasJson(await compileConfig(model, settings));
  if (made.className === 'FBetaScore') expect(text).toContain('"beta": 2.0');
  const config = JSON.parse(text) as Awaited<ReturnType<typeof compileConfig>>;
  const [written] = config['metrics'] as { readonly config: object }[];
  expect(written!.config).toMatchObject(theirs);
  if (made.className === 'F1Score') expect(written!.config).not.toHaveProperty('beta');
  const [read] = settingsFrom(model, config)!.metrics as readonly AnyMetric[];
  expect(read).toMatchObject({ name: made.name, className: made.className, config: made.config });
});
