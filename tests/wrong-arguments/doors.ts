// Every argument and every option of every public function: how a value gets in there, and whether it may.
import * as tf from '@tensorflow/tfjs-core';
import * as data from '../../src/data/index.js';
import * as pictures from '../../src/pictures/index.js';
import * as api from '../../src/index.js';
import * as codegen from '../../src/codegen/index.js';
import { convertOptions } from '../../src/codegen/convert-options.js';
import { modelTypesOptions } from '../../src/codegen/types-module.js';
import { isList, isPlain } from '../../src/errors/show.js';
import { isWhole } from '../../src/shapes/arithmetic.js';
import { isRequired, type AnyOption, type Options } from '../../src/options/option.js';
import { isCallable, type Declared } from '../../src/options/declare.js';
import { compileOptions } from '../../src/training/compile.js';
import { drawOptions } from '../../src/training/dispose.js';
import { testOnBatchOptions, trainOnBatchOptions } from '../../src/training/batch-options.js';
import { evaluateOptions } from '../../src/training/evaluate-options.js';
import { fitOptions } from '../../src/training/fit-options.js';
import { predictOptions } from '../../src/training/predict.js';
import { backendOptions } from '../../src/backends/backend-options.js';
import { expectations } from '../../src/files/load.js';
import { loadWeightsOptions } from '../../src/files/partial-weights.js';
import { inputOptions } from '../../src/graph/input.js';
import { modelOptions } from '../../src/graph/layer.js';
import { modelConfig } from '../../src/graph/model.js';
import { ownModelDefinition } from '../../src/graph/own-model.js';
import { ownCellDefinition } from '../../src/layers/own/define-cell.js';
import { declared } from '../../src/shapes/formulas/declared.js';
import { expectedShapes } from '../../src/graph/expected-shapes.js';
import { summaryOptions } from '../../src/graph/summary.js';
import { emitOptions } from '../../src/tfjs/layers-model.js';
import { trainingWorker, trainingWorkerOptions } from '../../src/worker/training-worker.js';

/** One place where a user may put a value. */
export interface Door {
  readonly of: string;
  readonly place: string;
  readonly put: (value: unknown) => unknown;
  /** Whether the declaration takes the value. */
  readonly legal: (value: unknown, name: string) => boolean;
}

/** The api as code without types sees it. */
type Untyped = (...args: readonly unknown[]) => Untyped & Readonly<Record<string, Untyped>>;
interface Api {
  readonly input: Untyped;
  readonly sequential: Untyped;
  readonly model: Untyped;
  readonly layers: Readonly<Record<string, Untyped & Declared>>;
}
const { input, sequential, model, layers } = api as unknown as Api;

const takes = (option: AnyOption, value: unknown): boolean => {
  if (value === undefined)
    return option.absent === true || option.fallback !== undefined || option.follows !== undefined;
  try {
    return option.read(value) !== undefined;
  } catch {
    return false;
  }
};

/** An object of options is taken if each of its own keys is an option that takes its value. */
const takesAll = (options: Options, value: unknown): boolean => {
  if (value === undefined) return Object.values(options).every((option) => takes(option, undefined));
  try {
    const prototype = Object.getPrototypeOf(value as object) as object | null;
    if (typeof value !== 'object' || Array.isArray(value)) return false;
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
    const keys = Reflect.ownKeys(value as object);
    if (!keys.every((key) => typeof key === 'string' && Object.hasOwn(options, key))) return false;
    return Object.entries(options).every(([name, option]) =>
      takes(option, (value as Readonly<Record<string, unknown>>)[name]),
    );
  } catch {
    return false;
  }
};

const isLarge = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) > 1000;

