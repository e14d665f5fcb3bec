// Operations of Keras's and TensorFlow's that stand in graphs between layers: `x + y`, `x / 255`, `relu(x)`.
import type { AnyTensor } from '../../graph/symbolic-tensor.js';
import { isSymbolicTensor } from '../../graph/symbolic-tensor.js';
import type { AnyLayer } from '../../graph/layer.js';
import type { Builders } from '../rebuild.js';
import type { Given } from './call-layer.js';
import type { Json, KerasObject } from './keras-object.js';
import { operationCalled } from '../../ops/computed/catalogue.js';
import { isComposed, runOlder } from './operations/older-operations.js';
import { operationFactory } from '../../ops/operation-layer.js';
import { writeArguments } from './operations/written-arguments.js';

/** What an operation is called, by the names of Keras 3's classes and of TensorFlow's functions. */
const names: Readonly<Record<string, string>> = {
  Add: 'add',
  Subtract: 'subtract',
  Multiply: 'multiply',
  Divide: 'divide',
  TrueDivide: 'divide',
  Maximum: 'maximum',
  Minimum: 'minimum',
  Negative: 'negative',
  'math.add': 'add',
  'math.subtract': 'subtract',
  'math.multiply': 'multiply',
  'math.divide': 'divide',
  'math.truediv': 'divide',
  'math.maximum': 'maximum',
  'math.minimum': 'minimum',
  'math.negative': 'negative',
  '__operators__.add': 'add',
  '__operators__.sub': 'subtract',
  '__operators__.mul': 'multiply',
  '__operators__.truediv': 'divide',
};

/** Functions of one tensor, each an activation of its name. */
const functions = [
  'relu',
  'relu6',
  'sigmoid',
  'tanh',
  'softmax',
  'softplus',
  'silu',
  'gelu',
  'elu',
  'selu',
  'softsign',
  'exponential',
];

/** Whether a function is the activation of its name: settings of its own make it another one. */
const isActivation = (name: string, config: Json): boolean => {
  if (name === 'softmax') return (config['axis'] ?? -1) === -1;
  if (name === 'elu') return (config['alpha'] ?? 1) === 1;
  // keras.ops.gelu is an approximation where nothing is said, the activation is not
  if (name === 'gelu') return config['approximate'] === false;
  return true;
};

/** An operation of a graph. */
export interface Operation {
  /** Its name here: `add`; undefined where it cannot be made of layers. */
  readonly name: string | undefined;
  /** Its name in the file. */
  readonly said: string;
  /** Whether Keras 3 wrote it, where it is no layer; TensorFlow's were. */
  readonly isToday: boolean;
  /** What the second tensor is multiplied by. */
  readonly scale?: number;
  /** What Keras 3 made it with. */
  readonly config: Json;
}

/** The operation that one of Keras's objects is; undefined of a layer. */
export const operationOf = ({
  class_name: className,
  config,
  ...given
}: KerasObject): Operation | undefined => {
  if (/^(TFOpLambda|TensorFlowOpLayer|SlicingOpLambda)$/.test(className)) {
    const said = String(config['function'] ?? className).replace(/^tf\./, '');
    const last = said.replace(/^(nn|math|keras\.activations|keras\.backend)\./, '');
    const plain = functions.includes(last) ? last : last === 'exp' ? 'exponential' : undefined;
    return { name: names[said] ?? plain, said, isToday: false, config: {} };
  }
  // of InceptionResNetV2: the one and a part of the other
  if (className === 'CustomScaleLayer' && typeof config['scale'] === 'number')
    return { name: 'addScaled', said: className, isToday: false, scale: config['scale'], config: {} };
  // in HDF5 it is not said what an operation is; a layer says whether it is trained
  const isLayer = 'trainable' in config || !(operationCalled(className) ?? names[className]);
  const module = given['module'] ?? (isLayer ? '' : 'keras.ops');
  if (!/^keras\.(src\.)?ops/.test(String(module))) return undefined;
  const name = className === 'Exp' ? 'exponential' : className.toLowerCase();
  const plain = functions.includes(name) && isActivation(name, config) ? name : undefined;
  return { name: names[className] ?? plain, said: className, isToday: true, config };
};

/** A layer of the catalogue, as a function of its arguments. */
type Make = (...args: readonly unknown[]) => AnyLayer & ((x: unknown) => AnyTensor);

/**
 * The results of an operation: those of a layer of the catalogue, where one does the same, or of the operation itself; sizes that are
 * known as the model is read are plain values.
 *
 * @throws TypeError for an operation that is not here, or an argument that it does not take.
 */
