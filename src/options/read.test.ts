import { afterEach, describe, expect, test } from 'vitest';
import { declare } from './declare.js';
import { count, flag, listOf, number, oneOf, seed, share } from './kinds.js';
import { following, optional, type Declares } from './option.js';
import { readCall, readOptions } from './read.js';

interface BakeOptions {
  minutes: number;
  rest?: number;
  fan?: boolean;
  heat?: 'low' | 'high';
  shelves?: readonly number[];
  seed?: number;
}
const bake = {
  minutes: count,
  rest: following(count, 'minutes'),
  fan: optional(flag, false),
  heat: optional(oneOf(['low', 'high']), 'low'),
  shelves: optional(listOf('a list of shelves', count), [1]),
  seed: optional(seed),
} satisfies Declares<BakeOptions>;

const reading = (given: unknown) => () => readOptions('bake', given, bake);

describe('options', () => {
  test('what is left out is filled in, in the order of the declaration', () => {
    const config = readOptions('bake', { fan: true, minutes: 3, heat: undefined }, bake);
    expect(Object.entries(config)).toEqual([
      ['minutes', 3],
      ['rest', 3],
      ['fan', true],
      ['heat', 'low'],
      ['shelves', [1]],
      ['seed', undefined],
    ]);
  });

  test('what was read is a copy', () => {
    const shelves = [2, 3];
    const config = readOptions('bake', { minutes: 1, shelves }, bake);
    shelves.push(4);
    expect(config.shelves).toEqual([2, 3]);
  });

  test.each<[unknown, string]>([
    [undefined, 'bake: minutes must be a whole number above zero, got undefined'],
    [null, 'bake takes its options as an object, got null'],
    [[], 'bake takes its options as an object, got []'],
    [5, 'bake takes its options as an object, got 5; did you mean { minutes: 5 }?'],
    ['high', 'bake takes its options as an object, got "high"; did you mean { heat: "high" }?'],
    [new Date(0), 'bake takes its options as an object, got a Date'],
    [Object.create({ minutes: 3 }), 'bake takes its options as an object, got an Object'],
    [{ minutes: 3, minuets: 3 }, "bake has no option 'minuets'; did you mean 'minutes'?"],
    [
      { minutes: 3, sugar: 1 },
      "bake has no option 'sugar'; it takes minutes, rest, fan, heat, shelves, seed",
    ],
    [{ minutes: 3, [Symbol('x')]: 1 }, "bake has no option 'Symbol(x)'; it takes minutes, rest, fan"],
    [{ minutes: 3, sugar: undefined }, "bake has no option 'sugar'"],
    [{ minutes: '3' }, 'bake: minutes must be a whole number above zero, got "3"'],
    [{ minutes: 3n }, 'bake: minutes must be a whole number above zero, got 3n'],
    [{ minutes: 3, fan: 'false' }, 'bake: fan must be true or false, got "false"'],
    [{ minutes: 3, heat: 'hihg' }, "bake: heat must be 'low' or 'high', got \"hihg\"; did you mean 'high'?"],
    [{ minutes: 3, seed: Number.NaN }, 'bake: seed must be a whole number, zero or more, got NaN'],
    [{ minutes: 3, shelves: [1, , 2] }, 'bake: shelves must be a list of shelves, got [1, undefined, 2]'],
    [{ minutes: null }, 'bake: minutes must be a whole number above zero, got null'],
  ])('%#: refused', (given, sentence) => expect(reading(given)).toThrow(sentence));

  test('a proxy that cannot be read is no options, and no value', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(reading(proxy)).toThrow('bake takes its options as an object, got a value that cannot be read');
    expect(reading({ minutes: proxy })).toThrow('got a value that cannot be read');
  });

  test('what a reader cannot parse is no value, wherever it stands', () => {
    const address = { needs: 'an address', read: (given: unknown) => new URL(String(given)).href };
    const ask = (given: unknown) => () => readOptions('ask', given, { root: optional(address) });
    expect(ask({ root: 'nowhere' })).toThrow('ask: root must be an address, got "nowhere"');
    expect(ask('nowhere')).toThrow(/^ask takes its options as an object, got "nowhere"$/);
  });

  describe('what everything inherits', () => {
    afterEach(() => void delete (Object.prototype as { fan?: unknown }).fan);
    test('is no option', () => {
      Object.defineProperty(Object.prototype, 'fan', { value: true, configurable: true, writable: true });
      expect(readOptions('bake', { minutes: 1 }, bake).fan).toBe(false);
    });
  });
});

describe('calls', () => {
  const takes = { width: number, rate: optional(share, 0.5) };
  const call = (...args: readonly unknown[]) => readCall('cut', args, takes, { fan: optional(flag, true) });

  test('arguments stand before the options', () => {
    expect(call(3)).toEqual({ width: 3, rate: 0.5, fan: true });
    expect(call(3, undefined, { fan: false })).toEqual({ width: 3, rate: 0.5, fan: false });
  });

  test.each<[readonly unknown[], string]>([
    [[], 'cut: width must be a number, got undefined'],
    [[{ width: 3 }], 'cut: width must be a number, got { width: 3 }; give width by itself'],
    [[3, 2], 'cut: rate must be from 0 to 1, got 2'],
    [[1e39], 'cut: width must be a number, got 1e+39; numbers of 32 bits end at 3.4e38'],
    [[3, 0.5, {}, 1], 'cut takes 3 arguments at most, got 4'],
    [
      [3, 0.5, { witdh: 1 }],
      "cut has no option 'witdh'; 'width' is an argument of its own: cut(width, rate, options)",
    ],
  ])('%#: refused', (args, sentence) => expect(() => call(...args)).toThrow(sentence));

  test('a function carries what it declares along', () => {
    const cut = declare<(width: number) => number, typeof takes, Record<never, never>>(
      { name: 'cut', takes, options: {} },
      ({ width, rate }) => width * rate,
    );
    expect(cut(4)).toBe(2);
    expect((cut as unknown as { declaration: { name: string } }).declaration.name).toBe('cut');
  });
});

const { minutes, rest, fan, heat, shelves } = bake;
// @ts-expect-error `seed` is not declared
void ({ minutes, rest, fan, heat, shelves } satisfies Declares<BakeOptions>);
// @ts-expect-error `sugar` is no option of the interface
void ({ ...bake, sugar: count } satisfies Declares<BakeOptions>);
// @ts-expect-error `fan` is no number
void ({ ...bake, fan: count } satisfies Declares<BakeOptions>);
// @ts-expect-error `heat` has no third word
void ({ ...bake, heat: oneOf(['low', 'high', 'middle']) } satisfies Declares<BakeOptions>);
