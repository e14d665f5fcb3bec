// A page's localStorage: tfjs's own keys, written so that a save that fails leaves the model that was there.
import * as tf from '@tensorflow/tfjs-core';
import { FileError } from './file-error.js';

/** The model's parts as tfjs stores them, by key. */
type Parts = ReadonlyMap<string, string>;

const prefixOf = (name: string) => `tensorflowjs_models/${name}/`;
const suffixes = ['info', 'model_topology', 'weight_specs', 'weight_data', 'model_metadata'];

const storage = (): Storage => {
  try {
    if (tf.env().getBool('IS_BROWSER')) return window.localStorage;
  } catch {
    // a page may be refused its storage; the sentence is the same
  }
  throw new FileError(
    'failed',
    'there is no localStorage here: it belongs to pages that may keep data; give a folder in Node, or indexeddb://name in a worker',
  );
};

const readParts = (name: string): Parts => {
  const keys = suffixes.map((suffix) => prefixOf(name) + suffix);
  return new Map(
    keys.flatMap((key) => {
      const value = storage().getItem(key);
      return value === null ? [] : [[key, value] as const];
    }),
  );
};

/** tfjs's own handler. */
const handlerOf = (name: string): tf.io.IOHandler => tf.io.getSaveHandlers(`localstorage://${name}`)[0]!;

const removeParts = (name: string): void =>
  suffixes.forEach((suffix) => storage().removeItem(prefixOf(name) + suffix));

const writeParts = (parts: Parts): void => parts.forEach((value, key) => storage().setItem(key, value));

/**
 * Saves a model: under another name first, and then at once under its own, within one turn of the page. Where there is
 * no room for two, the new one takes the old one's place, which is put back if it does not fit.
 */
export const saveLocally = async (name: string, artifacts: tf.io.ModelArtifacts): Promise<void> => {
  const aside = `${name}.new`;
  const old = readParts(name);
  const write = (to: string) => handlerOf(to).save!(artifacts);
  try {
    await write(aside).then(
      () => {
        const fresh = readParts(aside);
        removeParts(aside);
        removeParts(name);
        writeParts(
          new Map(
            [...fresh].map(([key, value]) => [prefixOf(name) + key.slice(prefixOf(aside).length), value]),
          ),
        );
      },
      () => {
        removeParts(name);
        return write(name);
      },
    );
  } catch (cause) {
    removeParts(name);
    writeParts(old);
    throw new FileError(
      'disk-full',
      `could not save to 'localstorage://${name}': the page's storage is full; what was there before is untouched. indexeddb://name holds more`,
      { cause },
    );
  }
};

/** A model that was saved here. */
export const loadLocally = (name: string): Promise<tf.io.ModelArtifacts> => {
  if (readParts(name).size === 0)
    throw new FileError('missing', `could not load 'localstorage://${name}': there is no such model`);
  return handlerOf(name).load!();
};
