// The module of a model's types: it compiles, prettier leaves it as it is, and no name in a file becomes code.
import { format } from 'prettier';
import { afterAll, expect, test } from 'vitest';
import { textLiteral, inComment } from '../../src/codegen/literals.js';
import { staleness, typesModule } from '../../src/codegen/types-module.js';
import type { AnyModel } from '../../src/graph/model.js';
import { input, layers, model } from '../../src/index.js';
import { randomStream } from '../../src/tfjs/random.js';
import { randomModel } from '../files/random-models.js';
import { oddModels } from './sample-models.js';
import { writtenModules } from './written.js';

const modules = writtenModules();
afterAll(modules.remove);

const digits = (units = 10): AnyModel =>
  input([28, 28], { name: 'image' }).flatten().dense(units, { name: 'scores' }).toModel();

test('it says ends, layers and how to load it', () => {
  expect(typesModule(digits(), './digits.keras')).toMatchInlineSnapshot(`
    "// The model in 'digits.keras' as types, written by \`shapewright types\`: run it again when the file
    // has changed, and with --check where it should not have.
    import { loadModel, type StorePlace } from 'shapewright';

    /** Each input by its name: its shape without the batch axis, null for a size known only at run time. */
    export const inputs = { image: { shape: [28, 28], dtype: 'float32' } } as const;

    /** Each output by its name. */
    export const outputs = { scores: { shape: [10], dtype: 'float32' } } as const;

    /** The names of the layers, each after those it depends on. */
    export const layerNames = ['flatten', 'scores'] as const;
    export type LayerName = (typeof layerNames)[number];

    /** Where the file is: beside this module. */
    const file = new URL('./digits.keras', import.meta.url).href;

    /** Loads the model, with its weights; a file of other shapes is an error. */
    export const load = (place: StorePlace = file) =>
      loadModel(place, { input: [28, 28], output: [10] });

    export default { inputs, outputs, layerNames, load };
    "
  `);
});

test.each(['5.4', '5.9', '6.0', '7.0'] as const)('load() is typed with TypeScript %s', async (version) => {
  modules.write('digits.keras.ts', typesModule(digits(), './digits.keras'));
  modules.write(
    'use.ts',
    `import digits, { layerNames, load, type LayerName } from './digits.keras.js';
const scores: LayerName = 'scores';
// @ts-expect-error there is no such layer
const odd: LayerName = 'score';
const first: 'flatten' = layerNames[0];
const net = await load();
const shape: readonly [null, 10] = net.outputShape;
const image: readonly [28, 28] = digits.inputs.image.shape;
// @ts-expect-error the shape is another
await net.predict([[1, 2, 3]] as const);
console.log(scores, odd, first, shape, image);
`,
  );
  expect(await modules.check(version, ['digits.keras.ts', 'use.ts'])).toBe('');
});

test('modules of all kinds of models compile, and prettier leaves them as they are', async () => {
  const models = [
    ...Array.from({ length: 40 }, (_, i) => randomModel(i + 1)),
    ...Object.values(oddModels).map((make) => make()),
  ];
  const names: string[] = [];
  for (const [i, each] of models.entries()) {
    const text = typesModule(each, `./model-${i}.keras`);
    expect(await format(text, { parser: 'typescript', singleQuote: true })).toBe(text);
    names.push(`model-${i}.keras.ts`);
    modules.write(names.at(-1)!, text);
  }
  expect(await modules.check('7.0', names)).toBe('');
});

test('where a module and its model have come apart is said', () => {
  const text = typesModule(digits(), './digits.keras');
  expect(staleness(text, text)).toBeUndefined();
  const restyled = text.replaceAll("'", '"').replaceAll(';', '').replaceAll('as const', '\n  as const');
  expect(staleness(restyled, text)).toBeUndefined();
  expect(staleness(text, typesModule(digits(12), './digits.keras'))).toBe(
    "line 9 (outputs): it says `export const outputs = { scores: { shape: [10], dtype: 'float32' } } as const;`, " +
      "the model gives `export const outputs = { scores: { shape: [12], dtype: 'float32' } } as const;`",
  );
  expect(staleness('', text)).toMatch(/^line 1: it says ``, the model gives `import \{ loadModel/);
  expect(staleness(`${text}extra`, text)).toMatch(/it says `extra`, the model gives no more/);
});

/** Texts that mean something to a compiler. */
const pieces = [
  "'",
  '"',
  '`',
  '\\',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '*/',
  '/*',
  '//',
  '${',
  '}',
  '{',
  ']',
  ');',
  'evil()',
  '\0',
  '\ud800',
  '\u202e',
  'é',
  '漢',
  '😀',
  '-',
  ' ',
  '__proto__',
  'constructor',
  '0',
  '<!--',
  '</script>',
];

test('whatever a name holds is a text, and nothing else', () => {
  const draw = randomStream(5);
  const word = () =>
    Array.from({ length: Math.floor(draw() * 6) }, () => pieces[Math.floor(draw() * pieces.length)]!).join(
      '',
    );
  for (let i = 0; i < 2_000; i++) {
    const text = word();
    const literal = textLiteral(text);
    expect((0, eval)(literal)).toBe(text);
    expect(literal).not.toMatch(/[\n\r\u2028\u2029\u202e\0]/);
    expect(inComment(text)).not.toMatch(/\*\/|[\n\r\u2028\u2029]/);
  }
  const names = [...new Set(Array.from({ length: 12 }, word))];
  const x = input([2]);
  const ends = Object.fromEntries(names.map((name) => [name, layers.dense(1)(x)]));
  const text = typesModule(model({ inputs: { [names[0]!]: x }, outputs: ends }), './a\nb*/.keras');
  modules.write('fuzzed.keras.ts', text);
  return expect(modules.check('7.0', ['fuzzed.keras.ts'])).resolves.toBe('');
});
