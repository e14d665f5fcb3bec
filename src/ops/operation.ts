// An operation as a function of tensors, which puts it into the model as a layer.
import { isList } from '../errors/show.js';
import type { AnyLayer } from '../graph/layer.js';
import { isSymbolicTensor, type AnyTensor } from '../graph/symbolic-tensor.js';
import { declare, type Declared } from '../options/declare.js';
import { either, integer, layerName, listOf, number } from '../options/kinds.js';
import { optional, type Kind, type Options } from '../options/option.js';
import { underscored } from '../options/spelling.js';
import type { Constant } from './arguments.js';
import { operationFactory } from './operation-layer.js';
import type { Operand } from './typed.js';

/** A function of tensors that is an operation of Keras's. */
export interface OperationFunction extends Declared {
  /** Its class in Keras: `ExpandDims`. */
  readonly className: string;
}

interface Definition {
  /** What it takes by itself, in order. */
  readonly takes: Options;
  readonly options?: Options;
  /** Whether it gives a list of tensors, also of one. */
  readonly several?: boolean;
}

/** An operation by the name that it is exported by, and by that of its class. */
export const operation = <Signature>(
  name: string,
  className: string,
  { takes, options = {}, several = false }: Definition,
): Signature => {
  const make = declare<OperationFunction, Options, Options>(
    { name, takes, options: { ...options, name: optional(layerName) } },
    (config) => {
      const { name: own, ...given } = config as Readonly<Record<string, unknown>>;
      const tensors: AnyTensor[] = [];
      const written = (value: unknown): unknown => {
        if (isSymbolicTensor(value)) {
          const before = tensors.indexOf(value);
          return { tensor: before < 0 ? tensors.push(value) - 1 : before };
        }
        return isList(value) ? value.map(written) : value;
      };
      const values = Object.fromEntries(
        Object.entries(given).flatMap(([key, value]) =>
          value === undefined ? [] : [[underscored(key), written(value)]],
        ),
      );
      if (tensors.length === 0)
        throw new TypeError(`${name} works on one tensor of a model at least, got numbers alone`);
      const factory = operationFactory(className) as unknown as (
        given: string,
        options: object,
      ) => AnyLayer & ((x: readonly AnyTensor[]) => unknown);
      const layer = factory(JSON.stringify(values), own === undefined ? {} : { name: own });
      const made = layer(tensors);
      return several && isSymbolicTensor(made) ? [made] : made;
    },
  );
  return Object.assign(make, { className }) as unknown as Signature;
};

/** A tensor of a model. */
export const tensor: Kind<AnyTensor> = {
  needs: 'a symbolic tensor, as from input([28, 28])',
  read: (given) => (isSymbolicTensor(given) ? given : undefined),
};

/** Several of them, as many as there are. */
export const tensors = listOf('a list of symbolic tensors', tensor, (all) => all.length > 0);

/** The sizes of numbers in lists; undefined where they are of no one length. */
const sizesOf = (given: unknown): readonly number[] | undefined => {
  if (!isList(given)) return typeof given === 'boolean' || number.read(given) !== undefined ? [] : undefined;
  const [first, ...rest] = given.map(sizesOf);
  if (first === undefined || rest.some((each) => each?.join() !== first.join())) return undefined;
  return [given.length, ...first];
};

/** Numbers in lists, as data: whole ones where all of them are. */
const constantFrom = (given: readonly unknown[]): Constant | undefined => {
  const shape = sizesOf(given);
  if (shape === undefined || shape.length > 6) return undefined;
  const values = given.flat(shape.length - 1);
  const dtype = values.every((each) => typeof each === 'boolean')
    ? 'bool'
    : values.every(Number.isSafeInteger)
      ? 'int32'
      : 'float32';
  return { constant: { shape, values: values.map(Number), dtype } };
};

/** What stands in place of a tensor. */
export const operand: Kind<AnyTensor | number | boolean | Constant, Operand> = {
  needs: 'a symbolic tensor, a number, or numbers in lists, as many in each',
  read: (given) => {
    if (isSymbolicTensor(given) || typeof given === 'boolean') return given;
    return isList(given) ? constantFrom(given) : number.read(given);
  },
};

/** An axis, the batch is 0; from the end if negative. Which there are the shape says. */
export const axis = number;

/** One axis, or several. */
export const axes: Kind<number | readonly number[]> = either(
  number,
  listOf('a list of axes', number),
  'an axis, or a list of axes',
);

/** Sizes of axes, the batch among them; -1 is what is left. */
export const sizes = listOf('a list of sizes, such as [-1, 28, 28]', number, (all) => all.length < 16);

export const wholes = listOf('a list of whole numbers', integer, (all) => all.length < 10_000);
