import type { AnyModel } from '../graph/model.js';
import { showShape } from '../shapes/shape.js';
import type { Tensor } from '../tfjs/tensor.js';
import { modelVariables, type ModelVariable } from '../tfjs/variables.js';
import type { NamedTensor } from './artifacts.js';
import { FileError } from './file-error.js';
import type { Fitting, SkippedWeights } from './partial-weights.js';

/** A weight of a model, and a file's tensor for it. */
interface Matched {
  readonly path: string;
  readonly variable: ModelVariable['variable'];
  readonly tensor: Tensor;
}

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
): readonly Matched[] => {
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
    return { path, variable, tensor };
  });
  if (found.length < byName.size)
    throw new FileError(
      'mismatch',
      `${doing}: '${where}' has ${byName.size} weights, but the model has ${found.length}`,
    );
  return found;
};

/**
 * The weights of a model that a file has a tensor for, by their paths, which begin with their layers' names.
 *
 * @throws FileError where one is not there, unless layers are found by name, or is of another shape; unless it may be skipped.
 */
export const matchSomeWeights = (
  where: string,
  model: AnyModel,
  tensors: readonly NamedTensor[],
  { byName, skipMismatch }: Fitting,
): {
  readonly matched: readonly Matched[];
  readonly skipped: readonly SkippedWeights[];
  readonly absent: readonly SkippedWeights[];
} => {
  const theirs = new Map(
    tensors.filter(({ group }) => group === 'model').map(({ name, tensor }) => [name, tensor]),
  );
  const matched: Matched[] = [];
  const skipped: SkippedWeights[] = [];
  const absent: SkippedWeights[] = [];
  const skip = (path: string, why: string) => {
    if (!skipMismatch) throw new FileError('mismatch', `loadWeights: ${why}`);
    skipped.push({ path, why });
  };
  for (const { path, variable } of modelVariables(model)) {
    const tensor = theirs.get(path);
    const [own, given] = [
      showShape(variable.shape as number[]),
      tensor && showShape(tensor.shape as readonly number[]),
    ];
    if (tensor && own === given) matched.push({ path, variable, tensor });
    else if (tensor) skip(path, `'${path}' is ${own} in the model, but ${given} in '${where}'`);
    else {
      const why = `'${where}' has no weight '${path}'`;
      if (byName) absent.push({ path, why });
      else skip(path, why);
    }
  }
  return { matched, skipped, absent };
};
