// Operations number by number: arithmetic, functions, comparisons.
import * as tf from '@tensorflow/tfjs-core';
import { orThrow, type Shape } from '../../shapes/shape.js';
import { stretch } from '../../shapes/ops/stretch.js';
import { cannot, isSized, shapeOf, type OperationDefinition } from './definition.js';

/** A tensor that can be computed with: truths are numbers there. */
export const numeric = (given: unknown): tf.Tensor => {
  const tensor = given instanceof tf.Tensor ? given : tf.scalar(Number(given));
  return tensor.dtype === 'bool' ? tf.cast(tensor, 'int32') : tensor;
};

/** A tensor of floats. */
export const floats = (given: unknown): tf.Tensor => tf.cast(numeric(given), 'float32');

const truths = (given: unknown): tf.Tensor =>
  given instanceof tf.Tensor && given.dtype === 'bool' ? given : tf.notEqual(numeric(given), tf.scalar(0));

type One = (x: tf.Tensor) => tf.Tensor;
type Two = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;

const one = (module: string, fn: One, made: readonly string[] = []): OperationDefinition => ({
  module,
  made,
  called: ['x'],
  shape: ({ x }) => shapeOf(x),
  call: ({ x }) => fn(floats(x)),
});

const two = (fn: Two): OperationDefinition => ({
  module: 'numpy',
  made: [],
  called: ['x1', 'x2'],
  shape: ({ x1, x2 }, name) => orThrow(stretch(name, shapeOf(x1), shapeOf(x2))),
  call: ({ x1, x2 }) => {
    // a number takes the kind of the tensor that it meets, as long as it is whole
    const [x, y] = [x1, x2].map(numeric) as [tf.Tensor, tf.Tensor];
    const isWhole = (given: unknown) => given instanceof tf.Tensor || Number.isInteger(given);
    if (isWhole(x1) && isWhole(x2) && x1 instanceof tf.Tensor !== x2 instanceof tf.Tensor) {
      const { dtype } = x1 instanceof tf.Tensor ? x : y;
      return fn(tf.cast(x, dtype), tf.cast(y, dtype));
    }
    return fn(x, y);
  },
});

/** Of two truths, or of two numbers compared. */
const comparison = (fn: Two): OperationDefinition => two(fn);
const logical = (fn: Two): OperationDefinition => ({
  ...two(fn),
  call: ({ x1, x2 }) => fn(truths(x1), truths(x2)),
});

const number = (given: unknown, fallback: number): number => (typeof given === 'number' ? given : fallback);

/** Python's remainder and quotient: towards minus infinity. */
const floorDivide: Two = (x, y) => tf.floor(tf.div(tf.cast(x, 'float32'), y));

