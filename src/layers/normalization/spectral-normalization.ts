import { heldName } from '../../graph/held-layers.js';
import {
  defineLayer,
  isLayer,
  onlyInput,
  type AnyLayer,
  type LayerOptions,
  type OwnOptions,
} from '../../graph/layer.js';
import { layerKind } from '../../graph/layer-kind.js';
import { onlyOutput } from '../../graph/outputs.js';
import type { Apply, Arg, Free, OnTensor, Place, Placed, Rule, RuleOf, This } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import { misfit, type Checked, type Shape, type ShapeError } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { truncatedNormal } from '../options/initializers.js';
import type { Count } from '../options/numbers.js';

/** The layers that have one kernel, or a table. */
const normalizable = [
  'conv1d',
  'conv1dTranspose',
  'conv2d',
  'conv2dTranspose',
  'conv3d',
  'conv3dTranspose',
  'dense',
  'depthwiseConv1d',
  'depthwiseConv2d',
  'einsumDense',
  'embedding',
  'reversibleEmbedding',
] as const;

const needs = 'a layer with one kernel (dense, einsumDense, most convolutions) or an embedding';

/** A layer with a kernel or a table, or the sentence for another one. */
type NormalizableArg<L, Fits> = unknown extends RuleOf<L>['of']
  ? Fits
  : RuleOf<L>['of'] extends readonly [(typeof normalizable)[number], ...unknown[]]
    ? Fits
    : `spectralNormalization: layer must be ${typeof needs}, got a layer`;

/** A layer with a kernel or a table. */
const normalizableKind: Kind<AnyLayer> = {
  needs,
  read: (given) =>
    isLayer(given) && (normalizable as readonly unknown[]).includes(given.origin?.factory)
      ? given
      : undefined,
  hint: (given) => layerKind.hint?.(given),
};

/** Options of `spectralNormalization`. */
export interface SpectralNormalizationOptions<P extends number = number> extends LayerOptions {
  /** How many times the largest stretch is approached in each step of training. Default 1. */
  powerIterations?: Count<'spectralNormalization: powerIterations', P>;
}

/** As the layer that it holds. */
export interface SpectralNormalizationRule<R extends Rule> extends Rule {
  readonly of: ['spectralNormalization', R];
  readonly out: Told<Apply<R, this['in']>>;
}

type Told<Out> =
  Out extends ShapeError<infer Why, infer Meant> ? ShapeError<`spectralNormalization: ${Why}`, Meant> : Out;

/** Value twin of `SpectralNormalizationRule`. */
const told = (inner: AnyLayer, shape: Shape): Checked => {
  const out = onlyOutput(inner.spec.outputShape([shape]));
  return out._tag === 'Left' ? misfit(`spectralNormalization: ${out.left.sentence}`) : out;
};

/** A layer of normalized kernel; its signature, wherever it stands. */
export interface SpectralNormalization<Where extends Place> {
  /**
   * A layer whose kernel, or table, is divided by how far it stretches a vector at most, in each step of training: this
   * steadies the training of GANs. Miyato et al. 2018.
   *
   * Input and output are those of the layer. Weights: those of the layer, and behind its kernel `vector_u` `[1, size of the kernel's
   * last axis]`, which is not trained.
   *
   * @param layer `dense`, `einsumDense`, a convolution or an `embedding`.
   * @throws ShapeMismatchError where the layer does not fit; TypeError where it has no kernel.
   * @example input([28, 28, 1]).spectralNormalization(conv2d(32, 3)) // [null, 26, 26, 32]
   * @see https://keras.io/api/layers/normalization_layers/spectral_normalization/
   */
  <L extends AnyLayer, const P extends number = 1, Name extends string = never, At = Where>(
    this: This<Where, At>,
    layer: NormalizableArg<L, Arg<At, SpectralNormalizationRule<RuleOf<L>>, L>>,
    options?:
      SpectralNormalizationOptions<P> | AsObject<'spectralNormalization', '{ powerIterations: 2 }', Name>,
  ): Placed<At, SpectralNormalizationRule<RuleOf<L>>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A layer whose kernel is divided by how far it stretches a vector at most.
     *
     * @example input([28, 28, 1]).spectralNormalization(conv2d(32, 3)) // [null, 26, 26, 32]
     * @see https://keras.io/api/layers/normalization_layers/spectral_normalization/
     */
    readonly spectralNormalization: SpectralNormalization<OnTensor>;
  }
}

/** The size of the last axis of a layer's kernel or table. */
const widthOf = (layer: AnyLayer, shape: Shape): number =>
  layer.spec
    .weights([shape])
    .find(({ name }) => name === 'kernel' || name === 'embeddings')!
    .shape.at(-1)!;

/**
 * A layer whose kernel is divided by how far it stretches a vector at most.
 *
 * @example sequential([28, 28, 1], [spectralNormalization(conv2d(32, 3))]) // [null, 26, 26, 32]
 * @see https://keras.io/api/layers/normalization_layers/spectral_normalization/
 */
export const spectralNormalization: SpectralNormalization<Free> = defineLayer({
  name: 'spectralNormalization',
  className: 'SpectralNormalization',
  baseName: 'spectral_normalization',
  integers: true,
  takes: { layer: normalizableKind },
  options: { powerIterations: optional(count, 1) } satisfies OwnOptions<SpectralNormalizationOptions>,
  spec: ({ layer, powerIterations }) => ({
    config: { powerIterations },
    masks: layer.spec.masks,
    layers: [
      {
        key: 'layer',
        name: heldName(layer),
        layer,
        ahead: ['kernel', 'embeddings'],
        on: ([shape]) => [shape!],
      },
    ],
    outputShape: (inputs) => told(layer, onlyInput('spectralNormalization', inputs)),
    weights: ([shape]) => [
      {
        name: 'vector_u',
        shape: [1, widthOf(layer, shape!)],
        trainable: false,
        initializer: truncatedNormal({ stddev: 0.02 }),
      },
    ],
  }),
});
