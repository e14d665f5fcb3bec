// tfjs's model.json: a description, and the files that the weights are in.
import type { Artifacts, Description, WeightEntry } from './artifacts.js';
import { FileError } from './file-error.js';

/** Some weights, and the files that hold them one after the other. */
export interface WeightsGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightEntry[];
}

/** What tfjs writes at the top of the file; in one of ours anything else is damage. */
const known = [
  'format',
  'generatedBy',
  'convertedBy',
  'modelTopology',
  'weightsManifest',
  'userDefinedMetadata',
  'trainingConfig',
  'signature',
  'modelInitializer',
  'initializerSignature',
];

/** The text of a model.json whose weights are in one file. */
export const writeModel = ({ topology, entries, metadata }: Description, weightsFile: string): string =>
  JSON.stringify({
    format: 'layers-model',
    generatedBy: 'shapewright',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: [weightsFile], weights: entries }],
    userDefinedMetadata: metadata,
  });

const isObject = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

/**
 * Refuses a graph of operations, which has no layers.
 *
 * @throws FileError that says what to do instead.
 */
export const refuseGraph = (where: string, topology: unknown, format?: unknown): void => {
  const isGraph = isObject(topology) && ('node' in topology || 'library' in topology);
  if (isGraph || format === 'graph-model')
    throw new FileError(
      'not-a-model',
      `'${where}' is a graph model of tfjs's, operations without layers: run it by tf.loadGraphModel, or save the model in Keras as .keras, and give loadModel that`,
    );
};

/**
 * Reads the text of a model.json.
 *
 * @throws FileError where it is no JSON, or no model.
 */
export const parseModel = (
  file: string,
  text: string,
): { readonly description: Description; readonly groups: readonly WeightsGroup[] } => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FileError('not-a-model', `'${file}' is not JSON: it is cut off or no model`, { cause });
  }
  const object = (typeof json === 'object' && !Array.isArray(json) ? json : null) as Readonly<
    Record<string, unknown>
  > | null;
  if (object) refuseGraph(file, object['modelTopology'], object['format']);
  const groups = object?.['weightsManifest'];
  const whole = (group: Partial<WeightsGroup> | null) =>
    Array.isArray(group?.paths) &&
    group.paths.every((path) => typeof path === 'string') &&
    Array.isArray(group.weights);
  if (object && groups === undefined && ('modelTopology' in object || 'class_name' in object))
    throw new FileError(
      'not-a-model',
      `'${file}' holds layers and no weights: it has no weightsManifest; save the whole model, as model.save does in tfjs and in Keras`,
    );
  if (!object || !Array.isArray(groups) || !groups.every(whole))
    throw new FileError('not-a-model', `'${file}' holds no model: it has no whole weightsManifest`);
  const metadata = (object['userDefinedMetadata'] ?? {}) as Description['metadata'];
  const writtenBy = object['generatedBy'];
  const isOurs = writtenBy === 'shapewright' || (isObject(metadata) && 'shapewright' in metadata);
  const strange = isOurs ? Object.keys(object).find((key) => !known.includes(key)) : undefined;
  if (strange !== undefined)
    throw new FileError(
      'not-a-model',
      `'${file}' is damaged: it has '${strange.slice(0, 40)}', which no model.json has`,
    );
  return {
    groups: groups as readonly WeightsGroup[],
    description: {
      topology: object['modelTopology'] ?? null,
      entries: (groups as readonly WeightsGroup[]).flatMap(({ weights }) => weights),
      metadata,
      ...(typeof writtenBy === 'string' && { writtenBy }),
      ...('trainingConfig' in object && { training: object['trainingConfig'] }),
    },
  };
};

/**
 * The weights files of a model: plain names, for what lies outside its folder is none of its. Under an address folders may
 * stand beside it, which there can be no links.
 *
 * @throws FileError for a path that leads elsewhere.
 */
export const weightsPaths = (
  file: string,
  groups: readonly WeightsGroup[],
  { folders = false } = {},
): readonly string[] =>
  groups
    .flatMap(({ paths }) => paths)
    .map((path) => {
      const name = path.replace(/^\.\//, '');
      const parts = name.split('/');
      const isInside = parts.every((part) => part !== '' && !/^(\.|%2e){1,2}$/i.test(part));
      if (isInside && parts.length <= (folders ? 8 : 1) && !/[\\:\u0000-\u001f]/.test(name)) return name;
      throw new FileError(
        'not-a-model',
        `'${file}' names the weights ${JSON.stringify(path.slice(0, 60))}; weights are files in the folder of the model itself`,
      );
    });

/** How large a description may be, in bytes. */
export const largestJson = 256 * 2 ** 20;

/** How often a model that is replaced while it is read is read again. */
const tries = 100;

/** A description and its weights: those of one save, where another goes on meanwhile and removes the weights that it replaces. */
export const readWhole = async (
  readText: () => Promise<string>,
  readRest: (text: string) => Promise<Artifacts>,
): Promise<Artifacts> => {
  let last: string | undefined;
  for (let left = tries; ; left--) {
    const text = await readText();
    try {
      return await readRest(text);
    } catch (cause) {
      const gone = cause instanceof FileError && cause.code === 'missing';
      if (!gone || text === last || left === 0) throw cause;
      last = text;
    }
  }
};

/** Bytes one after the other, in a buffer of their own. */
export const joinParts = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
};
