// What the functions of this folder work on: a model, or where one is kept.
import { isLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { inNode } from '../runtime/node.js';
import type { Architecture } from '../files/architecture.js';
import { nameOf, type StorePlace } from '../files/place.js';
import type { Builders } from '../files/rebuild.js';
import { endsOf, type ModelEnd } from './model-facts.js';

/** A model, or where it is: whatever `loadModel` opens. */
export type ModelOrPlace = AnyModel | StorePlace;

/** Whether it is a model as it is. */
export const isLive = (source: unknown): source is AnyModel => isLayer(source) && isModel(source);

/** A model that was opened, and has to be freed. */
type Opened = AnyModel & { dispose(): void };

/** What `use` makes of a model; one that is loaded for it is freed behind it. */
export const withModel = async <T>(
  source: ModelOrPlace,
  use: (model: AnyModel) => T | Promise<T>,
): Promise<T> => {
  if (isLive(source)) return use(source);
  const { loadModel, useBackend } = await import('../index.js');
  // the weights are only looked at: nothing is worth a faster backend's coming up
  if (inNode()) await useBackend('cpu');
  const open = loadModel as unknown as (place: StorePlace, shapes: object) => Promise<Opened>;
  const model = await open(source, await shapesIn(source));
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
};

/** The shapes at the ends of a model that `save` wrote, as `loadModel` is told them; of anything else it says what it is. */
const shapesIn = async (place: StorePlace): Promise<object> => {
  const [{ readStore }, { readArchitecture }, { input }, catalogue] = await Promise.all([
    import('../files/store.js'),
    import('../files/rebuild.js'),
    import('../index.js'),
    import('../layers/catalogue.js'),
  ]);
  const { metadata } = await readStore(place);
  const { architecture } = (metadata['shapewright'] ?? {}) as { readonly architecture?: Architecture };
  if (!architecture) return { input: [1], output: [1] };
  const builders = { input, catalogue: catalogue as unknown as Builders['catalogue'] };
  const model = readArchitecture(nameOf(place), architecture, builders);
  const { inputs, outputs } = endsOf(model);
  const texts = inputs.filter(({ dtype }) => dtype === 'string').map(({ name }) => name);
  return {
    input: shapesOf(inputs, model.inputNames, model.inputsListed),
    output: shapesOf(outputs, model.outputNames, model.outputsListed),
    texts: texts.length === inputs.length ? true : texts,
  };
};

const shapesOf = (
  ends: readonly ModelEnd[],
  names: readonly string[] | undefined,
  listed: boolean,
): unknown => {
  if (listed) return ends.map(({ shape }) => shape);
  return names ? Object.fromEntries(ends.map(({ name, shape }) => [name, shape])) : ends[0]!.shape;
};
