// Training in a real worker, `?backend=webgl`: the results of the page, which stays alive meanwhile, and what goes wrong.
import * as tf from '@tensorflow/tfjs-core';
import { BackendError, layers, sequential, useBackend, type BackendName } from 'shapewright';
import { trainingWorker } from 'shapewright/worker';
import { difference } from '../suite.js';
import { leave } from './verdict.js';

const { conv2d, dense, flatten, maxPooling2d } = layers;
const backend = new URLSearchParams(location.search).get('backend') as BackendName;
const script = (name: string) => new Worker(new URL(name, location.href), { type: 'module' });

const begin = () =>
  sequential(
    [8, 8, 1],
    [
      conv2d(4, 3, { activation: 'relu' }),
      maxPooling2d(2),
      flatten(),
      dense(16, { activation: 'relu' }),
      dense(3),
    ],
  ).compile({ loss: 'mse', optimizer: 'adam', metrics: ['mae'], seed: 4 });

const rows = 512;
const x = {
  values: Float32Array.from({ length: rows * 64 }, (_, i) => Math.sin(i)),
  shape: [rows, 8, 8, 1],
} as const;
const y = {
  values: Float32Array.from({ length: rows * 3 }, (_, i) => Math.cos(i)),
  shape: [rows, 3],
} as const;

const errorOf = (run: Promise<unknown>): Promise<Error | undefined> =>
  run.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

await leave(
  () => useBackend('cpu'),
  async () => {
    const quiet = { verbose: 0 } as const;
    const options = { epochs: 3, batchSize: 16, verbose: 0, validationSplit: 0.25 } as const;
    const wanted = await begin().fit(x, y, options);
    const { numTensors } = tf.memory();
    const there = begin();
    const worker = trainingWorker(script('/train-worker.js'), { backend, wasmPaths: '/wasm/' });
    let turns = 0;
    const clock = setInterval(() => turns++, 4);
    const absent = await errorOf(there.fit(x, y, { ...options, epochs: 1, worker }));
    if (absent instanceof BackendError && absent.code === 'not-available')
      return { right: false, message: absent.message };
    if (absent) throw absent;
    there.dispose();

    const net = begin();
    const found = await net.fit(x, y, { ...options, worker });
    clearInterval(clock);
    const here = [await net.evaluate(x, y, quiet), await net.predict(x)] as const;
    const before = tf.memory().numTensors;
    const logs = await net.evaluate(x, y, { ...quiet, worker });
    const guess = await net.predict(x, { worker });
    const judged = [...Object.values(logs), ...guess.dataSync()];
    guess.dispose();
    const isKept = tf.memory().numTensors === before;
    const wrong =
      difference(Object.values(found.history).flat(), Object.values(wanted.history).flat()) ??
      difference(judged, [...Object.values(here[0]), ...here[1].dataSync()]);
    here[1].dispose();

    let batches = 0;
    const aborted = net.fit(x, y, {
      epochs: 1000,
      verbose: 0,
      worker,
      callbacks: [{ onTrainBatchEnd: () => void batches++ }],
    });
    setTimeout(() => (net.stopTraining = true), 300);
    const { epoch } = await aborted;

    const refused = await errorOf(
      net.fit(x, y, { verbose: 0, worker: trainingWorker(script('/train-worker.js'), { backend: 'node' }) }),
    );
    const missing = await errorOf(
      net.fit(x, y, { verbose: 0, worker: trainingWorker(script('/no-such-worker.js'), { backend }) }),
    );
    const running = errorOf(net.fit(x, y, { epochs: 1000, verbose: 0, worker }));
    setTimeout(() => worker.terminate(), 100);
    const terminated = await running;
    net.dispose();
    const errors = [
      refused instanceof BackendError && refused.code === 'not-available',
      missing?.message.startsWith("the training worker's script failed") === true,
      terminated?.message === 'the training worker was terminated',
    ];
    return {
      right:
        wrong === undefined &&
        isKept &&
        turns > 0 &&
        batches > 0 &&
        epoch.length < 1000 &&
        errors.every(Boolean) &&
        tf.memory().numTensors <= numTensors,
      message:
        `${wrong ?? 'losses, metrics and predictions as on cpu'}; the page had ${turns} turns; stopped after ${epoch.length} epochs, ${batches} batches; ` +
        [refused, missing, terminated].map((error) => error?.message).join(' | '),
    };
  },
);
