// An option of runs that says how steps are computed, and not what: its effect is in the report. That of `bitEqual` is in the last
// bits, which src/backends/wasm/rounding.test.ts holds.
import { expect, test } from 'vitest';
import { backendReport, input, useBackend } from '../../src/index.js';

const trained = async (compiledStep: boolean | undefined, on: 'wasm' | 'cpu' = 'wasm') => {
  await useBackend(on);
  const net = input([4]).dense(3).dense(1).toModel().compile({ optimizer: 'adam', loss: 'mse', seed: 1 });
  try {
    await net.fit([[1, 2, 3, 4]], [[1]], { verbose: 0, ...(compiledStep !== undefined && { compiledStep }) });
    const inFit = backendReport().step;
    await net.trainOnBatch([[1, 2, 3, 4]], [[1]], compiledStep === undefined ? {} : { compiledStep });
    return [inFit, backendReport().step];
  } finally {
    net.dispose();
  }
};

test('compiledStep says whether steps are planned as a whole, in fit and in trainOnBatch', async () => {
  for (const step of await trained(undefined))
    expect(step).toMatchObject({ compiled: true, because: undefined });
  for (const step of await trained(true)) expect(step).toMatchObject({ compiled: true });
  for (const step of await trained(false))
    expect(step).toMatchObject({ compiled: false, because: 'compiledStep is false' });
  await expect(trained(true, 'cpu')).rejects.toThrow(/compiledStep is true, but there is no plan/);
  for (const step of await trained(undefined, 'cpu')) expect(step).toMatchObject({ compiled: false });
});

test('compiledStep says whether predictions and tests are planned as a whole', async () => {
  await useBackend('wasm');
  const net = input([4]).dense(3).unitNormalization().dense(1).toModel().compile({ loss: 'mse', seed: 1 });
  const x = [[1, 2, 3, 4]];
  const calls = [
    (options: object) => net.predict(x, options),
    (options: object) => net.evaluate(x, [[1]], { verbose: 0, ...options }),
    (options: object) => net.testOnBatch(x, [[1]], options),
  ];
  for (const call of calls) {
    await expect(call({ compiledStep: true })).rejects.toThrow(
      /'unit_normalization' \(UnitNormalization\) has no plan/,
    );
    await call({ compiledStep: false });
  }
  net.dispose();
});
