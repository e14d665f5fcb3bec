// Axes with names: random formulas, worked out by the value twins, held against plain numbers at many points, and
// written as checks that only compile where the types come to the same.
import { bind, shapeAt } from '../src/shapes/binding.js';
import { compared, unlike } from '../src/shapes/formulas/compare.js';
import { declared } from '../src/shapes/formulas/declared.js';
import { evaluate } from '../src/shapes/formulas/evaluate.js';
import { namedQuotient } from '../src/shapes/formulas/quotient.js';
import { sizeOfSum, sumOf } from '../src/shapes/formulas/text.js';
import { namedFloor, namedProduct, namedSum, namedTimes } from '../src/shapes/named.js';
import { namedUnslide, namedWindow } from '../src/shapes/named-window.js';
import type { Shape, Size } from '../src/shapes/shape.js';

/** What the checks import. */
export const namedImports = [
  "import type { Bind, ShapeAt } from '../dist/shapes/binding.js';",
  "import type { Compared, Unlike } from '../dist/shapes/formulas/compare.js';",
  "import type { Declared } from '../dist/shapes/formulas/declared.js';",
  "import type { NamedQuotient } from '../dist/shapes/formulas/quotient.js';",
  "import type { SizeOfSum } from '../dist/shapes/formulas/text.js';",
  "import type { NamedFloor, NamedProduct, NamedSum, NamedTimes } from '../dist/shapes/named.js';",
  "import type { NamedUnslide, NamedWindow } from '../dist/shapes/named-window.js';",
];

type Env = Readonly<Record<string, number>>;
/** A size, and what it is in plain numbers. */
interface Known {
  readonly size: string;
  readonly value: (env: Env) => number;
}

const names = ['time', 'words', 'h', 'w', 'hw_2'];
const text = (value: unknown) =>
  (value === undefined ? 'undefined' : JSON.stringify(value)).replaceAll('"', "'");

