// What Keras's layers are made of, whether the layer exists here yet or not: each operation and its gradients. Layers of ours that do without tfjs's own operation (average pooling at
// the edge, up-sampling) are held in tests/conformance.
import * as tf from '@tensorflow/tfjs-core';
import type { Case } from './suite.js';

type Operands = readonly tf.Tensor[];
interface Operation {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...operands: readonly never[]) => tf.Tensor;
  /** Operands that are indices, and below what: they have no gradient. */
  readonly indices?: Readonly<Record<number, number>>;
  /** Where a NaN may spoil more than on cpu: a product of it and 0 is made, or left out, on some processors. */
  readonly spreads?: true;
  /** Powers: no layer, loss or optimizer of ours takes one, and not every card's keep NaN. */
  readonly losesNaN?: true;
  /** Where every value is below zero, as windows at the edge of padded images may be. */
  readonly negative?: boolean;
}

const of = (
  name: string,
  shapes: Operation['shapes'],
  run: (...operands: readonly never[]) => tf.Tensor,
  more: Omit<Operation, 'name' | 'shapes' | 'run'> = {},
): Operation => ({ name, shapes, run, ...more });

const image = [2, 6, 5, 3];
const volume = [2, 4, 5, 4, 2];
const list: readonly Operation[] = [
  of(
    'conv1d',
    [
      [2, 7, 3],
      [3, 3, 4],
    ],
    (x: tf.Tensor3D, w: tf.Tensor3D) => tf.conv1d(x, w, 2, 'same'),
    { spreads: true },
  ),
  of(
    'conv1d, dilated',
    [
      [2, 9, 3],
      [3, 3, 4],
    ],
    (x: tf.Tensor3D, w: tf.Tensor3D) => tf.conv1d(x, w, 1, 'valid', 'NWC', 1),
  ),
  of('conv2d', [image, [3, 2, 3, 4]], (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, [2, 1], 'same'), {
    spreads: true,
  }),
  of('conv2d, 1 by 1', [image, [1, 1, 3, 4]], (x: tf.Tensor4D, w: tf.Tensor4D) =>
    tf.conv2d(x, w, 1, 'valid'),
  ),
  of(
    'conv2d transposed',
    [
      [2, 3, 3, 4],
      [3, 3, 2, 4],
    ],
    (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2dTranspose(x, w, [2, 6, 6, 2], 2, 'same'),
  ),
  of(
    'conv3d',
    [volume, [2, 3, 2, 2, 3]],
    (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3d(x, w, [1, 2, 1], 'same'),
    { spreads: true },
  ),
  of(
    'conv3d transposed',
    [
      [1, 2, 2, 2, 3],
      [2, 2, 2, 2, 3],
    ],
    (x: tf.Tensor5D, w: tf.Tensor5D) => tf.conv3dTranspose(x, w, [1, 4, 4, 4, 2], 2, 'same'),
    { spreads: true },
  ),
  of(
    'depthwise conv2d',
    [image, [3, 3, 3, 2]],
    (x: tf.Tensor4D, w: tf.Tensor4D) => tf.depthwiseConv2d(x, w, [2, 2], 'same'),
    { spreads: true },
  ),
  of(
    'separable conv2d',
    [image, [3, 3, 3, 2], [1, 1, 6, 4]],
    (x: tf.Tensor4D, d: tf.Tensor4D, p: tf.Tensor4D) => tf.separableConv2d(x, d, p, 1, 'same'),
    { spreads: true },
  ),
  of(
    'embedding',
    [
      [6, 4],
      [2, 5],
    ],
    (table: tf.Tensor2D, ids: tf.Tensor2D) => tf.gather(table, ids),
    { indices: { 1: 6 } },
  ),
  of(
    'einsum of attention scores',
    [
      [2, 4, 3, 5],
      [2, 6, 3, 5],
    ],
    (q: tf.Tensor, k: tf.Tensor) => tf.einsum('aecd,abcd->acbe', k, q),
  ),
  of(
    'einsum of heads',
    [
      [2, 4, 6],
      [6, 3, 5],
    ],
    (x: tf.Tensor, w: tf.Tensor) => tf.einsum('abc,cde->abde', x, w),
  ),
  of(
    'attention',
    [
      [2, 4, 5],
      [2, 6, 5],
      [2, 6, 5],
    ],
    (q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) =>
      tf.matMul(tf.softmax(tf.div(tf.matMul(q, k, false, true), Math.sqrt(5))), v),
  ),
  ...[false, true].flatMap((negative) => {
    const where = negative ? ', all below zero' : '';
    return [
      of(`max pooling 2d${where}`, [image], (x: tf.Tensor4D) => tf.maxPool(x, [3, 2], [2, 1], 'same'), {
        negative,
        spreads: true,
      }),
      of(
        `max pooling 3d${where}`,
        [volume],
        (x: tf.Tensor5D) => tf.maxPool3d(x, [2, 3, 2], [2, 2, 1], 'same'),
        { negative, spreads: true },
      ),
      of(`global max pooling${where}`, [image], (x: tf.Tensor4D) => tf.max(x, [1, 2]), { negative }),
    ];
  }),
  of('average pooling 2d', [image], (x: tf.Tensor4D) => tf.avgPool(x, 2, 2, 'valid')),
  of('average pooling 3d', [volume], (x: tf.Tensor5D) => tf.avgPool3d(x, 2, 2, 'valid')),
  of('dense', [[4, 5], [5, 3], [3]], (x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D) =>
    tf.relu(tf.add(tf.matMul(x, w), b)),
  ),
  of(
    'product, both transposed',
    [
      [2, 5, 4],
      [2, 3, 5],
    ],
    (a: tf.Tensor3D, b: tf.Tensor3D) => tf.matMul(a, b, true, true),
  ),
  of('zero padding', [image], (x: tf.Tensor4D) =>
    tf.pad(x, [
      [0, 0],
      [1, 2],
      [0, 1],
      [0, 0],
    ]),
  ),
  of('mirrored padding', [image], (x: tf.Tensor4D) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ],
      'reflect',
    ),
  ),
  of('cropping', [image], (x: tf.Tensor4D) => tf.slice(x, [0, 1, 1, 0], [-1, 4, 3, -1])),
  of('permute', [image], (x: tf.Tensor4D) => tf.transpose(x, [0, 3, 1, 2])),
  of('repeat', [[2, 3]], (x: tf.Tensor2D) => tf.tile(tf.expandDims(x, 1), [1, 4, 1])),
  of('reverse', [[2, 3, 4]], (x: tf.Tensor3D) => tf.reverse(x, 1)),
  of(
    'concatenate',
    [
      [2, 3],
      [2, 4],
    ],
    (a: tf.Tensor2D, b: tf.Tensor2D) => tf.concat([a, b], 1),
  ),
  of('split and stack', [[2, 6]], (x: tf.Tensor2D) => tf.stack(tf.split(x, 3, 1), 1)),
  of(
    'gates of an LSTM',
    [
      [3, 8],
      [3, 2],
    ],
    (z: tf.Tensor2D, c: tf.Tensor2D) => {
      const [i, f, g, o] = tf.split(z, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
      return tf.mul(tf.sigmoid(o), tf.tanh(next));
    },
  ),
  of('moments', [image], (x: tf.Tensor4D) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
  }),
  of(
    'prelu',
    [
      [4, 5],
      [1, 5],
    ],
    (x: tf.Tensor2D, alpha: tf.Tensor2D) => tf.prelu(x, alpha),
    { spreads: true },
  ),
  of('cumulative sum', [[3, 5]], (x: tf.Tensor2D) => tf.cumsum(x, 1)),
  of(
    'maximum and minimum',
    [
      [3, 4],
      [3, 4],
    ],
    (a: tf.Tensor2D, b: tf.Tensor2D) => tf.mul(tf.maximum(a, b), tf.minimum(a, 0.5)),
  ),
  of(
    'powers and logarithms',
    [
      [3, 4],
      [3, 4],
    ],
    (a: tf.Tensor2D, b: tf.Tensor2D) => tf.log1p(tf.pow(tf.add(tf.abs(a), 0.5), b)),
    { losesNaN: true },
  ),
  of('log of sums of exponentials', [[3, 4]], (x: tf.Tensor2D) => tf.logSumExp(x, 1)),
  of('error function', [[3, 4]], (x: tf.Tensor2D) =>
    tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  ),
  of('norms', [[3, 4]], (x: tf.Tensor2D) => tf.norm(x, 2, 1), { losesNaN: true }),
  of('sign of small numbers', [[3, 7]], (x: tf.Tensor) => tf.sign(tf.mul(x, 1e-12)), { losesNaN: true }),
  of('local response normalization', [image], (x: tf.Tensor4D) => tf.localResponseNormalization(x, 2)),
  ...Object.entries({
    relu: tf.relu,
    relu6: tf.relu6,
    elu: tf.elu,
    selu: tf.selu,
    sigmoid: tf.sigmoid,
    tanh: tf.tanh,
    softplus: tf.softplus,
    softmax: (x: tf.Tensor) => tf.softmax(x),
    'log softmax': (x: tf.Tensor) => tf.logSoftmax(x),
    exponential: tf.exp,
    'square root of a square': (x: tf.Tensor) => tf.sqrt(tf.add(tf.square(x), 0.1)),
    'inverse root': (x: tf.Tensor) => tf.rsqrt(tf.add(tf.square(x), 0.1)),
    'leaky relu': (x: tf.Tensor) => tf.leakyRelu(x, 0.2),
    clip: (x: tf.Tensor) => tf.clipByValue(x, -0.3, 0.4),
    'hard sigmoid': (x: tf.Tensor) => tf.div(tf.relu6(tf.add(tf.mul(x, 5), 3)), 6),
    'absolute value': tf.abs,
    sum: (x: tf.Tensor) => tf.sum(x, 1),
    'sum of columns': (x: tf.Tensor) => tf.sum(x, 0),
    mean: (x: tf.Tensor) => tf.mean(x, 1),
    'largest of a row': (x: tf.Tensor) => tf.max(x, 1),
    'least of a row': (x: tf.Tensor) => tf.min(x, 1),
  } satisfies Record<string, (x: tf.Tensor) => tf.Tensor>).map(([name, run]) =>
    of(name, [[3, 7]], run as Operation['run']),
  ),
  of('maximum with a number', [[3, 5]], (x: tf.Tensor) => tf.maximum(x, 0.2)),
  of('minimum with a number', [[3, 5]], (x: tf.Tensor) => tf.minimum(x, 0.2)),
  of(
    'maximum of rows and a column',
    [
      [3, 5],
      [3, 1],
    ],
    (a: tf.Tensor, b: tf.Tensor) => tf.maximum(a, b),
  ),
  of('minimum of rows and a row', [[3, 5], [5]], (a: tf.Tensor, b: tf.Tensor) => tf.minimum(a, b)),
  ...(['linear', 'relu', 'elu'] as const).flatMap((activation) => [
    of(
      `fused convolution, ${activation}`,
      [image, [2, 3, 3, 4], [4]],
      (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor) =>
        tf.fused.conv2d({ x, filter, bias, activation, strides: 1, pad: 'same' }),
      { spreads: true },
    ),
    of(
      `fused product, ${activation}`,
      [[4, 5], [5, 3], [3]],
      (a: tf.Tensor2D, b: tf.Tensor2D, bias: tf.Tensor) => tf.fused.matMul({ a, b, bias, activation }),
    ),
  ]),
  of('segment sums', [[5, 3]], (x: tf.Tensor2D) =>
    tf.unsortedSegmentSum(x, tf.tensor1d([0, 2, 0, 1, 2], 'int32'), 3),
  ),
];

