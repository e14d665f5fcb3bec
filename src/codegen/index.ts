// The entry `shapewright/codegen`: what the command `shapewright` does, as functions.
import { readyBackend } from '../backends/ready.js';
import { printSummary } from '../graph/summary.js';
import { readOptions } from '../options/read.js';
import type { StorePlace } from '../files/place.js';
import { architectureDifference, weightDifferences, type ModelDifference } from './difference.js';
import { factsOf, type ModelFacts } from './model-facts.js';
import { convertOptions, type ConvertOptions } from './convert-options.js';
import { withModel, type ModelOrPlace } from './open-model.js';
import { programOf } from './program.js';
import { modelTypesOptions, typesModule, type ModelTypesOptions } from './types-module.js';

export type { ConvertOptions } from './convert-options.js';
export type { Change, ModelDifference, WeightDifference } from './difference.js';
export type { LayerFacts, ModelEnd, ModelFacts } from './model-facts.js';
export type { ModelOrPlace } from './open-model.js';
export { staleness, type ModelTypesOptions } from './types-module.js';

/**
 * What a model is, as data: its ends, its layers, how many numbers its weights hold.
 *
 * @param source A model, or where one is kept: whatever `loadModel` opens.
 * @throws FileError where there is none.
 * @example const { params, layers } = await modelFacts('models/digits');
 */
export const modelFacts = (source: ModelOrPlace): Promise<ModelFacts> => withModel(source, factsOf);

/**
 * The lines of a model's summary, as Keras prints it, 88 characters wide, or 108 where it has branches.
 *
 * @example console.log((await modelSummary('models/digits')).join('\n'));
 */
export const modelSummary = (source: ModelOrPlace): Promise<readonly string[]> =>
  withModel(source, (model) => {
    const lines: string[] = [];
    const lineLength = model.graph.isChain ? 88 : 108;
    printSummary(model, { lineLength, printFn: (line) => lines.push(line) });
    return lines;
  });

/**
 * A model as a program in this package's API: a list, a chain or a graph, with nested models and shared layers, each layer
 * with exactly the options that are not its defaults. It makes a model of the same layers, names and parameters; the weights
 * are not in it: `loadWeights` puts those of the file in.
 *
 * @throws FileError for a layer of one's own, and where an option is a function: a program cannot say what they are.
 * @example await writeFile('digits.ts', await modelCode('models/digits'));
 */
export const modelCode = (source: ModelOrPlace): Promise<string> => withModel(source, programOf);

/**
 * A small TypeScript module of a model's types: the names, shapes and dtypes of its ends, its layers' names, and a typed
 * `load()`. It is meant to be committed beside the file; `staleness` says where the two have come apart.
 *
 * @example await writeFile('digits.ts', await modelTypes('digits', { file: './digits/model.json' }));
 */
export const modelTypes = async (source: ModelOrPlace, options: ModelTypesOptions): Promise<string> => {
  const { file } = readOptions('modelTypes', options, modelTypesOptions);
  return withModel(source, (model) => typesModule(model, file));
};

/**
 * How two models differ: layers that are there in one alone, options, and each weight's largest difference.
 *
 * @example const { same, weights } = await modelDifference('models/before', 'models/after');
 */
export const modelDifference = (before: ModelOrPlace, after: ModelOrPlace): Promise<ModelDifference> =>
  withModel(before, (one) =>
    withModel(after, async (other) => {
      await readyBackend();
      const architecture = architectureDifference(one, other);
      const weights = weightDifferences(one, other);
      const { added, removed, changed } = architecture;
      const same = [added, removed, changed, weights].every(({ length }) => length === 0);
      return { same, ...architecture, weights };
    }),
  );

/**
 * Loads a model and saves it elsewhere, in the format that the name of that place tells; the state of its training comes along.
 *
 * @throws FileError where the one cannot be read, or the other not written: what was there is untouched then.
 * @example await convertModel('digits.keras', 'models/digits', { quantize: 'uint8' });
 */
export const convertModel = async (
  from: ModelOrPlace,
  to: StorePlace,
  options?: ConvertOptions,
): Promise<void> => {
  const { quantize } = readOptions('convertModel', options, convertOptions);
  await withModel(from, async (model) => {
    await readyBackend();
    const [{ saveModel }, { waitingState }, { waitingSettings }] = await Promise.all([
      import('../files/save.js'),
      import('../training/training-state.js'),
      import('../training/settings.js'),
    ]);
    await saveModel(model, to, { training: waitingState(model), settings: waitingSettings(model), quantize });
  });
};