export const elementwise: Readonly<Record<string, OperationDefinition>> = {
  Add: two(tf.add),
  Subtract: two(tf.sub),
  Multiply: two(tf.mul),
  Divide: two((x, y) => tf.div(tf.cast(x, 'float32'), tf.cast(y, 'float32'))),
  TrueDivide: two((x, y) => tf.div(tf.cast(x, 'float32'), tf.cast(y, 'float32'))),
  FloorDivide: two(floorDivide),
  Mod: two((x, y) => tf.sub(x, tf.mul(floorDivide(x, y), y))),
  Power: two((x, y) => tf.pow(x, y)),
  Maximum: two(tf.maximum),
  Minimum: two(tf.minimum),
  Arctan2: two((x, y) => tf.atan2(x, y)),
  SquaredDifference: two((x, y) => tf.square(tf.sub(x, y))),
  Equal: comparison(tf.equal),
  NotEqual: comparison(tf.notEqual),
  Greater: comparison(tf.greater),
  GreaterEqual: comparison(tf.greaterEqual),
  Less: comparison(tf.less),
  LessEqual: comparison(tf.lessEqual),
  LogicalAnd: logical(tf.logicalAnd),
  LogicalOr: logical(tf.logicalOr),
  LogicalNot: { ...one('numpy', (x) => x), call: ({ x }) => tf.logicalNot(truths(x)) },
  Negative: { ...one('numpy', tf.neg), call: ({ x }) => tf.neg(numeric(x)) },
  Absolute: { ...one('numpy', tf.abs), call: ({ x }) => tf.abs(numeric(x)) },
  Square: { ...one('numpy', tf.square), call: ({ x }) => tf.square(numeric(x)) },
  Sign: one('numpy', tf.sign),
  Sqrt: one('numpy', tf.sqrt),
  Rsqrt: one('math', tf.rsqrt),
  Reciprocal: one('numpy', tf.reciprocal),
  Exp: one('numpy', tf.exp),
  Expm1: one('numpy', tf.expm1),
  Log: one('numpy', tf.log),
  Log1p: one('numpy', tf.log1p),
  Log2: one('numpy', (x) => tf.div(tf.log(x), Math.LN2)),
  Log10: one('numpy', (x) => tf.div(tf.log(x), Math.LN10)),
  Sin: one('numpy', tf.sin),
  Cos: one('numpy', tf.cos),
  Tan: one('numpy', tf.tan),
  Sinh: one('numpy', tf.sinh),
  Cosh: one('numpy', tf.cosh),
  Tanh: one('numpy', tf.tanh),
  Arcsin: one('numpy', tf.asin),
  Arccos: one('numpy', tf.acos),
  Arctan: one('numpy', tf.atan),
  Arcsinh: one('numpy', tf.asinh),
  Arccosh: one('numpy', tf.acosh),
  Arctanh: one('numpy', tf.atanh),
  Floor: one('numpy', tf.floor),
  Ceil: one('numpy', tf.ceil),
  Round: {
    ...one('numpy', tf.round, ['decimals']),
    call: ({ x, decimals }) => {
      const scale = 10 ** number(decimals, 0);
      return tf.div(tf.round(tf.mul(floats(x), scale)), scale);
    },
  },
  Erf: one('math', tf.erf),
  Relu: one('nn', tf.relu),
  Relu6: one('nn', tf.relu6),
  Sigmoid: one('nn', tf.sigmoid),
  LogSigmoid: one('nn', tf.logSigmoid),
  Silu: one('nn', (x) => tf.mul(x, tf.sigmoid(x))),
  Selu: one('nn', tf.selu),
  Softplus: one('nn', tf.softplus),
  Softsign: one('nn', (x) => tf.div(x, tf.add(tf.abs(x), 1))),
  HardSigmoid: one('nn', (x) => tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1)),
  HardSilu: one('nn', (x) => tf.mul(x, tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1))),
  HardTanh: one('nn', (x) => tf.clipByValue(x, -1, 1)),
  TanhShrink: one('nn', (x) => tf.sub(x, tf.tanh(x))),
  LeakyRelu: {
    ...one('nn', tf.relu, ['negative_slope']),
    call: ({ x, negative_slope: slope }) => tf.leakyRelu(floats(x), number(slope, 0.2)),
  },
  Elu: {
    ...one('nn', tf.elu, ['alpha']),
    call: ({ x: given, alpha }) => {
      const x = floats(given);
      return tf.sub(tf.relu(x), tf.mul(tf.relu(tf.neg(tf.elu(x))), number(alpha, 1)));
    },
  },
  Celu: {
    ...one('nn', tf.elu, ['alpha']),
    call: ({ x: given, alpha: said }) => {
      const [x, alpha] = [floats(given), number(said, 1)];
      return tf.sub(tf.relu(x), tf.mul(tf.relu(tf.neg(tf.elu(tf.div(x, alpha)))), alpha));
    },
  },
  Gelu: {
    ...one('nn', tf.relu, ['approximate']),
    call: ({ x: given, approximate }) => {
      const x = floats(given);
      const inner =
        approximate === false
          ? tf.erf(tf.div(x, Math.SQRT2))
          : tf.tanh(tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI)));
      return tf.mul(tf.mul(x, 0.5), tf.add(inner, 1));
    },
  },
  Clip: {
    ...one('numpy', tf.relu, ['x_min', 'x_max']),
    call: ({ x, x_min: low, x_max: high }) =>
      tf.minimum(
        tf.maximum(numeric(x), tf.scalar(number(low, -Infinity))),
        tf.scalar(number(high, Infinity)),
      ),
  },
  Where: {
    module: 'numpy',
    made: [],
    called: ['condition', 'x1', 'x2'],
    shape: ({ condition, x1, x2 }) => chosen(shapeOf(condition), shapeOf(x1), shapeOf(x2)),
    call: ({ condition, x1, x2 }) => {
      const [a, b] = [numeric(x1), numeric(x2)];
      const shape = chosen(shapeOf(condition), a.shape, b.shape) as number[];
      const whole = (x: tf.Tensor) => tf.broadcastTo(x, shape);
      const test = tf.cast(whole(tf.cast(truths(condition), 'int32')), 'bool');
      const dtype = a.dtype === b.dtype ? a.dtype : 'float32';
      return tf.where(test, whole(tf.cast(a, dtype)), whole(tf.cast(b, dtype)));
    },
  },
  Cast: {
    module: 'core',
    made: ['dtype'],
    called: ['x'],
    shape: ({ x }) => shapeOf(x),
    call: ({ x, dtype }) => castTo(numeric(x), dtype),
  },
  OnesLike: { ...one('numpy', tf.onesLike, ['dtype']), call: ({ x }) => tf.onesLike(numeric(x)) },
  ZerosLike: { ...one('numpy', tf.zerosLike, ['dtype']), call: ({ x }) => tf.zerosLike(numeric(x)) },
  StopGradient: {
    module: 'core',
    made: [],
    called: ['variable'],
    shape: ({ variable }) => shapeOf(variable),
    call: ({ variable }) => withoutGradient(variable),
  },
  Identity: { ...one('numpy', tf.relu), call: ({ x }) => tf.clone(x as tf.Tensor) },
};

/** The shape of three that are spread over each other. */
const chosen = (condition: Shape, x1: Shape, x2: Shape): Shape =>
  orThrow(stretch('where', orThrow(stretch('where', condition, x1)), x2));

/** A tensor of one of Keras's kinds of numbers; there are floats, whole numbers and truths here. */
const castTo = (x: tf.Tensor, said: unknown): tf.Tensor => {
  const dtype = String(isSized(said) ? '' : said);
  if (/float|double|half/.test(dtype)) return tf.cast(x, 'float32');
  if (dtype.includes('bool')) return tf.cast(x, 'bool');
  if (/int/.test(dtype)) return tf.cast(x, 'int32');
  throw cannot(`it makes numbers of the kind '${dtype.slice(0, 40)}', which are not here`);
};

const withoutGradient = (given: unknown): tf.Tensor => {
  const stop = tf.customGrad((x) => ({
    value: tf.clone(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
  }));
  return stop(given as tf.Tensor);
};
