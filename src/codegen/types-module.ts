// A small module of a model's types, which is committed beside the file.
import type { AnyModel } from '../graph/model.js';
import { text } from '../options/kinds.js';
import type { Declares } from '../options/option.js';
import { group, indent, line } from './document.js';
import { call, documentOf, list, valueOf, word, type Expression } from './expressions.js';
import { inComment, textLiteral } from './literals.js';
import { endsOf, type ModelEnd } from './model-facts.js';
import { print } from './statements.js';

/** Options of `modelTypes`. */
export interface ModelTypesOptions {
  /** How the module reaches the model's file: `'./digits/model.json'`. */
  readonly file: string;
}

/** The options of `modelTypes`, declared. */
export const modelTypesOptions = { file: text } satisfies Declares<ModelTypesOptions>;

/** A constant whose type is what it says. */
const literalConstant = (name: string, value: Expression): string =>
  print([`export const ${name} = `, documentOf(value), ' as const;']);

/** Shapes as `loadModel` is told them. */
const shapesFor = (
  ends: readonly ModelEnd[],
  names: readonly string[] | undefined,
  listed: boolean,
): Expression => {
  if (listed) return list(ends.map(({ shape }) => valueOf(shape)));
  return valueOf(names ? Object.fromEntries(ends.map(({ name, shape }) => [name, shape])) : ends[0]!.shape);
};

const ends = (all: readonly ModelEnd[]): Expression =>
  valueOf(Object.fromEntries(all.map(({ name, shape, dtype }) => [name, { shape, dtype }])));

/**
 * The module of a model's types.
 *
 * @param file The model's file as the module reaches it: `./digits.keras`.
 */
export const typesModule = (model: AnyModel, file: string): string => {
  const { inputs, outputs } = endsOf(model);
  const texts = inputs.filter(({ dtype }) => dtype === 'string').map(({ name }) => name);
  const loaded = call(
    'loadModel',
    word('place'),
    valueOf({
      input: shapesFor(inputs, model.inputNames, model.inputsListed),
      output: shapesFor(outputs, model.outputNames, model.outputsListed),
      texts: texts.length === 0 ? undefined : texts.length === inputs.length ? true : texts,
    }),
  );
  const name = file.split('/').at(-1)!;
  return [
    `// The model in '${inComment(name)}' as types, written by \`shapewright types\`: run it again when the file`,
    '// has changed, and with --check where it should not have.',
    "import { loadModel, type StorePlace } from 'shapewright';",
    '',
    '/** Each input by its name: its shape without the batch axis, null for a size known only at run time. */',
    literalConstant('inputs', ends(inputs)),
    '',
    '/** Each output by its name. */',
    literalConstant('outputs', ends(outputs)),
    '',
    '/** The names of the layers, each after those it depends on. */',
    literalConstant('layerNames', list(model.graph.layers.map((each) => valueOf(each.name)))),
    'export type LayerName = (typeof layerNames)[number];',
    '',
    '/** Where the file is: beside this module. */',
    print([
      'const file = ',
      documentOf(call('new URL', word(textLiteral(file)), word('import.meta.url'))),
      '.href;',
    ]),
    '',
    '/** Loads the model, with its weights; a file of other shapes is an error. */',
    print([
      'export const load = (place: StorePlace = file) =>',
      group(indent([line, documentOf(loaded)])),
      ';',
    ]),
    '',
    'export default { inputs, outputs, layerNames, load };',
    '',
  ].join('\n');
};

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** A text in quotes of one kind; of a key that needs none, without. */
const inOneStyle = (word: string, next: string | undefined): string => {
  if (!/^['"]/.test(word)) return word;
  const inside = word.slice(1, -1).replaceAll(/\\(['"])/g, '$1');
  return next === ':' && /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(inside) ? inside : `'${inside}'`;
};

/** What a module says, without what a formatter may change: the words, each with its line. */
const wordsOf = (text: string): readonly { readonly word: string; readonly line: number }[] => {
  const found: { word: string; line: number }[] = [];
  const token = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[A-Za-z0-9_$.]+|\S/g;
  for (const match of text.matchAll(token)) {
    const [word] = match;
    if (/^\/[/*]/.test(word) || word === ';') continue;
    // a comma at the end, and quotes of keys, are matters of taste
    if (/^[\]})]$/.test(word) && found.at(-1)?.word === ',') found.pop();
    found.push({ word: inOneStyle(word, text[match.index + word.length]), line: lineAt(text, match.index) });
  }
  return found;
};

/**
 * Where a module is not what the model gives: a sentence for the first place, or undefined where it is.
 *
 * @example const stale = staleness(committed, await modelTypes('digits', { file: './digits/model.json' }));
 */
export const staleness = (module: string, given: string): string | undefined => {
  const [there, wanted] = [wordsOf(module), wordsOf(given)];
  const at = wanted.findIndex(({ word }, i) => there[i]?.word !== word);
  if (at < 0 && there.length === wanted.length) return undefined;
  const i = at < 0 ? wanted.length : at;
  const lineOf = (text: string, of: number | undefined) => (text.split('\n')[(of ?? 0) - 1] ?? '').trim();
  const found = there[i] ?? there.at(-1);
  const should = wanted[i];
  const inside = wanted
    .slice(0, i + 1)
    .findLast(({ word }, k) => wanted[k - 1]?.word === 'const' && word !== '');
  return (
    `line ${found?.line ?? 1}${inside ? ` (${inside.word})` : ''}: it says \`${lineOf(module, found?.line)}\`, ` +
    (should ? `the model gives \`${lineOf(given, should.line)}\`` : 'the model gives no more')
  );
};
