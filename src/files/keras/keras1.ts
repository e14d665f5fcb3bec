// Models that Keras 1 wrote, as Keras 2 would have written them: other names of classes and settings, and lists that begin with branches.
import { FileError } from '../file-error.js';
import { isJson, type Json } from './keras-object.js';

/** What classes were called. */
const classes: Readonly<Record<string, string>> = {
  Convolution1D: 'Conv1D',
  Convolution2D: 'Conv2D',
  Convolution3D: 'Conv3D',
  AtrousConvolution1D: 'Conv1D',
  AtrousConvolution2D: 'Conv2D',
  AtrousConv1D: 'Conv1D',
  AtrousConv2D: 'Conv2D',
  SeparableConvolution2D: 'SeparableConv2D',
  Deconvolution2D: 'Conv2DTranspose',
  Deconvolution3D: 'Conv3DTranspose',
  // a dense layer works on the last axis of any shape since
  TimeDistributedDense: 'Dense',
};

/** What settings were called, whosever they are. */
const settings: Readonly<Record<string, string>> = {
  init: 'kernel_initializer',
  inner_init: 'recurrent_initializer',
  beta_init: 'beta_initializer',
  gamma_init: 'gamma_initializer',
  depthwise_init: 'depthwise_initializer',
  pointwise_init: 'pointwise_initializer',
  W_regularizer: 'kernel_regularizer',
  U_regularizer: 'recurrent_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  U_constraint: 'recurrent_constraint',
  b_constraint: 'bias_constraint',
  bias: 'use_bias',
  border_mode: 'padding',
  nb_filter: 'filters',
  filter_length: 'kernel_size',
  subsample: 'strides',
  subsample_length: 'strides',
  atrous_rate: 'dilation_rate',
  pool_length: 'pool_size',
  stride: 'strides',
  output_dim: 'units',
  inner_activation: 'recurrent_activation',
  dropout_W: 'dropout',
  dropout_U: 'recurrent_dropout',
  p: 'rate',
  sigma: 'stddev',
  length: 'size',
};

/** Those of one class that are called otherwise than the rest's. */
const ofClass: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Embedding: {
    init: 'embeddings_initializer',
    W_regularizer: 'embeddings_regularizer',
    W_constraint: 'embeddings_constraint',
    output_dim: 'output_dim',
  },
  PReLU: { init: 'alpha_initializer' },
};

/** The sizes of a kernel, which were settings of their own. */
const kernelSizes = [
  ['nb_row', 'nb_col'],
  ['kernel_dim1', 'kernel_dim2', 'kernel_dim3'],
] as const;

/** What the modes of the merging layer have become. */
const merging: Readonly<Record<string, string>> = {
  sum: 'Add',
  mul: 'Multiply',
  concat: 'Concatenate',
  ave: 'Average',
  max: 'Maximum',
  dot: 'Dot',
  cos: 'Dot',
};

/** Classes whose data has channels. */
const hasChannels =
  /^(Conv|SeparableConv|MaxPool|AveragePool|Global(Max|Average)Pool|UpSampling|ZeroPadding|Cropping|SpatialDropout)\w*[23]D/;

/** Penalties and constraints, which were `{ name, l1, l2 }` and `{ name, m }`. */
const penaltyOrConstraint = (given: Json): Json => {
  const { name, m, ...others } = given;
  const className = /Regularizer$/.test(String(name)) ? 'L1L2' : String(name);
  return { class_name: className, config: { ...others, ...(m !== undefined && { max_value: m }) } };
};

/** One file's models and layers, in Keras 2's words. */
class Keras1 {
  constructor(
    private readonly where: string,
    /** What `dim_ordering` says in the file: layers that left it out had the same. */
    private readonly dataFormat: string | undefined,
  ) {}

