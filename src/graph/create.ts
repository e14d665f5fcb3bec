import { makeInput, type Input } from './input.js';
import { makeKit, type Abilities } from './kit.js';
import { ownModelMethods, ownTensorMethods } from './model-methods.js';
import { makeSequential, type SequentialFactory } from './sequential.js';

/** The doors of the graph with some abilities: tensors and models made through them have their methods. */
export const createGraph = (
  abilities: Abilities,
): { readonly input: Input; readonly sequential: SequentialFactory } => {
  const kit = makeKit(abilities, { tensor: ownTensorMethods, model: ownModelMethods });
  const input = makeInput(kit);
  return { input, sequential: makeSequential(input) };
};
