// The weights of a model as Keras's files have them: by the order of layers, or a group for each by its name.
import type { AnyLayer } from '../../graph/layer.js';
import type { AnyModel } from '../../graph/model.js';
import { modelLayers } from '../../tfjs/variables.js';
import { weightName } from '../../tfjs/weight-name.js';
import { ownLayers } from './legacy-weights.js';
import { isOperation } from '../../ops/is-operation.js';
import { modelPlaces } from './places.js';
import type { WrittenAttribute, WrittenDataset } from './write-hdf5.js';

/** The values of an emitted model's weights, by each path that leads to them: a layer may stand in several models. */
export const weightValues = async (model: AnyModel): Promise<(path: string) => WrittenDataset['data']> => {
  const variables = new Map(
    modelLayers(model).flatMap(({ path, layer, own }) =>
      own.map((variable) => [`${path}/${weightName(layer, variable)}`, variable] as const),
    ),
  );
  const values = new Map<string, WrittenDataset['data']>();
  for (const [path, variable] of variables) {
    const data = await variable.read().data();
    // numbers of whole steps have 64 bits in Keras
    values.set(
      path,
      data instanceof Int32Array ? BigInt64Array.from(data, BigInt) : Float32Array.from(data as Float32Array),
    );
  }
  return (path) => values.get(path)!;
};

/** Where Keras 3 looks for them: `layers/dense_1/vars/0`. */
export const weightDatasets = (
  model: AnyModel,
  valueOf: (path: string) => WrittenDataset['data'],
): readonly WrittenDataset[] =>
  modelPlaces(model, new Map(), true).flatMap(({ layer, groups, weights }) => [
    ...weights.map(({ path, shape, at }) => ({ path: `${groups[0]!}/${at}`, shape, data: valueOf(path) })),
    ...rarities(layer, groups[0]!),
  ]);

/** How much each token of a vocabulary counts, which Keras keeps with the weights: of unknown ones the mean. */
const rarities = ({ spec: { className, config } }: AnyLayer, group: string): readonly WrittenDataset[] => {
  const weights = config['idfWeights'] as readonly number[] | undefined;
  if (!weights) return [];
  const mean = weights.reduce((sum, each) => sum + each, 0) / weights.length;
  const unknown = Array.from({ length: Number(config['numOovIndices'] ?? 1) }, () => mean);
  const all = [...unknown, ...weights];
  const most = config['padToMaxTokens'] === true ? Number(config['maxTokens'] ?? 0) : 0;
  const data = new Float32Array(Math.max(all.length, most));
  data.set(all);
  // the layer of texts holds one of tokens
  const inside = className === 'TextVectorization' ? [group, `${group}/_lookup_layer`] : [group];
  return inside.map((each) => ({ path: `${each}/vars/idf_weights`, shape: [data.length], data }));
};

/** A group for each layer by its name, the names of its weights in their order: as in HDF5 since Keras 1. */
export const legacyWeights = (
  model: AnyModel,
  valueOf: (path: string) => WrittenDataset['data'],
  versions: readonly Omit<WrittenAttribute, 'group'>[],
): { readonly datasets: readonly WrittenDataset[]; readonly attributes: readonly WrittenAttribute[] } => {
  const group = 'model_weights';
  const withWeights = new Map(ownLayers(model, new Map()).map((each) => [each.name, each.weights]));
  // a list counts its input as no layer
  const names = (model.spec.className === 'Sequential' ? model.graph.layers : model.graph.operations)
    .filter((each) => !('layer' in each && isOperation(each.layer)))
    .map(({ name }) => name);
  const all = names.map((name) => ({ name, weights: withWeights.get(name) ?? [] }));
  return {
    datasets: all.flatMap(({ name, weights }) =>
      weights.map(({ path, shape }) => ({ path: `${group}/${name}/${path}`, shape, data: valueOf(path) })),
    ),
    attributes: [
      ...versions.map((each) => ({ group, ...each })),
      { group, name: 'layer_names', value: names },
      ...all.map(({ name, weights }) => ({
        group: `${group}/${name}`,
        name: 'weight_names',
        value: weights.map(({ path }) => path),
      })),
      { group: `${group}/top_level_model_weights`, name: 'weight_names', value: [] },
    ],
  };
};
