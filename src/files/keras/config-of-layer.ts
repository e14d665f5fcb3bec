// A layer as Keras writes it: the other way round of layer-from-config.ts and options-from-config.ts.
import { heldLayers, heldName } from '../../graph/held-layers.js';
import { isLayer, type AnyLayer } from '../../graph/layer.js';
import type { GraphLayer } from '../../graph/layer-graph.js';
import { plainCall } from '../../graph/roles.js';
import { isPlain } from '../../errors/show.js';
import { FileError } from '../file-error.js';
import type { Json } from './keras-object.js';
import { classToday } from './older-layers.js';
import { inCalls } from './call-layer.js';
import { operationIn } from '../../ops/operation-layer.js';
import { kerasConfig } from './operations/written-arguments.js';
import { underscored } from '../../options/spelling.js';

/** An object as Keras writes it. */
export interface Written extends Json {
  readonly class_name: string;
  readonly config: Json;
}

/** An object of Keras's, by the module that has its class. */
export const written = (module: string, className: string, config: Json): Written => ({
  module,
  class_name: className,
  config,
  registered_name: null,
});

/** The policy of every layer here: weights of 32 bits. */
export const float32 = written('keras', 'DTypePolicy', { name: 'float32' });

/** Where a layer stands: how it is called there, and what it is on. */
export interface Standing {
  readonly name: string;
  readonly shapes: GraphLayer['shapes'];
}

/** What writes a layer that another one holds; a model among them. */
export interface WriteHeld {
  (layer: AnyLayer, standing: Standing): Written;
}

/** Options whose texts are the user's own, and no words of Keras's. */
const verbatim = /^(vocabulary|maskToken|oovToken|equation|biasAxes|name)$/;

/** The modules of what weights begin as, are penalized by and held to. */
const modules: Readonly<Record<string, string>> = {
  initializer: 'keras.initializers',
  regularizer: 'keras.regularizers',
  constraint: 'keras.constraints',
};

/** The names of classes that Keras spells otherwise. */
const spelled: Readonly<Record<string, string>> = {
  LeCunNormal: 'LecunNormal',
  LeCunUniform: 'LecunUniform',
};

/** Classes that take no `trainable`; they have no weights. */
const untrained = /^(Discretization|SpatialDropout[123]D)$/;

/** Options that are here, and not in Keras's class of that name. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  Activation: ['axis', 'threshold', 'defaultValue'],
};

interface Spec {
  readonly kind: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}
const isSpec = (value: unknown): value is Spec =>
  isPlain(value) && typeof value['kind'] === 'string' && Object.hasOwn(modules, value['kind']);

/** An initializer, a regularizer or a constraint. */
const specOf = ({ kind, className, config }: Spec): Written =>
  written(
    modules[kind]!,
    spelled[className] ?? className,
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [underscored(key), plainValue(key, value)]),
    ),
  );

/** A value that holds no layer. */
const plainValue = (key: string, value: unknown): unknown => {
  if (value === undefined) return null;
  if (typeof value === 'string') return verbatim.test(key) ? value : underscored(value);
  if (isSpec(value)) return specOf(value);
  if (Array.isArray(value)) return value.map((each) => plainValue(key, each));
  if (isPlain(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [underscored(name), plainValue(name, each)]),
    );
  return value;
};

/** What no layer of Keras's can be. */
export const refuse = (name: string, why: string): FileError =>
  new FileError(
    'not-saveable',
    `layer '${name}' ${why}: save the model to a folder, in tfjs's format, or its weights by saveWeights`,
  );

/** Layers that Keras does not have, and why. */
const notInKeras: Readonly<Record<string, string>> = {
  lambda: 'is a function of JavaScript, which Python cannot run',
  hubLayer: "holds a model of tfjs's, which Keras does not have",
  // Keras 3.15 says that its input is 'part of a cycle'
  equalization: 'is one that Keras can put into no model of its own',
  maxNumBoundingBoxes: "takes boxes in dicts in Keras, which no graph of Keras's has",
};

/**
 * A layer as one of Keras's objects.
 *
 * @throws FileError for a layer or an option that Keras does not have.
 */
export const kerasLayer = (layer: AnyLayer, { name, shapes }: Standing, writeHeld: WriteHeld): Written => {
  const { spec, origin } = layer;
  const { factory, args } = origin!;
  const own = operationIn(layer);
  if (own)
    return {
      ...written(`keras.src.ops.${own.operation.module}`, own.className, {
        name,
        ...kerasConfig(own.operation, own.values),
      }),
      registered_name: own.className,
    };
  if (notInKeras[factory] !== undefined) throw refuse(name, notInKeras[factory]);
  if (spec.own)
    throw spec.own.kept === undefined
      ? refuse(name, `is of your own, ${spec.className}, which Keras does not have`)
      : new FileError('not-saveable', spec.own.kept);
  if (spec.config['stateful'] === true)
    throw refuse(name, 'is stateful, for which Keras wants a batch of one size, and batches have any here');
  const places = layer.signature!.takes;
  const values: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(places.map((place, i) => [place, args[i]])),
    ...(args[places.length] as Readonly<Record<string, unknown>> | undefined),
  };
  const held = heldLayers(layer, ...shapes);
  /** A layer among the options, which may be a block that has become a model. */
  const inner = (given: AnyLayer): Written => {
    const there = held.find((each) => each.given === given || each.layer === given);
    const one = there?.layer ?? given;
    return writeHeld(one, {
      name: heldName(given),
      shapes: [there?.shapes ?? held[0]?.shapes ?? [], plainCall],
    });
  };
  const valueOf = (key: string, value: unknown): unknown => {
    if (isLayer(value)) return inner(value);
    if (Array.isArray(value) && value.some(isLayer)) return value.map((each) => inner(each as AnyLayer));
    if (typeof value === 'function') throw refuse(name, `has a function as its ${key}`);
    if (value === 'hardSigmoidOfKeras2')
      throw refuse(name, 'has the hard_sigmoid of before Keras 3, 0.2 x + 0.5, which Keras 3 does not have');
    return plainValue(key, value);
  };
  const config: Record<string, unknown> = {
    name,
    ...(!untrained.test(spec.className) && { trainable: layer.trainable }),
    ...(spec.className !== 'Hashing' && { dtype: float32 }),
  };
  for (const [key, value] of Object.entries(values)) {
    // what is left out is Keras's default, which is ours
    if (value === undefined || key === 'name' || key === 'trainable' || inCalls(spec.className, key))
      continue;
    if (lacking[spec.className]?.includes(key))
      throw refuse(name, `has ${key}, which ${spec.className} has not in Keras`);
    config[underscored(key)] = valueOf(key, value);
  }
  return written('keras.layers', classToday(spec.className), config);
};
