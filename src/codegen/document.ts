// Text that is laid out in lines of a width: the documents of Oppen and Wadler, in the dialect that prettier prints, so that it
// finds nothing to change. Groups stay on a line where they fit.

/** What is to be laid out. */
export type Document = string | readonly Document[] | Indented | Break | Group | Fill | IfBroken | Value;

interface Indented {
  readonly is: 'indented';
  readonly contents: Document;
}
/** A line break where the group around it is broken; else a space, or nothing where it is soft. */
interface Break {
  readonly is: 'break';
  readonly flat: '' | ' ';
}
interface Group {
  readonly is: 'group';
  readonly contents: Document;
  /** Broken whether it fits or not. */
  readonly broken: boolean;
  /** What is tried in turn where the contents do not fit on a line; the last one is broken. */
  readonly others?: readonly Document[];
  /** Whether what it stands in is broken. */
  readonly breaksAround?: boolean;
}
/** Contents and breaks by turns, as many on a line as there is room for. */
interface Fill {
  readonly is: 'fill';
  readonly parts: readonly Document[];
}
/** What is there in a broken group only. */
interface IfBroken {
  readonly is: 'if broken';
  readonly text: string;
}
/** What follows an equals sign: on the same line where that has room for its beginning, else on the next. */
interface Value {
  readonly is: 'value';
  readonly contents: Document;
}

export const line: Document = { is: 'break', flat: ' ' };
export const softline: Document = { is: 'break', flat: '' };
export const indent = (contents: Document): Document => ({ is: 'indented', contents });
export const fill = (parts: readonly Document[]): Document => ({ is: 'fill', parts });
export const valueBehind = (contents: Document): Document => ({ is: 'value', contents });
export const ifBroken = (text: string): Document => ({ is: 'if broken', text });
export const group = (contents: Document, broken = false): Document => ({
  is: 'group',
  contents,
  broken: broken || mustBreak(contents),
});
/** The first of some that fits; the last one, broken, where none does. */
export const firstThatFits = (all: readonly [Document, ...Document[]]): Document => ({
  is: 'group',
  contents: all[0],
  broken: false,
  others: all.slice(1),
  breaksAround: mustBreak(all[0]),
});
export const join = (separator: Document, all: readonly Document[]): Document =>
  all.flatMap((each, i) => (i === 0 ? [each] : [separator, each]));

/** Whether there is a group in it that is broken whether it fits or not. */
export const mustBreak = (given: Document): boolean => {
  if (typeof given === 'string') return false;
  if (isMany(given)) return given.some(mustBreak);
  if (given.is === 'group') return given.broken || given.breaksAround === true;
  if (given.is === 'indented' || given.is === 'value') return mustBreak(given.contents);
  return given.is === 'fill' && given.parts.some(mustBreak);
};

const isMany = (given: Document): given is readonly Document[] => Array.isArray(given);

interface Command {
  readonly depth: number;
  readonly broken: boolean;
  readonly contents: Document;
}

/** The contents of a group in a mode. */
const chosen = ({ contents, others }: Group, broken: boolean) =>
  broken && others ? others.at(-1)! : contents;

/** Whether the next line has room for a command; what follows it counts up to where it may break. */
const fits = (next: Command, rest: readonly Command[], room: number, isWhole = false): boolean => {
  const commands = [next];
  let left = room;
  for (let behind = rest.length; left >= 0;) {
    const command = commands.pop();
    if (!command) {
      if (isWhole || behind === 0) return true;
      commands.push(rest[--behind]!);
      continue;
    }
    const { broken, contents } = command;
    const push = (inner: Document, mode = broken) =>
      commands.push({ depth: 0, broken: mode, contents: inner });
    if (typeof contents === 'string') left -= contents.length;
    else if (isMany(contents)) [...contents].reverse().forEach((each) => push(each));
    else if (contents.is === 'indented') push(contents.contents);
    else if (contents.is === 'fill') [...contents.parts].reverse().forEach((each) => push(each));
    else if (contents.is === 'value') {
      if (broken) return true;
      push([' ', contents.contents]);
    } else if (contents.is === 'if broken') left -= broken ? contents.text.length : 0;
    else if (contents.is === 'break') {
      if (broken) return true;
      left -= contents.flat.length;
    } else {
      const mode = contents.broken || broken;
      push(chosen(contents, mode), mode);
    }
  }
  return false;
};

/** The text of a document, in lines of a width where it can be broken so. */
export const layOut = (given: Document, width: number): string => {
  let text = '';
  let column = 0;
  const commands: Command[] = [{ depth: 0, broken: true, contents: given }];
  const write = (part: string) => {
    text += part;
    column += part.length;
  };
  for (let command = commands.pop(); command; command = commands.pop()) {
    const { depth, broken, contents } = command;
    const room = width - column;
    if (typeof contents === 'string') write(contents);
    else if (isMany(contents))
      [...contents].reverse().forEach((each) => commands.push({ depth, broken, contents: each }));
    else if (contents.is === 'indented')
      commands.push({ depth: depth + 1, broken, contents: contents.contents });
    else if (contents.is === 'value') {
      const there: Command = { depth, broken, contents: contents.contents };
      if (fits({ depth, broken: false, contents: ' ' }, [...commands, there], room)) {
        commands.push(there);
        write(' ');
      } else {
        commands.push({ ...there, depth: depth + 1 });
        text += `\n${'  '.repeat(depth + 1)}`;
        column = (depth + 1) * 2;
      }
    } else if (contents.is === 'if broken') write(broken ? contents.text : '');
    else if (contents.is === 'break') {
      if (broken) {
        text = `${text.trimEnd()}\n${'  '.repeat(depth)}`;
        column = depth * 2;
      } else write(contents.flat);
    } else if (contents.is === 'fill') {
      const [first, separator, second, ...more] = contents.parts;
      const flat = (each: Document): Command => ({ depth, broken: false, contents: each });
      if (separator !== undefined && second !== undefined) {
        const isPair = fits(flat([first!, separator, second]), [], room, true);
        commands.push({ depth, broken, contents: fill([second, ...more]) });
        commands.push({ depth, broken: !isPair, contents: separator });
      }
      if (first !== undefined) commands.push(flat(first));
    } else commands.push(ofGroup(contents, command, commands, room));
  }
  return text;
};

/** How a group is laid out where there is so much room on the line. */
const ofGroup = (
  group: Group,
  { depth, broken }: Command,
  rest: readonly Command[],
  room: number,
): Command => {
  const as = (contents: Document, mode: boolean): Command => ({ depth, broken: mode, contents });
  if (!broken) return as(chosen(group, group.broken), group.broken);
  const flat = as(group.contents, false);
  if (!group.broken && fits(flat, rest, room)) return flat;
  if (!group.others) return as(group.contents, true);
  const other = group.broken ? undefined : group.others.find((each) => fits(as(each, false), rest, room));
  return other === undefined ? as(group.others.at(-1)!, true) : as(other, false);
};
