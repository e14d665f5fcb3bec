import { isList, show } from '../errors/show.js';
import { ShapeMismatchError, orThrow, showShape, type Checked, type Shape } from '../shapes/shape.js';
import type { Sizes } from '../shapes/sizes.js';
import { carrying, declare, type Declared } from '../options/declare.js';
import { flag, layerName } from '../options/kinds.js';
import { optional, type ConfigOf, type Declares, type Options } from '../options/option.js';
import { amongHeldWeights, type HeldLayer } from './held-layers.js';
import type { IfNamed, Named } from './layer-names.js';
import { noTensor, type Called, type CalledAs, type CallArg, type Rule, type ruled } from './rule.js';
import { listOutputs, type Outputs } from './outputs.js';
import type { OwnComputation } from './own-computation.js';
import { byRole } from './role-layer.js';
import { plainCall, readFurther, shapesOfCall, type CallDeclaration, type CallShapes } from './roles.js';
import { checkTexts } from './text-tensor.js';
import {
  tensorLike,
  deriveTensors,
  isSymbolicTensor,
  type AnyTensor,
  type SymbolicTensor,
} from './symbolic-tensor.js';

/** How a weight begins: Keras's class and its configuration. */
export interface WeightInitializer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A weight, before it exists. */
export interface WeightSpec {
  /** Keras's name for it, of several parts in a layer that has layers of its own: `forward_lstm/lstm_cell/kernel`. */
  readonly name: string;
  readonly shape: Sizes;
  /** Whether training changes it. */
  readonly trainable: boolean;
  /** What its first values are drawn by. */
  readonly initializer: WeightInitializer;
  /** A penalty on it, and what it is held to, where the layer is the user's own; others have both in their configuration. */
  readonly regularizer?: WeightInitializer | undefined;
  readonly constraint?: WeightInitializer | undefined;
}

/** The catalogue call that made a layer, as data: files hold it, and loading repeats it. */
export interface LayerOrigin {
  readonly factory: string;
  readonly args: readonly unknown[];
}

/** What a layer is, as data: enough to check shapes, count parameters and write a tfjs or Keras layer. */
export interface LayerSpec {
  /** Keras's class name: `Conv2D`. */
  readonly className: string;
  /** The start of automatic names, as in Keras: `conv2d`, `conv2d_1`. */
  readonly baseName: string;
  /** Keras's configuration in camelCase, with every default filled in. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The value twin of the layer's type rule: the shape of its output, or of each of several. */
  readonly outputShape: (inputs: readonly Shape[], call?: CallShapes) => Checked<Outputs>;
  /** The weights that the layer has on such inputs, in Keras's order. */
  readonly weights: (inputs: readonly Shape[], call?: CallShapes) => readonly WeightSpec[];
  /**
   * What becomes of its input's mask: it is passed on, to the first of several outputs, or dropped; or its tfjs class makes
   * another of it, for each output; or that begins one, also where there was none.
   */
  readonly masks: 'pass' | 'drop' | 'make' | 'begin';
  /** Whether it draws random numbers in training. */
  readonly random: boolean;
  /** Whether it works on integers as they are; others work on floats. */
  readonly integers: boolean;
  /** Whether strings are what it works on, or may be; others are refused them. */
  readonly texts?: 'needed' | 'taken' | undefined;
  /** Whether strings are what it gives. */
  readonly givesTexts?: boolean;
  /** What it computes, where it is the user's own; others are computed by the class of that name. */
  readonly own?: OwnComputation;
  /** How many numbers it holds besides its weights: those of a model of tfjs's, which nothing changes. */
  readonly otherParams?: number;
  /** The layers that it holds. Its `weights` end with theirs. */
  readonly layers?: readonly HeldLayer[];
}

/** Options that every layer takes. */
export interface LayerOptions {
  /** The layer's name in summaries, logs and files. Default: its class in snake_case, numbered in each model. */
  name?: string;
  /** Whether training changes its weights. Default true. */
  trainable?: boolean;
}

