// The rest of a layer's call: further tensors by role, such as `{ initialState: [h, c] }`, and options of the one call.
import { isList, isPlain, show } from '../errors/show.js';
import { optional, type Kind, type Options } from '../options/option.js';
import { readOptions } from '../options/read.js';
import type { Shape } from '../shapes/shape.js';
import { isSymbolicTensor, type AnyTensor, type Source } from './symbolic-tensor.js';

/** What belongs to each role, in a list, also of one. */
export type ByRole<T> = Readonly<Partial<Record<string, readonly T[]>>>;

/** The rest of a call, as a layer's specification is told it: the shapes at each role, and the call's own options. */
export interface CallShapes {
  readonly roles: ByRole<Shape>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A call on a tensor alone. */
export const plainCall: CallShapes = { roles: {}, options: {} };

/**
 * The inputs of a call, parted: a layer's own come first, then those of each role; `roles` are the roles of the last ones.
 *
 * @example partByRole([x, h, c], ['initialState', 'initialState']) // { own: [x], byRole: { initialState: [h, c] } }
 */
export const partByRole = <T>(
  inputs: readonly T[],
  roles: readonly string[],
): { readonly own: readonly T[]; readonly byRole: ByRole<T> } => {
  const first = inputs.length - roles.length;
  const byRole: Record<string, T[]> = {};
  roles.forEach((role, i) => (byRole[role] ??= []).push(inputs[first + i]!));
  return { own: inputs.slice(0, first), byRole };
};

/** The shapes of a call: its layer's own inputs, and the rest. */
export const shapesOfCall = ({
  inputs,
  roles,
  options,
}: Pick<Source, 'inputs' | 'roles' | 'options'>): readonly [readonly Shape[], CallShapes] => {
  const { own, byRole } = partByRole(
    inputs.map(({ shape }) => shape),
    roles,
  );
  return [own, { roles: byRole, options }];
};

/** The tensors of a role: one, or a list. */
const tensors: Kind<readonly AnyTensor[], AnyTensor | readonly AnyTensor[]> = {
  needs: 'a symbolic tensor, or a list of them',
  read: (given) => {
    const all = isList(given) ? Array.from(given) : [given];
    return all.length > 0 && all.every(isSymbolicTensor) ? all : undefined;
  },
};

/** What a layer's calls take beside its own tensors. */
export interface CallDeclaration {
  /** The roles of further tensors, in the order in which they are counted among its inputs. */
  readonly roles: readonly string[];
  /** The options that one call may have otherwise than the layer. */
  readonly options: Options;
}

/** The rest of a call, checked: further tensors one after the other, the role of each, and options. */
export const readFurther = (
  name: string,
  { roles, options }: CallDeclaration,
  given: unknown,
): { readonly tensors: readonly AnyTensor[] } & Pick<Source, 'roles' | 'options'> => {
  const takesMore = roles.length > 0 || Object.keys(options).length > 0;
  // what a function such as `map` hands on besides is nothing to a layer of one tensor
  if (given === undefined || (!takesMore && !isPlain(given))) return { tensors: [], roles: [], options: {} };
  if (!takesMore)
    throw new TypeError(`${name} is called on a tensor and nothing else, got ${show(given)} too`);
  const declared: Options = {
    ...Object.fromEntries(roles.map((role) => [role, optional(tensors)])),
    // what is left out is as the layer has it
    ...Object.fromEntries(
      Object.entries(options).map(([key, option]) => [key, optional(option as Kind<unknown>)]),
    ),
  };
  const read = readOptions(`${name}(x, ...)`, given, declared) as Readonly<Record<string, unknown>>;
  const byRole = roles.flatMap((role) =>
    ((read[role] ?? []) as readonly AnyTensor[]).map((tensor) => ({ role, tensor })),
  );
  return {
    tensors: byRole.map(({ tensor }) => tensor),
    roles: byRole.map(({ role }) => role),
    options: Object.fromEntries(
      Object.keys(options).flatMap((key) => (read[key] === undefined ? [] : [[key, read[key]]])),
    ),
  };
};
