// Statements of a module, in lines of 80 characters.
import {
  group,
  ifBroken,
  indent,
  join,
  layOut,
  line,
  softline,
  valueBehind,
  type Document,
} from './document.js';
import { documentOf, type Expression } from './expressions.js';
import { keyLiteral } from './literals.js';

/** The width of a line, as prettier's default. */
const width = 80;

export const print = (document: Document): string => layOut(document, width);

/** What a value is declared as: a name, or several in a list, or by key. */
export type Target =
  string | { readonly list: readonly string[] } | { readonly byKey: readonly (readonly [string, string])[] };

/** `const name = value;` */
export const constant = (target: Target, value: Expression, exported = false): string => {
  const start = exported ? 'export const ' : 'const ';
  const made = group(documentOf(value));
  const end: Document = [' =', valueBehind(made), ';'];
  if (typeof target === 'string') return print([start, target, end]);
  if ('list' in target) return print([start, group(braces('[]', softline, target.list)), end]);
  const { byKey } = target;
  const members = byKey.map(([key, name]) => (key === name ? key : `${keyLiteral(key)}: ${name}`));
  const names = braces('{}', line, members);
  // three and more that are renamed are broken before what they come from
  const isLong = byKey.length > 2 && byKey.some(([key, name]) => key !== name);
  return print(isLong ? group([start, names, ' = ', made, ';']) : [start, group(names), end]);
};

const braces = ([open, close]: string, gap: Document, names: readonly string[]): Document => [
  open!,
  indent([gap, join([',', line], names)]),
  ifBroken(','),
  gap,
  close!,
];

/** `import { a, b } from 'module';` */
export const importOf = (names: readonly string[], from: string): string =>
  print(['import ', group(braces('{}', line, [...names].sort())), ` from '${from}';`]);
