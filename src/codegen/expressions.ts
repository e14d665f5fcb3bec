// Expressions of a program, and how prettier lays each of them out.
import {
  fill,
  firstThatFits,
  group,
  ifBroken,
  indent,
  join,
  line,
  mustBreak,
  softline,
  type Document,
} from './document.js';
import { keyLiteral, numberLiteral, textLiteral } from './literals.js';

/** An expression. */
export type Expression =
  | { readonly is: 'text' | 'number' | 'word'; readonly text: string }
  | { readonly is: 'list'; readonly elements: readonly Expression[] }
  | { readonly is: 'object'; readonly members: readonly (readonly [string, Expression])[] }
  | { readonly is: 'call'; readonly of: Expression; readonly args: readonly Expression[] }
  /** Methods called one after the other, beginning with something. */
  | { readonly is: 'chain'; readonly start: Expression; readonly links: readonly Link[] };

/** A link of a chain: `.dense(10)`. */
export interface Link {
  readonly method: string;
  readonly args: readonly Expression[];
}

/** What was made here: an object of a file that looks like an expression is none. */
const made = new WeakSet<object>();
const make = (expression: Expression): Expression => {
  made.add(expression);
  return expression;
};

/** A name, or a path of them, that is ours: `layers.dense`. */
export const word = (text: string): Expression => make({ is: 'word', text });
export const call = (of: string | Expression, ...args: readonly Expression[]): Expression =>
  make({ is: 'call', of: typeof of === 'string' ? word(of) : of, args });
export const list = (elements: readonly Expression[]): Expression => make({ is: 'list', elements });
export const object = (members: readonly (readonly [string, Expression])[]): Expression =>
  make({ is: 'object', members });
export const chain = (start: Expression, links: readonly Link[]): Expression =>
  make({ is: 'chain', start, links });

/** A value of JSON as an expression; an expression in it stays what it is, and what is undefined is left out. */
export const valueOf = (value: unknown): Expression => {
  if (typeof value === 'string') return make({ is: 'text', text: textLiteral(value) });
  if (typeof value === 'number') return make({ is: 'number', text: numberLiteral(value) });
  if (Array.isArray(value)) return list(value.map(valueOf));
  if (typeof value !== 'object' || value === null) return word(String(value));
  if (made.has(value)) return value as Expression;
  return object(
    Object.entries(value).flatMap(([key, each]) =>
      each === undefined ? [] : [[key, valueOf(each)] as const],
    ),
  );
};

/** The names that an expression stands on: of `layers.dense(units)` they are `layers` and `units`. */
export const namesIn = (of: Expression): readonly string[] => {
  switch (of.is) {
    case 'word':
      return /^[a-z]/i.test(of.text) && !/^(true|false|null|undefined)$/.test(of.text)
        ? [of.text.split('.')[0]!]
        : [];
    case 'list':
      return of.elements.flatMap(namesIn);
    case 'object':
      return of.members.flatMap(([, value]) => namesIn(value));
    case 'call':
      return [...namesIn(of.of), ...of.args.flatMap(namesIn)];
    case 'chain':
      return [...namesIn(of.start), ...of.links.flatMap(({ args }) => args.flatMap(namesIn))];
    default:
      return [];
  }
};

/** Whether prettier lets it stand in a long chain on one line. */
const isSimple = (of: Expression, depth = 2): boolean => {
  if (depth <= 0) return false;
  const inside = (each: Expression) => isSimple(each, depth - 1);
  if (of.is === 'list') return of.elements.every(inside);
  if (of.is === 'object')
    return of.members.every(([key, each]) => key !== '__proto__' && (isShorthand(key, each) || inside(each)));
  if (of.is === 'call') return of.args.length <= depth && isSimple(of.of, depth) && of.args.every(inside);
  return of.is !== 'chain';
};

const isShorthand = (key: string, value: Expression) => value.is === 'word' && value.text === key;

