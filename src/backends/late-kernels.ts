// Kernels that not every model needs: backends offer them, and they are loaded with the first that does.
import * as tf from '@tensorflow/tfjs-core';

/** Loads and registers those of some kernels that a backend has and that are not there yet. */
export type KernelLoader = (names: readonly string[]) => Promise<void>;

const loaders = new Map<string, KernelLoader>();

/** The kernels that something was made for, whatever the backend was then. */
const wanted = new Set<string>();

/** Lets a backend's kernels be loaded when they are needed. */
export const offerKernels = (backend: string, loader: KernelLoader): void =>
  void loaders.set(backend, loader);

/** Loads kernels, and those that were wanted before, where the backend of now offers them: what computes waits for it. */
export const readyKernels = async (names: readonly string[] = []): Promise<void> => {
  for (const name of names) wanted.add(name);
  await loaders.get(tf.getBackend())?.([...wanted]);
};

/** Begins to load kernels for what computes without them until they are there. */
export const wantKernels = (names: readonly string[]): void => {
  // whoever waits for them is told what went wrong
  readyKernels(names).catch(() => {});
};
