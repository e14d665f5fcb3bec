import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { sizeOf, type SizeOf } from '../../shapes/product.js';
import { fits, misfit, showShape, type Checked, type Shape, type ShapeError } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat } from '../options/window.js';
import type { DataFormat } from '../../shapes/images.js';

/** Options of `flatten`. */
export interface FlattenOptions extends LayerOptions {
  /** Where the channels are; with `'channelsFirst'` they are moved last before flattening. Default `'channelsLast'`. */
  dataFormat?: DataFormat;
}

/** All axes but the batch become one: `[null, 7, 7, 64]` gives `[null, 3136]`. */
export interface FlattenRule extends Rule {
  readonly of: ['flatten'];
  readonly params: '0';
  readonly out: this['in'] extends readonly [infer B, ...infer Rest extends Shape]
    ? [B, SizeOf<Rest>]
    : number extends (this['in'] & Shape)['length']
      ? [null, number]
      : ShapeError<'flatten needs [batch, ...], got []', [null, number]>;
}

/** Value twin of `FlattenRule`. */
const flattenShape = (shape: Shape): Checked =>
  shape.length === 0
    ? misfit(`flatten needs [batch, ...], got ${showShape(shape)}`)
    : fits([shape[0]!, sizeOf(shape.slice(1))]);

/** Flattening; its signature, wherever it stands. */
export interface Flatten<Where extends Place> {
  /**
   * Lays all axes but the batch end to end.
   *
   * Input `[batch, ...]`, output `[batch, product of the rest]`.
   *
   * @example input([28, 28]).flatten() // [null, 784]
   * @see https://keras.io/api/layers/reshaping_layers/flatten/
   */
  <Name extends string = never, At = Where>(
    this: Receiver<Where, At, FlattenRule>,
    options?: FlattenOptions | AsObject<'flatten', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, FlattenRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Flattening.
     *
     * @example input([28, 28]).flatten() // [null, 784]
     * @see https://keras.io/api/layers/reshaping_layers/flatten/
     */
    readonly flatten: Flatten<OnTensor>;
  }
}

/**
 * Flattening.
 *
 * @example sequential([28, 28], [flatten()]) // [null, 784]
 * @see https://keras.io/api/layers/reshaping_layers/flatten/
 */
export const flatten: Flatten<Free> = defineLayer({
  name: 'flatten',
  className: 'Flatten',
  baseName: 'flatten',
  integers: true,
  options: { dataFormat: optional(dataFormat, 'channelsLast') } satisfies OwnOptions<FlattenOptions>,
  spec: () => ({
    outputShape: (inputs) => flattenShape(onlyInput('flatten', inputs)),
    weights: () => [],
  }),
});
