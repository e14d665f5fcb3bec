import { expect, test } from 'vitest';
import { monitorOf } from './monitor.js';

test.each([
  ['val_loss', 'min'],
  ['accuracy', 'max'],
  ['val_acc', 'max'],
  ['sparse_top_k_categorical_accuracy', 'max'],
  ['auc_1', 'max'],
  ['precision_at_recall', 'max'],
  ['val_f1_score', 'max'],
  ['binary_io_u', 'max'],
  ['mean_squared_error', 'min'],
  ['val_mae', 'min'],
  ['kl_divergence', 'min'],
  // by Keras's classes
  ['val_AUC', 'max'],
  ['BinaryIoU', 'max'],
  ['FBetaScore', 'max'],
  ['R2Score_1', 'max'],
  ['KLDivergence', 'min'],
  ['val_MeanSquaredError', 'min'],
  // an output's name comes first, and does not tell
  ['accuracy_head_loss', 'min'],
  ['loss_head_accuracy', 'max'],
])('%s is better at its %s', (name, direction) => {
  const { better } = monitorOf('earlyStopping', name, 'auto');
  expect([better(2, 1), better(1, 2), better(1, 1)]).toEqual([
    direction === 'max',
    direction === 'min',
    false,
  ]);
});

test('a name that does not tell needs a mode', () => {
  expect(() => monitorOf('earlyStopping', 'val_reward', 'auto')).toThrow(
    "earlyStopping: the name \"val_reward\" does not tell whether more or less is better; say mode: 'max' or mode: 'min'",
  );
  expect(monitorOf('earlyStopping', 'val_reward', 'max').better(2, 1)).toBe(true);
});

test('better means by more than minDelta, and than nothing all is better', () => {
  const { better } = monitorOf('earlyStopping', 'loss', 'auto');
  expect([better(0.75, 1, 0.25), better(0.5, 1, 0.25), better(NaN, 1), better(1, NaN)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect([better(Infinity, undefined), better(NaN, undefined)]).toEqual([true, true]);
});

test('what the logs lack is said, with what they have', () => {
  const monitor = monitorOf('earlyStopping', 'val_loss', 'auto');
  expect(() => monitor.value({ accuracy: 1, loss: 2 }, 0, undefined)).toThrow(
    "earlyStopping watches 'val_loss', but the logs have accuracy, loss; give fit validationData or a validationSplit",
  );
  expect(() => monitorOf('x', 'val_auc', 'auto').value({ val_loss: 2 }, 0, undefined)).toThrow(
    /have val_loss$/,
  );
});

test('an epoch that fit leaves unvalidated is no mistake', () => {
  const monitor = monitorOf('earlyStopping', 'val_loss', 'auto');
  const params = { verbose: 0, epochs: 9, steps: 1, validationFreq: 3 } as const;
  expect(monitor.value({ loss: 2 }, 1, params)).toBe(undefined);
  expect(monitor.value({ val_loss: 2 }, 2, params)).toBe(2);
  expect(() => monitor.value({ loss: 2 }, 2, params)).toThrow(/the logs have loss/);
});
