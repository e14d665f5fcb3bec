import { inNode, nodeModule } from '../../runtime/node.js';
import { BackendError, reason } from '../backend-error.js';

/** A name in a variable, so that bundlers for a page leave the package alone. */
const nodePackage: string = '@tensorflow/tfjs-node';

/** What tfjs-node 4.22 still calls, and Node 23 took away. */
interface Util {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/** Loads tfjs-node, an addon around TensorFlow's own library. */
export async function prepareNode(): Promise<void> {
  if (!inNode())
    throw new BackendError(
      'not-available',
      "The backend 'node' is for Node alone; a page has 'webgl', 'webgpu' and 'wasm'",
    );
  const { createRequire } = await nodeModule<typeof import('node:module')>('node:module');
  const require = createRequire(import.meta.url);
  try {
    require.resolve(nodePackage);
  } catch (cause) {
    throw new BackendError(
      'missing-package',
      `The backend 'node' needs the package ${nodePackage}, which is not installed: npm install ${nodePackage}`,
      { cause },
    );
  }
  const util = require('node:util') as Util;
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  try {
    await nodeModule(nodePackage);
    const { registerNodeKernels } = await import('./register.js');
    registerNodeKernels();
  } catch (cause) {
    throw new BackendError(
      'broken-addon',
      `The backend 'node' found ${nodePackage}, but its addon does not load: ${firstLine(cause)}. ` +
        'Its install script downloads a library: run it again with a network, npm rebuild @tensorflow/tfjs-node, ' +
        'or build the addon as docs/backends.md says',
      { cause },
    );
  }
}

const firstLine = (cause: unknown): string => reason(cause).split('\n')[0]!;
