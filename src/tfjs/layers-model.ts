import type { AnyModel } from '../graph/model.js';
import { seed } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import type { EmitOptions } from './emit-options.js';
import { emitModel } from './emitter.js';
import type { Tensor } from './tensor.js';

/**
 * A `tf.LayersModel`, as far as it can be said without tfjs's own declarations (they do not compile without
 * `skipLibCheck` on newer compilers). Where your code knows tfjs's types, say so, and it is one:
 * `const plain: tf.LayersModel = mlp.toLayersModel()`.
 */
export interface LayersModel {
  readonly name: string;
  predict(x: unknown, options?: { batchSize?: number }): unknown;
  save(target: string, options?: { includeOptimizer?: boolean }): Promise<unknown>;
  summary(lineLength?: number, positions?: number[], printFn?: (message: string) => void): void;
  countParams(): number;
  getWeights(): Tensor[];
  dispose(): unknown;
}

declare module '../graph/model.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the parameters must be those of the interface merged into
  interface ModelMethods<I extends Shapes, O extends Shapes> {
    /**
     * The model as a real `tf.LayersModel`, sharing its weights: plain tfjs can predict with it, save and summarise it.
     * Made once: calling again gives the same one.
     *
     * @example const plain: tf.LayersModel = mlp.toLayersModel();
     */
    toLayersModel<M extends LayersModel = LayersModel>(options?: EmitOptions): M;
  }
}

/** The options of `toLayersModel`, declared. */
export const emitOptions = { seed: optional(seed) } satisfies Declares<EmitOptions>;

/** Value twin of the `toLayersModel` method. */
export const toLayersModel = (model: AnyModel, given?: EmitOptions): LayersModel => {
  return emitModel(model, readOptions('toLayersModel', given, emitOptions)) as unknown as LayersModel;
};
