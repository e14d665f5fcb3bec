import { inNode, nodeModule } from '../../runtime/node.js';
import { howToAllow, isForbidden } from '../../runtime/permission.js';
import { BackendError, reason } from '../backend-error.js';

/** The packages, the faster one first. Names in a list, so that bundlers for a page leave the packages alone. */
const packages: readonly string[] = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

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
  const nodePackage = packages.find((name) => isInstalled(require, name));
  if (nodePackage === undefined)
    throw new BackendError(
      'missing-package',
      "The backend 'node' needs the package @tensorflow/tfjs-node, which is not installed: npm install @tensorflow/tfjs-node " +
        '(or @tensorflow/tfjs-node-gpu, where there is CUDA)',
    );
  const util = require('node:util') as Util;
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  try {
    await nodeModule(nodePackage);
    const { registerNodeKernels } = await import('./register.js');
    registerNodeKernels();
  } catch (cause) {
    if (isForbidden(cause))
      throw new BackendError(
        'no-permission',
        `The backend 'node' may not load the addon of ${nodePackage} (${firstLine(cause)}); ${howToAllow('addons')}`,
        { cause },
      );
    throw new BackendError(
      'broken-addon',
      `The backend 'node' found ${nodePackage}, but its addon does not load: ${firstLine(cause)}. ` +
        'Its install script downloads a library: run it again with a network, ' +
        `npm rebuild ${nodePackage}, ` +
        'or build the addon as docs/backends.md says',
      { cause },
    );
  }
}

const isInstalled = (require: NodeJS.Require, name: string): boolean => {
  try {
    require.resolve(name);
    return true;
  } catch (cause) {
    if (isForbidden(cause))
      throw new BackendError(
        'no-permission',
        `The backend 'node' may not look for the package ${name} (${firstLine(cause)}); ${howToAllow('addons')}`,
        { cause },
      );
    return false;
  }
};

const firstLine = (cause: unknown): string => reason(cause).split('\n')[0]!;
