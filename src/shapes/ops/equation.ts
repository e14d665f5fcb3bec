// Sums of products by an equation of Einstein's: `einsum('bij,bjk->bik', a, b)`.
import { apart, type Apart } from '../apart.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../shape.js';

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- nothing is known yet
type None = {};

interface Why<Sentence extends string> {
  readonly why: Sentence;
}

/** The sizes of a tensor's letters beside those that are known. */
type Read<
  E extends string,
  Text extends string,
  S extends Shape,
  All extends Shape,
  Env,
> = Text extends `${infer C}${infer Rest}`
  ? S extends readonly [infer D extends Dim, ...infer More extends Shape]
    ? C extends keyof Env
      ? Apart<Env[C], D> extends infer W extends string
        ? Why<`einsum: ${W}, axis '${C}' of '${E}'`>
        : Read<E, Rest, More, All, Omit<Env, C> & { readonly [K in C]: Meet<Env[C], D> }>
      : Read<E, Rest, More, All, Env & { readonly [K in C]: D }>
    : Why<`einsum: '${E}' is of another number of axes than ${Show<All>}`>
  : S extends readonly []
    ? Env
    : Why<`einsum: '${E}' is of another number of axes than ${Show<All>}`>;

/** Of two sizes that are the same the one that is known. */
type Meet<A, B> = null extends A ? B : number extends A ? B : A;

/** The sizes of the letters of all tensors. */
type ReadAll<
  E extends string,
  Inputs extends string,
  T extends readonly Shape[],
  Env = None,
> = T extends readonly [infer S extends Shape, ...infer Rest extends readonly Shape[]]
  ? Inputs extends `${infer Own},${infer More}`
    ? Rest extends readonly []
      ? Why<CountWrong<E>>
      : Read<E, Own, S, S, Env> extends infer Next
        ? Next extends Why<string>
          ? Next
          : ReadAll<E, More, Rest, Next>
        : never
    : Rest extends readonly []
      ? Read<E, Inputs, S, S, Env>
      : Why<CountWrong<E>>
  : Env;

type CountWrong<E extends string> = `einsum: '${E}' is of another number of tensors`;

type Out<
  E extends string,
  Text extends string,
  Env,
  Done extends readonly Dim[] = [],
> = Text extends `${infer C}${infer Rest}`
  ? C extends keyof Env
    ? Out<E, Rest, Env, [...Done, Env[C] & Dim]>
    : Why<`einsum: axis '${C}' of the output is in none of the tensors, in '${E}'`>
  : Done;

/** Text without spaces. */
type Close<E extends string> = E extends `${infer A} ${infer B}` ? Close<`${A}${B}`> : E;

/** `EinsumOf<'bij,bjk->bik', [[null, 2, 3], [null, 3, 4]]>` is `[null, 2, 4]`. */
export type EinsumOf<E extends string, T extends readonly Shape[]> = string extends E
  ? Shape
  : number extends T['length'] | T[number]['length']
    ? Shape
    : Close<E> extends `${infer Inputs}->${infer Output}`
      ? Close<E> extends `${string}.${string}`
        ? Shape
        : ReadAll<E, Inputs, T> extends infer Env
          ? Env extends Why<infer W>
            ? ShapeError<W, Shape>
            : Out<E, Output, Env> extends infer Found
              ? Found extends Why<infer W>
                ? ShapeError<W, Shape>
                : Found
              : never
          : never
      : ShapeError<`einsum: an equation must be such as 'bij,bjk->bik', got '${E}'`, Shape>;

/** An equation with letters for the axes that its ellipsis stands for; without an output's part it has none. */
export const einsumLetters = (
  equation: string,
  ranks: readonly number[],
): { readonly inputs: readonly string[]; readonly output: string } | undefined => {
  const [left, output, ...more] = equation.replaceAll(' ', '').split('->');
  if (output === undefined || more.length > 0) return undefined;
  const inputs = left!.split(',');
  if (!/^[a-zA-Z.,]*$/.test(left! + output)) return undefined;
  const free = [...'zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA'].filter(
    (c) => !equation.includes(c),
  );
  const lengths = inputs.map((each, i) =>
    each.includes('...') ? ranks[i]! - each.replace('...', '').length : 0,
  );
  const most = Math.max(0, ...lengths);
  const further = free.slice(0, most).join('');
  const spelled = inputs.map((each, i) =>
    each.replace('...', lengths[i]! > 0 ? further.slice(most - lengths[i]!) : ''),
  );
  const all = [...spelled, output.replace('...', further)];
  return all.some((each) => each.includes('.')) ? undefined : { inputs: spelled, output: all.at(-1)! };
};

/** Value twin of `EinsumOf`; an ellipsis stands for axes that the tensors have alike. */
export const einsumOf = (equation: string, shapes: readonly Shape[]): Checked => {
  const letters = einsumLetters(
    equation,
    shapes.map(({ length }) => length),
  );
  if (!letters)
    return misfit(`einsum: an equation must be such as 'bij,bjk->bik', got '${equation.slice(0, 100)}'`);
  if (letters.inputs.length !== shapes.length)
    return misfit(`einsum: '${equation}' is of another number of tensors`);
  const sizes: Record<string, Dim> = {};
  for (const [i, shape] of shapes.entries()) {
    const own = [...letters.inputs[i]!];
    for (const [axis, letter] of own.entries()) {
      if (axis >= shape.length) break;
      const [known, dim] = [sizes[letter], shape[axis]!];
      const why = known === undefined ? undefined : apart(known, dim);
      if (why !== undefined) return misfit(`einsum: ${why}, axis '${letter}' of '${equation}'`);
      sizes[letter] = known ?? dim;
    }
    if (own.length !== shape.length)
      return misfit(`einsum: '${equation}' is of another number of axes than ${showShape(shape)}`);
  }
  const out: Dim[] = [];
  for (const letter of letters.output) {
    if (!Object.hasOwn(sizes, letter))
      return misfit(`einsum: axis '${letter}' of the output is in none of the tensors, in '${equation}'`);
    out.push(sizes[letter]!);
  }
  return fits(out);
};
