// Cells of one's own: over steps they are what the catalogue's cells of the same computation are, which fixtures of Keras hold.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cellRule,
  defineCell,
  input,
  kinds,
  layers,
  loadModel,
  model,
  sequential,
  useBackend,
  type CellRule,
  type CellSizes,
  type Tensor,
} from '../src/index.js';

const { bidirectional, dense, masking, rnn, simpleRNNCell } = layers;
const folder = await mkdtemp(join(tmpdir(), 'own-cells-'));
afterAll(() => rm(folder, { recursive: true }));
const count = () => tf.memory().numTensors;

type Weights = Record<'kernel' | 'recurrent', tf.Tensor2D>;
const minimalCell = defineCell({
  name: 'minimalCell',
  options: { units: kinds.count },
  weights: ([, features], { units }) => ({
    kernel: { shape: [Number(features), units] },
    recurrent: { shape: [units, units], initializer: 'orthogonal' },
  }),
  call: (x: tf.Tensor2D, [h]: readonly tf.Tensor2D[], { kernel, recurrent }: Weights) => {
    const next = tf.tanh(tf.add(tf.matMul(x, kernel), tf.matMul(h!, recurrent)));
    return [next, next];
  },
});

/** Its output is twice as long as its first state; the second counts the steps. */
interface CounterRule extends CellRule {
  readonly sizes: this['config'] extends { readonly units: 3 } ? [6, 3, 1] : CellSizes;
}
const counterCell = defineCell({
  name: 'counterCell',
  options: { units: kinds.count },
  rule: cellRule<CounterRule>(),
  sizes: ({ units }) => [2 * units, units, 1],
  call: (x: tf.Tensor2D, [sum, steps]: readonly tf.Tensor[]) => {
    const next = tf.add(sum!, x);
    return [tf.concat([next, next], 1), next, tf.add(steps!, 1)];
  },
});

