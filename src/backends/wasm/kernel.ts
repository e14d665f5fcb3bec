import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** What a kernel of ours is called with. `replaced` is tfjs's own kernel of that name, if it has one. */
export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  readonly heap: Heap;
  readonly replaced: ((inputs: Inputs, attributes: Attributes) => tf.TensorInfo) | null;
}

/** A kernel before it is registered: `bind` is told what it replaces. */
export interface WasmKernel {
  readonly name: string;
  bind(replaced: tf.KernelConfig | undefined): tf.KernelConfig;
}

/** The mark by which a kernel of ours is known in tfjs's registry, whichever copy of this module registered it. */
export interface OurKernel extends tf.KernelConfig {
  readonly replaces: tf.KernelConfig | null;
}

export const isOurs = (config: tf.KernelConfig | undefined): config is OurKernel =>
  config !== undefined && 'replaces' in config;

/** Writes a kernel in terms of its own inputs and attributes; the casts from tfjs's open maps are here alone. */
export const wasmKernel = <Inputs, Attributes>(
  name: string,
  run: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[],
): WasmKernel => ({
  name,
  bind: (config) => {
    const bound: OurKernel = {
      kernelName: name,
      backendName: 'wasm',
      replaces: config ?? null,
      // tfjs looks its WASM functions up here, again for each new backend.
      ...(config?.setupFunc && { setupFunc: config.setupFunc }),
      ...(config?.disposeFunc && { disposeFunc: config.disposeFunc }),
      kernelFunc: ({ inputs, attrs, backend }) =>
        run({
          inputs: inputs as Inputs,
          attributes: (attrs ?? {}) as Attributes,
          heap: backend as Heap,
          replaced:
            config === undefined
              ? null
              : (inputs, attributes) =>
                  config.kernelFunc({
                    inputs: inputs as tf.NamedTensorInfoMap,
                    attrs: attributes as tf.NamedAttrMap,
                    backend,
                  }) as tf.TensorInfo,
        }),
    };
    return bound;
  },
});

/** tfjs's own kernel, for the cases that ours leaves to it. */
export function tfjsKernel<K>(name: string, replaced: K | null): K {
  if (replaced !== null) return replaced;
  throw new Error(`tfjs's WASM backend has no ${name}: was '@tensorflow/tfjs-backend-wasm' imported?`);
}