/** What arguments that must be there are, while another is tried. */
const samples: Readonly<Record<string, unknown>> = {
  // a fresh one each time: a model that is disposed of takes its layers along
  get layer() {
    return api.layers.dense(3);
  },
  get cell() {
    return api.layers.lstmCell(3);
  },
  get cells() {
    return [api.layers.lstmCell(3), api.layers.gruCell(3)];
  },
  fn: (x: tf.Tensor) => tf.abs(x),
  get model() {
    return sequential([4, 4], [api.layers.dense(3)] as never);
  },
  equation: 'abc,cd->abd',
  height: 2,
  width: 3,
  numTokens: 5,
  numBins: 5,
  factor: 0.2,
  heightFactor: 0.2,
  widthFactor: 0.2,
  numHeads: 2,
  keyDim: 3,
  headDim: 3,
  numQueryHeads: 4,
  numKeyValueHeads: 2,
  outputShape: [null, 3],
  units: 3,
  filters: 2,
  kernelSize: 2,
  rate: 0.5,
  inputDim: 5,
  outputDim: 3,
  scale: 2,
  targetShape: [2, -1],
  activation: 'relu',
  filepath: 'checkpoint',
  filename: 'log.csv',
  backupDir: 'backup',
  schedule: () => 0.1,
  numClasses: 2,
  targetClassIds: [0, 1],
  value: 0.5,
  get inner() {
    return api.optimizers.sgd();
  },
  initialLearningRate: 0.1,
  decaySteps: 8,
  firstDecaySteps: 4,
  decayRate: 0.5,
  boundaries: [3, 9],
  values: [0.1, 0.2, 0.3],
  rateAt: (step: number) => step,
  x: [1, 0],
  sequences: [[1], [2, 3]],
  dataset: [1, 2, 3, 4],
  leftSize: 2,
  data: [1, 2, 3, 4],
  targets: null,
  sequenceLength: 2,
  directory: 'no-such-folder',
  path: 'no-such-file.csv',
  text: 'a,b\n1,2\n',
  columns: { a: 'number' },
  featureColumns: ['a'],
  labelColumn: 'b',
  yTrue: [0, 1],
  yPred: [0, 1],
  history: { loss: [1, 2] },
  matrix: [
    [1, 2],
    [3, 4],
  ],
  images: [[[0, 1]]],
};

/** The doors of a function that carries its declaration: each argument, each option, the options, and one too many. */
const declaredDoors = (
  of: string,
  make: Untyped & Declared,
  use: (made: unknown, value: unknown) => unknown,
): readonly Door[] => {
  const { takes: places, options } = make.declaration;
  const names = Object.keys(places);
  // recurrent where it must be
  const sampleOf = (name: string) =>
    of === 'bidirectional' && name === 'layer'
      ? api.layers.lstm(3)
      : of === 'randomPosterization' && name === 'factor'
        ? 4
        : samples[name];
  const before = () => names.map(sampleOf);
  const needed = Object.keys(options).filter((name) => isRequired(options[name]!));
  const further = () => Object.fromEntries(needed.map((name) => [name, samples[name]]));
  // 2048 samples at every sample take minutes
  const short = of === 'melSpectrogram' ? { fftLength: 64 } : {};
  return [
    ...names.map((place, i) => ({
      of,
      place,
      put: (value: unknown) =>
        use(make(...before().map((sample, at) => (at === i ? value : sample)), further()), value),
      legal: (value: unknown) => takes(places[place]!, value),
    })),
    ...Object.entries(options).map(([place, option]) => ({
      of,
      place,
      put: (value: unknown) => use(make(...before(), { ...short, ...further(), [place]: value }), value),
      legal: (value: unknown) => takes(option, value),
    })),
    {
      of,
      place: 'options',
      put: (value: unknown) => use(make(...before(), value), value),
      legal: (value: unknown) =>
        takesAll(options, value) ||
        // initializers and the like take their first option by itself
        ('className' in make && Object.keys(options).length > 0 && takes(Object.values(options)[0]!, value)),
    },
    {
      of,
      place: 'at most',
      put: (value: unknown) => use(make(...before(), {}, 1, 2, 3, 4, value), value),
      legal: () => false,
    },
  ];
};

const shapeOf = (name: string): readonly number[] => {
  if (name.startsWith('convLstm')) return [2, ...Array.from({ length: Number(name[8]) }, () => 3), 2];
  if (/2d|resizing|centerCrop/i.test(name)) return [8, 8, 2];
  if (/^rand|^solarization|^autoContrast|^(aug|cut)Mix|^mixUp|[eE]qualization$/.test(name)) return [8, 8, 3];
  if (/cells?$/i.test(name)) return [4];
  if (name === 'melSpectrogram') return [1100];
  if (name === 'stftSpectrogram') return [300, 2];
  if (name === 'hashedCrossing') return [1];
  return /1d/i.test(name) ? [6, 3] : [4, 4];
};

