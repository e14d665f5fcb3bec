// Functions of TensorFlow's that Keras 2 kept between layers (TFOpLambda, SlicingOpLambda), as operations of keras.ops.
import { isSymbolicTensor, type AnyTensor } from '../../../graph/symbolic-tensor.js';
import type { Given } from '../call-layer.js';
import { cannot } from '../../../ops/computed/definition.js';

/** An operation of keras.ops on arguments by name. */
export interface Run {
  (className: string, args: Readonly<Record<string, Given>>): readonly AnyTensor[];
}

type Named = Readonly<Record<string, Given>>;

/** What a function becomes: the class, and what its arguments are called there; the first is the first. */
interface Renamed {
  readonly to: string;
  readonly names?: Readonly<Record<string, string>>;
  /** Arguments that say nothing, where they are as here. */
  readonly said?: Named;
}

const value = (given: unknown): Given => ({ value: given });

const plain = (given: Given | undefined): unknown => {
  if (given === undefined || isSymbolicTensor(given)) return undefined;
  if (Array.isArray(given)) return (given as readonly Given[]).map(plain);
  return 'value' in given ? given.value : undefined;
};

const two = (to: string): Renamed => ({ to, names: { y: 'x2', b: 'x2', bias: 'x2' } });
const reduced = (to: string): Renamed => ({
  to,
  names: { axis: 'axis', keepdims: 'keepdims', keep_dims: 'keepdims' },
});
const along = (to: string): Renamed => ({ to, names: { axis: 'axis' } });
const alone = (to: string): Renamed => ({ to });

const renamed: Readonly<Record<string, Renamed>> = {
  add: two('Add'),
  bias_add: two('Add'),
  subtract: two('Subtract'),
  sub: two('Subtract'),
  multiply: two('Multiply'),
  mul: two('Multiply'),
  divide: two('Divide'),
  truediv: two('Divide'),
  div: two('Divide'),
  floordiv: two('FloorDivide'),
  floor_div: two('FloorDivide'),
  floormod: two('Mod'),
  mod: two('Mod'),
  pow: two('Power'),
  maximum: two('Maximum'),
  minimum: two('Minimum'),
  atan2: two('Arctan2'),
  equal: two('Equal'),
  not_equal: two('NotEqual'),
  greater: two('Greater'),
  greater_equal: two('GreaterEqual'),
  less: two('Less'),
  less_equal: two('LessEqual'),
  logical_and: two('LogicalAnd'),
  logical_or: two('LogicalOr'),
  logical_not: alone('LogicalNot'),
  negative: alone('Negative'),
  neg: alone('Negative'),
  abs: alone('Absolute'),
  square: alone('Square'),
  sqrt: alone('Sqrt'),
  rsqrt: alone('Rsqrt'),
  reciprocal: alone('Reciprocal'),
  exp: alone('Exp'),
  expm1: alone('Expm1'),
  log: alone('Log'),
  log1p: alone('Log1p'),
  sin: alone('Sin'),
  cos: alone('Cos'),
  tan: alone('Tan'),
  sinh: alone('Sinh'),
  cosh: alone('Cosh'),
  tanh: alone('Tanh'),
  asin: alone('Arcsin'),
  acos: alone('Arccos'),
  atan: alone('Arctan'),
  floor: alone('Floor'),
  ceil: alone('Ceil'),
  round: alone('Round'),
  sign: alone('Sign'),
  erf: alone('Erf'),
  relu: alone('Relu'),
  relu6: alone('Relu6'),
  sigmoid: alone('Sigmoid'),
  log_sigmoid: alone('LogSigmoid'),
  silu: alone('Silu'),
  swish: alone('Silu'),
  selu: alone('Selu'),
  elu: alone('Elu'),
  softplus: alone('Softplus'),
  softsign: alone('Softsign'),
  leaky_relu: { to: 'LeakyRelu', names: { alpha: 'negative_slope' } },
  gelu: { to: 'Gelu', names: { approximate: 'approximate' }, said: { approximate: value(false) } },
  softmax: along('Softmax'),
  log_softmax: along('LogSoftmax'),
  clip_by_value: { to: 'Clip', names: { clip_value_min: 'x_min', clip_value_max: 'x_max' } },
  reduce_mean: reduced('Mean'),
  reduce_sum: reduced('Sum'),
  reduce_max: reduced('Max'),
  reduce_min: reduced('Min'),
  reduce_prod: reduced('Prod'),
  reduce_std: reduced('Std'),
  reduce_variance: reduced('Var'),
  reduce_logsumexp: reduced('Logsumexp'),
  norm: { to: 'Norm', names: { ord: 'ord', axis: 'axis', keepdims: 'keepdims', keep_dims: 'keepdims' } },
  argmax: { ...along('Argmax'), said: { axis: value(0) } },
  argmin: { ...along('Argmin'), said: { axis: value(0) } },
  cumsum: { ...along('Cumsum'), said: { axis: value(0) } },
  reshape: { to: 'Reshape', names: { shape: 'newshape' } },
  transpose: { to: 'Transpose', names: { perm: 'axes' } },
  expand_dims: along('ExpandDims'),
  squeeze: along('Squeeze'),
  concat: { ...along('Concatenate'), names: { axis: 'axis' } },
  stack: { ...along('Stack'), said: { axis: value(0) } },
  unstack: { to: 'Unstack', names: { num: 'num', axis: 'axis' }, said: { axis: value(0) } },
  tile: { to: 'Tile', names: { multiples: 'repeats' } },
  repeat: { to: 'Repeat', names: { repeats: 'repeats', axis: 'axis' } },
  roll: { to: 'Roll', names: { shift: 'shift', axis: 'axis' } },
  reverse: along('Flip'),
  broadcast_to: { to: 'BroadcastTo', names: { shape: 'shape' } },
  slice: { to: 'Slice', names: { begin: 'start_indices', size: 'shape' } },
  cast: { to: 'Cast', names: { dtype: 'dtype' } },
  where: { to: 'Where', names: { x: 'x1', y: 'x2' } },
  ones_like: alone('OnesLike'),
  zeros_like: alone('ZerosLike'),
  one_hot: { to: 'OneHot', names: { depth: 'num_classes', axis: 'axis' } },
  stop_gradient: alone('StopGradient'),
  tensordot: { to: 'Tensordot', names: { b: 'x2', axes: 'axes' } },
  getitem: { to: 'GetItem', names: { slice_spec: 'key' } },
};

