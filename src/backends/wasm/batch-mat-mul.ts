import { batchedProduct } from './batched-product.js';
import type { ProductAttributes, ProductInputs } from './batched-product.js';
import { wasmKernel } from './kernel.js';

/** A matrix product, batched, either operand transposed: as fast in every case as tfjs's is in the straight one. */
export const batchMatMul = wasmKernel<ProductInputs, ProductAttributes>(
  'BatchMatMul',
  ({ inputs, attributes, heap }) => {
    const { a, b } = inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32') {
      throw new Error(
        `matMul on the WASM backend needs float32, got ${a.dtype} and ${b.dtype}; cast first: tf.cast(x, 'float32')`,
      );
    }
    return batchedProduct(heap, inputs, attributes);
  },
);