const isOfTexts = (name: string) => name === 'stringLookup' || name === 'textVectorization';

const imageOf = (name: string): Untyped & Readonly<Record<string, Untyped>> =>
  ['embedding', 'reversibleEmbedding', 'categoryEncoding', 'hashing', 'integerLookup'].includes(name)
    ? input([4], { dtype: 'int32' })
    : isOfTexts(name)
      ? input([1], { dtype: 'string' })
      : input(shapeOf(name));

/** A layer is put on a tensor, emitted, and asked for what it gives. */
const useLayer = (name: string) => async (layer: unknown, value: unknown) => {
  const x = imageOf(name);
  const given = ['add', 'concatenate', 'hashedCrossing'].includes(name) ? [x, imageOf(name)] : x;
  // a layer of several outputs gives them in a list
  const made = (layer as Untyped)(given) as unknown;
  const y = (Array.isArray(made) ? made[0] : made) as ReturnType<Untyped>;
  if (isLarge(value) || Array.isArray(given)) return;
  const whole = y['toModel']!();
  const shape = (whole as unknown as { inputShape: readonly number[] }).inputShape.slice(1);
  const zeros = isOfTexts(name) ? tf.tensor([''], [1, 1], 'string') : tf.zeros([1, ...shape] as number[]);
  try {
    const out = (await whole['predict']!(zeros)) as unknown as tf.Tensor;
    out.dispose();
  } finally {
    zeros.dispose();
    whole['dispose']!();
  }
};

const inDense = (option: string) => (spec: unknown) =>
  useLayer('dense')((layers['dense'] as Untyped)(3, { [option]: spec }), 0);

const x = [
  [0, 1],
  [1, 0],
];
const y = [[0], [1]];

const compiled = (options: object = {}) =>
  sequential([2], [layers['dense']!(1)])['compile']!({ loss: 'mse', ...options });

/** A run of one step, silent; the model is freed. */
const train = async (trainable: Untyped & Readonly<Record<string, Untyped>>, options: object = {}) => {
  try {
    await trainable['fit']!(x, y, { verbose: 0, ...options });
  } finally {
    trainable['dispose']!();
  }
};

const group = (name: keyof typeof api, use: (key: string) => (made: unknown, value: unknown) => unknown) =>
  Object.entries(api[name] as unknown as Readonly<Record<string, Untyped & Declared>>)
    .filter(([, make]) => 'declaration' in make)
    .flatMap(([key, make]) => declaredDoors(key, make, use(key)));

/** The doors of a module of functions that compute by themselves. */
const moduleDoors = (module: object): readonly Door[] =>
  Object.entries(module as Readonly<Record<string, Untyped & Declared>>)
    .filter(([, make]) => 'declaration' in make)
    .flatMap(([key, make]) => declaredDoors(key, make, (made) => made));

/** The doors of a method whose options are declared apart. */
const optionDoors = (of: string, options: Options, put: (given: unknown) => unknown, base: object = {}) => [
  ...Object.entries(options).map(([place, option]): Door => ({
    of,
    place,
    put: (value) => put({ ...base, [place]: value }),
    legal: (value, name) => takes(option, value) && (loose[`${of}.${place}`]?.(value, name) ?? true),
  })),
  {
    of,
    place: 'options',
    put: (value: unknown) => put(value),
    legal: (value: unknown) => takesAll(options, value),
  },
];

const none = (value: unknown) => value === undefined;
const among =
  (...names: readonly string[]) =>
  (_: unknown, name: string) =>
    names.includes(name);