/** What the first argument of an operation is called, where it is not `x`. */
const firstNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.values(renamed).flatMap(({ to, names }) =>
      names && Object.values(names).includes('x2') ? [[to, 'x1']] : [],
    ),
  ),
  Concatenate: 'xs',
  StopGradient: 'variable',
  Slice: 'inputs',
  Where: 'condition',
};

/** Functions that are several operations, or whose arguments are others. */
const composed: Readonly<Record<string, (run: Run, first: Given, given: Named) => readonly AnyTensor[]>> = {
  matmul: (run, x1, given) => {
    const side = (tensor: Given, isTurned: boolean) =>
      isTurned ? run('Swapaxes', { x: tensor, axis1: value(-2), axis2: value(-1) })[0]! : tensor;
    const isSaid = (names: readonly string[]) => names.some((name) => plain(given[name]) === true);
    return run('Matmul', {
      x1: side(x1, isSaid(['transpose_a', 'adjoint_a'])),
      x2: side(arrayIn(given['b']), isSaid(['transpose_b', 'adjoint_b'])),
    });
  },
  l2_normalize: (run, x, given) => {
    const epsilon = plain(given['epsilon']);
    return run('Normalize', {
      x,
      axis: given['axis'] ?? value(-1),
      epsilon: value(Math.sqrt(typeof epsilon === 'number' ? epsilon : 1e-12)),
    });
  },
  split: (run, x, given) => {
    const sizes = plain(given['num_or_size_splits']);
    if (Array.isArray(sizes) && sizes.includes(-1)) throw cannot('the size of one of its parts is open');
    let end = 0;
    const parts = Array.isArray(sizes)
      ? (sizes as number[]).slice(0, -1).map((size) => (end += size))
      : sizes;
    return run('Split', { x, indices_or_sections: value(parts), axis: given['axis'] ?? value(0) });
  },
  pad: (run, x, given) =>
    run('Pad', {
      x,
      pad_width: value(plain(given['paddings'])),
      mode: value(String(plain(given['mode']) ?? 'constant').toLowerCase()),
      ...(given['constant_values'] && { constant_values: given['constant_values'] }),
    }),
  gather: (run, x, given) => {
    if ((plain(given['batch_dims']) ?? 0) !== 0) throw cannot('it gathers along several axes');
    return run('Take', { x, indices: given['indices']!, axis: value(plain(given['axis']) ?? 0) });
  },
  resize: (run, images, given) => {
    if (plain(given['preserve_aspect_ratio']) === true) throw cannot('it keeps the sides in proportion');
    return run('Resize', {
      images,
      size: value(plain(given['size'])),
      interpolation: value(String(plain(given['method']) ?? 'bilinear')),
      antialias: value(plain(given['antialias']) === true),
    });
  },
  squared_difference: (run, x1, given) =>
    run('Square', { x: run('Subtract', { x1, x2: arrayIn(given['y']) })[0]! }),
  depth_to_space: (run, x, given) => {
    const block = Number(plain(given['block_size']));
    const [, height, width, depth] = isSymbolicTensor(x) ? x.shape : [];
    if (typeof height !== 'number' || typeof width !== 'number' || typeof depth !== 'number')
      throw cannot('it is on images of no one size: give the input a height and a width');
    const channels = depth / block ** 2;
    const parted = run('Reshape', { x, newshape: value([-1, height, width, block, block, channels]) })[0]!;
    const turned = run('Transpose', { x: parted, axes: value([0, 1, 3, 2, 4, 5]) })[0]!;
    return run('Reshape', { x: turned, newshape: value([-1, height * block, width * block, channels]) });
  },
  max_pool2d: (run, x, given) => pooled(run, 'MaxPool', x, given),
  max_pool: (run, x, given) => pooled(run, 'MaxPool', x, given),
  avg_pool2d: (run, x, given) => pooled(run, 'AveragePool', x, given),
  avg_pool: (run, x, given) => pooled(run, 'AveragePool', x, given),
};