const steps = {
  values: Float32Array.from({ length: 2 * 5 * 3 }, (_, i) => (i >= 21 && i < 27 ? 0 : Math.sin(i))),
  shape: [2, 5, 3],
};
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

  const ours = (units: number) => minimalCell({ units });
  const theirs = (units: number) => simpleRNNCell(units, { useBias: false });
  const over = {
    alone: (cell: typeof ours | typeof theirs) =>
      sequential([5, 3], [masking(), rnn(cell(4), { returnSequences: true })]),
    'in a stack': (cell: typeof ours | typeof theirs) => sequential([5, 3], [rnn([cell(4), cell(2)])]),
    'both ways': (cell: typeof ours | typeof theirs) =>
      sequential([5, 3], [masking(), bidirectional(rnn(cell(4), { returnSequences: true })), dense(2)]),
    backwards: (cell: typeof ours | typeof theirs) =>
      sequential(
        [5, 3],
        [masking(), rnn(cell(4), { goBackwards: true, zeroOutputForMask: true, returnSequences: true })],
      ),
  };

  test.each(Object.entries(over))('%s it is what Keras has of its computation', async (_, build) => {
    const before = count();
    const [mine, keras] = [build(ours), build(theirs)];
    mine.drawWeights({ seed: 1 });
    const weights = mine.getWeights();
    keras.setWeights(weights);
    weights.forEach((weight) => weight.dispose());
    near(values(await mine.predict(steps)), values(await keras.predict(steps)));
    const losses = [];
    for (const net of [mine, keras]) {
      const target = {
        values: new Float32Array(2 * net.outputShape.slice(1).reduce((a: number, b) => a * Number(b), 1)),
        shape: [2, ...net.outputShape.slice(1)] as number[],
      };
      const trained = net.compile({ loss: 'mse', optimizer: 'sgd', seed: 1 });
      const { history } = await trained.fit(steps as never, target as never, {
        epochs: 4,
        verbose: 0,
        shuffle: false,
      });
      losses.push([...history.loss]);
      net.dispose();
    }
    near(losses[0]!, losses[1]!);
    expect(losses[0]!.at(-1)).toBeLessThan(losses[0]![0]!);
    expect(count()).toBe(before);
  });

  test('sizes of output and states differ, states go in and out, and what it draws is one for all steps', async () => {
    const before = count();
    const start = input([5, 3]);
    const first = input([3]);
    const [x, sum, counted] = rnn(counterCell({ units: 3 }), { returnState: true })(start);
    const [, again, further] = counterCell({ units: 3 })(first, { states: [sum, counted] });
    const net = model({ inputs: { start, first }, outputs: { x, sum, counted, again, further } });
    expect(x.shape).toEqual([null, 6]);
    const found = await net.predict({
      start: steps,
      first: [
        [1, 2, 3],
        [0, 0, 0],
      ],
    });
    const sums = [0, 1, 2].map((i) => [0, 1, 2, 3, 4].reduce((all, t) => all + steps.values[t * 3 + i]!, 0));
    near(values(found.sum).slice(0, 3), sums);
    near(values(found.x).slice(0, 6), [...sums, ...sums]);
    near(values(found.counted), [5, 5]);
    near(
      values(found.again).slice(0, 3),
      sums.map((value, i) => value + i + 1),
    );
    near(values(found.further), [6, 6]);
    net.dispose();
    const draws: number[][] = [];
    const drawingCell = defineCell({
      name: 'drawingCell',
      options: { units: kinds.count },
      call: (x: tf.Tensor2D, [h]: readonly tf.Tensor[], _weights: object, { training, seed }) => {
        const drawn = tf.randomUniform(x.shape, 0, 1, 'float32', seed);
        if (training) draws.push([...drawn.dataSync()]);
        return [tf.mul(x, drawn), h!];
      },
    });
    const drawn = sequential([5, 3], [rnn(drawingCell({ units: 3 })), dense(1)]);
    const trained = drawn.compile({ loss: 'mse', optimizer: 'sgd', seed: 4 });
    await trained.fit(steps as never, [[1], [2]] as never, { epochs: 2, verbose: 0 });
    expect(draws).toHaveLength(10);
    expect(new Set(draws.map(String)).size).toBe(2);
    expect(draws.slice(0, 5).map(String)).toEqual(Array.from({ length: 5 }, () => String(draws[0])));
    drawn.dispose();
    expect(count()).toBe(before);
  });

  test('it comes back from a file, alone, in a stack and both ways, and no file of Keras takes it', async () => {
    const before = count();
    const start = input([5, 3]);
    const net = start
      .bidirectional(rnn([minimalCell({ units: 4, name: 'first' }), counterCell({ units: 4 })]))
      .dense(1)
      .toModel();
    net.drawWeights({ seed: 2 });
    expect(net.weights.map(({ path }) => path)).toEqual([
      'bidirectional/forward_rnn/stacked_rnn_cells/first/kernel',
      'bidirectional/forward_rnn/stacked_rnn_cells/first/recurrent',
      'bidirectional/backward_rnn/stacked_rnn_cells/first/kernel',
      'bidirectional/backward_rnn/stacked_rnn_cells/first/recurrent',
      'dense/kernel',
      'dense/bias',
    ]);
    const place = join(folder, backend);
    await net.save(place);
    const loaded = await loadModel(place, {
      input: [5, 3],
      output: [1],
      customLayers: [minimalCell, counterCell],
    });
    near(values(await loaded.predict(steps)), values(await net.predict(steps)));
    loaded.dispose();
    await expect(loadModel(place, { input: [5, 3], output: [1] })).rejects.toThrow(
      /of your own, '(minimal|counter)Cell': give the function that makes it, customLayers: \[/,
    );
    await expect(net.save(`${place}.keras`)).rejects.toThrow(/customLayers|defineLayer|of your own/);
    net.dispose();
    expect(count()).toBe(before);
  });
});

test('what a definition lacks is said in a sentence', () => {
  const define = defineCell as unknown as (given: object) => (options: object) => unknown;
  const call = () => [];
  expect(() => define({ name: 'bare', call })).toThrow(
    "defineCell: 'bare' needs an option units: kinds.count, the size of its output and its state; or rule and sizes",
  );
  expect(() => define({ name: 'half', sizes: () => [1], call })).toThrow(
    "defineCell: 'half' needs rule and sizes together: the sizes as a type, and as values; without them its option units says both",
  );
  expect(() => define({ name: 'odd', rule: cellRule(), sizes: () => [0, 2], call })({})).toThrow(
    'odd: sizes must give [units, ...states], whole numbers above zero, such as [8, 8]; got [0, 2]',
  );
  expect(() => define({ name: 'odd', options: { units: 3 }, call })).toThrow(
    "defineCell: option 'units' of 'odd' must be a kind, such as kinds.count; got 3",
  );
  expect(() => input([5, 3]).apply(minimalCell({ units: 2 }) as never)).toThrow(
    'minimalCell needs [batch, features], got [null, 5, 3]; rnn(minimalCell(...)) goes over steps',
  );
});

test('a step that gives what was not said is named', async () => {
  await useBackend('cpu');
  const shortCell = defineCell({
    name: 'shortCell',
    options: { units: kinds.count },
    call: (x: tf.Tensor) => [x],
  });
  const net = sequential([5, 3], [rnn(shortCell({ units: 3 }))]);
  await expect(net.predict(steps)).rejects.toThrow(
    'short_cell: call must give [null, 3], [null, 3], as outputShape says; it gave [2, 3]',
  );
  net.dispose();
});
