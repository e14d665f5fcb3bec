// The conformance suite on every backend that Node has here; one that is not here is skipped by name. WebGPU without a
// graphics card is slow: a third of the cases a day, all in CI or with CONFORMANCE=all.
import { describe, expect, test } from 'vitest';
import { layers, sequential, useBackend } from 'shapewright';
import { operations } from './operations.js';
import { sample } from './sample.js';
import { cases, difference } from './suite.js';

const backends = ['wasm', 'node', 'webgpu'] as const;
const absent = new Map<string, string>();
for (const backend of backends)
  await useBackend(backend).catch((error: unknown) => absent.set(backend, (error as Error).message));

const whole = process.env['CI'] !== undefined || process.env['CONFORMANCE'] === 'all';
const all = [...cases, ...operations];
const some = whole ? all : sample(all, 3, Math.floor(Date.now() / 86_400_000));

/** What each case gives on plain JavaScript, which every backend is held to: worked out once. */
const onCpu = new Map<(typeof all)[number], ReturnType<(typeof all)[number]['run']>>();
const wantedOf = (each: (typeof all)[number]) => {
  const wanted = onCpu.get(each) ?? useBackend('cpu').then(() => each.run());
  onCpu.set(each, wanted);
  return wanted;
};

describe.each(backends)('%s', (backend) => {
  for (const each of all)
    test(each.name, async ({ skip }) => {
      if (absent.has(backend)) skip(absent.get(backend));
      if (backend === 'webgpu' && !some.includes(each))
        skip('left for another day: CONFORMANCE=all runs all');
      const wanted = await wantedOf(each);
      await useBackend(backend);
      expect(difference(await each.run(), wanted)).toBeUndefined();
    });
});

test('a model moves along with the backend, in the midst of training', async () => {
  const begin = () =>
    sequential([4], [layers.dense(8, { activation: 'tanh' }), layers.dense(1)]).compile({
      loss: 'mse',
      optimizer: 'adam',
      seed: 2,
    });
  const x = Array.from({ length: 12 }, (_, i) => [i / 12, (i % 3) / 3, (i % 5) / 5, 1]);
  const y = x.map(([a, b]) => [a! - b!]);
  const options = { epochs: 2, verbose: 0 } as const;
  await useBackend('cpu');
  const stays = begin();
  const wanted = [
    ...(await stays.fit(x, y, options)).history.loss,
    ...(await stays.fit(x, y, options)).history.loss,
  ];
  const moves = begin();
  const before = (await moves.fit(x, y, options)).history.loss;
  await useBackend('wasm');
  const after = (await moves.fit(x, y, options)).history.loss;
  await useBackend('cpu');
  const { loss } = await moves.evaluate(x, y, { verbose: 0 });
  expect(difference([...before, ...after], wanted)).toBeUndefined();
  expect(difference([loss], [(await stays.evaluate(x, y, { verbose: 0 })).loss])).toBeUndefined();
});
