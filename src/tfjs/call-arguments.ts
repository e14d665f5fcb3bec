import * as tf from '@tensorflow/tfjs-core';
import { partByRole } from '../graph/roles.js';

/** A tensor on its way through a graph, and its mask, `[batch, steps]`, where some of its steps are padding. */
export interface Carried {
  readonly tensor: tf.Tensor;
  readonly mask: tf.Tensor | null;
}

/** What a layer is called with beside its tensors, as tfjs keeps it with the call. */
export interface CallKwargs {
  /** The roles of the last inputs, one for each; left out where there are none. */
  readonly roles?: readonly string[];
  readonly [option: string]: unknown;
}

/** What a tfjs layer's `call` is given: its tensors, their masks, and the rest. */
export interface CallArguments {
  readonly x: tf.Tensor | tf.Tensor[];
  /** The mask of each tensor, or `null`; of one tensor by itself. */
  readonly mask: tf.Tensor | (tf.Tensor | null)[] | null;
  readonly kwargs: CallKwargs & { readonly mask?: unknown };
}

/** The role of a mask that is given to a call by itself, in place of the one that the input carries. */
const maskRole = 'mask';

/**
 * The arguments of a tfjs layer's `call`: what carries a mask brings it along, all inputs stand in one list, those of
 * `kwargs.roles` at its end. A mask that is given as a tensor of its own is its input's from here on.
 */
export const callArguments = (given: readonly Carried[], kwargs: CallKwargs): CallArguments => {
  const { inputs, roles } = withGivenMask(given, kwargs.roles ?? []);
  const alone = inputs.length === 1;
  const tensors = inputs.map(({ tensor }) => tensor);
  const masks = inputs.map(({ mask }) => mask);
  const mask = alone ? masks[0]! : masks;
  const others = Object.entries(kwargs).filter(([key]) => key !== 'roles');
  return {
    x: alone ? tensors[0]! : tensors,
    mask,
    kwargs: {
      ...Object.fromEntries(others),
      ...(roles.length > 0 && { roles }),
      ...(masks.some((each) => each !== null) && { mask }),
    },
  };
};

const withGivenMask = (
  given: readonly Carried[],
  roles: readonly string[],
): { readonly inputs: readonly Carried[]; readonly roles: readonly string[] } => {
  if (!roles.includes(maskRole)) return { inputs: given, roles };
  const { own, byRole } = partByRole(given, roles);
  const mask = tf.cast(byRole[maskRole]![0]!.tensor, 'bool');
  const first = given.length - roles.length;
  const others = given.slice(first).filter((_, i) => roles[i] !== maskRole);
  return {
    inputs: [{ tensor: own[0]!.tensor, mask }, ...own.slice(1), ...others],
    roles: roles.filter((role) => role !== maskRole),
  };
};

/** What a layer of tfjs's tells of masks; ours are told how they were called, too. */
interface Masking {
  computeMask(x: unknown, mask: unknown, kwargs: CallKwargs): tf.Tensor | (tf.Tensor | null)[] | null;
}

/** The masks that a layer hands on: one for each output, or one for the first. */
export const masksOf = (layer: object, { x, mask, kwargs }: CallArguments) =>
  (layer as Masking).computeMask(x, mask, kwargs);

/** The outputs of a call with the mask of each; `masks` are one for each output, or one by itself for the first. */
export const withMasks = (
  outputs: tf.Tensor | tf.Tensor[],
  masks: tf.Tensor | (tf.Tensor | null)[] | null | undefined,
): Carried[] => {
  const each = [masks ?? null].flat();
  return [outputs].flat().map((tensor, i) => ({ tensor, mask: each[i] ?? null }));
};