const pooled = (run: Run, to: string, inputs: Given, given: Named): readonly AnyTensor[] => {
  // of four numbers the batch and the channels are one
  const pair = (said: unknown): unknown =>
    Array.isArray(said) && said.length === 4 ? said.slice(1, 3) : said;
  return run(to, {
    inputs,
    pool_size: value(pair(plain(given['ksize']))),
    strides: value(pair(plain(given['strides']))),
    padding: value(String(plain(given['padding'])).toLowerCase()),
  });
};

/** A list of numbers in a tensor's place, as an array. */
const arrayIn = (given: Given | undefined): Given => {
  if (given === undefined) throw cannot('it has one tensor, where it takes two');
  const numbers = plain(given);
  const isArray = Array.isArray(numbers) && numbers.flat(Infinity).every((each) => typeof each === 'number');
  return isArray ? value({ class_name: '__numpy__', config: { value: numbers } }) : given;
};

/** `math.reduce_mean` and `compat.v1.reduce_mean` are `reduce_mean`. */
const plainName = (said: string): string => said.slice(said.lastIndexOf('.') + 1);

/** Whether a function is several operations, or one with other arguments. */
export const isComposed = (said: string): boolean => Object.hasOwn(composed, plainName(said));

/** Functions that give what they are given. */
const same = /^(identity|convert_to_tensor|ensure_shape|stop_recording)$/;

/**
 * The results of a function of TensorFlow's.
 *
 * @throws TypeError for one that is not here.
 */
export const runOlder = (said: string, run: Run, args: readonly Given[], kwargs: Named): readonly Given[] => {
  const name = plainName(said);
  const [first] = args;
  if (first === undefined) throw cannot('it is called on nothing');
  const folded = foldOlder(name, first, kwargs);
  if (folded) return [folded];
  if (same.test(name)) return [first];
  if (Object.hasOwn(composed, name)) return composed[name]!(run, first, kwargs);
  if (name === 'einsum')
    throw cannot('Keras 2 does not keep which tensors it is on: write it as a layer, EinsumDense or Dot');
  const found = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
  if (!found)
    throw cannot(
      `'${said.slice(0, 60)}' is a function of TensorFlow's, and none of the operations here: write a layer in its place`,
    );
  const own: Record<string, Given> = { ...found.said };
  for (const [theirs, given] of Object.entries(kwargs)) {
    const ours = found.names && Object.hasOwn(found.names, theirs) ? found.names[theirs]! : undefined;
    if (ours !== undefined) own[ours] = /^x[12]$/.test(ours) ? arrayIn(given) : given;
  }
  return run(found.to, { [firstNames[found.to] ?? 'x']: first, ...own });
};

/** Sizes that are known as the model is read: `tf.shape(x)[1]`; that of the batch is open. */
const foldOlder = (name: string, first: Given, kwargs: Named): Given | undefined => {
  if (name === 'shape' && isSymbolicTensor(first))
    return value(first.shape.map((dim) => (typeof dim === 'number' ? dim : null)));
  const known = plain(first);
  if (isSymbolicTensor(first) || known === undefined) return undefined;
  if (name === 'cast' && typeof known !== 'object') return value(known);
  if (name === 'getitem' && Array.isArray(known)) {
    const at = [plain(kwargs['slice_spec'])].flat()[0];
    if (typeof at === 'number') return value(known.at(at) ?? null);
    const { start, stop } = (at ?? {}) as { readonly start?: number | null; readonly stop?: number | null };
    return value(known.slice(start ?? 0, stop ?? undefined));
  }
  const other = plain(kwargs['y']);
  if (typeof known !== 'number' || typeof other !== 'number')
    return known === null && 'y' in kwargs ? value(null) : undefined;
  if (/^(multiply|mul)$/.test(name)) return value(known * other);
  if (/^(add)$/.test(name)) return value(known + other);
  if (/^(subtract|sub)$/.test(name)) return value(known - other);
  if (/^(floordiv|floor_div)$/.test(name)) return value(Math.floor(known / other));
  return undefined;
};
