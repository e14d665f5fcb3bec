// What a layer of the user's own computes; the graph hands it on to what has tensors, and knows none itself.
import type { Declared } from '../options/declare.js';
import type { Kind } from '../options/option.js';
import type { Shape } from '../shapes/shape.js';
import type { AnyLayer, LayerFactory } from './layer.js';
import type { AnyModel } from './model.js';

/** A tensor of tfjs's, by the little that is asked of it here: every `tf.Tensor` is one. */
export interface LiveTensor {
  readonly shape: readonly number[];
  readonly rank: number;
  readonly dtype: string;
}

/** A call of such a layer, beside its tensors. */
export interface OwnCallState {
  /** Whether this is a step of training. */
  readonly training: boolean;
  /** The mask of each input, `[batch, steps]`, where some of its steps are padding. */
  readonly masks: readonly (LiveTensor | undefined)[];
  /** Another number on each call, the same ones from the same seed. */
  readonly seed: number;
  /** Gives a weight that training does not change a new value. */
  readonly assign: (weight: string, value: LiveTensor) => void;
  /** The models that it is made of, as functions of tensors; a layer has none. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** The computation itself, in the tensors of whoever runs it. */
export interface OwnComputation {
  /** What it was defined by: one object for all layers of one definition. */
  readonly definition: object;
  readonly call: (
    inputs: readonly LiveTensor[],
    weights: Readonly<Record<string, LiveTensor>>,
    state: OwnCallState,
  ) => unknown;
  /** The models that it is made of, where it is a model of the user's own. */
  readonly parts?: Readonly<Record<string, AnyModel>>;
  /** How such a model is trained, where that is not by `compile`'s loss. */
  readonly steps?: OwnSteps | undefined;
  /** Whether it is the whole of a model of the user's own. */
  readonly whole?: true;
  /** Makes a cell's layer once more, with some options: a cell is what has it. */
  readonly anew?: (options: object) => AnyLayer;
  /** Why neither a file nor a worker can be given it, where its functions stand in no layer that is registered. */
  readonly kept?: string;
}

/** A step of training, or of evaluation: of a batch it makes what logs have. */
export type OwnStepFunction = (
  batch: object,
  parts: Readonly<Record<string, unknown>>,
  step: object,
) => unknown;

/** The steps of a model of the user's own. */
export interface OwnSteps {
  readonly train: OwnStepFunction;
  /** Default: that of training, which then changes nothing. */
  readonly test: OwnStepFunction | undefined;
  /** The shapes of the labels: one, by itself or several by name; `undefined` where it takes none. */
  readonly labels: readonly { readonly name: string | undefined; readonly shape: Shape }[] | undefined;
}

/** A function that `defineLayer` gave: `loadModel` and `serveTraining` know its layers by it. */
export interface AnyOwnLayerFactory extends Declared {
  (...options: never): AnyLayer;
}

/** What stands before the names of such layers in files, so that none is taken for one of the catalogue. */
export const ownPrefix = 'own:';

const isOwnFactory = (given: unknown): given is AnyOwnLayerFactory =>
  typeof given === 'function' && (given as { readonly own?: unknown }).own === true;

/** Layers of the user's own, as an option: by the names that files have for them. */
export const customLayers: Kind<Readonly<Record<string, LayerFactory>>, readonly AnyOwnLayerFactory[]> = {
  needs: 'a list of functions that defineLayer gave',
  read: (given) =>
    Array.isArray(given) && given.every(isOwnFactory)
      ? Object.fromEntries(
          given.map((factory) => [`${ownPrefix}${factory.declaration.name}`, factory as LayerFactory]),
        )
      : undefined,
};
