// A layer of ours from the configuration of Keras's.
import type { AnyLayer, LayerFactory } from '../../graph/layer.js';
import { FileError } from '../file-error.js';
import type { Builders } from '../rebuild.js';
import { objectAt, type Json, type KerasObject } from './keras-object.js';
import { argumentsFrom, type ReadLayer } from './options-from-config.js';
import { inToday } from './older-layers.js';

/** What reading the layers of a file needs. */
export interface KerasFile {
  /** The file in the words of an error. */
  readonly where: string;
  readonly builders: Builders;
  /** The first number of the version of Keras that wrote it. */
  readonly version: number;
  /** What stands beside the weights: vocabularies, by the groups of their layers. */
  readonly assets?: ReadonlyMap<string, string>;
}

/** A name that weights can be filed under: Keras allows any, `conv1/bn` among them. */
export const nameFrom = (name: unknown): string | undefined => {
  if (typeof name !== 'string' || name === '') return undefined;
  const plain = name.replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 200);
  return /^[A-Za-z0-9]/.test(plain) ? plain : `layer${plain}`;
};

/** A layer in the words of an error. */
export const placeOfLayer = (name: unknown, className: string): string =>
  `the layer ${typeof name === 'string' ? `'${name.slice(0, 60)}'` : 'without a name'} (${className.slice(0, 60)})`;

/** The class of a layer of the user's own, as Keras registers it: `Custom>Scale`. */
const registeredName = (given: KerasObject): string => {
  const registered = given['registered_name'];
  const name = typeof registered === 'string' ? registered : given.class_name;
  return name.slice(name.lastIndexOf('>') + 1);
};

/** The factory of a class: of the catalogue, or of the user's own layers. */
const factoryOf = ({ where, builders }: KerasFile, given: KerasObject, place: string): LayerFactory => {
  const own = registeredName(given);
  const custom = Object.entries(builders.own ?? {}).find(
    ([name]) => name.slice(name.indexOf(':') + 1).toLowerCase() === own.toLowerCase(),
  );
  if (custom) return custom[1];
  const isOwn = typeof given['registered_name'] === 'string' && given['registered_name'].includes('>');
  const name = given.class_name.toLowerCase();
  const found = isOwn
    ? undefined
    : Object.keys(builders.catalogue).find((each) => each.toLowerCase() === name);
  if (found !== undefined && found !== 'lambda') return builders.catalogue[found]!;
  throw new FileError(
    'not-a-model',
    found === 'lambda'
      ? `'${where}': ${place} holds a function of Python's, which only Python can run: write it by defineLayer, and save it in Keras as a layer of a class of that name`
      : `'${where}': ${place} is none of the layers here: write it by defineLayer({ name: '${own.slice(0, 60)}', ... }), and give it in customLayers`,
  );
};

/** A configuration with the vocabulary that was learned: its list begins with tokens of the layer's own. */
const withVocabulary = (config: Json, text: string | undefined): Json => {
  if (text === undefined || (config['vocabulary'] ?? null) !== null) return config;
  const lines = text.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  const isText = 'standardize' in config;
  const hasMask = isText ? config['output_mode'] === 'int' : (config['mask_token'] ?? null) !== null;
  const unknown = isText ? 1 : Number(config['num_oov_indices'] ?? 1);
  const tokens = lines.slice((hasMask && config['output_mode'] === 'int' ? 1 : 0) + unknown);
  return {
    ...config,
    vocabulary:
      'vocabulary_dtype' in config && config['vocabulary_dtype'] !== 'string' ? tokens.map(Number) : tokens,
  };
};

/** Weights are of 32 bits here; a policy whose numbers are smaller changes the last digits, one of integers all. */
const checkPolicy = ({ where }: KerasFile, place: string, policy: unknown): void => {
  const name =
    typeof policy === 'string'
      ? policy
      : String(
          (policy as Json | null)?.['name'] ??
            ((policy as { config?: Json } | null)?.config ?? {})['name'] ??
            '',
        );
  if (/int[48]|float8/.test(name))
    throw new FileError(
      'not-a-model',
      `'${where}': ${place} is quantized ('${name.slice(0, 40)}'): save the model before it is quantized`,
    );
};

/**
 * A layer of ours from one of Keras's; `readLayer` reads those that it holds.
 *
 * @throws FileError that names the layer, where it is none of ours or says what ours cannot.
 */
export const layerFrom = (
  file: KerasFile,
  given: unknown,
  readLayer: ReadLayer,
  /** The layer's group of weights. */
  group: string,
): AnyLayer => {
  const written = objectAt(file.where, 'a layer', given);
  const { class_name: className, config: own } = inToday(written, file.version);
  const config = withVocabulary(own, file.assets?.get(`assets/${group}/vocabulary.txt`));
  const place = placeOfLayer(config['name'] ?? written['name'], written.class_name);
  const factory = factoryOf(file, { ...written, class_name: className, config }, place);
  if (String(config['dtype'] ?? '') !== 'float32') checkPolicy(file, place, config['dtype']);
  try {
    const args = argumentsFrom({ where: file.where, place }, factory.declaration!, config, readLayer);
    const name = nameFrom(config['name'] ?? written['name']);
    const trainable = config['trainable'] !== false;
    const options = { ...(args.at(-1) as object), ...(name !== undefined && { name }), trainable };
    return (factory as unknown as (...all: readonly unknown[]) => AnyLayer)(...args.slice(0, -1), options);
  } catch (cause) {
    throw atPlace(file.where, place, cause);
  }
};

/** What went wrong with a layer, as a FileError that names it. */
export const atPlace = (where: string, place: string, cause: unknown): FileError => {
  if (cause instanceof FileError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new FileError('not-a-model', `'${where}': ${place} cannot be made: ${why}`, { cause });
};
