// What layers were called, and how they were written, before Keras 3.
import { isJson, isKerasObject, type Json, type KerasObject } from './keras-object.js';

/** Classes under other names, which are written as today's. */
const classes: Readonly<Record<string, string>> = {
  BatchNormalizationV1: 'BatchNormalization',
  BatchNormalizationV2: 'BatchNormalization',
  SyncBatchNormalization: 'BatchNormalization',
  GRUV1: 'GRU',
  GRUV2: 'GRU',
  LSTMV1: 'LSTM',
  LSTMV2: 'LSTM',
  GRUCellV2: 'GRUCell',
  UnifiedGRU: 'GRU',
  UnifiedLSTM: 'LSTM',
  CuDNNGRU: 'GRU',
  CuDNNLSTM: 'LSTM',
  LSTMCellV2: 'LSTMCell',
  GroupQueryAttention: 'GroupedQueryAttention',
};

/** Configurations as Keras 3 has them, by class. */
const configs: Readonly<Record<string, (config: Json, version: number) => Json>> = {
  // an axis by itself
  BatchNormalization: (config) => {
    const { axis } = config;
    return Array.isArray(axis) && axis.length === 1 ? { ...config, axis: axis[0] as unknown } : config;
  },
  // until it was written, the reset gate stood before the product
  GRU: (config, version) => (version < 3 ? { reset_after: false, ...config } : config),
  GRUCell: (config, version) => (version < 3 ? { reset_after: false, ...config } : config),
  LeakyReLU: ({ alpha, ...config }) =>
    alpha === undefined ? config : { ...config, negative_slope: plainNumber(alpha) },
  ELU: (config) => ({ ...config, ...('alpha' in config && { alpha: plainNumber(config['alpha']) }) }),
  Bidirectional: (config) => bidirectional(config),
  // tfjs writes the settings of the cell beside the cell too
  RNN: (config) => {
    const { cell } = config;
    if (!isKerasObject(cell)) return config;
    const isCells = (key: string) => key in cell.config && !['name', 'trainable', 'dtype'].includes(key);
    return Object.fromEntries(Object.entries(config).filter(([key]) => !isCells(key)));
  },
};

/** A number that some versions wrote as an array's. */
const plainNumber = (given: unknown): unknown => {
  const value = isKerasObject(given) ? given.config['value'] : (given as Json | null)?.['value'];
  return value ?? given;
};

/** The layer both ways is made after one of them; Keras writes both, the names begun with `forward_` and `backward_`. */
const bidirectional = (config: Json): Json => {
  const { layer, backward_layer: backward, ...others } = config;
  if (!isKerasObject(layer)) return config;
  const name = String(layer.config['name'] ?? '');
  const own = name.startsWith('forward_') ? name.slice('forward_'.length) : name;
  const named = { ...layer, config: { ...layer.config, name: own } };
  const comparable = (each: Json) =>
    JSON.stringify(
      Object.entries({ ...each, name: 0, go_backwards: 0 })
        .map(([key, value]) => [key, withoutIds(value)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const isMirror =
    isKerasObject(backward) &&
    backward.class_name === layer.class_name &&
    backward.config['name'] === `backward_${own}` &&
    backward.config['go_backwards'] === !layer.config['go_backwards'] &&
    comparable(backward.config) === comparable(layer.config);
  return { ...others, layer: named, ...(backward != null && !isMirror && { backward_layer: backward }) };
};

/** A value without the numbers by which Keras tells that an object is another one. */
const withoutIds = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, each: unknown) => (key === 'shared_object_id' ? undefined : each)),
  );

/** The class whose name a layer's group of weights has. */
export const groupClass = (className: string): string =>
  className === 'GroupQueryAttention' ? 'GroupedQueryAttention' : className;

/** `hard_sigmoid` was another line before Keras 3. */
const withOlderSigmoid = (config: Json): Json =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      /^(recurrent_)?activation$/.test(key) && value === 'hard_sigmoid' ? 'hardSigmoidOfKeras2' : value,
    ]),
  );

/** What recurrent layers of cuDNN are without saying so. */
const ofCudnn: Readonly<Record<string, Json>> = {
  CuDNNLSTM: { activation: 'tanh', recurrent_activation: 'sigmoid' },
  CuDNNGRU: { activation: 'tanh', recurrent_activation: 'sigmoid', reset_after: true },
};

/** Layers of models in keras.applications, which are no layers of Keras's own, by what does the same. */
const ofApplications: Readonly<Record<string, (given: KerasObject) => KerasObject>> = {
  // a number for each channel
  LayerScale: ({ config, ...given }) => {
    const { projection_dim: channels, ...others } = config;
    const own = Object.fromEntries(Object.entries(others).filter(([key]) => key !== 'init_values'));
    return {
      ...given,
      class_name: 'EinsumDense',
      config: { ...own, equation: 'abcd,d->abcd', output_shape: [null, null, channels] },
    };
  },
  // whole samples
  StochasticDepth: ({ config: { drop_path_rate: rate, ...config }, ...given }) => ({
    ...given,
    class_name: 'Dropout',
    config: { ...config, rate, noise_shape: [null, 1, 1, 1] },
  }),
};

/** Lists of layers as Keras has written them since 2.2.3: `{ layers }`, and not the list alone. */
export const listsInside = (given: unknown): unknown => {
  if (Array.isArray(given)) return given.map(listsInside);
  if (!isJson(given)) return given;
  const { class_name: className, config } = given;
  const own =
    className === 'Sequential' && Array.isArray(config) ? { ...given, config: { layers: config } } : given;
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, listsInside(value)]));
};

/** A scale for each channel, which is a normalization here: `s x + o` is `(x - m) / sqrt(v)` of `m = -o / s`, `v = 1 / s^2`. */
const rescalingByChannel = (given: KerasObject): KerasObject => {
  const { scale, offset = 0, ...others } = given.config;
  if (!Array.isArray(scale) && !Array.isArray(offset)) return given;
  const count = Array.isArray(scale) ? scale.length : (offset as readonly unknown[]).length;
  const list = (one: unknown): readonly number[] =>
    Array.from({ length: count }, (_, i) =>
      Number(Array.isArray(one) ? (one as readonly unknown[])[i] : one),
    );
  const [scales, offsets] = [list(scale), list(offset)];
  // what turns the sign is none
  if (!scales.every((each) => each > 0) || !offsets.every(Number.isFinite)) return given;
  const config = {
    ...others,
    axis: -1,
    mean: offsets.map((each, i) => 0 - each / scales[i]!),
    variance: scales.map((each) => each ** -2),
  };
  return { ...given, class_name: 'Normalization', config };
};

/** A layer in today's words. */
export const inToday = (written: KerasObject, version: number): KerasObject => {
  const convertClass = Object.hasOwn(ofApplications, written.class_name)
    ? ofApplications[written.class_name]
    : undefined;
  const given =
    written.class_name === 'Rescaling'
      ? rescalingByChannel(written)
      : convertClass
        ? convertClass(written)
        : written;
  const className = classes[given.class_name] ?? given.class_name;
  const convert = Object.hasOwn(configs, className) ? configs[className] : undefined;
  const own = { ...(Object.hasOwn(ofCudnn, given.class_name) && ofCudnn[given.class_name]), ...given.config };
  const config = version < 3 ? withOlderSigmoid(own) : own;
  return { ...given, class_name: className, config: convert ? convert(config, version) : config };
};

/** The name under which Keras has a class of ours. */
export const classToday = (className: string): string =>
  className === 'GroupedQueryAttention' ? 'GroupQueryAttention' : className;
