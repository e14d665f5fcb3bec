// Cells beyond the values of one call: over steps as lstm and gru, in files, frozen, shared, going on from batch to batch.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { input, layers, loadModel, model, sequential, useBackend, type Tensor } from '../src/index.js';

const { bidirectional, dense, gru, gruCell, lstm, lstmCell, rnn, simpleRNNCell, stackedRNNCells } = layers;
const folder = await mkdtemp(join(tmpdir(), 'cells-'));
afterAll(() => rm(folder, { recursive: true }));
const count = () => tf.memory().numTensors;
const quiet = { verbose: 0, shuffle: false } as const;
const steps = (from = 0, to = 5, batch = 2) => ({
  values: Float32Array.from({ length: batch * (to - from) * 3 }, (_, i) => Math.sin(from * 3 + i)),
  shape: [batch, to - from, 3],
});
const values = (tensor: Tensor) => {
  const found = [...tensor.dataSync()];
  tensor.dispose();
  return found;
};
const near = (ours: readonly number[], theirs: readonly number[]) => {
  expect(ours).toHaveLength(theirs.length);
  theirs.forEach((value, i) => expect(ours[i]).toBeCloseTo(value, 5));
};

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => void (await useBackend(backend)));

  test('over steps, a cell is the layer of its name; a list of them, the layers one after the other', async () => {
    const before = count();
    const cells = sequential([5, 3], [rnn([lstmCell(4), gruCell(2)], { returnSequences: true })]);
    const whole = sequential([5, 3], [lstm(4, { returnSequences: true }), gru(2, { returnSequences: true })]);
    cells.drawWeights({ seed: 1 });
    const weights = cells.getWeights();
    whole.setWeights(weights);
    near(values(await cells.predict(steps())), values(await whole.predict(steps())));
    weights.forEach((weight) => weight.dispose());
    [cells, whole].forEach((net) => net.dispose());
    expect(count()).toBe(before);
  });

  test('a stateful one goes on from the batch before with the states of every cell, and frees them', async () => {
    const before = count();
    const net = sequential([null, 3], [rnn([lstmCell(4), gruCell(2)], { stateful: true })]);
    const whole = values(await net.predict(steps(0, 7, 1)));
    net.resetStates();
    values(await net.predict(steps(0, 4, 1)));
    near(values(await net.predict(steps(4, 7, 1))), whole);
    await expect(net.predict(steps(0, 7, 3))).rejects.toThrow(
      /^rnn is stateful: it goes on from a batch of 1/,
    );
    net.dispose();
    expect(count()).toBe(before);
  });

  test('a cell drops the same from one seed, and nothing but in training', async () => {
    const losses = async (seed: number) => {
      const cells = [lstmCell(8, { dropout: 0.5, seed }), gruCell(8, { recurrentDropout: 0.5, seed })];
      const net = sequential([5, 3], [rnn(cells), dense(1)]);
      net.layers.forEach((layer) => (layer.trainable = false));
      const trained = net.compile({ loss: 'mse', optimizer: 'sgd', seed: 1 });
      const { history } = await trained.fit(steps(), [[1], [2]], { ...quiet, epochs: 3 });
      const { loss } = await trained.evaluate(steps(), [[1], [2]], { verbose: 0 });
      net.dispose();
      return [...history.loss, loss];
    };
    const before = count();
    const [one, same, other] = [await losses(1), await losses(1), await losses(2)];
    expect(same).toEqual(one);
    expect(new Set(one).size).toBe(4);
    expect(other.slice(0, 3)).not.toEqual(one.slice(0, 3));
    expect(other[3]).toBe(one[3]);
    expect(count()).toBe(before);
  });

  test('it comes back from a file, alone, stacked, both ways, and cells that stand by themselves', async () => {
    const before = count();
    const x = input([5, 3]);
    const stack = stackedRNNCells([lstmCell(4), gruCell(2), lstmCell(3, { name: 'top' })], { name: 'stack' });
    const [y, h, c] = rnn(stack, { returnState: true })(x);
    const [next] = lstmCell(4)(y, { states: [h, c] });
    const both = bidirectional(rnn([simpleRNNCell(2), gruCell(3)], { returnSequences: true }))(x);
    const net = model({ inputs: x, outputs: [next, both] });
    const found = (await net.predict(steps())).map(values);
    await net.save(join(folder, backend));
    const loaded = await loadModel(join(folder, backend), { input: [5, 3], output: [[4], [5, 6]] });
    expect(loaded.weights).toEqual(net.weights);
    const again = (await (loaded as typeof net).predict(steps())).map(values);
    expect(again).toEqual(found);
    net.dispose();
    loaded.dispose();
    expect(count()).toBe(before);
  });
});