  /** Any value of the file: layers and models in it are rewritten, however deep they stand. */
  read(given: unknown): unknown {
    if (Array.isArray(given)) return given.map((each) => this.read(each));
    if (!isJson(given)) return given;
    if (typeof given['class_name'] === 'string' && 'config' in given) return this.layer(given);
    return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, this.read(value)]));
  }

  private layer({ class_name: said, config, ...given }: Json): Json {
    const className = classes[String(said)] ?? String(said);
    const layers: unknown = Array.isArray(config) ? config : isJson(config) ? config['layers'] : undefined;
    if (className === 'Sequential' && Array.isArray(layers)) {
      const [first] = layers as readonly unknown[];
      if (isJson(first) && first['class_name'] === 'Merge')
        return { ...given, ...this.branches(first, layers.slice(1)) };
      return {
        ...given,
        class_name: className,
        config: Array.isArray(config) ? { layers: this.read(layers) } : this.read(config),
      };
    }
    if (className === 'Merge') return { ...given, ...this.merge(config as Json) };
    if (!isJson(config) || 'input_layers' in config)
      return { ...given, class_name: className, config: this.read(config) };
    return { ...given, class_name: className, config: this.settingsOf(className, config) };
  }

  private settingsOf(className: string, config: Json): Json {
    const found: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(config)) {
      const name = ofClass[className]?.[key] ?? settings[key] ?? key;
      if (key === 'dim_ordering') {
        if (value === 'th' || value === 'tf')
          found['data_format'] = value === 'th' ? 'channels_first' : 'channels_last';
      } else if (key === 'forget_bias_init') found['unit_forget_bias'] = value === 'one';
      else if (key === 'mode' && className === 'BatchNormalization') this.checkMode(config);
      else if (kernelSizes.flat().some((size) => size === key)) continue;
      else if (/(regularizer|constraint)$/.test(key) && isJson(value) && 'name' in value)
        found[name] = penaltyOrConstraint(value);
      else if (className === 'Embedding' && key === 'dropout' && value === 0) continue;
      else if (className === 'Conv2DTranspose' && key === 'output_shape') continue;
      else found[name] = this.read(value);
    }
    for (const sizes of kernelSizes)
      if (sizes[0] in config) found['kernel_size'] = sizes.map((size) => config[size]);
    if (this.dataFormat && hasChannels.test(className) && !('dim_ordering' in config))
      found['data_format'] = this.dataFormat;
    return found;
  }

  private checkMode({ mode, name }: Json): void {
    if (mode === 0) return;
    throw new FileError(
      'not-a-model',
      `'${this.where}': the layer '${String(name).slice(0, 60)}' (BatchNormalization) has mode ${String(mode).slice(0, 20)} of Keras 1, which no later Keras has: build the model with mode 0`,
    );
  }

  /** The layer that a `Merge` has become. */
  private merge({ mode, name, concat_axis: axis, dot_axes: axes, ...config }: Json): Json {
    const className = typeof mode === 'string' && Object.hasOwn(merging, mode) ? merging[mode] : undefined;
    if (className === undefined || config['output_shape_type'] === 'lambda')
      throw new FileError(
        'not-a-model',
        `'${this.where}': the layer '${String(name).slice(0, 60)}' (Merge) joins by a function of Python's, which only Python can run`,
      );
    return {
      class_name: className,
      config: {
        name,
        // an operation of Keras 3 says its name alone
        trainable: true,
        ...(className === 'Concatenate' && { axis }),
        ...(className === 'Dot' && { axes, normalize: mode === 'cos' }),
      },
    };
  }

  /** A list that begins with branches, as the graph that it is. */
  private branches(first: Json, rest: readonly unknown[]): Json {
    const layers: Json[] = [];
    const inputs: unknown[] = [];
    const put = (given: Json, from: readonly string[]): string => {
      const { config } = given;
      const name = String(isJson(config) ? config['name'] : given['name']);
      layers.push({ ...given, name, inbound_nodes: [from.map((each) => [each, 0, 0])] });
      return name;
    };
    /** The last layer of a chain. */
    const chain = (listed: readonly unknown[], start?: string): string => {
      let last = start;
      for (const each of listed) {
        const given = this.layer(each as Json);
        if (last === undefined) {
          const { batch_input_shape: shape, input_dtype: dtype, name } = given['config'] as Json;
          const input = `${String(name)}_input`;
          layers.push({
            class_name: 'InputLayer',
            name: input,
            config: { name: input, batch_input_shape: shape, dtype: dtype ?? 'float32' },
            inbound_nodes: [],
          });
          inputs.push([input, 0, 0]);
          last = input;
        }
        last = put(given, [last]);
      }
      return last ?? '';
    };
    const { config } = first as { readonly config: Json };
    const ends = (config['layers'] as readonly Json[]).map((branch) => {
      const { config: own } = branch;
      return chain((Array.isArray(own) ? own : (own as Json)['layers']) as readonly unknown[]);
    });
    const merged = put(this.merge(config), ends);
    const last = chain(rest, merged);
    return {
      class_name: 'Model',
      config: { name: 'model', layers, input_layers: inputs, output_layers: [[last, 0, 0]] },
    };
  }
}

/**
 * A configuration of Keras 1 in Keras 2's words.
 *
 * @throws FileError that names the layer which no later Keras has.
 */
export const fromKeras1 = (where: string, config: unknown): unknown => {
  const text = JSON.stringify(config) ?? '';
  const isFirst = /"dim_ordering":"th"/.test(text);
  return new Keras1(where, isFirst ? 'channels_first' : undefined).read(config);
};
