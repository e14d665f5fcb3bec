// Strings that a layer takes its vocabulary from before a model is trained.
import { hasMember, show } from '../../errors/show.js';
import { countOf, type Sizes } from '../../shapes/sizes.js';
import { isEven } from './adapt-data.js';
import { documentsIn } from './count-tokens.js';

/** Strings in lists, as deep as they have axes. */
type NestedTexts = string | readonly NestedTexts[];

/** What `adapt` takes: strings in lists, or a tensor of them. */
export type AdaptTexts =
  | readonly NestedTexts[]
  | { readonly shape: readonly number[]; readonly dtype: string; data(): Promise<unknown> };

/** The strings of some data, a document for each row. */
export const readAdaptTexts = async (
  layer: string,
  data: unknown,
): Promise<readonly (readonly string[])[]> => {
  const found = await textsOf(data);
  if (found && found.texts.length > 0 && found.texts.length === countOf(found.shape))
    return documentsIn(found.texts, found.shape) as readonly (readonly string[])[];
  throw new TypeError(`${layer}: adapt needs strings: lists of one length, or a tensor, got ${show(data)}`);
};

const textsOf = async (
  data: unknown,
): Promise<{ readonly texts: readonly string[]; readonly shape: Sizes } | undefined> => {
  if (Array.isArray(data)) {
    const shape: number[] = [];
    for (let at: unknown = data; Array.isArray(at); at = at[0]) shape.push(at.length);
    const texts = data.flat(shape.length - 1) as unknown[];
    return texts.every((text) => typeof text === 'string') && isEven(data, shape)
      ? { texts: texts, shape }
      : undefined;
  }
  if (typeof data !== 'object' || data === null || !hasMember(data, 'data')) return undefined;
  const { shape, dtype } = data as { readonly shape: Sizes; readonly dtype: unknown };
  return dtype === 'string'
    ? { texts: (await (data as { data(): Promise<unknown> }).data()) as readonly string[], shape }
    : undefined;
};
