// Weights as Keras 1, Theano and NVIDIA's cuDNN had them, as they are today.
import type { AnyLayer } from '../../graph/layer.js';
import type { Values } from './hdf5.js';

/** Where a file's weights come from. */
export interface Origin {
  /** The first number of Keras's version. */
  readonly version: number;
  /** What Keras ran on: `theano`, `tensorflow`. */
  readonly backend: unknown;
}

/** A weight of a model, and the layer whose it is. */
export interface OwnWeight {
  readonly path: string;
  readonly shape: readonly number[];
  readonly layer: AnyLayer;
}

const product = (shape: readonly number[]) => shape.reduce((count, dim) => count * dim, 1);

/** Values whose numbers stand elsewhere: the number at `at` of the new shape is that at `from(at)` of the old. */
const moved = (
  values: Values,
  shape: readonly number[],
  from: (at: readonly number[]) => number,
): Values => ({
  path: values.path,
  shape,
  read: () => {
    const old = values.read();
    const at = shape.map(() => 0);
    return Float32Array.from({ length: product(shape) }, () => {
      const value = old[from(at)]!;
      for (let axis = shape.length - 1; axis >= 0 && ++at[axis]! === shape[axis]; axis--) at[axis] = 0;
      return value;
    });
  },
});

/** The place of a number in a list of all, by its axes. */
const flat = (shape: readonly number[], at: readonly number[]): number =>
  shape.reduce((sum, dim, axis) => sum * dim + at[axis]!, 0);

/** Axes in another order: the new shape's axis `i` is the old one's `order[i]`. */
const permuted = (values: Values, order: readonly number[]): Values =>
  moved(
    values,
    order.map((axis) => values.shape[axis]!),
    (at) => {
      const old = order.map(() => 0);
      order.forEach((axis, i) => (old[axis] = at[i]!));
      return flat(values.shape, old);
    },
  );

/** A kernel the other way round: Theano's convolutions flip theirs. */
const flipped = (values: Values, axes: number): Values =>
  moved(values, values.shape, (at) =>
    flat(
      values.shape,
      at.map((place, axis) => (axis < axes ? values.shape[axis]! - 1 - place : place)),
    ),
  );

const reshaped = (values: Values, shape: readonly number[]): Values => ({ ...values, shape });

/** Several side by side, along the last axis. */
const beside = (parts: readonly Values[]): Values => {
  const [first] = parts as readonly [Values, ...Values[]];
  const width = first.shape.at(-1)!;
  const shape = [...first.shape.slice(0, -1), width * parts.length];
  return {
    path: first.path,
    shape,
    read: () => {
      const all = parts.map((part) => part.read());
      const rows = product(first.shape) / width;
      const joined = new Float32Array(product(shape));
      for (let row = 0; row < rows; row++)
        all.forEach((numbers, i) =>
          joined.set(numbers.subarray(row * width, (row + 1) * width), (row * parts.length + i) * width),
        );
      return joined;
    },
  };
};

/** The gates of Keras 1, three weights each, in today's order: of an LSTM i, c, f, o and today i, f, c, o. */
const gates: Readonly<Record<string, readonly number[]>> = {
  LSTM: [0, 2, 1, 3],
  ConvLSTM2D: [0, 2, 1, 3],
  GRU: [0, 1, 2],
};

const isRecurrent = (className: string) => /^(LSTM|GRU)(Cell)?$/.test(className);

/** A kernel of cuDNN: that of each gate stands column by column. */
const fromCudnn = (kernel: Values, count: number): Values => {
  const [rows, columns] = kernel.shape as [number, number];
  const units = columns / count;
  return moved(kernel, kernel.shape, ([row, column]) => {
    const gate = Math.floor(column! / units);
    const place = (column! % units) * rows + row!;
    return Math.floor(place / units) * columns + gate * units + (place % units);
  });
};