const valuesOf = (shape: readonly number[], phase: number, negative: boolean): Float32Array =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => {
    const value = Math.sin(1.7 * i + phase) * 0.8 + Math.cos(0.31 * i + 2 * phase) * 0.3;
    return negative ? -1.5 + value : value;
  });

/** The operands of an operation. */
const operandsOf = ({ shapes, indices = {}, negative = false }: Operation): tf.Tensor[] =>
  shapes.map((shape, i) => {
    const below = indices[i];
    const values = valuesOf(shape, i, negative);
    return below === undefined
      ? tf.tensor(values, [...shape])
      : tf.tensor(
          Int32Array.from(values, (_, at) => (at * 7) % below),
          [...shape],
          'int32',
        );
  });

/** NaN in the middle, or everywhere, of one operand (by its number) or of the gradient that comes in. */
interface Spoiler {
  readonly where: number | 'gradient';
  readonly everywhere?: true;
}

const spoilt = (tensor: tf.Tensor, { everywhere }: Spoiler): tf.Tensor => {
  const values = Float32Array.from(tensor.dataSync());
  if (everywhere) values.fill(NaN);
  else values[values.length >> 1] = NaN;
  return tf.tensor(values, tensor.shape);
};

/** What an operation comes to, and its gradients by every operand that has one: each its own list. */
const parts = async (operation: Operation, spoiler?: Spoiler): Promise<number[][]> => {
  const { run, indices = {} } = operation;
  const results = tf.tidy(() => {
    const operands = operandsOf(operation).map((operand, i) =>
      spoiler?.where === i ? spoilt(operand, spoiler) : operand,
    );
    const wanted = operands.filter((_, i) => indices[i] === undefined);
    const whole = (...given: tf.Tensor[]): tf.Tensor => {
      const all = operands.map((operand, i) => (indices[i] === undefined ? given.shift()! : operand));
      return (run as unknown as (...operands: Operands) => tf.Tensor)(...all);
    };
    const value = whole(...wanted);
    const dy = tf.tensor(valuesOf(value.shape, 9, false), value.shape);
    const given = spoiler?.where === 'gradient' ? spoilt(dy, spoiler) : dy;
    return [value, ...tf.grads(whole)(wanted, given)];
  });
  const read = await Promise.all(results.map((tensor) => tensor.data()));
  tf.dispose(results);
  return read.map((values) => [...values]);
};

