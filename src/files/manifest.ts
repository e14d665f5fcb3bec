// What a file's list of weights must be for the model that it describes: compared before any weight is made.
import type { AnyLayer } from '../graph/layer.js';
import { layerWeights } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { showShape } from '../shapes/shape.js';
import { optimizerOf } from '../training/optimizers/optimizer-of.js';
import type { Slot } from '../training/optimizers/optimizer.js';
import type { WeightEntry } from './artifacts.js';
import { FileError } from './file-error.js';
import type { Metadata } from './save.js';

/** The shapes of a model's weights by their paths, each once, however often its layer is used. */
export const expectedWeights = (
  model: AnyModel,
  prefix = '',
  seen = new Set<AnyLayer>(),
): ReadonlyMap<string, readonly number[]> =>
  new Map(
    model.graph.layers.flatMap((entry): (readonly [string, readonly number[]])[] => {
      const { layer, name } = entry;
      if (seen.has(layer)) return [];
      seen.add(layer);
      return isModel(layer)
        ? [...expectedWeights(layer, `${prefix}${name}/`, seen)]
        : layerWeights(entry).map((weight) => [`${prefix}${name}/${weight.name}`, weight.shape] as const);
    }),
  );

const mismatch = (where: string, why: string) =>
  new FileError('not-a-model', `'${where}' is damaged: ${why}`);

const sameShape = (a: readonly number[], b: readonly number[]) => showShape(a) === showShape(b);

/**
 * Holds a file's entries to the model that its architecture gives, and to its optimizer.
 *
 * @throws FileError that names the first weight that is missing, too many, or of another shape or type.
 */
export const checkManifest = (
  where: string,
  model: AnyModel,
  entries: readonly WeightEntry[],
  { paths, training }: Pick<Metadata, 'paths' | 'training'>,
): void => {
  const expected = expectedWeights(model);
  const own = entries.filter(({ group }) => group !== 'optimizer');
  // a layer that stands in several of its models is there once for each, for plain tfjs
  const known = new Set(paths);
  if (paths.length !== own.length || known.size !== expected.size)
    throw mismatch(
      where,
      `its architecture has ${expected.size} weights, but it holds ${own.length} under ${known.size} paths`,
    );
  paths.forEach((path, i) => {
    const shape = expected.get(path);
    const entry = own[i]!;
    if (!shape) throw mismatch(where, `its architecture has no weight '${path.slice(0, 60)}'`);
    if (!sameShape(shape, entry.shape))
      throw mismatch(
        where,
        `the weight '${path}' is ${showShape(shape)} by its architecture, but ${showShape(entry.shape)} in its list`,
      );
    if (entry.dtype !== 'float32')
      throw mismatch(where, `the weight '${path}' is ${entry.dtype}, not float32`);
  });
  const slots = entries.filter(({ group }) => group === 'optimizer');
  if (training) checkSlots(where, expected, slots, training);
  else if (slots.length > 0)
    throw mismatch(where, `it has an optimizer's slots ('${slots[0]!.name}'), but no state of training`);
};

/** Holds an optimizer's slots to its settings and to the model's weights. */
const checkSlots = (
  where: string,
  weights: ReadonlyMap<string, readonly number[]>,
  slots: readonly WeightEntry[],
  training: NonNullable<Metadata['training']>,
): void => {
  let optimizer: ReturnType<typeof optimizerOf>;
  try {
    optimizer = optimizerOf({ className: training.optimizer, config: training.config });
  } catch (cause) {
    throw mismatch(where, `its optimizer has impossible settings: ${(cause as Error).message}`);
  }
  const given = new Map(slots.map((slot) => [slot.name, slot]));
  if (given.size < slots.length) throw mismatch(where, "two of its optimizer's slots have one name");
  // of an optimizer of the user's own we know nothing more
  if (!optimizer) return;
  const state = optimizer.create();
  const check = (of: string, expected: readonly Slot[]) => {
    const own = expected.flatMap((slot) => given.get(slot.name) ?? []);
    if (own.length > 0 && own.length < expected.length)
      throw mismatch(where, `some of the optimizer's slots for ${of} are missing`);
    own.forEach((slot, i) => {
      const { shape } = expected[i]!;
      if (!sameShape(slot.shape, shape) || slot.dtype !== 'float32')
        throw mismatch(
          where,
          `the optimizer's '${slot.name}' is ${slot.dtype} ${showShape(slot.shape)}, but ${of} wants float32 ${showShape(shape)}`,
        );
      given.delete(slot.name);
    });
  };
  for (const [path, shape] of weights) check(`'${path}'`, state.slotsOf(path, shape));
  check('itself', state.ownSlots);
  const [stranger] = given.keys();
  if (stranger !== undefined)
    throw mismatch(where, `the optimizer's '${stranger.slice(0, 60)}' belongs to no weight of the model`);
};
