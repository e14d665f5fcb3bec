import { hasMember, isList } from '../../errors/show.js';
import { defineLayer, isLayer, onlyInput, type LayerOptions } from '../../graph/layer.js';
import type { HeldLayer } from '../../graph/held-layers.js';
import { isModel, type AnyModel, type ModelRule } from '../../graph/model.js';
import type { LiveTensor, OwnComputation } from '../../graph/own-computation.js';
import type { Outputs } from '../../graph/outputs.js';
import type { Apply, Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { Tensed } from '../../graph/symbolic-tensor.js';
import type { FreeTextLayer } from '../../graph/text-tensor.js';
import { isCallable } from '../../options/declare.js';
import { flag } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import {
  fits,
  misfit,
  ShapeMismatchError,
  type Checked,
  type Shape,
  type ShapeError,
} from '../../shapes/shape.js';
import { isShape } from '../own/said-shapes.js';
import type { AsObject } from '../options/as-object.js';

/** A model of tfjs's, as far as a layer asks: a `tf.GraphModel` and a `tf.LayersModel` are such. */
export interface PlainModel {
  readonly inputs: readonly { readonly dtype: string }[];
  readonly outputs: readonly unknown[];
  predict(x: never, options?: never): unknown;
}

/** What `hubLayer` takes: a model of one's own, as `loadModel` gives it, or one of tfjs's. */
export type HubModel = AnyModel | PlainModel;

/** Options of `hubLayer`. */
export interface HubLayerOptions<S extends Shape = Shape> extends LayerOptions {
  /** Whether training changes the model's weights; those of a model of tfjs's stay. Default false. */
  trainable?: boolean;
  /** What a model of tfjs's gives, without the batch axis: `[20]`; its type does not say it. */
  outputShape?: S;
}

/** What the model's own rule says, or, of one of tfjs's, what was said of its output. */
export interface HubLayerRule<M, S extends Shape> extends Rule {
  readonly of: ['hubLayer', M, S];
  readonly out: M extends {
    readonly inputShape: infer I extends Shape;
    readonly outputShape: infer O extends Shape;
  }
    ? Apply<ModelRule<I, O>, this['in']>
    : M extends { readonly inputShape: unknown }
      ? ShapeError<OneEach, Shape>
      : M extends AnyModel
        ? Shape
        : [S] extends [never]
          ? ShapeError<NeedsShape, Shape>
          : this['in'] extends readonly [infer Batch, ...unknown[]]
            ? [Batch, ...S]
            : [null, ...S];
}

type OneEach = 'hubLayer takes a model of one input and one output';
type NeedsShape =
  "hubLayer needs what a model of tfjs's gives, without the batch axis, e.g. { outputShape: [20] }";

/** A model as a layer; its signature, wherever it stands. */
export interface HubLayer<Where extends Place> {
  /**
   * A model that is there as one layer, under a name and a count of its own: frozen, unless it is to be trained. Text goes in
   * where the model takes strings.
   *
   * Input and output as the model's. One that `loadModel` gives is saved with the rest, and can be trained; one of tfjs's (a
   * `tf.GraphModel`, a `tf.LayersModel`) stays as it is, wants `outputShape`, and can be given neither to a file nor to a worker.
   *
   * @param model The model: of one input and one output.
   * @throws ShapeMismatchError where the model does not fit.
   * @example sequential([], [hubLayer(embed), dense(16), dense(1)], { dtype: 'string' })
   * @see https://www.tensorflow.org/hub/api_docs/python/hub/KerasLayer
   */
  <const M extends HubModel, const S extends Shape = never, Name extends string = never, At = Where>(
    this: This<Where, At>,
    model: Arg<At, HubLayerRule<M, S>, M>,
    options?: HubLayerOptions<S> | AsObject<'hubLayer', "{ name: 'first' }", Name>,
  ): At extends Tensed ? Placed<At, HubLayerRule<M, S>, Name> : FreeTextLayer<HubLayerRule<M, S>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A model that is there as one layer, frozen unless it is to be trained.
     *
     * @example input([224, 224, 3]).hubLayer(features).dense(5)
     * @see https://www.tensorflow.org/hub/api_docs/python/hub/KerasLayer
     */
    readonly hubLayer: HubLayer<OnTensor>;
  }
}

declare module '../../graph/text-tensor.js' {
  interface TextMethods {
    /**
     * A model of strings that is there as one layer, frozen unless it is to be trained.
     *
     * @example input([], { dtype: 'string' }).hubLayer(embed).dense(16)
     * @see https://www.tensorflow.org/hub/api_docs/python/hub/KerasLayer
     */
    readonly hubLayer: HubLayer<OnTensor>;
  }
}

