import type * as tf from '@tensorflow/tfjs-core';
import { partByRole } from '../../../graph/roles.js';

/** The inputs of a call of attention, or what is said of each. */
export interface Parts<T> {
  readonly query: T;
  readonly value: T;
  readonly key: T;
  readonly attentionMask?: T | undefined;
  readonly queryMask?: T | undefined;
  readonly valueMask?: T | undefined;
  readonly keyMask?: T | undefined;
}

/** What a call is given beside its inputs, as far as it is read here. */
interface Kwargs {
  readonly roles?: readonly string[];
  readonly mask?: tf.Tensor | (tf.Tensor | null)[] | null;
}

const kwargsOf = (kwargs: unknown): Kwargs => (kwargs ?? {}) as Kwargs;

/** The inputs of a call by what they are: what is not given is the query, or the value. */
export const partsOf = <T>(inputs: readonly T[], kwargs: unknown): Parts<T> => {
  const { own, byRole } = partByRole(inputs, kwargsOf(kwargs).roles ?? []);
  const at = (role: string) => byRole[role]?.[0];
  const query = own[0]!;
  const value = at('value') ?? query;
  return {
    ...{ query, value, key: at('key') ?? value, attentionMask: at('attentionMask') },
    ...{ queryMask: at('queryMask'), valueMask: at('valueMask'), keyMask: at('keyMask') },
  };
};

/** The masks that the inputs carry: a key's counts where it is an input of its own. */
export const masksOf = (kwargs: unknown): Partial<Parts<tf.Tensor>> => {
  const { mask, roles = [] } = kwargsOf(kwargs);
  const carried = [mask ?? null].flat().map((each) => each ?? undefined);
  const missing = Math.max(0, roles.length + 1 - carried.length);
  const all = [...carried, ...Array.from({ length: missing }, () => undefined)];
  const { own, byRole } = partByRole(all, roles);
  const query = own[0];
  return { query, value: 'value' in byRole ? byRole['value']![0] : query, key: byRole['key']?.[0] };
};
