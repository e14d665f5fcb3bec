// Callbacks in whole runs: what they see of fit, evaluate and predict, and what they do to it.
import * as tf from '@tensorflow/tfjs-core';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test, vi } from 'vitest';
import { callbacks, layers, optimizers, sequential, type Callback } from '../../src/index.js';

beforeAll(() => tf.setBackend('cpu'));

const x = [[0], [1], [2], [3]];
const y = [[0], [2], [4], [6]];
const build = (learningRate = 0.01) =>
  sequential([1], [layers.dense(1)]).compile({
    optimizer: optimizers.sgd({ learningRate }),
    loss: 'mse',
    seed: 3,
  });

test('predict calls its hooks in order, with its model and params, compiled or not', async () => {
  const before = tf.memory().numTensors;
  for (const net of [build(), sequential([1], [layers.dense(1)])]) {
    const told: unknown[] = [];
    const watch: Callback = {
      setParams: (params) => void told.push(params),
      setModel: (model) => {
        const weights = model.getWeights();
        told.push(weights.length);
        weights.forEach((weight) => weight.dispose());
      },
      onPredictBegin: () => void told.push('begin'),
      onPredictBatchBegin: (batch) => void told.push(`batch ${batch}`),
      onPredictBatchEnd: async (batch) => void told.push(`batch ${batch} end`),
      onPredictEnd: () => void told.push('end'),
    };
    const out = await net.predict(x, { batchSize: 3, callbacks: [watch] });
    out.dispose();
    expect(told).toEqual([
      { verbose: 0, epochs: 1, steps: 2 },
      2,
      'begin',
      'batch 0',
      'batch 0 end',
      'batch 1',
      'batch 1 end',
      'end',
    ]);
    net.dispose();
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('a hook of predict that fails rejects, and leaves no tensors', async () => {
  const net = build();
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  const fail = () => {
    throw new Error('the hook broke');
  };
  for (const hook of ['onPredictBegin', 'onPredictBatchBegin', 'onPredictBatchEnd', 'onPredictEnd'] as const)
    await expect(net.predict(x, { callbacks: [{ [hook]: fail }] })).rejects.toThrow('the hook broke');
  expect(tf.memory().numTensors).toBe(before);
  const bare = sequential([1], [layers.dense(1)]);
  const ask: Callback = { setModel: (model) => void model.optimizer.learningRate };
  await expect(bare.predict(x, { callbacks: [ask] })).rejects.toThrow(
    /is not compiled: it has no optimizer that a callback could ask/,
  );
  net.dispose();
  bare.dispose();
});

test('lambdaCallback calls its functions, and refuses what is no hook', async () => {
  const told: string[] = [];
  const net = build();
  await net.fit(x, y, {
    verbose: 0,
    batchSize: 2,
    callbacks: [
      callbacks.lambdaCallback({
        onTrainBatchEnd: (batch) => void told.push(`batch ${batch}`),
        onEpochEnd: (epoch, logs) => void told.push(`epoch ${epoch}: ${Object.keys(logs).join()}`),
      }),
    ],
  });
  expect(told).toEqual(['batch 0', 'batch 1', 'epoch 0: loss']);
  expect(() => callbacks.lambdaCallback({ onEpochEnds: () => undefined } as object)).toThrow(
    "lambdaCallback has no option 'onEpochEnds'; did you mean 'onEpochEnd'?",
  );
  net.dispose();
});

test('terminateOnNaN stops at the batch, logs the epoch, and keeps the history', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  let ended = 0;
  const net = build(1e20);
  const run = (raiseError: boolean) =>
    net.fit(x, y, {
      epochs: 9,
      batchSize: 1,
      verbose: 0,
      callbacks: [callbacks.terminateOnNaN({ raiseError }), { onTrainEnd: () => void (ended += 1) }],
    });
  const { history, epoch } = await run(false);
  const said = log.mock.calls.map(([text]) => String(text));
  expect(said).toEqual([expect.stringMatching(/^Batch [12]: Invalid loss, terminating training$/)]);
  expect([epoch, Number.isFinite(history.loss[0]), ended]).toEqual([[0], false, 1]);
  await expect(run(true)).rejects.toThrow(/terminateOnNaN: the loss is (NaN|Infinity) at batch 0/);
  expect(ended).toBe(1);
  net.dispose();
  log.mockRestore();
  warn.mockRestore();
});

/** A server that keeps what it is sent. */
const listen = async () => {
  const requests: { url: string | undefined; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => (body += String(text)));
    request.on('end', () => {
      requests.push({ url: request.url, headers: request.headers, body });
      response.end('thanks');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { root, requests, close: () => new Promise((done) => server.close(done)) };
};

test('remoteMonitor posts each epoch, in a form or as JSON', async () => {
  const { root, requests, close } = await listen();
  const form = callbacks.remoteMonitor({ root, headers: { 'x-key': 'a' } });
  const json = callbacks.remoteMonitor({ root, path: '/epochs', sendAsJson: true });
  await form.onEpochEnd?.(0, { loss: 0.5 });
  await callbacks.remoteMonitor({ root, field: 'run' }).onEpochEnd?.(2, { loss: NaN });
  await json.onEpochEnd?.(1, { loss: 0.25, mae: 1 });
  await close();
  expect(
    requests.map(({ url, headers, body }) => [url, headers['content-type'], headers['x-key'], body]),
  ).toEqual([
    [
      '/publish/epoch/end/',
      'application/x-www-form-urlencoded;charset=UTF-8',
      'a',
      `data=${encodeURIComponent('{"epoch":0,"loss":0.5}')}`,
    ],
    [
      '/publish/epoch/end/',
      'application/x-www-form-urlencoded;charset=UTF-8',
      undefined,
      `run=${encodeURIComponent('{"epoch":2,"loss":null}')}`,
    ],
    ['/epochs', 'application/json', undefined, '{"epoch":1,"loss":0.25,"mae":1}'],
  ]);
});

test('a server that is not there is said once, and training goes on', async () => {
  const { root, close } = await listen();
  await close();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const net = build();
  const { epoch } = await net.fit(x, y, {
    epochs: 3,
    verbose: 0,
    callbacks: [callbacks.remoteMonitor({ root })],
  });
  expect(epoch.length).toBe(3);
  expect(warn.mock.calls).toEqual([[`shapewright: remoteMonitor could not reach the server at ${root}`]]);
  warn.mockRestore();
  net.dispose();
});

test.each([
  [{ root: 'localhost:9000' }, "remoteMonitor: root must be an address such as 'http://localhost:9000', got"],
  [{ headers: { 'a b': 'c' } }, "headers must be texts by the headers' names"],
  [{ headers: { key: 1 } }, "headers must be texts by the headers' names"],
  [{ field: '' }, 'field must be a text'],
])('a monitor that could not post is refused, case %#', (options, sentence) => {
  expect(() => callbacks.remoteMonitor(options as object)).toThrow(sentence);
});
