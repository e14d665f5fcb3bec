import * as tf from '@tensorflow/tfjs';
import { suggest } from '../errors/suggest.js';
import { inNode } from '../runtime/node.js';
import { BackendError } from './backend-error.js';
import { withoutNewListeners } from './process-listeners.js';
import { registerWasmKernels } from './wasm/register.js';
import { checkWasmFile, findWasmFiles, reason, wasmPackage } from './wasm-files.js';
import type { WasmPaths } from './wasm-files.js';

/** Where tensors are computed: WebAssembly, plain JavaScript, or the graphics card of a page. */
export type BackendName = 'wasm' | 'cpu' | 'webgl';

export interface BackendOptions {
  /**
   * Where tfjs's .wasm files are: a folder (or its address), or the place of each file by its name. Default: in Node
   * the folder of the package; in a page beside the script.
   */
  readonly wasmPaths?: WasmPaths;
}

/** The backend that was chosen. */
export interface ActiveBackend<Name extends BackendName = BackendName> {
  readonly name: Name;
  /** With 'auto': those that come before it, and why each was not taken. */
  readonly passedOver: readonly { readonly name: BackendName; readonly reason: string }[];
}

const backendNames = ['wasm', 'cpu', 'webgl'] as const satisfies readonly BackendName[];
const choices = [...backendNames, 'auto'] as const;
const optionNames = ['wasmPaths'] as const satisfies readonly (keyof BackendOptions)[];

/**
 * Chooses where tensors are computed, and prepares it: loads what it needs, and gives WASM the kernels without which
 * it cannot train (or is slow to). Called again, it changes over; what was chosen already costs nothing.
 *
 * 'auto' takes the first that works: in Node 'wasm', then 'cpu'; in a page 'webgl', 'wasm', 'cpu'.
 *
 * @throws {BackendError} (rejects) for an unknown backend or option, a package that is not installed, a .wasm file that
 * is missing or broken, a backend that there is not here. The backend that was active stays so.
 * @example
 * await useBackend('wasm');
 * const { name, passedOver } = await useBackend('auto');
 * await useBackend('wasm', { wasmPaths: '/assets/' }); // a page that serves the .wasm files there
 */
export function useBackend<const Choice extends BackendName | 'auto'>(
  choice: Choice,
  options: BackendOptions = {},
): Promise<ActiveBackend<Choice extends BackendName ? Choice : BackendName>> {
  // tfjs gives up on a backend that is being prepared when another is asked for: one after the other, then.
  const result = pending.then(() => choose(choice, options));
  pending = result.then(
    () => {},
    () => {},
  );
  return result as Promise<ActiveBackend<Choice extends BackendName ? Choice : BackendName>>;
}

let pending: Promise<void> = Promise.resolve();

async function choose(choice: BackendName | 'auto', options: BackendOptions): Promise<ActiveBackend> {
  checkChoice(choice);
  checkOptions(options);
  const passedOver: { name: BackendName; reason: string }[] = [];
  if (choice !== 'auto') {
    await activate(choice, options);
    return { name: choice, passedOver };
  }
  const order: readonly BackendName[] = inNode() ? ['wasm', 'cpu'] : ['webgl', 'wasm', 'cpu'];
  for (const name of order) {
    try {
      await activate(name, options);
      return { name, passedOver };
    } catch (error) {
      passedOver.push({ name, reason: reason(error) });
    }
  }
  throw new BackendError(
    'not-available',
    `No backend works here. ${passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`,
  );
}

/** Callers in JavaScript, and names read from a file, are not held by the types. */
function checkChoice(choice: string): void {
  if ((choices as readonly string[]).includes(choice)) return;
  const list = choices.map((name) => `'${name}'`).join(', ');
  throw new BackendError(
    'unknown-backend',
    `useBackend needs one of ${list}, got ${typeof choice === 'string' ? `'${choice}'` : String(choice)}.` +
      (typeof choice === 'string' ? didYouMean(choice, choices) : ''),
  );
}

function didYouMean(given: string, names: readonly string[]): string {
  const near = suggest(given, names);
  return near ? ` Did you mean '${near}'?` : '';
}

function checkOptions(options: BackendOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new BackendError(
      'invalid-option',
      `useBackend needs an object of options, got ${String(options)}, e.g. { wasmPaths: '/assets/' }`,
    );
  }
  for (const key of Object.keys(options)) {
    if ((optionNames as readonly string[]).includes(key)) continue;
    throw new BackendError(
      'unknown-option',
      `useBackend has no option '${key}'; it has ${optionNames.map((name) => `'${name}'`).join(', ')}.` +
        didYouMean(key, optionNames),
    );
  }
}

async function activate(name: BackendName, options: BackendOptions): Promise<void> {
  if (name === 'wasm') await prepareWasm(options);
  if (tf.engine().registryFactory[name] === undefined) throw notAvailable(name);
  const before = tf.getBackend() as string | undefined;
  if (before === name && tf.engine().registry[name] !== undefined) return;
  let cause: unknown;
  const done = await withoutNewListeners(() => tf.setBackend(name)).catch((error: unknown) => {
    cause = error;
    return false;
  });
  if (done) return;
  await restore(name, before);
  throw notAvailable(name, cause);
}

async function prepareWasm({ wasmPaths }: BackendOptions): Promise<void> {
  if (tf.engine().registry['wasm'] === undefined) {
    const { setWasmPaths } = await importWasm();
    try {
      const paths = await findWasmFiles(wasmPaths);
      if (paths !== null) {
        await checkWasmFile(paths[await wasmFile()]!);
        setWasmPaths(paths);
      }
    } catch (error) {
      await restore('wasm', tf.getBackend());
      throw error;
    }
  }
  registerWasmKernels();
}

async function importWasm(): Promise<typeof import('@tensorflow/tfjs-backend-wasm')> {
  try {
    return await import('@tensorflow/tfjs-backend-wasm');
  } catch (cause) {
    throw new BackendError(
      'missing-package',
      `The backend 'wasm' needs the package ${wasmPackage}, which could not be loaded: ${reason(cause)}. ` +
        `Install it: npm install ${wasmPackage}`,
      { cause },
    );
  }
}

/** The file that tfjs will load on this machine. */
async function wasmFile(): Promise<string> {
  const [simd, threads] = await Promise.all([
    tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  ]);
  if (simd && threads) return 'tfjs-backend-wasm-threaded-simd.wasm';
  return simd ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm';
}

/** tfjs has let go of the backend it had before it tried the new one. */
async function restore(failed: BackendName, before: string | undefined): Promise<void> {
  if (before && tf.engine().registry[before] !== undefined) {
    await tf.setBackend(before);
    return;
  }
  // There was none: tfjs would choose by priority at the first operation, and is not to choose this one.
  const factory = tf.findBackendFactory(failed);
  tf.removeBackend(failed);
  tf.registerBackend(failed, factory, 0);
}

function notAvailable(name: BackendName, cause?: unknown): BackendError {
  const what: Record<BackendName, string> = {
    webgl: `it needs a page in a browser with WebGL. Use 'wasm' or 'cpu', or 'auto' to take the best there is`,
    wasm:
      `its .wasm file could not be loaded or started. Serve the files of ${wasmPackage}/dist, and say where: ` +
      `useBackend('wasm', { wasmPaths: '/assets/' })`,
    cpu: `it is part of '@tensorflow/tfjs': was another copy of that loaded?`,
  };
  return new BackendError(
    'not-available',
    `The backend '${name}' does not work here${cause === undefined ? '' : ` (${reason(cause)})`}: ${what[name]}`,
    { cause },
  );
}