/** A layer of any rule; the opaque supertype in lists. */
export interface AnyLayer {
  /** For the types alone: the layer's rule. */
  readonly [ruled]: Rule;
  /** @internal */
  readonly kind: 'layer';
  /**
   * The name it was given; an unnamed layer is named by each model it is in.
   * @internal
   */
  readonly givenName: string | undefined;
  /** Whether training changes its weights; may be set between `compile`s, to freeze a layer. */
  trainable: boolean;
  /** @internal */
  readonly spec: LayerSpec;
  /**
   * The call that made it; a model has none.
   * @internal
   */
  readonly origin: LayerOrigin | undefined;
  /**
   * How that call is made: the names of the arguments that stand by themselves, and whether the layer takes a list of tensors.
   * @internal
   */
  readonly signature?: { readonly takes: readonly string[]; readonly merges: boolean };
  /**
   * The model that a layer of no size of its own, such as a block, becomes on a tensor; of a shape, the one it has become.
   * @internal
   */
  readonly modelOn?: (on: AnyTensor | Shape) => AnyLayer | undefined;
}

/**
 * A layer as a value: call it on a symbolic tensor. Called twice, it shares its weights.
 *
 * @example const encode = dense(64); const both = add()([encode(left), encode(right)]);
 */
export interface Layer<R extends Rule> extends AnyLayer {
  readonly [ruled]: R;
  <X extends SymbolicTensor>(x: CallArg<R, X>): Called<R, X>;
}

/** The same, of a name that the types know: `dense(32, { name: 'features' })`. */
export interface NamedLayer<R extends Rule, N extends string> extends AnyLayer, Named<N> {
  readonly [ruled]: R;
  <X extends SymbolicTensor>(x: CallArg<R, X>): CalledAs<R, N, X>;
}

/** A layer by itself, of a name that the types know or without. */
export type FreeLayer<R extends Rule, N extends string> = [N] extends [never]
  ? Layer<R>
  : IfNamed<N, NamedLayer<R, N>, Layer<R>>;

/** Anything that makes layers: an entry of the catalogue. */
export interface LayerFactory extends Partial<Declared> {
  (...args: never): AnyLayer;
  /** The start of automatic names: `conv2d`. */
  readonly baseName?: string;
  /** Takes a list of tensors, as `add` does. */
  readonly merges?: boolean;
  /** The roles of further tensors that its layers' calls take. */
  readonly roles?: readonly string[];
}

/** The options of every layer, declared. */
export const layerOptions = {
  name: optional(layerName),
  trainable: optional(flag, true),
} satisfies Declares<LayerOptions>;

/** The options of a model made of a list or a chain, declared. */
export const modelOptions = { name: layerOptions.name } satisfies Declares<{ name?: string }>;

/** Whether something is a layer, or a model, which is one. */
export const isLayer = (value: unknown): value is AnyLayer =>
  typeof value === 'function' && (value as Partial<AnyLayer>).kind === 'layer';

/** A declaration of the options that a layer has beside those of every layer. */
export type OwnOptions<O> = Declares<O, keyof LayerOptions>;

/** What a layer file tells `defineLayer`: what it takes, and what comes of it. */
export interface LayerDefinition<T extends Options, O extends Options> {
  /** The factory's name, for errors: `conv2d`. */
  readonly name: string;
  readonly className: string;
  readonly baseName: string;
  /** The arguments that stand by themselves, in order. */
  readonly takes?: T;
  /** The options, but for those that every layer has. */
  readonly options: O;
  readonly merges?: boolean;
  /** The roles of further tensors that a call takes: `['initialState']`. */
  readonly roles?: readonly string[];
  /** The names of options that one call may have otherwise than the layer. */
  readonly perCall?: readonly (keyof O & string)[];
  /** What becomes of a mask. Default: it is dropped. */
  readonly masks?: LayerSpec['masks'];
  /** Whether it draws random numbers. Default false. */
  readonly random?: boolean;
  /** Whether it works on integers as they are. Default false. */
  readonly integers?: boolean;
  /** Whether strings are what it works on, or may be. Default: they are refused. */
  readonly texts?: 'needed' | 'taken';
  /**
   * The layer's shapes and weights, but for those of `layers`, which it holds; its configuration is the arguments and
   * options, unless given here.
   */
  readonly spec: (config: ConfigOf<T> & ConfigOf<O>) => {
    readonly outputShape: (inputs: readonly Shape[], call: CallShapes) => Checked<Outputs>;
    readonly weights: (inputs: readonly Shape[], call: CallShapes) => readonly WeightSpec[];
  } & Partial<
    Pick<LayerSpec, 'config' | 'masks' | 'random' | 'texts' | 'givesTexts' | 'layers' | 'own' | 'otherParams'>
  >;
}

