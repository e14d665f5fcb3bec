// A description and its weights are stored under their checksums, and held to them when they are read.
import { byteLength, type Artifacts, type Description } from './artifacts.js';
import { checksum, checksumOf } from './checksum.js';
import { FileError } from './file-error.js';

/** What we keep of a model beside tfjs's own description, under this key. */
const own = 'shapewright';

/** The version of the format: from the second on there are checksums. */
const version = 2;

interface Sealed {
  readonly version?: number;
  readonly checksum?: { readonly description: string; readonly weights: string };
}

/** The description without its own checksum, which cannot be part of what it is made over. */
const described = ({ topology, entries, metadata }: Description): unknown => {
  const { checksum: sums, ...rest } = (metadata[own] ?? {}) as Sealed;
  return { topology, entries, metadata: { ...rest, weights: sums?.weights } };
};

/** Artifacts as plain JSON, with the checksums of description and weights. */
export const seal = ({ data, ...description }: Artifacts): Artifacts => {
  const { topology, entries, metadata } = JSON.parse(JSON.stringify(description)) as Description;
  const sealed = (sum: string): Description => ({
    topology,
    entries,
    metadata: {
      ...metadata,
      [own]: {
        version,
        ...(metadata[own] as object),
        checksum: { description: sum, weights: checksum(new Uint8Array(data)) },
      },
    },
  });
  return { ...sealed(checksumOf(described(sealed('')))), data };
};

/** How deep a description may be nested: models stand in models in it. */
const deepest = 1_000;

const isDeep = (value: unknown): boolean => {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
};

/**
 * Holds a description to its schema and to its checksum; files of before there were any have none.
 *
 * @throws FileError that names the first place that is wrong.
 */
export const checkSeal = async (where: string, description: Description): Promise<void> => {
  if (isDeep(description))
    throw new FileError('not-a-model', `'${where}' is damaged: it is nested more than ${deepest} deep`);
  const { checkDescription } = await import('./schema.js');
  checkDescription(where, description);
  const { checksum: sums } = (description.metadata[own] ?? {}) as Sealed;
  if (sums && sums.description !== checksumOf(described(description)))
    throw new FileError(
      'damaged',
      `'${where}' is damaged, or was changed by hand: its description is not what was saved`,
    );
};

/**
 * Holds weights to their length and their checksum.
 *
 * @throws FileError where they are cut off, or not those that were saved.
 */
export const checkWeights = (where: string, { data, ...description }: Artifacts): void => {
  const expected = byteLength(description.entries);
  if (data.byteLength !== expected) throw wrongLength(where, expected, data.byteLength);
  const { checksum: sums } = (description.metadata[own] ?? {}) as Sealed;
  if (sums && sums.weights !== checksum(new Uint8Array(data))) throw notSaved(where);
};

/** The sentence for weights whose bytes have changed. */
export const notSaved = (where: string): FileError =>
  new FileError('damaged', `'${where}' is damaged: its bytes are not those that were saved`);

/** The sentence for weights that are too short, or too long. */
export const wrongLength = (where: string, expected: number, found: number): FileError =>
  new FileError(
    'truncated',
    `the weights in '${where}' should have ${expected} bytes, but there are ${found}: the file is cut off or not its own`,
  );
