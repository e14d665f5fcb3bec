// The module of a model's types, beside the model's file.
import { modelTypes, staleness } from '../codegen/index.js';
import { fileError } from '../files/explain-file-error.js';
import { nodeFileSystem, nodePath, readPlain } from '../files/node-files.js';
import { writeWhole } from './write-whole.js';

/** A model's module: where it is, and what it should say. */
const moduleFor = async (file: string, out?: string) => {
  const [fs, { dirname, relative, resolve, sep }] = [await nodeFileSystem(), await nodePath()];
  const path = out ?? `${resolve(file)}.ts`;
  const isFolder = (await fs.stat(file).catch(() => undefined))?.isDirectory() ?? false;
  // of a folder the description is what an address leads to
  const target = isFolder ? `${resolve(file)}${sep}model.json` : resolve(file);
  const steps = relative(dirname(resolve(path)), target).split(sep);
  const from = `${steps[0] === '..' ? '' : './'}${steps.map(encodeURIComponent).join('/')}`;
  return { path, text: await modelTypes(file, { file: from }) };
};

/** Writes the module; gives its path. */
export const writeTypes = async (file: string, out?: string): Promise<string> => {
  const { path, text } = await moduleFor(file, out);
  await writeWhole(path, text);
  return path;
};

/** Where the module is not what the model gives, as a sentence; undefined where it is. */
export const typesCheck = async (file: string, out?: string): Promise<string | undefined> => {
  const { path, text } = await moduleFor(file, out);
  const fs = await nodeFileSystem();
  let there: string;
  try {
    there = new TextDecoder().decode(await readPlain(fs, path, { follow: true }));
  } catch (cause) {
    return `${fileError('could not read', path, cause).message}; write it with shapewright types`;
  }
  const stale = staleness(there, text);
  return stale === undefined
    ? undefined
    : `'${path}' is not what '${file}' gives: ${stale}; run shapewright types again`;
};