export const applyOperation = (
  builders: Builders,
  operation: Operation,
  name: string | undefined,
  args: readonly Given[],
  kwargs: Readonly<Record<string, Given>>,
): readonly Given[] => {
  const made = operation.name === undefined ? undefined : ofLayers(builders, operation, name, args, kwargs);
  if (made) return [made];
  const { said, isToday, config } = operation;
  if (isToday) return run(said, name, config, args, kwargs);
  let isFirst = true;
  return runOlder(
    said,
    (className, given) => {
      // what is several operations is not all of its name
      const own = isFirst && !isComposed(said) ? name : undefined;
      isFirst = false;
      return run(className, own, {}, [], given);
    },
    args,
    kwargs,
  );
};

/** An operation as a layer of its own. */
const run = (
  said: string,
  name: string | undefined,
  config: Json,
  args: readonly Given[],
  kwargs: Readonly<Record<string, Given>>,
): readonly AnyTensor[] => {
  const found = operationCalled(said);
  if (!found)
    throw new TypeError(
      `'${said.slice(0, 60)}' is no layer and none of the operations here: write a layer in its place`,
    );
  const { values, tensors } = writeArguments(found, config, args, kwargs);
  const options = name === undefined ? {} : { name };
  const layer = (operationFactory(said) as unknown as Make)(JSON.stringify(values), options);
  const outputs = (layer as unknown as (x: readonly AnyTensor[]) => AnyTensor | readonly AnyTensor[])(
    tensors,
  );
  return Array.isArray(outputs) ? (outputs as readonly AnyTensor[]) : [outputs as AnyTensor];
};

/** Its result by layers of the catalogue; undefined where none does the same on such arguments. */
const ofLayers = (
  { catalogue }: Builders,
  { name: known, scale, isToday }: Operation,
  name: string | undefined,
  args: readonly Given[],
  kwargs: Readonly<Record<string, Given>>,
): AnyTensor | undefined => {
  const operation = known ?? '';
  const layer = (factory: string, ...own: readonly unknown[]) =>
    (catalogue[factory] as unknown as Make)(...own);
  const options = name === undefined ? {} : { name };
  const [x, y] = [args[0] ?? kwargs['x1'] ?? kwargs['x'], args[1] ?? kwargs['x2'] ?? kwargs['y']];
  const number = (given: Given | undefined): number | undefined => {
    const value = given && !isSymbolicTensor(given) && 'value' in given ? given.value : undefined;
    return typeof value === 'number' ? value : undefined;
  };
  const scaled = (tensor: Given | undefined, scale: number, offset: number): AnyTensor | undefined => {
    if (!tensor || !isSymbolicTensor(tensor) || tensor.dtype !== 'float32') return undefined;
    return layer('rescaling', scale, { ...options, offset })(tensor);
  };
  if (isSymbolicTensor(x) && y === undefined && functions.includes(operation)) {
    const said = Object.fromEntries(
      Object.entries(kwargs).map(([key, given]) => [key, 'value' in given ? given.value : undefined]),
    );
    if (!isToday && !isActivation(operation, { approximate: false, ...said })) return undefined;
    return layer('activation', operation, options)(x);
  }
  if (operation === 'negative') return scaled(x, -1, 0);
  if (scale !== undefined) {
    const [first, second] = Array.isArray(x) ? (x as readonly Given[]) : [];
    if (!first || !second || !isSymbolicTensor(first) || !isSymbolicTensor(second))
      throw new TypeError('it is not on two tensors');
    return layer('add', options)([first, layer('rescaling', scale)(second)]);
  }
  const [a, b] = [number(x), number(y)];
  if (isSymbolicTensor(x) && y && isSymbolicTensor(y)) {
    if (operation === 'divide' || !areAlike(x, y)) return undefined;
    return layer(operation, options)([x, y]);
  }
  if (operation === 'add' && (b ?? a) !== undefined) return scaled(b === undefined ? y : x, 1, (b ?? a)!);
  if (operation === 'multiply' && (b ?? a) !== undefined)
    return scaled(b === undefined ? y : x, (b ?? a)!, 0);
  if (operation === 'subtract' && b !== undefined) return scaled(x, 1, -b);
  if (operation === 'subtract' && a !== undefined) return scaled(y, -1, a);
  if (operation === 'divide' && b !== undefined && b !== 0) return scaled(x, 1 / b, 0);
  return undefined;
};

/** Whether two tensors are of one shape, which no number is spread over. */
const areAlike = (x: AnyTensor, y: AnyTensor): boolean =>
  x.dtype === y.dtype && JSON.stringify(x.shape) === JSON.stringify(y.shape);
