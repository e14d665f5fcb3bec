// Equations of a product of a tensor and a kernel: `'ab,bc->ac'`, `'...x,xy->...y'`, `'ab...,bc->ac...'`.
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';

/** Where an ellipsis stands for further axes: before the others, behind them, or nowhere. */
type Further = 'before' | 'behind' | 'none';

/** An equation in parts: the axes of the input, of the kernel and of the output. */
export interface Equation {
  readonly further: Further;
  readonly input: readonly string[];
  readonly kernel: readonly string[];
  readonly output: readonly string[];
}

type Letter<C extends string> = Lowercase<C> extends Letters ? C : never;
type Letters =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm')
  | ('n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z');

/** The letters of a text, each but once; `never` where there is another character, or none. */
export type Axes<
  Text extends string,
  Done extends readonly string[] = [],
> = Text extends `${infer C}${infer Rest}`
  ? [Letter<C>] extends [never]
    ? never
    : C extends Done[number]
      ? never
      : Axes<Rest, [...Done, C]>
  : Done extends readonly []
    ? never
    : Done;

type InParts<F extends Further, X, Y, Z> = [X] extends [never]
  ? never
  : [Y] extends [never]
    ? never
    : [Z] extends [never]
      ? never
      : { readonly further: F; readonly input: X; readonly kernel: Y; readonly output: Z };

/** The parts of an equation; `never` where it is none. */
export type ParseEquation<E extends string> = E extends `...${infer X},${infer Y}->...${infer Z}`
  ? InParts<'before', Axes<X>, Axes<Y>, Axes<Z>>
  : E extends `${infer X}...,${infer Y}->${infer Z}...`
    ? X extends `${string}${infer More}`
      ? InParts<'behind', More extends '' ? never : Axes<X>, Axes<Y>, Axes<Z>>
      : never
    : E extends `${infer X},${infer Y}->${infer Z}`
      ? InParts<'none', Axes<X>, Axes<Y>, Axes<Z>>
      : never;

