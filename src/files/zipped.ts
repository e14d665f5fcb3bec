// What a zip holds: a model of Keras's, a folder that was packed, or a model of another kind.
import { joinParts, parseModel, weightsPaths } from './model-json.js';
import { FileError } from './file-error.js';
import { readArchive } from './keras/archive.js';
import type { IOHandler } from './place.js';
import type { Opened } from './source.js';

const refusals: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)saved_model\.pb$/, "is a SavedModel of TensorFlow's, whose layers are gone"],
  [/(^|\/)data\.pkl$/, "is a model of PyTorch's, which is a pickle of Python's"],
  [/\.onnx$/, 'holds an ONNX model, which is not opened here'],
  [/\.tflite$/, 'holds a TensorFlow Lite model, whose layers are gone'],
  [/\.npy$/, "holds arrays of NumPy's, and no model"],
];

/** The folder that the files of a model lie in, within an archive: the one in which there is a file of that name. */
const folderOf = (names: readonly string[], file: string): string | undefined => {
  const found = names.filter((name) => name === file || name.endsWith(`/${file}`));
  const [shortest] = [...found].sort((a, b) => a.length - b.length);
  return shortest?.slice(0, -file.length);
};

/**
 * A zip as a source: a `.keras` itself, one that was unpacked and packed again, or a model of tfjs's.
 *
 * @param open Opens a file that lies in it.
 * @throws FileError for a model of another kind, by its name.
 */
export const openZip = async (
  where: string,
  bytes: Uint8Array,
  open: (where: string, bytes: Uint8Array) => Promise<Opened>,
): Promise<Opened> => {
  const names: string[] = [];
  await readArchive(where, bytes, (name) => {
    names.push(name);
    return false;
  });
  if (names.includes('config.json')) return { kind: 'zip', where, bytes };
  const kept = names.filter((name) => !/(^|\/)(__MACOSX|\.[^/]*)(\/|$)/.test(name));
  const folder = folderOf(kept, 'config.json');
  if (folder !== undefined && kept.includes(`${folder}model.weights.h5`)) {
    const files = await readArchive(where, bytes, (name) => name.startsWith(folder));
    const parts = new Map([...files].map(([name, data]) => [name.slice(folder.length), data]));
    return { kind: 'parts', where, parts };
  }
  const topology = folderOf(kept, 'model.json');
  if (topology !== undefined) return { kind: 'place', place: zippedFolder(where, bytes, topology) };
  const refusal = refusals.find(([test]) => kept.some((name) => test.test(name)));
  if (refusal)
    throw new FileError(
      'not-a-model',
      `'${where}' ${refusal[1]}: save the model in Keras as .keras, model.save('model.keras')`,
    );
  const inside = kept.filter((name) => /\.(keras|h5|hdf5)$/i.test(name));
  if (inside.length !== 1 || /\.keras$/i.test(where)) return { kind: 'zip', where, bytes };
  const [name] = inside as [string];
  const file = (await readArchive(where, bytes, (each) => each === name)).get(name)!;
  // no zips in zips in zips
  return file[0] === 0x50 ? { kind: 'zip', where, bytes: file } : open(where, file);
};

/** A model in tfjs's format within a zip, as a handler that reads it. */
const zippedFolder = (where: string, bytes: Uint8Array, folder: string): IOHandler => ({
  load: async () => {
    const files = await readArchive(where, bytes, (name) => name.startsWith(folder));
    const text = new TextDecoder().decode(files.get(`${folder}model.json`));
    const { description, groups } = parseModel(where, text);
    const data = weightsPaths(where, groups).map((name) => {
      const found = files.get(`${folder}${name}`);
      if (!found)
        throw new FileError(
          'missing',
          `'${where}' has no '${name.slice(0, 80)}', which its model.json names`,
        );
      return found;
    });
    return {
      modelTopology: description.topology,
      weightSpecs: description.entries,
      weightData: joinParts(data).buffer,
      userDefinedMetadata: description.metadata,
      generatedBy: description.writtenBy,
      trainingConfig: description.training as object | undefined,
    };
  },
});