/** Both biases of cuDNN as one, or side by side. */
const biasFromCudnn = (bias: Values, shape: readonly number[]): Values =>
  shape.length === 2
    ? reshaped(bias, shape)
    : {
        ...bias,
        shape,
        read: () => {
          const both = bias.read();
          const half = both.length / 2;
          return both.slice(0, half).map((value, i) => value + both[half + i]!);
        },
      };

/** How many axes of a convolution's kernel are in space; 0 of what is none. */
const axesInSpace = (className: string): number => Number(/^Conv(?:LSTM)?([123])D/.exec(className)?.[1] ?? 0);

/** A weight of a convolution. */
const ofConvolution = (values: Values, { shape, layer }: OwnWeight, { version, backend }: Origin): Values => {
  const { className, config } = layer.spec;
  const axes = axesInSpace(className);
  if (axes === 0 || values.shape.length < axes + 2 || shape.length !== axes + 2) return values;
  let found = values;
  if (version < 2 && className === 'Conv1D' && values.shape.length === 4) {
    // an image of one column, the filters first before 1.2
    const [length, , , filters] = values.shape;
    const isToday = length === shape[0] && values.shape[1] === 1 && filters === shape[2];
    const inOrder = isToday ? values : permuted(values, [2, 3, 1, 0]);
    found = reshaped(inOrder, [inOrder.shape[0]!, ...inOrder.shape.slice(2)]);
  } else if (version < 2 && config['dataFormat'] === 'channelsFirst') {
    const space = Array.from({ length: axes }, (_, i) => i + 2);
    found = permuted(values, className.endsWith('Transpose') ? [...space, 0, 1] : [...space, 1, 0]);
  } else if (version < 2 && className === 'Conv2DTranspose') found = permuted(values, [0, 1, 3, 2]);
  return backend === 'theano' ? flipped(found, axes) : found;
};

/** The three weights of a recurrent layer of cuDNN, where they are. */
const ofCudnn = (own: readonly OwnWeight[], three: readonly Values[]): readonly Values[] => {
  const [kernel, recurrent, bias] = three as [Values, Values, Values];
  const [, , wanted] = own as [OwnWeight, OwnWeight, OwnWeight];
  const count = own[0]!.layer.spec.className.startsWith('GRU') ? 3 : 4;
  const units = own[1]!.shape[0]!;
  if (bias.shape.length !== 1 || bias.shape[0] !== 2 * count * units) return three;
  return [fromCudnn(kernel, count), fromCudnn(recurrent, count), biasFromCudnn(bias, wanted.shape)];
};

/** The weights of a layer as they are today, from those of a file, in order; the same where nothing is to do. */
export const inTodaysForm = (
  own: readonly OwnWeight[],
  theirs: readonly Values[],
  origin: Origin,
): readonly Values[] => {
  if (origin.version >= 3) return theirs;
  const found: Values[] = [];
  let next = 0;
  for (let i = 0; i < own.length;) {
    const { layer } = own[i]!;
    const { className } = layer.spec;
    const three = own.slice(i, i + 3);
    const isWhole = three.length === 3 && three.every((each) => each.layer === layer);
    const order = isWhole ? gates[className] : undefined;
    const many = order ? theirs.slice(next, next + 3 * order.length) : [];
    if (order && origin.version < 2 && many.length === 3 * order.length) {
      for (const part of [0, 1, 2])
        found.push(beside(order.map((gate) => ofConvolution(many[gate * 3 + part]!, three[part]!, origin))));
      next += many.length;
      i += 3;
    } else if (isWhole && isRecurrent(className) && theirs.length >= next + 3) {
      found.push(...ofCudnn(three, theirs.slice(next, next + 3)));
      next += 3;
      i += 3;
    } else {
      const values = theirs[next++];
      if (values) found.push(ofConvolution(values, own[i]!, origin));
      i++;
    }
  }
  return [...found, ...theirs.slice(next)];
};
