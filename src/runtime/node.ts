// What only Node has, for code that runs in pages too.

/** Whether this is Node, and not a page (or a test's imitation of one). */
export const inNode = (): boolean =>
  typeof process !== 'undefined' &&
  typeof process.versions?.node === 'string' &&
  typeof window === 'undefined';

/** A module of Node's. Its name is a variable, so that bundlers for a page leave it alone. */
export const nodeModule = async <M>(name: string): Promise<M> =>
  (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as M;
