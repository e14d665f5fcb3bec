// Values that nobody means, or almost nobody: each is made anew, for some are changed by those that look at them.
import * as tf from '@tensorflow/tfjs-core';
import { input, layers, losses, metrics, optimizers } from '../../src/index.js';

class Custom {
  units = 3;
}

const circular = () => {
  const circle: Record<string, unknown> = { name: 'circle' };
  circle['self'] = circle;
  return circle;
};
const circularList = () => {
  const list: unknown[] = [1];
  list.push(list);
  return list;
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const throwing = () =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('a trap');
      },
      ownKeys: () => {
        throw new Error('a trap');
      },
      getPrototypeOf: () => {
        throw new Error('a trap');
      },
    },
  );
const bad = (then: string) => ({
  get [then](): never {
    throw new Error('a getter');
  },
});

/** Each value by a name of its own. */
export const oddValues: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  'minus zero': () => -0,
  one: () => 1,
  two: () => 2,
  'minus one': () => -1,
  'minus five': () => -5,
  half: () => 0.5,
  'one and a half': () => 1.5,
  'minus a half': () => -0.5,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  '-Infinity': () => Number.NEGATIVE_INFINITY,
  '1e39': () => 1e39,
  '-1e39': () => -1e39,
  '1e308': () => 1e308,
  'the least number': () => Number.MIN_VALUE,
  '2 ** 31': () => 2 ** 31,
  '2 ** 53': () => 2 ** 53,
  '1e21': () => 1e21,
  bigint: () => 3n,
  'huge bigint': () => 10n ** 400n,
  symbol: () => Symbol('odd'),
  iterator: () => Symbol.iterator,
  'empty text': () => '',
  text: () => 'odd',
  'text of a number': () => '3',
  'text true': () => 'true',
  'text false': () => 'false',
  'text NaN': () => 'NaN',
  'text null': () => 'null',
  'name of a prototype': () => '__proto__',
  constructor: () => 'constructor',
  toString: () => 'toString',
  hasOwnProperty: () => 'hasOwnProperty',
  'text with a zero': () => 'a\u0000b',
  'half a pair': () => '\ud800',
  '10,000 characters': () => 'x'.repeat(10_000),
  path: () => '../../etc/passwd',
  'a kernel in Keras': () => 'glorot_uniform',
  'empty list': () => [],
  'list of null': () => [null],
  'list of undefined': () => [undefined],
  'list of a list': () => [[1]],
  'list of text': () => ['a'],
  'list of NaN': () => [Number.NaN],
  'list of objects': () => [{}],
  'list with holes': () => new Array<number>(3),
  'list with one hole': () => [1, , 2],
  'list of three': () => [1, 2, 3],
  'long list': () => new Array<number>(10_000).fill(1),
  'circular list': circularList,
  'empty object': () => ({}),
  object: () => ({ a: 1 }),
  'object of units': () => ({ units: 3, filters: 3, kernel_size: 3, lr: 0.1 }),
  'object without a prototype': () => Object.create(null) as object,
  'object that inherits': () => Object.create({ units: 3, name: 'x' }) as object,
  'polluted object': () => JSON.parse('{"__proto__": {"units": 3}}') as object,
  circular,
  'frozen object': () => Object.freeze({ frozen: true }),
  'forged initializer': () => ({ kind: 'initializer', className: 'Zeros' }),
  'forged regularizer': () => ({ kind: 'regularizer', className: 'L2', config: { l2: -1 } }),
  'forged layer': () => ({ kind: 'layer' }),
  'forged loss': () => ({ kind: 'loss', name: 'loss' }),
  'value of': () => ({ valueOf: () => 3, toString: () => '3' }),
  'throwing toString': () => ({ toString: () => JSON.parse('{') as string }),
  'throwing getter': () => bad('name'),
  thenable: () => ({ then: () => undefined }),
  'class instance': () => new Custom(),
  class: () => Custom,
  function: () => (x: unknown) => x,
  'throwing function': () => () => {
    throw new Error('thrown');
  },
  'async function': () => () => Promise.resolve(1),
  'uncalled layer': () => layers.dense,
  'uncalled loss': () => losses.meanSquaredError,
  layer: () => layers.dense(1),
  optimizer: () => optimizers.adam(),
  loss: () => losses.meanSquaredError(),
  metric: () => metrics.accuracy(),
  'symbolic tensor': () => input([2]),
  tensor: () => tf.tensor1d([1, 2]),
  'typed array': () => new Float32Array(4),
  'big typed array': () => new BigInt64Array(2),
  buffer: () => new ArrayBuffer(8),
  date: () => new Date(Number.NaN),
  regexp: () => /odd/,
  map: () => new Map([['units', 3]]),
  set: () => new Set([1]),
  'weak map': () => new WeakMap(),
  promise: () => Promise.resolve(3),
  error: () => new Error('odd'),
  url: () => new URL('file:///odd'),
  'boxed number': () => new Number(3),
  'boxed text': () => new String('relu'),
  proxy: () => new Proxy({}, {}),
  'proxy of a function': () => new Proxy(() => 1, {}),
  'revoked proxy': revoked,
  'throwing proxy': throwing,
  globalThis: () => globalThis,
};
