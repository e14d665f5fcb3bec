import * as tf from '@tensorflow/tfjs-core';
import { show } from '../errors/show.js';
import { suggest } from '../errors/suggest.js';
import { readOptions } from '../options/read.js';
import { backendOptions } from './backend-options.js';
import { inNode } from '../runtime/node.js';
import { BackendError, reason } from './backend-error.js';
import { ourName, tfjsNames, type BackendName, type BackendOptions } from './backend-name.js';
import { registerGradients } from './gradients/register.js';
import { withoutNewListeners } from './process-listeners.js';
import { restore } from './restore.js';
import { guardMemory } from './wasm/guard-memory.js';
import type { Heap } from './wasm/heap.js';
import { wasmPackage } from './wasm/package.js';
import { prepareWasm } from './wasm/prepare.js';
import { keepEpsilon, webglBits } from './webgl/precision.js';

/** The backend that was chosen. */
export interface ActiveBackend<Name extends BackendName = BackendName> {
  readonly name: Name;
  /** With 'auto': those that come before it, and why each was not taken. */
  readonly passedOver: readonly { readonly name: BackendName; readonly reason: string }[];
}

const choices: readonly string[] = [...Object.keys(tfjsNames), 'auto'];

/**
 * Chooses where tensors are computed, and prepares it: loads what it needs, and gives WASM the kernels without which
 * it cannot train (or is slow to). Called again, it changes over; what was chosen already costs nothing.
 *
 * 'auto' takes the first that works: in Node 'node', 'wasm', 'cpu'; in a page 'webgpu', 'webgl', 'wasm', 'cpu'.
 * Models that live already move along, each weight as it is next used.
 *
 * @throws {BackendError} (rejects) for an unknown backend or option, a package that is not installed, a .wasm file that
 * is missing or broken, a backend that there is not here. The backend that was active stays so.
 * @example
 * await useBackend('wasm');
 * const { name, passedOver } = await useBackend('auto');
 * await useBackend('wasm', { wasmPaths: '/assets/' }); // a page that serves the .wasm files there
 * @see https://github.com/shapewright/shapewright/blob/main/docs/backends.md
 */
export function useBackend<const Choice extends BackendName | 'auto'>(
  choice: Choice,
  options: BackendOptions = {},
): Promise<ActiveBackend<Choice extends BackendName ? Choice : BackendName>> {
  return inTurn(() => choose(choice, options)) as Promise<
    ActiveBackend<Choice extends BackendName ? Choice : BackendName>
  >;
}

let pending: Promise<void> = Promise.resolve();

/** tfjs gives up on a backend that is being prepared when another is asked for: one after the other, then. */
const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
  const result = pending.then(run);
  pending = result.then(
    () => {},
    () => {},
  );
  return result;
};

/** The backends that have what tfjs lacks there, or gets wrong. */
const mended = new WeakSet<object>();

/** Waits for a change of backend that is under way, and mends the active one, if it was chosen by plain tfjs. */
export const mendBackend = (): Promise<void> =>
  inTurn(async () => {
    const name = ourName(tf.getBackend());
    if (name in tfjsNames && !mended.has(tf.backend())) await activate(name as BackendName, {});
  });

async function choose(choice: BackendName | 'auto', given: unknown): Promise<ActiveBackend> {
  checkChoice(choice);
  const options = read(given);
  const passedOver: { name: BackendName; reason: string }[] = [];
  if (choice !== 'auto') {
    await activate(choice, options);
    return { name: choice, passedOver };
  }
  const order: readonly BackendName[] = inNode()
    ? ['node', 'wasm', 'cpu']
    : ['webgpu', 'webgl', 'wasm', 'cpu'];
  for (const name of order) {
    try {
      await activate(name, options);
      if (name === 'webgl' && webglBits() === 16) throw fewBits();
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
  if (choices.includes(choice)) return;
  const near = typeof (choice as unknown) === 'string' ? suggest(choice, choices) : undefined;
  throw new BackendError(
    'unknown-backend',
    `useBackend needs one of ${choices.map((name) => `'${name}'`).join(', ')}, got ${show(choice)}${near ? `; did you mean '${near}'?` : ''}`,
  );
}

/** The options, checked; what is wrong is a BackendError here, as all that `useBackend` refuses. */
function read(options: unknown): BackendOptions {
  try {
    return readOptions('useBackend', options, backendOptions);
  } catch (error) {
    const { message } = error as TypeError;
    throw new BackendError(/ has no option /.test(message) ? 'unknown-option' : 'invalid-option', message);
  }
}

/** What must be loaded before tfjs can be asked for a backend; a page loads that of its own backend. */
const prepare: Readonly<Record<BackendName, (options: BackendOptions) => Promise<void>>> = {
  node: async () => (await import('./node/prepare.js')).prepareNode(),
  wasm: prepareWasm,
  cpu: async () => (await import('./cpu/prepare.js')).prepareCpu(),
  webgpu: async () => (await import('./webgpu/prepare.js')).prepareWebgpu(),
  webgl: async () => (await import('./webgl/prepare.js')).prepareWebgl(),
};

/** Mends what can be mended only once a backend is active; done again, it changes nothing. */
const settle = (name: BackendName): void => {
  if (name === 'wasm') guardMemory(tf.backend() as unknown as Heap);
  if (name === 'webgl') keepEpsilon();
  mended.add(tf.backend());
};

async function activate(choice: BackendName, options: BackendOptions): Promise<void> {
  const active = tf.getBackend() as string | undefined;
  // loading tfjs-node makes it the backend: what was there before is asked for first
  await prepare[choice](options);
  registerGradients();
  const name = tfjsNames[choice];
  if (tf.engine().registryFactory[name] === undefined) throw notAvailable(choice);
  const before = tf.getBackend() as string | undefined;
  if (before === name && tf.engine().registry[name] !== undefined) return settle(choice);
  let cause: unknown;
  const done = await withoutNewListeners(() => tf.setBackend(name)).catch((error: unknown) => {
    cause = error;
    return false;
  });
  if (done) return settle(choice);
  await restore(name, active ?? before);
  throw notAvailable(choice, cause);
}

const fewBits = () =>
  new BackendError(
    'not-available',
    "its floats have 16 bits on this graphics card, too few to train with; useBackend('webgl') takes it all the same",
  );

function notAvailable(name: BackendName, cause?: unknown): BackendError {
  const what: Record<BackendName, string> = {
    node: "its library could not be started. Use 'wasm' or 'cpu', or 'auto' to take the best there is",
    webgpu: "the adapter gives no device that it can compute on. Use 'webgl' or 'wasm'",
    webgl: `it needs a page in a browser with WebGL. Use 'wasm' or 'cpu', or 'auto' to take the best there is`,
    wasm:
      `its .wasm file could not be loaded or started. A content security policy must allow 'wasm-unsafe-eval'; serve the files of ${wasmPackage}/dist, and say where: ` +
      `useBackend('wasm', { wasmPaths: '/assets/' })`,
    cpu: `was another copy of @tensorflow/tfjs-core loaded? npm ls @tensorflow/tfjs-core shows them`,
  };
  return new BackendError(
    'not-available',
    `The backend '${name}' does not work here${cause === undefined ? '' : ` (${reason(cause)})`}: ${what[name]}`,
    { cause },
  );
}
