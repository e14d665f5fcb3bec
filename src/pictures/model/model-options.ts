// What pictures of models have of options in common.
import { isModel, type AnyModel } from '../../graph/model.js';
import { hasMember } from '../../errors/show.js';
import { flag, oneOf } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';

/** Options of `plotModel` and `modelToMermaid`: Keras's, with its defaults. */
export interface PlotModelOptions {
  /** Whether each layer says the shapes that go in and come out. Default false. */
  readonly showShapes?: boolean;
  /** Whether each layer says the type of its values. Default false. */
  readonly showDtype?: boolean;
  /** Whether each layer says its name, and not its class alone. Default true. */
  readonly showLayerNames?: boolean;
  /** Which way the graph goes: 'TB' down, 'LR' to the right, 'BT' up, 'RL' to the left. Default 'TB'. */
  readonly rankdir?: 'TB' | 'LR' | 'BT' | 'RL';
  /** Whether the layers of models within the model are shown. Default false. */
  readonly expandNested?: boolean;
  /** Whether each layer says its activation. Default false. */
  readonly showLayerActivations?: boolean;
  /** Whether each layer that has weights says if they are trained. Default false. */
  readonly showTrainable?: boolean;
}

/** Those options, declared. */
export const plotModelOptions = {
  showShapes: optional(flag, false),
  showDtype: optional(flag, false),
  showLayerNames: optional(flag, true),
  rankdir: optional(oneOf(['TB', 'LR', 'BT', 'RL']), 'TB'),
  expandNested: optional(flag, false),
  showLayerActivations: optional(flag, false),
  showTrainable: optional(flag, false),
} satisfies Declares<PlotModelOptions>;

/** A model of any shapes. */
export const modelKind: Kind<AnyModel> = {
  needs: 'a model',
  read: (given) =>
    typeof given === 'function' && 'kind' in given && isModel(given as unknown as AnyModel)
      ? (given as unknown as AnyModel)
      : undefined,
  hint: (given) =>
    hasMember(given, 'model')
      ? 'give its `model`'
      : hasMember(given, 'toModel')
        ? 'give what `toModel` makes'
        : undefined,
};