/** What is legal where a declaration leaves the check to what knows more: data, losses, callbacks. */
const loose: Readonly<Record<string, (value: unknown, name: string) => boolean>> = {
  'compile.optimizer': among('undefined', 'optimizer'),
  'compile.loss': among(
    'loss',
    'function',
    'throwing function',
    'async function',
    'class',
    'proxy of a function',
  ),
  'compile.metrics': among('undefined', 'empty list', 'metric', 'function'),
  'compile.lossWeights': (value) =>
    none(value) || (typeof value === 'number' && Number.isFinite(Math.fround(value))),
  'fit.callbacks': among('undefined', 'empty list', 'list of objects'),
  'fit.validationData': none,
  'fit.sampleWeight': among('undefined', 'tensor'),
  'fit.worker': none,
  'evaluate.worker': none,
  'predict.worker': none,
  'evaluate.callbacks': among('undefined', 'empty list', 'list of objects'),
  'predict.callbacks': among('undefined', 'empty list', 'list of objects'),
  'evaluate.sampleWeight': among('undefined', 'tensor'),
  'defineModel.inputs': among('symbolic tensor'),
  'defineModel.outputs': among('empty list', 'list of null', 'list of text', 'list of three'),
  'defineModel.parts': () => false,
  'defineModel.labels': none,
  'defineModel.testStep': none,
  'trainOnBatch.sampleWeight': among('undefined', 'tensor'),
  'testOnBatch.sampleWeight': among('undefined', 'tensor'),
  'compile.weightedMetrics': among('undefined', 'empty list', 'metric', 'function'),
  'model.inputs': () => false,
  'model.outputs': () => false,
};

/** The doors of a method that takes something that is not declared. */
const door = (of: string, place: string, put: Door['put'], legal: Door['legal'] = () => false): Door => ({
  of,
  place,
  put,
  legal,
});

const withModel = async (use: (m: Untyped & Readonly<Record<string, Untyped>>) => unknown) => {
  const trainable = compiled();
  try {
    const out = await use(trainable);
    const made = [out].flat() as readonly unknown[];
    made.forEach((each) => each instanceof tf.Tensor && each.dispose());
  } finally {
    trainable['dispose']!();
  }
};

const plainModel = () =>
  sequential([2], [layers['dense']!(1)]) as unknown as Readonly<Record<string, Untyped>>;
const noWeights = () => sequential([2]) as unknown;
const twice = () => {
  const [a, b] = [input([2]), input([3])];
  return model({ inputs: { a, b }, outputs: a['dense']!(1) }) as unknown as Untyped;
};

/** What an operation is on, while another of its arguments is tried. */
const operationSamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  reshape: { newshape: [-1, 12] },
  transpose: { axes: [0, 2, 1] },
  broadcastTo: { shape: [2, 3, 4] },
  einsum: { subscripts: 'bij,bkj->bik' },
  slice: { startIndices: [0, 0, 0], shape: [1, 2, 3] },
  maxPool: { inputs: [6, 6, 2] },
  averagePool: { inputs: [6, 6, 2] },
  resize: { images: [6, 6, 2] },
  cast: { dtype: 'int32' },
  stack: { axis: 1 },
};

/** Whatever an operation takes, by the names of its arguments. */
const operationSample = (of: string, place: string): unknown => {
  const own = operationSamples[of]?.[place];
  const at = (shape: readonly number[]) => input(shape);
  if (place === 'inputs' || place === 'images') return at((own as number[] | undefined) ?? [3, 4]);
  if (own !== undefined) return own;
  const kinds: Readonly<Record<string, () => unknown>> = {
    xs: () => [at([3, 4]), at([3, 4])],
    operands: () => [at([3, 4]), at([3, 4])],
    x: () => (of === 'stack' ? [at([3, 4]), at([3, 4])] : at([3, 4])),
    x1: () => at([4, 4]),
    x2: () => at([4, 4]),
    condition: () => at([4, 4]),
    variable: () => at([3, 4]),
    xMin: () => 0,
    xMax: () => 1,
    axis: () => 1,
    axis1: () => 1,
    axis2: () => 2,
    source: () => 1,
    destination: () => 2,
    indicesOrSections: () => 1,
    key: () => [':', 0],
    indices: () => [0, 1],
    padWidth: () => 1,
    repeats: () => 2,
    shift: () => 1,
    numClasses: () => 3,
    poolSize: () => 2,
    size: () => 3,
  };
  return kinds[place]?.();
};