test('their weights are under their names; a second one of a name is numbered', () => {
  const paths = (net: { readonly weights: readonly { readonly path: string }[] }) =>
    net.weights
      .map(({ path }) => path)
      .filter((path) => path.endsWith('/kernel') && !path.includes('recurrent'));
  expect(paths(sequential([5, 3], [rnn(lstmCell(4)), dense(1)]))).toEqual([
    'rnn/lstm_cell/kernel',
    'dense/kernel',
  ]);
  expect(paths(sequential([5, 3], [rnn([lstmCell(4), gruCell(2), lstmCell(4)])]))).toEqual([
    'rnn/stacked_rnn_cells/lstm_cell/kernel',
    'rnn/stacked_rnn_cells/gru_cell/kernel',
    'rnn/stacked_rnn_cells/lstm_cell_1/kernel',
  ]);
  expect(
    paths(
      input([5, 3])
        .bidirectional(rnn(gruCell(2)))
        .toModel(),
    ),
  ).toEqual(['bidirectional/forward_rnn/gru_cell/kernel', 'bidirectional/backward_rnn/gru_cell/kernel']);
});

test('the summary counts them, and one that is frozen is not trained', async () => {
  await useBackend('cpu');
  const frozen = lstmCell(4, { trainable: false });
  const net = sequential([5, 3], [rnn([frozen, gruCell(2)]), dense(1)]);
  const lines: string[] = [];
  net.summary({ printFn: (line) => lines.push(line) });
  expect(lines.find((line) => line.includes('rnn (RNN)'))).toMatch(/\(None, 2\).* 176 /);
  expect(net.weights.filter(({ trainable }) => trainable).map(({ path }) => path)).toEqual([
    ...['kernel', 'recurrent_kernel', 'bias'].map((name) => `rnn/stacked_rnn_cells/gru_cell/${name}`),
    ...['dense/kernel', 'dense/bias'],
  ]);
  net.drawWeights({ seed: 1 });
  const before = net.getWeights().map(values);
  await net.compile({ loss: 'mse', optimizer: 'sgd' }).fit(steps(), [[1], [2]], quiet);
  const after = net.getWeights().map(values);
  expect(after.map((each, i) => each.toString() === before[i]!.toString())).toEqual([
    ...[true, true, true],
    ...[false, false, false, false, false],
  ]);
  net.dispose();
});

test('a cell in two layers has one set of weights', () => {
  const shared = gruCell(3);
  const net = sequential([5, 3], [rnn(shared, { returnSequences: true }), rnn(shared)]);
  expect(net.countParams()).toBe(72);
});

test('what is no cell, and a list of none or of one twice, is refused in a sentence', () => {
  const untyped = rnn as unknown as (cell: unknown, options?: object) => (x: unknown) => unknown;
  const cell = lstmCell(3);
  expect(() => untyped(lstm(3))).toThrow(
    'rnn: cell must be a cell (lstmCell, gruCell, simpleRNNCell, stackedRNNCells or one of defineCell), or a list of them, each another, got a layer; ' +
      'rnn goes over steps with lstmCell(8) as lstm(8) does',
  );
  for (const wrong of [[], [cell, cell], lstmCell, 'lstm'])
    expect(() => untyped(wrong)).toThrow(
      /^rnn: cell must be a cell .*, or a list of them, each another, got/,
    );
  expect(() => untyped([cell, dense(3)])).toThrow(
    'rnn: cell must be a cell (lstmCell, gruCell, simpleRNNCell, stackedRNNCells or one of defineCell), got a layer; ' +
      'rnn goes over steps with lstmCell(8) as lstm(8) does',
  );
  expect(() => (stackedRNNCells as unknown as (cells: unknown) => unknown)([cell, cell])).toThrow(
    'stackedRNNCells: cells must be a list of cells, each another',
  );
  const [h] = input([4]).gruCell(4);
  expect(() => untyped([gruCell(4), gruCell(2)], { returnState: true })(input([4, 3]))).not.toThrow();
  const from = untyped([gruCell(4), gruCell(2)]) as (x: unknown, further: object) => unknown;
  expect(() => from(input([4, 3]), { initialState: h })).toThrow(
    'rnn: initialState must be [null, 4], [null, 2], got [null, 4]',
  );
});