/** NaN as a number that nothing else comes to, for results are held against each other as numbers. */
const named = (value: number): number => (Number.isNaN(value) ? 1e6 : value);

/**
 * NaN in the middle of each operand in turn, and in the gradient: results and gradients have it where plain JavaScript's
 * have. NaN everywhere in them comes through. (Gradients by an operand that is NaN itself differ from library to library.)
 */
const withNaN = async (operation: Operation): Promise<number[]> => {
  const found: number[] = [];
  const places = operation.shapes.flatMap((_, i) => (operation.indices?.[i] === undefined ? [i] : []));
  for (const where of [...places, 'gradient'] as const) {
    const pick = ([value, ...gradients]: number[][]) => (where === 'gradient' ? gradients : [value!]);
    for (const spoilt of pick(await parts(operation, { where, everywhere: true })))
      if (!spoilt.some(Number.isNaN)) throw new Error(`NaN in ${where} does not come through`);
    if (!operation.spreads)
      found.push(
        ...pick(await parts(operation, { where }))
          .flat()
          .map(named),
      );
  }
  return found;
};

/** Each operation as a case of the suite, and each with NaN. */
export const operations: readonly Case[] = list.flatMap((operation) => [
  { name: `operation: ${operation.name}`, run: async () => (await parts(operation)).flat() },
  ...(operation.losesNaN ? [] : [{ name: `NaN through ${operation.name}`, run: () => withNaN(operation) }]),
]);
