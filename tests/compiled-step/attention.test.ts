// Attention by heads in compiled steps: what each step may look at, what training drops, and one text that looks at another.
import { beforeAll, describe, it } from 'vitest';
import { input, layers, losses, model, useBackend } from '../../src/index.js';
import { expectSame, type Trained } from './both-ways.js';

const rows = 22;
const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const settings = {
  ...{ optimizer: 'sgd', seed: 4, metrics: ['accuracy'] },
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
};

/** Words, of which the last of most texts are padding; one text is nothing else. */
const texts = (words: number) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: words }, (__, j) =>
      i === 3 || j > (i * 5) % (words + 2) ? 0 : 1 + ((i + j * 3) % 10),
    ),
  );

const trainsAlike = (x: unknown, make: () => { compile(options: never): unknown }) =>
  expectSame(
    () => make().compile(settings as never) as Trained,
    async (model, compiledStep) =>
      (await model.fit(x, labels, { epochs: 2, batchSize: 9, verbose: 0, compiledStep })).history,
  );

beforeAll(async () => {
  await useBackend('wasm');
});

const ways = [
  {},
  { useCausalMask: true },
  { dropout: 0.3, seed: 5 },
  { useCausalMask: true, dropout: 0.4, seed: 5, valueDim: 3, useBias: false },
];

describe('attention by heads', () => {
  describe.each([true, false])('of words, of which some are masked: %s', (maskZero) => {
    it.each(ways)('to itself, by %j', async (given) => {
      await trainsAlike(texts(7), () =>
        input([7], { dtype: 'int32' })
          .embedding(11, 6, { maskZero })
          .multiHeadAttention(3, 5, given)
          .multiHeadAttention(2, 4, given)
          .globalMaxPooling1d()
          .dense(5)
          .toModel(),
      );
    });

    it.each(ways)('to another text, by %j', async (given) => {
      await trainsAlike([texts(7), texts(9)], () => {
        const [a, b] = [input([7], { dtype: 'int32' }), input([9], { dtype: 'int32' })];
        const query = a.embedding(11, 6);
        const value = b.embedding(11, 8, { maskZero });
        const key = b.embedding(11, 4, { maskZero });
        const seen = layers.multiHeadAttention(3, 5, given)(query, { value });
        const more = layers.multiHeadAttention(2, 4, given)(seen, { value: query, key: seen });
        const last = layers.multiHeadAttention(2, 3, given)(more, { value, key });
        return model({ inputs: [a, b], outputs: last.globalMaxPooling1d().dense(5) });
      });
    });
  });
});
