// Weights in HDF5 of before Keras 3 for some of a model's layers.
import type { AnyModel } from '../../graph/model.js';
import { showShape } from '../../shapes/shape.js';
import { FileError } from '../file-error.js';
import type { Fitting } from '../partial-weights.js';
import { Fit, otherShape, type Fitted } from './fit-weights.js';
import type { Hdf5 } from './hdf5.js';
import { nameFrom } from './layer-from-config.js';
import { legacyLayers, ownLayers, weightsOfLayer } from './legacy-weights.js';
import type { Origin } from './older-weights.js';

/** The layers of HDF5 of before Keras 3; of one with as many weights, those whose shapes fit. */
export const fitLegacyWeights = (
  where: string,
  file: Hdf5,
  group: string,
  model: AnyModel,
  origin: Origin,
  fitting: Fitting,
): Fitted => {
  const fit = new Fit(fitting);
  const theirs = legacyLayers(where, file, group);
  const own = ownLayers(model, new Map());
  if (!fitting.byName && theirs.length !== own.length)
    throw new FileError(
      'mismatch',
      `'${where}' has weights of ${theirs.length} layers, but the model has ${own.length} layers with weights: with byName: true each takes what has its name`,
    );
  own.forEach((layer, i) => {
    const other = fitting.byName ? theirs.find(({ name }) => nameFrom(name) === layer.name) : theirs[i];
    if (!other) return fit.lack(where, layer.name);
    const weights = weightsOfLayer(layer, other, new Map(), origin);
    if (weights.length !== layer.weights.length)
      return fit.skip(
        layer.name,
        `'${layer.name}' has ${layer.weights.length} weights in the model, but ${weights.length} in '${where}'`,
      );
    layer.weights.forEach(({ path, shape }, at) => {
      const values = weights[at]!;
      if (showShape(values.shape) === showShape(shape)) fit.take(path, values);
      else fit.skip(path, otherShape(where, path, shape, values));
    });
  });
  return fit;
};