/** Checks of so many rounds, the same for the same seed; throws where a value twin and plain numbers disagree. */
export const namedCases = (rounds: number, seed = 20240601): readonly string[] => {
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const point = (): Env => Object.fromEntries(names.map((name) => [name, 1 + below(pick([4, 20, 500]))]));
  const at = (size: Size, env: Env): number => {
    const sums = Object.fromEntries(Object.entries(env).map(([name, n]) => [name, sumOf(n)]));
    const value = sizeOfSum(evaluate(sumOf(size), sums));
    if (typeof value !== 'number') throw new Error(`${size} has no value`);
    return value;
  };
  const agree = (what: string, got: Size, value: (env: Env) => number) => {
    for (let i = 0; i < 40; i++) {
      const env = point();
      if (at(got, env) !== value(env))
        throw new Error(`${what} is ${got}: ${at(got, env)}, not ${value(env)}, at ${text(env)}`);
    }
  };

  const cases = new Set<string>();
  const is = (type: string, value: unknown) => cases.add(`check<Equal<${type}, ${text(value)}>>();`);

  const base = (): Known => {
    const name = pick(names);
    const k = pick([1, 1, 1, 2, 3, 4, 8, 16, 12]);
    return { size: k === 1 ? name : `${k}*${name}`, value: (env) => k * env[name]! };
  };

  /** One more layer along an axis. */
  const layer = (x: Known): Known => {
    const [size, stride, dilation] = [1 + below(7), pick([1, 1, 2, 2, 3, 4]), pick([1, 1, 2, 4])];
    const padding = pick(['valid', 'valid', 'same'] as const);
    const over = (size - 1) * dilation;
    const found: readonly [string, Size, (env: Env) => number] =
      below(10) < 6
        ? [
            `NamedWindow<'${x.size}', '${over}', '${stride}', '${padding}'>`,
            namedWindow(x.size, over, stride, padding),
            padding === 'same'
              ? (env) => Math.ceil(x.value(env) / stride)
              : (env) => Math.floor((x.value(env) - over - 1) / stride) + 1,
          ]
        : below(4) < 2
          ? [
              `NamedUnslide<'${x.size}', '${size}', '${stride}', '${padding}'>`,
              namedUnslide(x.size, size, stride, padding),
              (env) => x.value(env) * stride + (padding === 'valid' ? Math.max(size - stride, 0) : 0),
            ]
          : below(2) < 1
            ? [`NamedTimes<'${x.size}', '${size}'>`, namedTimes(x.size, size), (env) => x.value(env) * size]
            : [
                `NamedFloor<'${x.size}', '${over - 5}', '${1 + stride}'>`,
                namedFloor(x.size, over - 5, 1 + stride),
                (env) => Math.floor((x.value(env) + over - 5) / (1 + stride)),
              ];
    const [type, size2, value] = found;
    agree(type, size2, value);
    is(type, size2);
    return typeof size2 === 'string' ? { size: size2, value } : base();
  };
  const stack = (depth: number): Known => {
    let x = base();
    for (let i = 0; i < depth; i++) x = layer(x);
    return x;
  };

  const compare = (a: Known, b: Known) => {
    const verdict = compared(a.size, b.size);
    is(`Compared<'${a.size}', '${b.size}'>`, verdict);
    is(`Unlike<'${a.size}', '${b.size}'>`, unlike(a.size, b.size));
    const points = Array.from({ length: 300 }, point);
    const same = points.filter((env) => a.value(env) === b.value(env)).length;
    if (verdict === 'equal' && same !== 300) throw new Error(`equal: ${a.size}, ${b.size}`);
    if (verdict === 'never' && same !== 0) throw new Error(`never equal: ${a.size}, ${b.size}`);
    if (verdict === 'differ' && same === 300) throw new Error(`differ: ${a.size}, ${b.size}`);
  };

  const binding = (x: Known) => {
    const env = point();
    const shape: Shape = [null, pick([...names, '16*h', 'time - 2']), x.size, 3];
    const given: Shape = [null, ...shape.slice(1, 3).map((dim) => at(dim!, env) + pick([0, 0, 0, 1])), 3];
    const found = bind(given, shape);
    if (found._tag === 'Left')
      cases.add(
        `check<Equal<Bind<${text(given)}, ${text(shape)}>, { readonly unbound: ${JSON.stringify(found.left.sentence)} }>>();`,
      );
    else is(`ShapeAt<${text(shape)}, Bind<${text(given)}, ${text(shape)}>>`, shapeAt(shape, found.right));
  };

  for (let round = 0; round < rounds; round++) {
    const [a, b] = [stack(1 + below(5)), stack(1 + below(4))];
    const sum = namedSum(a.size, b.size);
    agree('sum', sum, (env) => a.value(env) + b.value(env));
    is(`NamedSum<'${a.size}', '${b.size}'>`, sum);
    const c = pick([1, 3, 64]);
    const shape = [a.size, b.size, c];
    if (round % 3 === 0) {
      const product = namedProduct(shape)!;
      agree('product', sizeOfSum(product), (env) => a.value(env) * b.value(env) * c);
      is(`SizeOfSum<NamedProduct<${text(shape)}>>`, sizeOfSum(product));
      const by = pick<readonly Size[]>([[a.size], [b.size, c], [c], [32], [6]]);
      const left = namedQuotient(product, namedProduct(by)!);
      is(`NamedQuotient<NamedProduct<${text(shape)}>, NamedProduct<${text(by)}>>`, left);
    }
    compare(a, b);
    // the same layers on the same name, but for the last
    const start = base();
    compare(layer(layer(start)), layer(layer(below(3) > 0 ? start : base())));
    // what a network does that goes down and up again
    const k = pick([2, 3, 4]);
    const down = (n: Known): Known => ({
      size: String(namedFloor(n.size, 0, k)),
      value: (env) => Math.floor(n.value(env) / k),
    });
    const up = (n: Known): Known => ({
      size: String(namedTimes(n.size, k)),
      value: (env) => n.value(env) * k,
    });
    compare(start, up(down(start)));
    compare(down(start), up(down(down(start))));
    binding(below(2) > 0 ? base() : a);
    for (const formula of [
      a.size,
      `${a.size} + ${b.size}`,
      pick(['h*16', 'a b', '3', '-', 'floor(h', 'h + 2', '2*h + w', 'w + h', '2h', 'h - 0', 'ceil(h/2)*3']),
    ]) {
      const found = declared('input', formula);
      cases.add(
        `check<Equal<Declared<'input', '${formula}'>, ${JSON.stringify(typeof found === 'string' ? found : found.sentence)}>>();`,
      );
    }
  }
  return [...cases];
};