/** A layer factory from its definition; `Signature` is the layer's own interface, placed nowhere. */
export const defineLayer = <Signature, T extends Options = Record<never, never>, O extends Options = Options>(
  definition: LayerDefinition<T, O>,
): Signature => {
  const { name: factory, className, baseName, takes, options, merges = false, spec } = definition;
  const { masks = 'drop', random = false, integers = false, texts, roles = [], perCall = [] } = definition;
  const further: CallDeclaration = {
    roles,
    options: Object.fromEntries(perCall.map((key) => [key, options[key]!])),
  };
  const names = Object.keys(takes ?? {});
  const make = declare<LayerFactory, T, O & typeof layerOptions>(
    {
      name: factory,
      ...(takes && { takes }),
      // what another default is for, a layer says
      options: {
        ...options,
        ...layerOptions,
        ...(options['trainable'] && { trainable: options['trainable'] }),
      } as O & typeof layerOptions,
    },
    (read) => {
      const { name, trainable, ...values } = read as ConfigOf<typeof layerOptions> &
        Readonly<Record<string, unknown>>;
      const config = values as unknown as ConfigOf<T> & ConfigOf<O>;
      const own = Object.entries({ ...values, name, trainable }).filter(([key]) => !names.includes(key));
      const { outputShape, weights, ...others } = spec(config);
      return makeLayer(
        {
          ...{ className, baseName, config: values, masks, random, integers, texts, ...others },
          outputShape: (inputs, call = plainCall) => outputShape(inputs, call),
          weights: (inputs, call = plainCall) =>
            amongHeldWeights(weights(inputs, call), others.layers ?? [], inputs, call),
        },
        { name, trainable },
        { factory, args: [...names.map((key) => values[key]), Object.fromEntries(own)] },
        further,
        { takes: names, merges },
      );
    },
  );
  return Object.assign(merges ? atOnce(make) : make, { baseName, merges, roles }) as unknown as Signature;
};

/** A merging layer's factory that takes its tensors too: `add([a, b], options)` is `add(options)([a, b])`. */
const atOnce = (make: LayerFactory): LayerFactory => {
  const factory = make as unknown as (
    ...args: readonly unknown[]
  ) => (tensors: readonly unknown[]) => unknown;
  const call = (first: unknown, ...rest: readonly unknown[]) =>
    isList(first) ? factory(...rest)(first) : factory(...(first === undefined ? rest : [first, ...rest]));
  return carrying(call, make.declaration!) as unknown as LayerFactory;
};

/** The callable layer of a spec. */
const makeLayer = (
  spec: LayerSpec,
  { name, trainable }: { readonly name: string | undefined; readonly trainable: boolean },
  origin: LayerOrigin,
  further: CallDeclaration,
  signature: AnyLayer['signature'],
): AnyLayer => {
  const layer = (x: AnyTensor | readonly AnyTensor[], more?: unknown): AnyTensor | readonly AnyTensor[] => {
    const own = isList(x) ? (x as readonly AnyTensor[]) : [x as AnyTensor];
    for (const input of own)
      if (!isSymbolicTensor(input))
        throw new TypeError(`${noTensor.replace('a layer', origin.factory)}; got ${show(input)}`);
    if (further.roles.length > 0 && (own.length > 1 || isSymbolicTensor(more)))
      throw new TypeError(
        `${byRole(origin.factory, further.roles)}; got ${own.length > 1 ? 'a list' : 'another tensor'}`,
      );
    const { tensors, ...call } = readFurther(origin.factory, further, more);
    const inputs = [...own, ...tensors];
    checkTexts(origin.factory, spec.texts, inputs);
    const on = shapesOfCall({ inputs, ...call });
    const shapes = listOutputs(orThrow(spec.outputShape(...on)));
    // a block that it holds becomes a model of the size at hand
    for (const held of spec.layers ?? []) held.layer.modelOn?.(tensorLike(inputs[0]!, held.on(...on)[0]!));
    const outputs = deriveTensors(
      shapes,
      layer as unknown as AnyLayer,
      inputs,
      call,
      () => spec.givesTexts ?? false,
    );
    return outputs.length === 1 ? outputs[0]! : outputs;
  };
  return Object.assign(layer, {
    kind: 'layer' as const,
    givenName: name,
    trainable,
    spec,
    origin,
    signature,
  }) as unknown as AnyLayer;
};

/** The shape of a layer's only input, or a sentence that says it takes one. */
export const onlyInput = (name: string, inputs: readonly Shape[]): Shape => {
  if (inputs.length !== 1)
    throw new ShapeMismatchError(
      `${name} takes one tensor, got ${inputs.length}: ${inputs.map(showShape).join(', ')}`,
    );
  return inputs[0]!;
};
