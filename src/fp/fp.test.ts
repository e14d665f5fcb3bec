import * as Either from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { input, layers, sequential, useBackend } from '../index.js';
import { backend, build, file, run } from './index.js';

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
  expect(Either.isLeft(chosen) && chosen.left.code).toBe('unknown-backend');
  net.dispose();
});
