// What TensorBoard is shown of a model.
import type { AnyModel } from '../../graph/model.js';
import { emitModel } from '../../tfjs/emitter.js';
import { native } from '../../tfjs/native.js';
import { modelVariables } from '../../tfjs/variables.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { ModelInTraining } from '../../training/callbacks/callback.js';
import { modelBehind } from '../../training/callbacks/watcher.js';
import type { SummaryValue } from './event.js';
import { histogramOf } from './histogram.js';
import { kerasGraph } from './keras-graph.js';
import { weightImage } from './weight-image.js';

const behind = (model: ModelInTraining): AnyModel | undefined =>
  (model as { readonly [modelBehind]?: AnyModel })[modelBehind];

/** The model's graph under Keras's tag; nothing where the model is no real one. */
export const graphOf = (seen: ModelInTraining): readonly SummaryValue[] => {
  const model = behind(seen);
  if (!model) return [];
  const json = JSON.stringify(kerasGraph(model));
  return [
    { tag: 'keras', plugin: 'graph_keras_model', tensor: { type: 'string', shape: [], texts: [json] } },
  ];
};

/** Histograms of the weights, and images where asked, under Keras's paths: those of a list begin with its name. */
export const weightsOf = async (seen: ModelInTraining, images: boolean): Promise<readonly SummaryValue[]> => {
  const model = behind(seen);
  if (!model) return [];
  emitModel(model);
  const prefix = model.spec.className === 'Sequential' ? `${model.name}/` : '';
  const values: SummaryValue[] = [];
  for (const { path, variable } of modelVariables(model)) {
    const tensor = native(variable.read() as unknown as Tensor);
    const numbers = await tensor.data();
    const tag = `${prefix}${path}`;
    values.push({ tag: `${tag}/histogram`, plugin: 'histograms', tensor: histogramOf(numbers) });
    const image = images && (await weightImage(numbers, tensor.shape));
    if (image) values.push({ tag: `${tag}/image`, plugin: 'images', tensor: image });
  }
  return values;
};
