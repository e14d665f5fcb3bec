import { expect, test } from 'vitest';
import { input, layers } from '../graph-only.js';
import { show } from './show.js';

const circle: Record<string, unknown> = { a: 1 };
circle['self'] = circle;
const revoked = Proxy.revocable({}, {});
revoked.revoke();

const cases: readonly (readonly [unknown, string])[] = [
  ['3', '"3"'],
  [-0, '-0'],
  [Number.NaN, 'NaN'],
  [12n, '12n'],
  [Symbol('a'), 'Symbol(a)'],
  [null, 'null'],
  [undefined, 'undefined'],
  [[], '[]'],
  [{}, '{}'],
  [{ units: 3, activation: 'relu' }, '{ units: 3, activation: "relu" }'],
  [[1, [2, [3, [4]]]], '[1, [2, […]]]'],
  [circle, '{ a: 1, self: { a: 1, self: { … } } }'],
  [new Date(0), 'a Date'],
  [new Float32Array(9), 'Float32Array(9)'],
  [Object.create(null), '{}'],
  [Object.create({ units: 3 }), 'an Object'],
  [() => 1, 'a function'],
  [layers.dense, 'function dense'],
  [layers.dense(3), 'a layer'],
  [input([3]), 'a tensor'],
  [revoked.proxy, 'a value that cannot be read'],
  [
    {
      get a() {
        throw new Error('no');
      },
    },
    'a value that cannot be read',
  ],
];
test.each(cases.map((_, i) => i))('case %#', (i) => expect(show(cases[i]![0])).toBe(cases[i]![1]));

test.each([
  'a'.repeat(10_000),
  '\u0000'.repeat(10_000),
  Array.from({ length: 100_000 }, (_, i) => i),
  new Array(1e9),
  10n ** 2000n,
  Symbol('s'.repeat(1000)),
  Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, i])),
  { ['k'.repeat(1000)]: 1 },
  [['a'.repeat(1000)]],
])('60 characters are enough: %#', (value) => {
  expect(show(value).length).toBeLessThanOrEqual(60);
  expect(show(value)).toMatch(/…/);
});
