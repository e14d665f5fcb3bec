// Damaged files of Keras: each is a model that can be used, or a FileError with a sentence; nothing is left of a refused one.
import * as tf from '@tensorflow/tfjs-core';
import { unzipSync, zipSync } from 'fflate';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FileError, loadModel } from '../../src/index.js';
import { randomStream } from '../../src/tfjs/random.js';
import { changeField } from './damage.js';
import { fixturePath, modelFiles, readIndex, type ModelFile } from './keras-cases.js';
import { olderOperationCases, operationCases, operationFiles, packedOperations } from './operation-cases.js';

const first = Number(process.env['SEED'] ?? 1);
const folderOfAll = mkdtempSync(join(tmpdir(), 'keras-fuzz-'));
afterAll(() => rmSync(folderOfAll, { recursive: true }));
const cases = Number(process.env['CASES'] ?? (process.env['CI'] ? 1000 : 60));

const archives = [
  ...modelFiles.flatMap(({ files }) => files.filter((file) => file.endsWith('.keras'))),
  ...operationFiles.map(({ file }) => file),
];
const { versions } = readIndex('old.json') as {
  readonly versions: Readonly<Record<string, readonly ModelFile[]>>;
};
const hdf5 = [...modelFiles, ...Object.values(versions).flat()].flatMap(({ files }) =>
  files.filter((file) => /(?<!weights)\.h5$/.test(file)),
);
const folders = (
  readIndex('tfjs.json') as { readonly cases: readonly { readonly folder: string }[] }
).cases.map(({ folder }) => folder);

type Draw = (below: number) => number;

/** Some bytes that are others, or a stretch that is missing, or the end. */
const damaged = (bytes: Uint8Array, below: Draw): readonly [string, Uint8Array] => {
  const kind = below(4);
  if (kind === 0) return ['the end is missing', bytes.slice(0, below(bytes.length))];
  const fresh = bytes.slice();
  if (kind === 1) {
    const from = below(bytes.length);
    return ['a stretch is zero', fresh.fill(0, from, from + 1 + below(200))];
  }
  const count = kind === 2 ? 1 : 40;
  // the head of a file, and of a part of it, has the most to go wrong
  const reach = below(2) === 0 ? Math.min(2048, bytes.length) : bytes.length;
  for (let i = 0; i < count; i++) fresh[below(reach)] = below(256);
  return [`${count} bytes are others`, fresh];
};

/** One damaged file: as a whole, or a part of the archive in it, whose checksums are then sound. */
const draw = (seed: number): { readonly what: string; readonly bytes: Uint8Array } => {
  const stream = randomStream(seed);
  const below: Draw = (n) => Math.floor(stream() * n);
  const pick = (list: readonly string[]) => list[below(list.length)]!;
  const kind = below(7);
  // a folder of tfjs's, of which some are in fewer bits, packed
  if (kind === 5) {
    const folder = pick(folders);
    const files = readdirSync(fixturePath(folder)).map(
      (name) => [name, new Uint8Array(readFileSync(fixturePath(`${folder}/${name}`)))] as const,
    );
    const packed = Object.fromEntries(files);
    if (below(3) === 0) {
      const [name] = files[below(files.length)]!;
      const [what, bytes] = damaged(packed[name]!, below);
      return { what: `${folder}/${name}: ${what}`, bytes: zipSync({ ...packed, [name]: bytes }) };
    }
    const json = JSON.parse(new TextDecoder().decode(packed['model.json'])) as never;
    const what = changeField(json, stream);
    const changed = new TextEncoder().encode(JSON.stringify(json));
    return { what: `${folder}: ${what}`, bytes: zipSync({ ...packed, 'model.json': changed }) };
  }
  // operations between layers, whose arguments are others
  if (kind === 6) {
    const older = below(3) === 0;
    const list = older ? olderOperationCases : operationCases;
    const { name, config } = list[below(list.length)]!;
    const json = JSON.parse(JSON.stringify(config)) as never;
    const what = changeField(json, stream);
    return { what: `${name}: ${what}`, bytes: packedOperations(json, older ? '2.15.0' : undefined) };
  }
  const file = pick(kind < 2 ? hdf5 : archives);
  const whole = new Uint8Array(readFileSync(fixturePath(file)));
  if (kind < 3) {
    const [what, bytes] = damaged(whole, below);
    return { what: `${file}: ${what}`, bytes };
  }
  const parts = unzipSync(whole);
  if (kind === 3) {
    const [what, bytes] = damaged(parts['model.weights.h5']!, below);
    return { what: `${file}, weights: ${what}`, bytes: zipSync({ ...parts, 'model.weights.h5': bytes }) };
  }
  const config = JSON.parse(new TextDecoder().decode(parts['config.json'])) as never;
  const what = changeField(config, stream);
  const changed = new TextEncoder().encode(JSON.stringify(config));
  return { what: `${file}, config: ${what}`, bytes: zipSync({ ...parts, 'config.json': changed }) };
};

/** A `.keras` unpacked into a folder; undefined of what is no zip. */
const unpacked = (bytes: Uint8Array, into: string): string | undefined => {
  let parts: Readonly<Record<string, Uint8Array>>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return undefined;
  }
  if (!('config.json' in parts) || Object.keys(parts).some((name) => name.includes('..'))) return undefined;
  for (const [name, data] of Object.entries(parts)) {
    const path = join(into, name);
    mkdirSync(dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, data);
  }
  return into;
};

/** What our own mistakes look like in a message. */
const inner = /(?<!got )undefined|\[object|is not a function|Cannot read|is not iterable/;

test('a damaged file is refused in a sentence, or can be used', { timeout: cases * 3000 }, async () => {
  const wrong: string[] = [];
  const outcomes = { used: 0, refused: 0 };
  for (let seed = first; seed < first + cases; seed++) {
    const { what, bytes } = draw(seed);
    const before = tf.memory().numTensors;
    const begin = performance.now();
    // every third one as a folder, where it is an archive
    const folder = seed % 3 === 0 ? unpacked(bytes, join(folderOfAll, String(seed))) : undefined;
    const say = (problem: string) => wrong.push(`${seed}: ${what}: ${problem}`.slice(0, 500));
    try {
      const loaded = await loadModel(folder ?? bytes);
      loaded.summary({ printFn: () => undefined });
      loaded.dispose();
      outcomes.used++;
    } catch (error) {
      outcomes.refused++;
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof FileError)) say(`another error: ${(error as Error).stack ?? message}`);
      else if (message.length < 30 || message.length > 600 || inner.test(message)) say(message);
    }
    if (performance.now() - begin > 10_000) say('took more than 10 s');
    if (tf.memory().numTensors !== before) say('tensors are left');
  }
  expect(wrong).toEqual([]);
  // that the damage does damage: of a small sample, and with operations whose other argument may be right, not always half
  expect(outcomes.refused).toBeGreaterThan(cases / 4);
});