/** An expression, to be laid out. */
export const documentOf = (of: Expression): Document => {
  switch (of.is) {
    case 'list':
      return listDocument(of.elements);
    case 'object':
      return objectDocument(of.members);
    case 'call': {
      const document = [documentOf(of.of), argumentsDocument(of.args)];
      return of.of.is === 'word' ? document : group(document);
    }
    case 'chain':
      return chainDocument(of.start, of.links);
    default:
      return of.text;
  }
};

const isNumbers = (elements: readonly Expression[]) =>
  elements.length > 1 && elements.every(({ is }) => is === 'number');

/** Numbers fill their lines; anything else has a line each where they do not all fit on one. */
const listDocument = (elements: readonly Expression[]): Document => {
  if (elements.length === 0) return '[]';
  const documents = elements.map(documentOf);
  const parts = isNumbers(elements)
    ? fill(documents.flatMap((each, i) => (i === documents.length - 1 ? [each] : [[each, ','], line])))
    : join(
        [',', line],
        documents.map((each) => group(each)),
      );
  const size = (each: Expression) => {
    if (each.is === 'list') return each.elements.length;
    return each.is === 'object' ? each.members.length : 0;
  };
  const ofGroups =
    elements.length > 1 && elements.every((each) => size(each) > 1 && each.is === elements[0]!.is);
  const broken = ofGroups || documents.some(mustBreak);
  return group(['[', indent([softline, parts]), ifBroken(','), softline, ']'], broken);
};

const objectDocument = (members: readonly (readonly [string, Expression])[]): Document => {
  if (members.length === 0) return '{}';
  const shown = members.map(([key, value]): Document => {
    if (isShorthand(key, value)) return key;
    // a long text stands on the next line
    return value.is === 'text'
      ? group([keyLiteral(key), ':', indent([line, value.text])])
      : [keyLiteral(key), ': ', documentOf(value)];
  });
  return group(['{', indent([line, join([',', line], shown)]), ifBroken(','), line, '}']);
};

/** Arguments in parentheses; an object or a list at the end begins on the line of the call where the others fit on it. */
const argumentsDocument = (args: readonly Expression[]): Document => {
  if (args.length === 0) return '()';
  const documents = args.map(documentOf);
  const [last, other] = [args.at(-1)!, args.at(-2)];
  const parts = join([',', line], documents);
  const isFilled = last.is === 'list' && isNumbers(last.elements) && args.length > 1;
  const isLong =
    (last.is === 'list' && last.elements.length > 0) || (last.is === 'object' && last.members.length > 0);
  if (!isLong || isFilled || other?.is === last.is)
    return group(['(', indent([softline, parts]), ifBroken(','), softline, ')'], documents.some(mustBreak));
  const before = documents.slice(0, -1).map((each) => [each, ', ']);
  const apart = group(['(', indent([line, parts]), ifBroken(','), line, ')'], true);
  if (before.some(mustBreak)) return apart;
  const hugged = ['(', before, group(documents.at(-1)!, true), ')'];
  if (mustBreak(documents.at(-1)!)) return firstThatFits([hugged, apart]);
  return firstThatFits([['(', before, documents.at(-1)!, ')'], hugged, apart]);
};

/** A chain on one line, or with a line for each call. */
const chainDocument = (start: Expression, links: readonly Link[]): Document => {
  const first = documentOf(start);
  const parts = links.map(({ method, args }): Document => [`.${method}`, argumentsDocument(args)]);
  const together: Document = [first, parts];
  if (links.length <= 1) return group(together);
  const apart: Document = group([first, indent(parts.map((part): Document => [softline, part]))], true);
  const calls = [...(start.is === 'call' ? [start] : []), ...links];
  const odd = calls.length > 2 && calls.some(({ args }) => args.some((arg) => !isSimple(arg)));
  return odd || parts.slice(0, -1).some(mustBreak) ? apart : firstThatFits([together, apart]);
};
