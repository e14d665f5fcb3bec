import type { AnyModel } from '../graph/model.js';
import { showShape } from '../shapes/shape.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables, type ModelVariable } from '../tfjs/variables.js';
import type { NamedTensor } from './artifacts.js';
import { FileError } from './file-error.js';

/**
 * Each weight of a model, with the tensor that a file has for it; the model has been emitted.
 *
 * @throws FileError where one is not there, is of another shape, or is one too many.
 */
export const matchWeights = (
  doing: string,
  where: string,
  model: AnyModel,
  tensors: readonly NamedTensor[],
): readonly { readonly variable: ModelVariable['variable']; readonly tensor: Tensor }[] => {
  const byName = new Map(
    tensors.filter(({ group }) => group === 'model').map(({ name, tensor }) => [name, tensor]),
  );
  const found = modelVariables(model).map(({ path, variable }) => {
    const tensor = byName.get(path);
    if (!tensor)
      throw new FileError(
        'mismatch',
        `${doing}: '${where}' has no weight '${path}'; it has ${[...byName.keys()].join(', ')}`,
      );
    const [own, given] = [variable.shape as number[], tensor.shape as readonly number[]];
    if (showShape(own) !== showShape(given))
      throw new FileError(
        'mismatch',
        `${doing}: '${path}' is ${showShape(own)} in the model, but ${showShape(given)} in '${where}'`,
      );
    return { variable, tensor };
  });
  if (found.length < byName.size)
    throw new FileError(
      'mismatch',
      `${doing}: '${where}' has ${byName.size} weights, but the model has ${found.length}`,
    );
  return found;
};
