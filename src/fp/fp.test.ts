import * as Either from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { input, layers, sequential, useBackend } from '../index.js';
import { backend, build, file, run, type TrainingFailure } from './index.js';

test('what others throw is Left', async () => {
  const wide: number = 7;
  const made = build(() => input([wide]).reshape([2, 4]));
  expect(Either.isLeft(made) && made.left.message).toBe(
    'reshape cannot turn [7] (7 elements) into [2, 4] (8 elements)',
  );
  expect(Either.isRight(build(() => input([8]).reshape([2, 4])))).toBe(true);
  const net = sequential([3], [layers.dense(1)]).compile({ loss: 'mse' });
  const failed = await run(() => net.fit([[1, Number.NaN, 2]], [[1]], { verbose: 0 }))();
  expect(Either.isLeft(failed) && failed.left.message).toMatch(/x holds NaN, first in row 0/);
  const loaded = await file(() => net.model.loadWeights('no/such/place'))();
  expect(Either.isLeft(loaded) && loaded.left.name).toBe('FileError');
  const chosen = await backend(() => useBackend('wsm' as 'wasm'))();
  expect(Either.isLeft(chosen) && chosen.left).toMatchObject({
    name: 'BackendError',
    code: 'unknown-backend',
  });
  net.dispose();
});

/** Every failure of training has a case, which the compiler sees to. */
const told = (failure: TrainingFailure): string => {
  switch (failure.name) {
    case 'DataError':
    case 'BackendError':
    case 'ContextLostError':
    case 'DisposedError':
    case 'ShapeMismatchError':
    case 'GraphError':
    case 'OptionError':
      return `${failure.name}: ${failure.message}`;
    case 'AbortedError':
      return `aborted by ${String(failure.reason)}`;
    case 'CallerError':
      return `thrown by ${String(failure.cause)}`;
    default:
      return failure satisfies never;
  }
};

test('a run by a whole fit, by the batch, an evaluation and a prediction fail with one closed union', async () => {
  const net = sequential([3], [layers.dense(1)]).compile({ loss: 'mse' });
  const x = [[1, 2, 3]];
  const quiet = { verbose: 0 } as const;
  const leftOf = async <A>(started: ReturnType<typeof run<A>>): Promise<string> => {
    const ended = await started();
    return Either.isLeft(ended) ? told(ended.left) : 'right';
  };
  expect(await leftOf(run(() => net.fit(x, [1], quiet)))).toBe('right');
  expect(await leftOf(run(() => net.evaluate(x, [1], quiet)))).toBe('right');
  expect(await leftOf(run(() => net.trainOnBatch(x, [1])))).toBe('right');
  expect(await leftOf(run(() => net.testOnBatch(x, [1])))).toBe('right');
  expect(await leftOf(run(() => net.predict(x)))).toBe('right');
  expect(await leftOf(run(() => net.predictOnBatch(x)))).toBe('right');
  expect(await leftOf(run(() => net.predict([[1, 2]] as never)))).toMatch(/^DataError: /);
  expect(await leftOf(run(() => net.fit(x, [1], { epocs: 1 } as never)))).toBe(
    "OptionError: fit has no option 'epocs'; did you mean 'epochs'?",
  );
  const odd = { onEpochEnd: () => Promise.reject(new RangeError('mine')) };
  expect(await leftOf(run(() => net.fit(x, [1], { ...quiet, callbacks: [odd] })))).toBe(
    'thrown by RangeError: mine',
  );
  // a reason may be anything
  const controller = new AbortController();
  const { signal } = controller;
  controller.abort('no more');
  expect(await leftOf(run(() => net.predict(x, { signal }), { signal }))).toBe('aborted by no more');
  const plain = AbortSignal.abort();
  expect(await leftOf(run(() => net.fit(x, [1], { ...quiet, signal: plain })))).toMatch(
    /^aborted by AbortError/,
  );
  net.dispose();
  expect(await leftOf(run(() => net.predict(x)))).toMatch(/^DisposedError: /);
});
