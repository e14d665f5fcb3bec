// Formulas over names: the value twins against plain numbers, at many points; `test:types` holds the types to the same.
import { expect, test } from 'vitest';
import { namedCases } from '../type-tests/named-twins.js';
import { unlike } from '../src/shapes/formulas/compare.js';
import { declared } from '../src/shapes/formulas/declared.js';
import { namedWindow } from '../src/shapes/named-window.js';
import { input } from '../src/index.js';

test.each([20240601, 7, 99])('are what plain numbers are, from seed %i', (seed) => {
  expect(namedCases(120, seed).length).toBeGreaterThan(1000);
});

test('print one way', () => {
  expect(namedWindow('n', 2, 2, 'valid')).toBe('ceil(n/2) - 1');
  expect(
    [10, 3, 3, 3, 3, 2, 2].reduce(
      (n, size, i) => String(namedWindow(n, size - 1, i === 0 ? 5 : 2, 'valid')),
      'time',
    ),
  ).toBe('floor((time+240)/320) - 1');
  expect(declared('input', 'w + h')).toEqual({ sentence: 'input: write h + w for w + h' });
});

test('are refused with a counterexample, and a cure that holds', () => {
  expect(unlike('2*floor(h/16)', 'floor(h/8)')).toBe(
    'where h is 8, 2*floor(h/16) is 0 and floor(h/8) is 1; with 16*h for h they are equal',
  );
  expect(unlike('time - 2', 'time')).toBe('time - 2 and time are never equal');
  expect(unlike('floor(n/2) + ceil(n/2)', 'n')).toBeUndefined();
});

test('say how names differ before the shapes', () => {
  const e1 = input(['h', 'w', 3]).conv2d(8, 3, { padding: 'same' });
  expect(() =>
    e1
      .maxPooling2d(2)
      .upSampling2d(2)
      .add(e1 as never),
  ).toThrow(
    'add: where w is 1, 2*floor(w/2) is 0 and w is 1; with 2*w for w they are equal; got [null, 2*floor(h/2), 2*floor(w/2), 8] and [null, h, w, 8]',
  );
});