/** The doors of operations: what fits a declaration may still not fit the shape, which is said with the operation's name. */
const operationDoors = (of: string, make: Untyped & Declared): readonly Door[] => {
  const { takes: places, options } = make.declaration;
  const names = Object.keys(places);
  const args = () => names.map((name) => operationSample(of, name));
  const needed = () =>
    Object.fromEntries(
      Object.keys(options).flatMap((name) =>
        isRequired(options[name]!) || operationSamples[of]?.[name] !== undefined
          ? [[name, operationSample(of, name)]]
          : [],
      ),
    );
  const call = (given: readonly unknown[]): unknown => {
    try {
      return make(...given);
    } catch (error) {
      // the shapes have their own say, in the name of the operation
      if ((error as Error).name === 'ShapeMismatchError') return undefined;
      throw error;
    }
  };
  return [
    ...names.map((place, i) => ({
      of,
      place,
      put: (value: unknown) => call([...args().map((each, k) => (k === i ? value : each)), needed()]),
      legal: (value: unknown) => takes(places[place]!, value),
    })),
    ...Object.entries(options).map(([place, option]) => ({
      of,
      place,
      put: (value: unknown) => call([...args(), { ...needed(), [place]: value }]),
      legal: (value: unknown) => takes(option, value),
    })),
    {
      of,
      place: 'options',
      put: (value: unknown) => call([...args(), value]),
      legal: (value: unknown) => takesAll(options, value),
    },
  ];
};

