import { expect, test } from 'vitest';
import { input, layers, sequential } from '../graph-only.js';
import { expectMisfit, expectShape } from './index.js';

test('a shape is asserted to the compiler and at run time', () => {
  const mlp = sequential([28, 28], [layers.flatten(), layers.dense(10)]);
  expectShape<[null, 10]>(mlp.output);
  expectShape(mlp.output, [null, 10]);
  expectShape(mlp.outputShape, [null, 10]);
  // @ts-expect-error the shape is [null, 10]
  expectShape<[null, 11]>(mlp.output);
  // @ts-expect-error the shape is [null, 10]
  expect(() => expectShape(mlp.output, [null, 11])).toThrow('expected shape [null, 11], got [null, 10]');
});

test('a sentence is asserted to the compiler and at run time', () => {
  expectMisfit(layers.dense(10), [null], 'dense needs [batch, ..., features], got [null]');
  // @ts-expect-error another sentence
  expect(() => expectMisfit(layers.dense(10), [null], 'dense is unhappy')).toThrow(/got "dense needs/);
  // @ts-expect-error the layer fits
  expect(() => expectMisfit(layers.dense(10), [null, 4], 'x')).toThrow(
    /expected a misfit, but dense makes \[null, 10\]/,
  );
  expect(() => (input([784]) as unknown as { maxPooling2d(): void }).maxPooling2d()).toThrow(
    'maxPooling2d needs [batch, height, width, channels], got [null, 784]; reshape first, e.g. .reshape([28, 28, 1])',
  );
});
