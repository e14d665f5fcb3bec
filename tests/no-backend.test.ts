// A program that never chose a backend, in a process of its own: nothing has loaded one there.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const run = (program: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    })
      .trim()
      .split('\n')
      .at(-1)!,
  );

const begin = `
  import { backendReport, input } from 'shapewright';
  const net = input([2]).dense(1).toModel().compile({ loss: 'mse' });`;

test('training takes the best backend where none was chosen', () => {
  const { name } = run(`${begin}
    await net.fit([[1, 2]], [[3]], { verbose: 0 });
    console.log(JSON.stringify({ name: backendReport().name }));`) as { name: string };
  expect(['node', 'wasm']).toContain(name);
});

test('a backend that plain tfjs chose gets what it lacks', () => {
  const { name, loss } = run(`
    import { backendReport, input } from 'shapewright';
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const tf = require('@tensorflow/tfjs');
    require('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    const net = input([4, 4, 1]).conv2d(2, 3).flatten().dense(1).toModel().compile({ loss: 'mse', seed: 1 });
    const x = { values: new Float32Array(32).fill(1), shape: [2, 4, 4, 1] };
    const { history } = await net.fit(x, [[1], [1]], { verbose: 0 });
    console.log(JSON.stringify({ name: backendReport().name, loss: history.loss[0] }));`) as {
    name: string;
    loss: number;
  };
  expect(name).toBe('wasm');
  expect(loss).toBeGreaterThan(0);
});

test('what cannot wait for a backend says so', () => {
  const { code, message } = run(`${begin}
    try { net.getWeights(); } catch ({ code, message }) { console.log(JSON.stringify({ code, message })); }`) as {
    code: string;
    message: string;
  };
  expect(code).toBe('not-chosen');
  expect(message).toBe(
    "There is no backend yet to hold weights: await useBackend('auto') first, or name one, e.g. useBackend('wasm')",
  );
});

test('importing loads no backend', () => {
  const { names } = run(`
    import 'shapewright';
    import * as tf from '@tensorflow/tfjs-core';
    console.log(JSON.stringify({ names: Object.keys(tf.engine().registryFactory) }));`) as {
    names: readonly string[];
  };
  expect(names).toEqual([]);
});
