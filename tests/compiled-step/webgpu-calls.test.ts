// What a planned step asks of a graphics card. Without an adapter it is skipped by name.
import { afterAll, describe, expect, test } from 'vitest';
import { layers, losses, sequential, useBackend } from '../../src/index.js';
import { expectSame, type Trained } from './both-ways.js';
import { countCalls, type Calls } from './count-calls.js';

const { dense, flatten } = layers;
let absent: string | undefined;
await useBackend('webgpu').catch((error: unknown) => (absent = (error as Error).message));
afterAll(() => useBackend('cpu'));

const it = (name: string, run: () => Promise<void>) =>
  test(name, async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    await useBackend('webgpu');
    await run();
  });

const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));

describe('a step of an MLP with Adam', () => {
  const images = { values: waves(80 * 784), shape: [80, 28, 28] };
  const labels = Int32Array.from({ length: 80 }, (_, i) => (i * 7) % 10);
  const make = () =>
    sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]).compile({
      ...{ loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }), optimizer: 'adam', seed: 1 },
      metrics: ['accuracy'],
    } as never) as unknown as Trained;

  it('takes few dispatches, all of them in one submission, binds once, and reads nothing back', async () => {
    const net = make();
    const calls = countCalls();
    try {
      await net.fit(images, labels, { verbose: 0 });
      calls.take();
      const steps: Calls[] = [];
      let reads = 0;
      await net.fit(images, labels, {
        ...{ verbose: 0, epochs: 2 },
        callbacks: [
          {
            // what an epoch begins with, a copy of the weights beside the card, is not a step's
            onTrainBatchBegin: (batch: number) =>
              void (batch === 0 ? calls.take() : steps.push(calls.take())),
            onEpochEnd: () => {
              const last = calls.take();
              reads += last.reads;
              steps.push({ ...last, reads: 0 });
            },
          },
        ],
      });
      expect(steps.length).toBe(6);
      for (const step of steps) expect(step).toMatchObject({ dispatches: 14, submissions: 1, reads: 0 });
      // the smaller last batch has a plan of its own, and takes the room in turns with the other
      expect(steps.slice(3).map(({ bindGroups }) => bindGroups)).toEqual([0, 0, 0]);
      // the losses and metrics of an epoch, at its end
      expect(reads).toBe(2);
    } finally {
      calls.stop();
      net.dispose();
    }
  });

  it('comes to what single operations come to, a smaller last batch too', async () => {
    await expectSame(make, async (net, compiledStep) => {
      const fit = { epochs: 3, batchSize: 32, verbose: 0, compiledStep };
      return (await net.fit(images, labels, fit)).history;
    });
  });
});