/** Value twin of `ParseEquation`. */
export const parseEquation = (equation: string): Equation | undefined => {
  const found =
    /^(\.\.\.)?([a-zA-Z]+),([a-zA-Z]+)->\1([a-zA-Z]+)$/.exec(equation) ??
    /^()([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\.$/.exec(equation);
  if (!found) return undefined;
  const [, , ...parts] = found;
  const [input, kernel, output] = parts.map((part) => [...part]);
  const further = equation.startsWith('.') ? 'before' : equation.endsWith('.') ? 'behind' : 'none';
  return [input, kernel, output].every((axes) => new Set(axes).size === axes!.length)
    ? { further, input: input!, kernel: kernel!, output: output! }
    : undefined;
};

type NoEquation<
  L extends string,
  E extends string,
> = `${L}: equation must be such as 'ab,bc->ac', '...x,xy->...y' or 'ab...,bc->ac...', no letter twice in a part, got '${E}'`;

/** The sentence for an equation that says nothing, whatever the shapes; `undefined` where it is well. */
export type WrongEquation<L extends string, E extends string> = string extends E
  ? undefined
  : [ParseEquation<E>] extends [never]
    ? NoEquation<L, E>
    : ParseEquation<E> extends infer P extends Equation
      ? [Exclude<P['output'][number], P['input'][number] | P['kernel'][number]>] extends [never]
        ? [Exclude<P['kernel'][number], P['input'][number] | P['output'][number]>] extends [never]
          ? P['further'] extends 'before'
            ? undefined
            : P['input'][0] extends P['output'][0]
              ? undefined
              : `${L}: the first axis of input and output is the batch, got '${E}'`
          : `${L}: axis '${FirstOther<P['kernel'], P['input'][number] | P['output'][number]>}' of the kernel is in neither input nor output, got '${E}'`
        : `${L}: axis '${FirstOther<P['output'], P['input'][number] | P['kernel'][number]>}' of the output is in neither input nor kernel, got '${E}'`
      : undefined;

/** The first of some axes that is none of others. */
type FirstOther<A extends readonly string[], B> = A extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? First extends B
    ? FirstOther<Rest, B>
    : First
  : never;

const firstOther = (axes: readonly string[], ...others: readonly (readonly string[])[]) =>
  axes.find((axis) => !others.flat().includes(axis));

/** Value twin of `WrongEquation`. */
export const wrongEquation = (layer: string, equation: string): string | undefined => {
  const parts = parseEquation(equation);
  if (!parts)
    return `${layer}: equation must be such as 'ab,bc->ac', '...x,xy->...y' or 'ab...,bc->ac...', no letter twice in a part, got '${equation.slice(0, 100)}'`;
  const { further, input, kernel, output } = parts;
  const stray = firstOther(output, input, kernel);
  if (stray !== undefined)
    return `${layer}: axis '${stray}' of the output is in neither input nor kernel, got '${equation}'`;
  const idle = firstOther(kernel, input, output);
  if (idle !== undefined)
    return `${layer}: axis '${idle}' of the kernel is in neither input nor output, got '${equation}'`;
  return further === 'before' || input[0] === output[0]
    ? undefined
    : `${layer}: the first axis of input and output is the batch, got '${equation}'`;
};

/** The first so many axes of a shape, and the rest; `undefined` where there are fewer. */
type FirstAxes<S, Names, Own extends readonly unknown[] = []> = Names extends readonly [
  unknown,
  ...infer More,
]
  ? S extends readonly [infer D, ...infer Rest]
    ? FirstAxes<Rest, More, [...Own, D]>
    : undefined
  : readonly [Own, S];

/** The last so many axes of a shape, and those before; `undefined` where there are fewer. */
type LastAxes<S, Names, Own extends readonly unknown[] = []> = Names extends readonly [unknown, ...infer More]
  ? S extends readonly [...infer Rest, infer D]
    ? LastAxes<Rest, More, [D, ...Own]>
    : undefined
  : readonly [Own, S];

/** The sizes of the named axes of a shape, and the further ones; `undefined` where there are too few, or too many. */
type PartAxes<S, P extends Equation> = P['further'] extends 'before'
  ? LastAxes<S, P['input']> extends readonly [infer Own, infer Rest extends readonly [unknown, ...unknown[]]]
    ? readonly [Own, Rest]
    : undefined
  : FirstAxes<S, P['input']> extends readonly [infer Own, infer Rest extends readonly unknown[]]
    ? P['further'] extends 'none'
      ? Rest extends readonly []
        ? readonly [Own, Rest]
        : undefined
      : readonly [Own, Rest]
    : undefined;

/** Value twin of `PartAxes`. */
const partAxes = (shape: Shape, { further, input }: Equation): readonly [Shape, Shape] | undefined => {
  const left = shape.length - input.length;
  if (further === 'before') return left < 1 ? undefined : [shape.slice(left), shape.slice(0, left)];
  if (left < 0 || (left > 0 && further === 'none')) return undefined;
  return [shape.slice(0, input.length), shape.slice(input.length)];
};

/** The size of an axis by its letter; `undefined` where there is none. */
type SizeAt<C, Names, Sizes> = Names extends readonly [infer Name, ...infer More]
  ? Sizes extends readonly [infer D, ...infer Rest]
    ? Name extends C
      ? D
      : SizeAt<C, More, Rest>
    : undefined
  : undefined;

/** The size of an axis of the output, from what was said of it and from the input's; a sentence's end where they differ. */
type Settle<C extends string, Said, Found> = Found extends undefined
  ? Said extends number
    ? Said
    : `must say the size of axis '${C}', got null`
  : Said extends null
    ? Found
    : number extends Said
      ? Found
      : number extends Found
        ? Said
        : Said extends Found
          ? Found
          : `says ${Said & number} of axis '${C}', and the input has ${Found & Dim}`;

/** Value twin of `Settle`. */
const settle = (name: string, said: number | null, found: Dim | undefined): Dim | { why: string } => {
  if (found === undefined) return said ?? { why: `must say the size of axis '${name}', got null` };
  if (said === null || said === found) return found;
  return { why: `says ${said} of axis '${name}', and the input has ${found}` };
};

/** The sizes of all axes of the output that were said, or a sentence's end. */
type SettleAll<Names, Said, X, Sizes, Done extends readonly Dim[] = []> = Names extends readonly [
  infer C extends string,
  ...infer More,
]
  ? Said extends readonly [infer N, ...infer Rest]
    ? Settle<C, N, SizeAt<C, X, Sizes>> extends infer D
      ? D extends `must say ${string}` | `says ${string}`
        ? D
        : SettleAll<More, Rest, X, Sizes, [...Done, D & Dim]>
      : never
    : never
  : Done;

/** The sizes of the kernel, or of the bias; the letter of the first that is not known. */
type KernelSizes<Y, Z, Out, X, Sizes, Done extends readonly number[] = []> = Y extends readonly [
  infer C,
  ...infer More,
]
  ? (C extends Z[number & keyof Z] ? SizeAt<C, Z, Out> : SizeAt<C, X, Sizes>) extends infer N extends number
    ? KernelSizes<More, Z, Out, X, Sizes, [...Done, N]>
    : C
  : Done;

/** The axes of the output whose sizes are said: all but the batch. */
type Rest<A> = A extends readonly [unknown, ...infer More] ? More : [];
type SaidAxes<P extends Equation> = P['further'] extends 'before' ? P['output'] : Rest<P['output']>;

/** A size for each of the axes that are said. */
type SaidSizes<G> = G extends readonly unknown[] ? G : [G];

type Text<A> = A extends readonly [infer C extends string, ...infer More] ? `${C}${Text<More>}` : '';

/** The output of a shape in an equation, and the sizes of the kernel and of the bias. */
export interface Product<
  Out extends Shape,
  Kernel extends readonly number[],
  Bias extends readonly number[],
> {
  readonly out: Out;
  readonly kernel: Kernel;
  readonly bias: Bias;
}

/**
 * What comes of a shape, an equation and the sizes that were said: `Einsum<'einsumDense', [null, 5, 3], 'abc,cd->abd', [null, 8]>`
 * is a product whose `out` is `[null, 5, 8]` and whose `kernel` is `[3, 8]`.
 */
export type Einsum<L extends string, In, E extends string, G, Bias extends string = ''> = string extends
  E | Bias
  ? Shape
  : number extends (In & Shape)['length'] | SaidSizes<G>['length']
    ? Shape
    : WrongEquation<L, E> extends infer Why extends string
      ? ShapeError<Why, Shape>
      : OfParts<L, In, E, ParseEquation<E>, SaidSizes<G>, Bias>;

type OfParts<
  L extends string,
  In,
  E extends string,
  P,
  G extends readonly unknown[],
  Bias extends string,
> = P extends Equation
  ? PartAxes<In, P> extends undefined
    ? ShapeError<
        `${L}: '${E}' needs ${P['further'] extends 'none' ? '' : 'at least '}${Least<P> & number} axes, got ${Show<In>}`,
        Shape
      >
    : SaidAxes<P>['length'] extends G['length']
      ? PartAxes<In, P> extends readonly [infer Sizes, infer Further extends Shape]
        ? SettleAll<SaidAxes<P>, G, P['input'], Sizes> extends infer Out
          ? Out extends string
            ? ShapeError<`${L}: outputShape ${Out}`, Shape>
            : [
                  KernelSizes<P['kernel'], SaidAxes<P>, Out, P['input'], Sizes>,
                  KernelSizes<Bias extends '' ? [] : Axes<Bias>, SaidAxes<P>, Out, P['input'], Sizes>,
                ] extends [infer K, infer B]
              ? K extends readonly number[]
                ? B extends readonly number[]
                  ? Product<Whole<P, In, Further, Out>, K, B>
                  : ShapeError<UnknownAxis<L, E, B, In>, Whole<P, In, Further, Out>>
                : ShapeError<UnknownAxis<L, E, K, In>, Whole<P, In, Further, Out>>
              : never
          : never
        : never
      : ShapeError<
          `${L}: outputShape must have ${SaidAxes<P>['length'] & number} sizes, for '${Text<SaidAxes<P>>}', got ${Show<G>}`,
          Shape
        >
  : never;

/** How many axes an input must have. */
type Least<P extends Equation> = P['further'] extends 'before'
  ? [unknown, ...P['input']]['length']
  : P['input']['length'];

type UnknownAxis<
  L extends string,
  E extends string,
  C,
  In,
> = `${L} needs to know the size of axis '${C & string}' of '${E}', got ${Show<In>}`;

/** The output, the further axes where they stand. */
type Whole<P extends Equation, In, Further extends Shape, Out> = Out extends Shape
  ? P['further'] extends 'before'
    ? [...Further, ...Out]
    : In extends readonly [infer Batch extends Dim, ...unknown[]]
      ? [Batch, ...Out, ...Further]
      : never
  : never;

/** The axes of the output whose sizes are said: all but the batch. */
export const saidAxes = ({ further, output }: Equation): readonly string[] =>
  further === 'before' ? output : output.slice(1);

/** What an equation makes of a shape. */
export interface EinsumValue {
  readonly equation: Equation;
  readonly out: Shape;
  readonly kernel: readonly number[];
  /** The sizes of the output's axes by their letters, and how many further axes there are. */
  readonly sizes: Readonly<Record<string, Dim>>;
  readonly further: number;
}

/** Value twin of `Einsum`. */
export const einsum = (
  layer: string,
  shape: Shape,
  text: string,
  said: readonly (number | null)[],
  bias: readonly string[] = [],
): Checked<EinsumValue> => {
  const why = wrongEquation(layer, text);
  if (why !== undefined) return misfit(why);
  const equation = parseEquation(text)!;
  const parts = partAxes(shape, equation);
  if (!parts) {
    const least = equation.input.length + (equation.further === 'before' ? 1 : 0);
    return misfit(
      `${layer}: '${text}' needs ${equation.further === 'none' ? '' : 'at least '}${least} axes, got ${showShape(shape)}`,
    );
  }
  const names = saidAxes(equation);
  if (names.length !== said.length)
    return misfit(
      `${layer}: outputShape must have ${names.length} sizes, for '${names.join('')}', got ${showShape(said)}`,
    );
  const [own, further] = parts;
  const inputs: Record<string, Dim> = Object.fromEntries(equation.input.map((name, i) => [name, own[i]!]));
  const outputs: Record<string, Dim> = {};
  for (const [i, name] of names.entries()) {
    const size = settle(name, said[i]!, inputs[name]);
    if (typeof size === 'object' && size !== null) return misfit(`${layer}: outputShape ${size.why}`);
    outputs[name] = size;
  }
  const known = (name: string) => outputs[name] ?? inputs[name];
  const unknown = [...equation.kernel, ...bias].find((name) => typeof known(name) !== 'number');
  if (unknown !== undefined)
    return misfit(
      `${layer} needs to know the size of axis '${unknown}' of '${text}', got ${showShape(shape)}`,
    );
  const kernel = equation.kernel.map((name) => known(name) as number);
  const sizes = names.map((name) => outputs[name]!);
  const out = equation.further === 'before' ? [...further, ...sizes] : [shape[0]!, ...sizes, ...further];
  return fits({ equation, out, kernel, sizes: outputs, further: further.length });
};

/** The sizes of a bias along some axes of the output: those from the first of them on, 1 where it is the same along one. */
export const biasSizes = (
  { equation, sizes, further }: EinsumValue,
  axes: readonly string[],
): readonly number[] => {
  const from = Math.min(...axes.map((axis) => equation.output.indexOf(axis)));
  const own = equation.output.slice(from).map((axis) => (axes.includes(axis) ? (sizes[axis] as number) : 1));
  return [...own, ...Array.from({ length: equation.further === 'behind' ? further : 0 }, () => 1)];
};

/** The equation without an ellipsis, for so many further axes: letters that it has not stand for them. */
export const spelledOut = (text: string, further: number): string => {
  const free = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((c) => !text.includes(c));
  return text.replaceAll('...', free.slice(0, further).join(''));
};