const isOurs = (given: unknown): given is AnyModel => isLayer(given) && isModel(given);

const isPlain = (given: unknown): given is PlainModel =>
  ['predict', 'inputs', 'outputs'].every((member) => hasMember(given, member)) &&
  isCallable((given as Partial<PlainModel>).predict) &&
  isList((given as Partial<PlainModel>).inputs) &&
  isList((given as Partial<PlainModel>).outputs);

const hubModel: Kind<HubModel> = {
  needs: 'a model: what loadModel gives, a tf.GraphModel or a tf.LayersModel',
  read: (given) => (isOurs(given) || isPlain(given) ? given : undefined),
};

const sizes: Kind<Shape> = {
  needs: 'sizes without the batch axis, such as [20]',
  read: (given) => (isShape(given) && given.length <= 15 ? given : undefined),
};

/** How many numbers a model of tfjs's holds: `{ name: tensors }` of a graph, a list of a model of layers. */
const paramsOf = (model: PlainModel): number => {
  const { weights } = model as { readonly weights?: Readonly<Record<string, unknown>> };
  return Object.values(weights ?? {})
    .flat()
    .reduce<number>((sum, weight) => {
      const { shape } = weight as { readonly shape?: readonly number[] };
      return sum + (shape ?? []).reduce((product, size) => product * size, 1);
    }, 0);
};

/** What a model of ours is as a layer: a part. */
const ours = (model: AnyModel): Parts => ({
  layers: [
    {
      key: 'parts',
      name: 'model',
      layer: model,
      on: () => model.graph.inputs.map(({ tensor }) => tensor.shape),
    },
  ],
  outputShape: (shape) => model.spec.outputShape([shape]),
  own: {
    definition: model,
    parts: { model },
    call: ([x], _weights, { parts }) => (parts['model'] as (x: LiveTensor) => LiveTensor)(x!),
  },
});

/** One of tfjs's: it is called, and no more. */
const theirs = (model: PlainModel, outputShape: Shape | undefined): Parts => ({
  layers: [],
  outputShape: ([batch = null]) =>
    outputShape === undefined
      ? misfit(
          "hubLayer needs what a model of tfjs's gives, without the batch axis, e.g. { outputShape: [20] }" satisfies NeedsShape,
        )
      : fits([batch, ...outputShape]),
  otherParams: paramsOf(model),
  own: {
    definition: model,
    kept: 'a hubLayer of a tfjs model can be given neither to a file nor to a worker; hubLayer(await loadModel(...)) can',
    call: ([x]) => (model as { predict(x: LiveTensor): unknown }).predict(x!),
  },
});

interface Parts {
  readonly layers: readonly HeldLayer[];
  readonly outputShape: (shape: Shape) => Checked<Outputs>;
  readonly otherParams?: number;
  readonly own: OwnComputation;
}

/** Whether a model has one input and one output, by themselves. */
const isPlainlyOne = (model: HubModel): boolean =>
  isOurs(model)
    ? model.inputNames === undefined && model.outputNames === undefined
    : model.inputs.length === 1 && model.outputs.length === 1;

const takesTexts = (model: HubModel): boolean =>
  (isOurs(model) ? model.graph.inputs[0]!.tensor : model.inputs[0]!).dtype === 'string';

/**
 * A model as one layer, frozen unless it is to be trained.
 *
 * @example sequential([], [hubLayer(embed), dense(16), dense(1)], { dtype: 'string' })
 * @see https://www.tensorflow.org/hub/api_docs/python/hub/KerasLayer
 */
export const hubLayer: HubLayer<Free> = defineLayer({
  name: 'hubLayer',
  className: 'KerasLayer',
  baseName: 'keras_layer',
  integers: true,
  takes: { model: hubModel },
  options: {
    outputShape: optional(sizes),
    trainable: optional(flag, false),
  } satisfies Declares<HubLayerOptions, 'name'>,
  spec: ({ model, outputShape }) => {
    if (!isPlainlyOne(model))
      throw new ShapeMismatchError('hubLayer takes a model of one input and one output' satisfies OneEach);
    const { outputShape: shapeOn, ...parts } = isOurs(model) ? ours(model) : theirs(model, outputShape);
    return {
      ...parts,
      config: {},
      texts: takesTexts(model) ? 'needed' : undefined,
      outputShape: (inputs) => shapeOn(onlyInput('hubLayer', inputs)),
      weights: () => [],
    };
  },
});
