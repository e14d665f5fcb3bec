type Count<
  S extends string,
  C extends string,
  Found extends string = '',
> = S extends `${string}${C}${infer Rest}` ? Count<Rest, C, `${Found}|`> : Found;

/** The pieces between separators that stand in no parentheses: `Pieces<'h*floor((2*w+1)/3)', '*'>` is two. */
export type Pieces<
  S extends string,
  By extends string,
  Held extends string = '',
  Done extends readonly string[] = [],
> = S extends `${infer Head}${By}${infer Tail}`
  ? Count<`${Held}${Head}`, '('> extends Count<`${Held}${Head}`, ')'>
    ? Pieces<Tail, By, '', [...Done, `${Held}${Head}`]>
    : Pieces<Tail, By, `${Held}${Head}${By}`, Done>
  : [...Done, `${Held}${S}`];

/** Value twin of `Pieces`. */
export const pieces = (text: string, by: string): readonly string[] => {
  const found = [''];
  let depth = 0;
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char === by && depth === 0) found.push('');
    else found[found.length - 1] += char;
  }
  return found;
};
