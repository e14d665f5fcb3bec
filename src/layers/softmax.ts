import { defineLayer, onlyInput, type LayerOptions, type LayerSpec } from '../graph/layer.js';
import type { Arg, Free, Place, Placed, Rule } from '../graph/rule.js';
import { onAxis, type OnAxis } from './options/axis.js';

/** Options of `softmax`. */
export interface SoftmaxOptions<A extends number = number> extends LayerOptions {
  /** The axis whose values come to sum to one; from the end if negative. Default -1. */
  axis?: A;
}

/** The shape stays, if it has the axis. */
export interface SoftmaxRule<A extends number> extends Rule {
  readonly out: OnAxis<'softmax', this['in'], A>;
}

/** Softmax; its signature, wherever it stands. */
export interface Softmax<At extends Place> {
  /**
   * `exp(x) / sum(exp(x))` along an axis.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @throws ShapeMismatchError where there is no such axis.
   * @example input([10]).softmax()
   * @see https://keras.io/api/layers/activation_layers/softmax/
   */
  <const A extends number = -1>(
    this: Arg<At, SoftmaxRule<A>, unknown>,
    options?: SoftmaxOptions<A>,
  ): Placed<At, SoftmaxRule<A>>;
}

declare module '../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    readonly softmax: Softmax<At>;
  }
}

/** Softmax: see `Softmax`. */
export const softmax = defineLayer<Softmax<Free>>({
  name: 'softmax',
  options: ['axis'],
  optionsAt: 0,
  spec: (options: SoftmaxOptions = {}): LayerSpec => {
    const axis = options.axis ?? -1;
    return {
      className: 'Softmax',
      baseName: 'softmax',
      config: { axis },
      outputShape: (inputs) => onAxis('softmax', onlyInput('softmax', inputs), axis),
      weights: () => [],
    };
  },
});
