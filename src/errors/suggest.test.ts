import { expect, test } from 'vitest';
import { orElse, suggest } from './suggest.js';

const known = ['learningRate', 'kernelSize', 'beta1', 'negativeSlope', 'epochs', 'channelsLast', 'l2'];

test.each([
  ['learning_rate', 'learningRate'],
  ['lr', 'learningRate'],
  ['kernel_size', 'kernelSize'],
  ['KernelSiez', 'kernelSize'],
  ['beta_1', 'beta1'],
  ['alpha', 'negativeSlope'],
  ['nb_epoch', 'epochs'],
  ['channels_last', 'channelsLast'],
  ['somethingElse', undefined],
  ['', undefined],
  ['a'.repeat(100_000), undefined],
])('%s is meant to be %s', (given, meant) => expect(suggest(given, known)).toBe(meant));

test('what there is, as far as there is room', () => {
  expect(orElse('x', ['a', 'b'])).toBe('use one of a, b');
  const many = Array.from({ length: 200 }, (_, i) => `option${i}`);
  expect(orElse('somethingElse', many, 'it takes').length).toBeLessThan(300);
});
