import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { input, layers, model, sequential, type AnyModel } from '../graph-only.js';
import type { SummaryOptions } from './summary.js';

/** What real Keras prints: fixtures/make_models.py. */
const { texts } = JSON.parse(
  readFileSync(new URL('../../fixtures/keras/summaries.json', import.meta.url), 'utf8'),
) as { texts: Record<string, string> };

const printed = (of: AnyModel, options: SummaryOptions = {}): string => {
  const lines: string[] = [];
  of.summary({ lineLength: 80, printFn: (line) => lines.push(line), ...options });
  return `${lines.join('\n')}\n`;
};

const { batchNormalization, conv2d, dense, flatten, reLU } = layers;
const relu = { activation: 'relu' } as const;

const image = input([28, 28, 1], { name: 'img' });
const encoder = model({
  inputs: image,
  outputs: image
    .conv2d(16, 3, relu)
    .conv2d(32, 3, relu)
    .maxPooling2d(3)
    .conv2d(32, 3, relu)
    .conv2d(16, 3, relu)
    .globalMaxPooling2d(),
  name: 'encoder',
});
const code = input([16], { name: 'encoded_img' });
const decoder = model({
  inputs: code,
  outputs: code
    .reshape([4, 4, 1])
    .conv2dTranspose(16, 3, relu)
    .conv2dTranspose(32, 3, relu)
    .upSampling2d(3)
    .conv2dTranspose(16, 3, relu)
    .conv2dTranspose(1, 3, relu),
  name: 'decoder',
});
const autoencoder = model({ inputs: image, outputs: decoder(encoder(image)), name: 'autoencoder' });

test('a list, a chain and nested models print as Keras prints them', () => {
  const mlp = sequential([28, 28], [flatten(), dense(128, relu), dense(10)], { name: 'mlp' });
  expect(printed(mlp)).toBe(texts['mlp']);
  expect(printed(encoder)).toBe(texts['encoder']);
  expect(printed(decoder)).toBe(texts['decoder']);
  expect(printed(autoencoder)).toBe(texts['autoencoder']);
  expect(printed(autoencoder, { expandNested: true })).toBe(texts['autoencoder, expand_nested']);
});

test('a graph with branches says what is connected to what', () => {
  const left = input([8], { name: 'left' });
  const right = input([8], { name: 'right' });
  const shared = dense(4, { name: 'shared' });
  const joined = layers.concatenate({ name: 'joined' })([shared(left), shared(right)]);
  const comparer = model({
    inputs: { left, right },
    outputs: { verdict: joined.dense(2, { name: 'verdict' }) },
    name: 'comparer',
  });
  expect(printed(comparer)).toBe(texts['comparer']);
});

test('weights that are not trained are counted apart', () => {
  const build = (trainable: boolean) =>
    sequential(
      [16, 16, 3],
      [conv2d(8, 3, { trainable }), batchNormalization(), reLU(), flatten(), dense(2)],
      { name: 'normalised' },
    );
  const ours = printed(build(false), { showTrainable: true }).split('\n');
  const theirs = texts['normalised, show_trainable']!.split('\n');
  // Keras numbers layers over the whole program, we over each model: the marks and totals are held against each other
  const marks = (lines: readonly string[]) => lines.map((line) => line.split('│').at(-2)).filter(Boolean);
  expect(marks(ours)).toEqual(marks(theirs));
  expect(ours.slice(-4)).toEqual(theirs.slice(-4));
});

test('the table fits any width, and misspelt options are refused', () => {
  for (const lineLength of [50, 61, 100, 133]) {
    const lines = printed(encoder, { lineLength }).split('\n');
    expect(lines.filter((line) => /^[┏┡├└│┃]/.test(line)).every((line) => line.length === lineLength)).toBe(
      true,
    );
  }
  expect(() => encoder.summary({ lineLenght: 80 } as never)).toThrow(
    "summary has no option 'lineLenght'; did you mean 'lineLength'?",
  );
});
