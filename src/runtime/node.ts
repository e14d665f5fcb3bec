// What only Node has, for code that runs in pages too.

/** Whether this is Node, and not a page (or a test's imitation of one). */
export const inNode = (): boolean =>
  typeof process !== 'undefined' &&
  typeof process.versions?.node === 'string' &&
  typeof window === 'undefined';

/** The processor's name, where Node tells at once (20.16 and later), and may: Deno asks for --allow-sys. */
export const processorName = (): string | undefined => {
  if (!inNode()) return undefined;
  const { getBuiltinModule } = process as { getBuiltinModule?(name: string): unknown };
  const os = getBuiltinModule?.('node:os') as typeof import('node:os') | undefined;
  try {
    return os?.cpus()[0]?.model;
  } catch {
    return undefined;
  }
};

/** A module of Node's. Its name is a variable, so that bundlers for a page leave it alone. */
export const nodeModule = async <M>(name: string): Promise<M> =>
  (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as M;
