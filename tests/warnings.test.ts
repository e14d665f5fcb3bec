// What is said once, on the console, because it trains on but cannot be meant.
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest';
import { input, layers, losses, model, sequential } from '../src/index.js';
import { nanWatch } from '../src/training/nan-watch.js';

const { dense, dropout, reshape, softmax } = layers;
beforeAll(() => tf.setBackend('cpu').then(() => undefined));
let warn: MockInstance<typeof console.warn>;
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());
// tfjs says things too
const said = () =>
  warn.mock.calls.map(([sentence]) => String(sentence)).filter((each) => each.startsWith('shapewright'));

/** A model whose last activation is as said, of so many units. */
const ending = (
  activation: 'linear' | 'softmax' | 'sigmoid' | 'relu' | 'tanh' | 'hardSigmoid' | 'exponential',
  units: number,
) => sequential([4], [dense(units, { activation })]) as unknown as { compile(options: object): unknown };
const { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } = losses;

describe('compile says that the last activation and the loss do not belong together', () => {
  const hints: readonly (readonly [ReturnType<typeof ending>, unknown, RegExp])[] = [
    [
      ending('linear', 10),
      'sparseCategoricalCrossentropy',
      /^shapewright: the model 'sequential' ends in no activation, but sparseCategoricalCrossentropy takes what comes out for probabilities: it hardly learns\. Say losses\.sparseCategoricalCrossentropy\(\{ fromLogits: true \}\), or end in activation: 'softmax'; fromLogits: false says that it is meant so$/,
    ],
    [
      ending('linear', 10),
      'categorical_crossentropy',
      /no activation, but categoricalCrossentropy.*'softmax'/,
    ],
    [ending('linear', 1), binaryCrossentropy(), /no activation, but binaryCrossentropy.*'sigmoid'/],
    [
      ending('relu', 3),
      binaryCrossentropy({ labelSmoothing: 0.1 }),
      /ends in 'relu', but binaryCrossentropy/,
    ],
    [ending('tanh', 3), 'categoricalCrossentropy', /ends in 'tanh'/],
    [
      ending('sigmoid', 1),
      binaryCrossentropy({ fromLogits: true }),
      /ends in 'sigmoid', but binaryCrossentropy with fromLogits: true.*Leave out fromLogits, or the activation$/,
    ],
    [
      ending('softmax', 3),
      sparseCategoricalCrossentropy({ fromLogits: true }),
      /ends in 'softmax', but sparse/,
    ],
    [
      ending('softmax', 1),
      'binaryCrossentropy',
      /softmax over one unit, which is 1 whatever comes in: it cannot learn\. End in activation: 'sigmoid'$/,
    ],
    [ending('softmax', 1), 'mse', /softmax over one unit/],
    [
      sequential([4], [dense(6), reshape([2, 3]), dropout(0.1)]) as never,
      'sparseCategoricalCrossentropy',
      /no activation/,
    ],
    [
      sequential([4], [dense(6), softmax()]) as never,
      categoricalCrossentropy({ fromLogits: true }),
      /ends in 'softmax'/,
    ],
    [
      sequential([4], [dense(6), sequential([6], [dense(3)])]) as never,
      'categoricalCrossentropy',
      /no activation/,
    ],
  ];
  test.each(hints)('%#', (net, loss, sentence) => {
    net.compile({ loss });
    net.compile({ loss });
    expect(said()).toHaveLength(1);
    expect(said()[0]).toMatch(sentence);
  });

  const silent: readonly (readonly [ReturnType<typeof ending>, unknown])[] = [
    [ending('softmax', 3), 'sparseCategoricalCrossentropy'],
    [ending('softmax', 3), 'categoricalCrossentropy'],
    [ending('sigmoid', 3), 'categoricalCrossentropy'],
    [ending('exponential', 3), 'categoricalCrossentropy'],
    [ending('sigmoid', 1), 'binaryCrossentropy'],
    [ending('hardSigmoid', 1), binaryCrossentropy()],
    [ending('linear', 3), sparseCategoricalCrossentropy({ fromLogits: true })],
    [ending('linear', 3), sparseCategoricalCrossentropy({ fromLogits: false })],
    [ending('linear', 1), 'mse'],
    [ending('softmax', 3), 'mse'],
    [sequential([4, 3], [layers.globalAveragePooling1d()]) as never, 'categoricalCrossentropy'],
  ];
  test.each(silent)('and nothing where they do: %#', (net, loss) => {
    net.compile({ loss });
    expect(said()).toEqual([]);
  });

  test('of several outputs it says which', () => {
    const x = input([4]);
    model({ inputs: x, outputs: { a: x.dense(3), b: x.dense(1, { activation: 'sigmoid' }) } }).compile({
      loss: { a: 'sparseCategoricalCrossentropy', b: 'binaryCrossentropy' },
    });
    expect(said()).toHaveLength(1);
    expect(said()[0]).toMatch(/^shapewright: the output 'a' of 'functional' ends in no activation/);
  });
});

describe('a loss that becomes NaN', () => {
  const explode = async (options: object = {}) => {
    const net = sequential([1], [dense(1, { kernelInitializer: 'ones' })]).compile({
      loss: 'mse',
      optimizer: 'sgd',
      seed: 1,
    });
    // weights are Infinity after the third step, and the loss of the next batch is NaN
    net.optimizer.learningRate = 1e20;
    const x = Array.from({ length: 8 }, (_, i) => [i + 1]);
    await net.fit(
      x,
      x.map(([value]) => [value! * 3]),
      { batchSize: 2, epochs: 3, shuffle: false, verbose: 0, ...options },
    );
    net.dispose();
  };

  test('is said once, with the epoch and the batch', async () => {
    const losses: number[] = [];
    await explode({
      callbacks: [{ onTrainBatchEnd: (_: number, { loss }: { loss: number }) => void losses.push(loss) }],
    });
    const firstNaN = losses.findIndex((loss) => Number.isNaN(loss));
    expect(firstNaN).toBeGreaterThan(0);
    expect(said()).toHaveLength(1);
    expect(said()[0]).toMatch(
      new RegExp(
        `^shapewright: the loss of 'sequential' became NaN in epoch ${Math.floor(firstNaN / 4) + 1}, at batch ${(firstNaN % 4) + 1} of it`,
      ),
    );
  });

  test.each([0, 1, 5])(
    'where each look is costly is said after the epoch, with the same batch: %i',
    async (bad) => {
      const before = tf.memory().numTensors;
      const watch = nanWatch({ model: sequential([1], [dense(1)]) as never }, true);
      for (const epoch of [0, 1, 2]) {
        for (let batch = 0; batch < 6; batch++) {
          // what comes after the first NaN does not matter
          const isNaN = epoch === 1 && (batch === bad || batch === 4);
          const loss = tf.scalar(isNaN && batch >= bad ? Number.NaN : batch);
          watch.see(loss, epoch, batch);
          loss.dispose();
        }
        await watch.end(epoch === 0 ? 2 : Number.NaN, epoch);
      }
      watch.dispose();
      expect(said()).toHaveLength(1);
      expect(said()[0]).toContain(`became NaN in epoch 2, at batch ${bad + 1} of it`);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('is not said where it stays a number', async () => {
    const net = sequential([1], [dense(1)]).compile({ loss: 'mse' });
    await net.fit([[1], [2]], [[1], [2]], { verbose: 0, epochs: 2 });
    expect(said()).toEqual([]);
  });
});
