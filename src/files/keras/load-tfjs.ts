// Whole models in tfjs's format that tfjs itself, or Keras's converter, wrote.
import type { AnyModel } from '../../graph/model.js';
import type { Shape } from '../../shapes/shape.js';
import type { Artifacts } from '../artifacts.js';
import { FileError } from '../file-error.js';
import type { Builders } from '../rebuild.js';
import { parseKerasJson } from './json.js';
import { isJson } from './keras-object.js';
import { keepCompiled, keeping, majorOf, withWeights } from './load-keras.js';
import { modelFrom } from './model-from-config.js';
import { optimizerFrom } from './optimizer-from-config.js';
import { findTfjsWeights } from './tfjs-weights.js';

/** What a model of tfjs's is opened with. */
interface TfjsOpening {
  /** The model in the words of an error. */
  readonly where: string;
  readonly artifacts: Artifacts;
  readonly builders: Builders;
  /** The shape of the input, without its batch, for lists of layers that say none. */
  readonly inputShape: Shape | undefined;
  /** Looks at the model before any weight is made. */
  readonly check: (model: AnyModel) => void;
}

/**
 * The model in a description of tfjs's and its weights.
 *
 * @throws FileError for what is no model of layers, or does not fit its weights.
 */
export const loadTfjs = ({ where, artifacts, builders, inputShape, check }: TfjsOpening): AnyModel => {
  const { topology } = artifacts;
  if (!isJson(topology) || Object.keys(topology).length === 0)
    throw new FileError(
      'not-a-model',
      `'${where}' holds weights alone, no modelTopology: build the model, and give it them with loadWeights`,
    );
  // Keras's converter puts the configuration one step further in
  const inside = topology['model_config'] ?? topology;
  const config = typeof inside === 'string' ? parseKerasJson(where, 'model_config', inside) : inside;
  const version = majorOf(topology['keras_version']);
  const read = modelFrom({ where, builders, version }, config, inputShape);
  check(read.model);
  const model = withWeights(read, findTfjsWeights(where, artifacts, read.model, read.layers));
  // Keras's converter keeps what it was compiled with in the topology, tfjs beside it
  const compiled = topology['training_config'] ?? artifacts.training;
  return keeping(model, () => {
    const optimizer = isJson(compiled) ? optimizerFrom(compiled['optimizer_config']) : undefined;
    keepCompiled(model, compiled, optimizer);
  });
};