/** Every door of the package. */
export const doors: readonly Door[] = [
  ...group('layers', useLayer),
  ...Object.entries({ ...api.ops, ...api.ops.image } as unknown as Readonly<
    Record<string, Untyped & Declared>
  >)
    .filter(([, make]) => 'declaration' in make)
    .flatMap(([key, make]) => operationDoors(key, make)),
  ...group('initializers', () => inDense('kernelInitializer')),
  ...group('regularizers', () => inDense('kernelRegularizer')),
  ...group('constraints', () => inDense('kernelConstraint')),
  ...group('losses', (name) => async (loss) => {
    // classes, features and sequences have no place in a model of one unit
    if (!/ategorical|circle|ctc/.test(name)) await train(compiled({ loss }));
  }),
  ...group('metrics', (name) => async (metric) => {
    // these two are of values, and none of labels and predictions
    if (!/ategorical|^mean$|^sum$/.test(name)) await train(compiled({ metrics: [metric] }));
  }),
  ...group('optimizers', () => (optimizer) => train(compiled({ optimizer }))),
  ...group('schedules', (name) => (schedule) => {
    const rateAt = (schedule as unknown as Readonly<Record<string, Untyped>>)['at']!;
    // a function of the user's may give anything
    if (name !== 'custom') rateAt(3);
  }),
  ...group('callbacks', () => () => undefined),
  ...moduleDoors(data),
  ...moduleDoors(pictures),
  ...optionDoors('input', inputOptions, (given) => input([2], given)),
  ...optionDoors('sequential', modelOptions, (given) => sequential([2], [], given)),
  ...optionDoors('toModel', modelOptions, (given) => input([2])['toModel']!(given)),
  ...optionDoors('summary', summaryOptions, (given) => plainModel()['summary']!(given), {
    printFn: () => undefined,
  }),
  ...optionDoors('model', modelConfig, (given) => model(given), {
    inputs: input([2]),
    outputs: input([2]),
  }).filter(({ place }) => place !== 'options'),
  ...optionDoors(
    'defineModel',
    ownModelDefinition,
    (given) => (api.defineModel as unknown as Untyped)(given),
    {
      name: 'own',
      inputs: input([2]),
      outputs: [2],
      parts: { only: sequential([2], [layers['dense']!(2)]) },
      call: (x: tf.Tensor) => x,
    },
  ).filter(({ place }) => place !== 'options'),
  ...optionDoors('defineCell', ownCellDefinition, (given) => (api.defineCell as unknown as Untyped)(given), {
    name: 'own',
    rule: api.cellRule(),
    sizes: () => [1],
    call: (x: tf.Tensor) => [x],
  }).filter(({ place }) => place !== 'options'),
  ...optionDoors(
    'compile',
    compileOptions,
    (given) => train(sequential([2], [layers['dense']!(1)])['compile']!(given)),
    {
      loss: 'mse',
    },
  ).filter(({ place }) => place !== 'options'),
  ...optionDoors(
    'fit',
    fitOptions,
    (given) => {
      // legal, and long
      if (isPlain(given) && isLarge(given['epochs']) && takes(fitOptions.epochs, given['epochs']))
        return undefined;
      return withModel((m) => m['fit']!(x, y, given));
    },
    { verbose: 0 },
  ),
  ...optionDoors('evaluate', evaluateOptions, (given) => withModel((m) => m['evaluate']!(x, y, given)), {
    verbose: 0,
  }),
  ...optionDoors('predict', predictOptions, (given) => withModel((m) => m['predict']!(x, given))),
  ...optionDoors('trainOnBatch', trainOnBatchOptions, (given) =>
    withModel((m) => m['trainOnBatch']!(x, y, given)),
  ),
  ...optionDoors('testOnBatch', testOnBatchOptions, (given) =>
    withModel((m) => m['testOnBatch']!(x, y, given)),
  ),
  ...optionDoors('drawWeights', drawOptions, (given) => {
    const whole = plainModel();
    whole['drawWeights']!(given);
    whole['dispose']!();
  }),
  ...optionDoors('toLayersModel', emitOptions, (given) => {
    const whole = plainModel();
    whole['toLayersModel']!(given);
    whole['dispose']!();
  }),
  ...optionDoors('useBackend', backendOptions, (given) =>
    (api.useBackend as unknown as Untyped)('cpu', given),
  ),
  ...optionDoors('trainingWorker', trainingWorkerOptions, (given) =>
    (trainingWorker as unknown as Untyped)(new MessageChannel().port1, given),
  ).filter(({ place }) => place !== 'options'),
  ...optionDoors(
    'loadModel',
    expectations,
    (given) => (api.loadModel as unknown as Untyped)('nowhere', given),
    {
      input: [2],
      output: [1],
    },
  ),
  ...optionDoors('loadWeights', loadWeightsOptions, (given) =>
    withModel((m) => m['loadWeights']!('nowhere', given)),
  ),
  door(
    'input',
    'shape',
    (value) => input(value),
    (value) => legalShape(value),
  ),
  door(
    'input',
    'an axis',
    (value) => input([2, value]),
    (value) => legalShape([value]),
  ),
  door(
    'sequential',
    'input',
    (value) => sequential(value),
    (value) => legalShape(value),
  ),
  door('sequential', 'layers', (value) => sequential([2], value), among('undefined', 'empty list')),
  door('sequential', 'a layer', (value) => sequential([2], [value]), among('layer')),
  door('add', 'layer', (value) => sequential([2])['add']!(value), among('layer')),
  door(
    'apply',
    'block',
    (value) => input([2])['apply']!(value),
    (value, name) => typeof value === 'function' && !/uncalled|class|throwing/.test(name),
  ),
  door('dense', 'tensor', (value) => (layers['dense'] as Untyped)(1)(value), among('symbolic tensor')),
  door(
    'add',
    'tensors',
    (value) => (layers['add'] as Untyped)()([input([2]), value]),
    among('symbolic tensor'),
  ),
  door('add', 'others', (value) => input([2])['add']!(value), among('symbolic tensor')),
  door('model', 'tensor', (value) => (plainModel() as unknown as Untyped)(value), among('symbolic tensor')),
  door('model', "input 'b'", (value) => twice()({ a: input([2]), b: value })),
  door('model', 'by name', (value) => twice()(value)),
  door("input 'c'", "no input 'c'", (value) => twice()({ a: input([2]), b: input([3]), c: value })),
  door(
    'getLayer',
    'layer',
    (value) => plainModel()['getLayer']!(value),
    among('zero', 'minus zero', 'minus one'),
  ),
  ...optionDoors('getLayer', expectedShapes, (given) => plainModel()['getLayer']!(0, given)),
  door('fit', 'x', (value) => withModel((m) => m['fit']!(value, y, { verbose: 0 }))),
  door('fit', 'labels', (value) => withModel((m) => m['fit']!(x, value, { verbose: 0 })), among('tensor')),
  door('fit', 'x', (value) => withModel((m) => m['fit']!([[0, value]], [[0]], { verbose: 0 })), legalNumber),
  door(
    'fit',
    'labels',
    (value) => withModel((m) => m['fit']!([[0, 1]], [[value]], { verbose: 0 })),
    legalNumber,
  ),
  door(
    'fit',
    'sampleWeight',
    (value) => withModel((m) => m['fit']!([[0, 1]], [[1]], { verbose: 0, sampleWeight: [value] })),
    legalNumber,
  ),
  door(
    'fit',
    'classWeight',
    (value) => withModel((m) => m['fit']!([[0, 1]], [[1]], { verbose: 0, classWeight: { 1: value } })),
    (value) => typeof value === 'number' && legalNumber(value) && value >= 0,
  ),
  door(
    'fit',
    'callbacks',
    (value) => withModel((m) => m['fit']!(x, y, { verbose: 0, callbacks: [value] })),
    legalCallback,
  ),
  door('evaluate', 'x', (value) => withModel((m) => m['evaluate']!(value, y, { verbose: 0 }))),
  door(
    'evaluate',
    'labels',
    (value) => withModel((m) => m['evaluate']!(x, value, { verbose: 0 })),
    among('tensor'),
  ),
  door('predict', 'x', (value) => withModel((m) => m['predict']!(value))),
  door('trainOnBatch', 'x', (value) => withModel((m) => m['trainOnBatch']!(value, y))),
  door('testOnBatch', 'labels', (value) => withModel((m) => m['testOnBatch']!(x, value)), among('tensor')),
  door('predictOnBatch', 'x', (value) => withModel((m) => m['predictOnBatch']!(value))),
  door(
    'fit',
    'length',
    (length) =>
      withModel((m) => m['fit']!({ length, at: () => ({ xs: x, ys: y }) }, { verbose: 0, stepsPerEpoch: 1 })),
    (value) => isWhole(value) && value > 0 && value <= 2 ** 24,
  ),
  door(
    'setSeed',
    'seed',
    (value) => {
      api.setSeed(value as never);
    },
    isWhole,
  ),
  door(
    'compile',
    'metric',
    (value) => compiled({ metrics: [value] }),
    (value, name) => name === 'metric' || isCallable(value),
  ),
  door('setWeights', 'setWeights', (value) => withModel((m) => m['setWeights']!(value))),
  door('setWeights', 'setWeights', (value) => withModel((m) => m['setWeights']!([value, value]))),
  door(
    'save',
    'save',
    (value) => (writesFiles(value) ? undefined : withModel((m) => m['save']!(value))),
    writesFiles,
  ),
  door(
    'saveWeights',
    'save',
    (value) => (writesFiles(value) ? undefined : withModel((m) => m['saveWeights']!(value))),
    writesFiles,
  ),
  door('loadWeights', 'load', (value) => withModel((m) => m['loadWeights']!(value))),
  door('loadModel', 'load', (value) =>
    (api.loadModel as unknown as Untyped)(value, { input: [2], output: [1] }),
  ),
  door('modelFacts', 'load', (value) => (codegen.modelFacts as unknown as Untyped)(value)),
  door('modelSummary', 'load', (value) => (codegen.modelSummary as unknown as Untyped)(value)),
  door('modelCode', 'load', (value) => (codegen.modelCode as unknown as Untyped)(value)),
  door('modelDifference', 'load', (value) =>
    (codegen.modelDifference as unknown as Untyped)(plainModel(), value),
  ),
  door(
    'convertModel',
    'save',
    (value) =>
      writesFiles(value) ? undefined : (codegen.convertModel as unknown as Untyped)(noWeights(), value),
    writesFiles,
  ),
  ...optionDoors('convertModel', convertOptions, (given) =>
    (codegen.convertModel as unknown as Untyped)(noWeights(), { save: () => Promise.resolve({}) }, given),
  ),
  ...optionDoors('modelTypes', modelTypesOptions, (given) =>
    (codegen.modelTypes as unknown as Untyped)(plainModel(), given),
  ),
  door('useBackend', 'useBackend', (value) => (api.useBackend as unknown as Untyped)(value)),
  door('trainingWorker', 'worker', (value) => (trainingWorker as unknown as Untyped)(value)),
];

function legalNumber(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(Math.fround(value)));
}

function legalShape(value: unknown): boolean {
  if (!isList(value) || value.length > 15) return false;
  return Array.from(value as unknown[]).every(
    (dim) =>
      dim === null ||
      // a word is the name of an axis
      (typeof dim === 'string' && typeof declared('input', dim) === 'string') ||
      (Number.isSafeInteger(dim) && (dim as number) > 0),
  );
}

/** Any plain object may be a callback, for all its hooks are optional. */
function legalCallback(value: unknown, name: string): boolean {
  return isPlain(value) && !/(throwing|revoked) proxy/.test(name);
}

/** A text is a place: it would be written to. */
function writesFiles(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\0');
}
