import { inNode, nodeModule } from '../../runtime/node.js';
import { howToAllow, isForbidden } from '../../runtime/permission.js';
import { BackendError, reason } from '../backend-error.js';
import { wasmAddresses } from './addresses.js';
import { wasmFileNames, wasmPackage } from './package.js';

/** Where the .wasm files are: the folder that holds them, or the place of each by its name. */
export type WasmPaths = string | Readonly<Record<string, string>>;

/**
 * The place of each file, to give to tfjs: the user's, in Node the package's own folder, and in a page the first where
 * the one that is needed is found.
 *
 * @param needed The file that tfjs will load on this machine.
 * @throws BackendError where that file is not there, or not whole.
 */
export async function findWasmFiles(
  given: WasmPaths | undefined,
  needed: string,
): Promise<Record<string, string>> {
  if (given === undefined && !inNode()) return findInPage(needed);
  const places = await placesOf(given ?? (await packageFolder()));
  await checkWasmFile(places[needed]!);
  return places;
}

/** Looks where a page may have the files, until one is whole; what was wrong at the first place is the error. */
async function findInPage(needed: string): Promise<Record<string, string>> {
  let first: unknown;
  for (const places of wasmAddresses())
    try {
      await checkWasmFile(places[needed]!);
      return { ...places };
    } catch (error) {
      first ??= error;
    }
  throw first;
}

async function placesOf(paths: WasmPaths): Promise<Record<string, string>> {
  checkPaths(paths);
  const places = wasmFileNames.map(async (name) => {
    const place = typeof paths === 'string' ? paths.replace(/([^/\\])$/, '$1/') + name : paths[name]!;
    return [name, await toPath(place)] as const;
  });
  return Object.fromEntries(await Promise.all(places));
}

async function packageFolder(): Promise<string> {
  const { createRequire } = await nodeModule<typeof import('node:module')>('node:module');
  const { dirname } = await nodeModule<typeof import('node:path')>('node:path');
  return `${dirname(createRequire(import.meta.url).resolve(`${wasmPackage}/package.json`))}/dist/`;
}

/** Node reads files, not addresses. */
async function toPath(place: string): Promise<string> {
  if (!inNode() || !place.startsWith('file:')) return place;
  const { fileURLToPath } = await nodeModule<typeof import('node:url')>('node:url');
  return fileURLToPath(place);
}

function checkPaths(paths: WasmPaths): void {
  if (typeof paths === 'string') return;
  if (typeof paths !== 'object' || paths === null) {
    throw new BackendError(
      'invalid-option',
      `useBackend needs wasmPaths to be a folder or an object of file names and places, got ${String(paths)}`,
    );
  }
  const missing = wasmFileNames.filter((name) => typeof paths[name] !== 'string');
  if (missing.length > 0) {
    throw new BackendError(
      'invalid-option',
      `useBackend needs a place in wasmPaths for each of tfjs's .wasm files; missing: ${missing.join(', ')}`,
    );
  }
}

/**
 * Reads the file that tfjs is about to load and sees whether it is whole: tfjs itself would write to the console, and
 * never try again.
 */
async function checkWasmFile(place: string): Promise<void> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = inNode() ? await readFile(place) : await download(place);
  } catch (cause) {
    if (isForbidden(cause))
      throw new BackendError(
        'no-permission',
        `The backend 'wasm' may not read the file ${place} (${reason(cause)}); ${howToAllow('files')}`,
        { cause },
      );
    throw new BackendError(
      'missing-file',
      `The backend 'wasm' needs the file ${place}, which could not be read: ${reason(cause)}. ` +
        `Copy the .wasm files of ${wasmPackage}/dist there, or say where they are: useBackend('wasm', { wasmPaths: … })`,
      { cause },
    );
  }
  if (WebAssembly.validate(bytes)) return;
  // many servers answer with their front page where there is no such file
  const isPage = String.fromCharCode(...bytes.subarray(0, 256))
    .trimStart()
    .startsWith('<');
  throw isPage
    ? new BackendError(
        'missing-file',
        `The backend 'wasm' asked for the file ${place}, and the server answered with a page: there is no such file. ` +
          `Serve the .wasm files of ${wasmPackage}/dist there, or say where they are: useBackend('wasm', { wasmPaths: … })`,
      )
    : new BackendError(
        'broken-file',
        `The backend 'wasm' needs the file ${place}, which is no WebAssembly, or not all of it ` +
          `(${bytes.length} bytes). Copy it again from ${wasmPackage}/dist, or reinstall the package`,
      );
}

async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const fs = await nodeModule<typeof import('node:fs/promises')>('node:fs/promises');
  return new Uint8Array(await fs.readFile(path));
}

async function download(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
