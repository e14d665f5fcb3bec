// Operations over images.
import { oneOf } from '../options/kinds.js';
import { optional } from '../options/option.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { Shape, ShapeError, Show } from '../shapes/shape.js';
import type { Height, Size2, Width } from '../shapes/window.js';
import { operation, tensor } from './operation.js';
import { size2 } from './window-size.js';
import type { Fitting, FromOf, Made, OperationOptions, ShapeOf } from './typed.js';

/** Options of `resize`. */
export interface ResizeOptions extends OperationOptions {
  /** How numbers between pixels are found. Default `'bilinear'`. */
  interpolation?: 'bilinear' | 'nearest';
}

type Resized<S extends Shape, N extends Size2> = S extends readonly [infer B, unknown, unknown, infer C]
  ? [B, Height<N>, Width<N>, C]
  : number extends S['length']
    ? Shape
    : ShapeError<
        `resize needs [batch, height, width, channels], got ${Show<S>}`,
        [null, Height<N>, Width<N>, number]
      >;

/** Images of another size. */
export interface Resize {
  <X extends SymbolicTensor, const N extends Size2>(
    images: Fitting<Resized<ShapeOf<X>, N>, X>,
    size: N,
    options?: ResizeOptions,
  ): Made<Resized<ShapeOf<X>, N>, FromOf<X>>;
}

/**
 * Images of another height and width. Input `[batch, height, width, channels]`, output the same of the size that is said.
 *
 * @throws ShapeMismatchError where the input is no image.
 * @example ops.image.resize(input([32, 32, 3]), [64, 48]) // [null, 64, 48, 3]
 * @see https://keras.io/api/ops/image/
 */
export const resize = /* @__PURE__ */ operation<Resize>('resize', 'Resize', {
  takes: { images: tensor, size: size2 },
  options: { interpolation: optional(oneOf(['bilinear', 'nearest']), 'bilinear') },
});
