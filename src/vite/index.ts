// The entry `shapewright/vite`: models imported as modules.
import { typesCheck, writeTypes } from '../command/types-files.js';
import { nodePath } from '../files/node-files.js';

/** What of Vite's plugins this is one of. */
export interface ModelImports {
  readonly name: string;
  readonly enforce: 'pre';
  configResolved(config: { readonly command: string }): void;
  resolveId(source: string, importer?: string): Promise<string | undefined>;
  handleHotUpdate(changed: { readonly file: string }): Promise<void>;
}

const isModelFile = (path: string): boolean => /\.(keras|h5|hdf5)$/i.test(path);

/**
 * A plugin for Vite, by which `import digits from './digits.keras'` is the module of the model's types beside it,
 * `digits.keras.ts`: typed in the editor with `moduleResolution: bundler`, and loaded by `digits.load()`.
 *
 * The development server writes the module, and again when the model changes; a build holds it to the model, and fails with a
 * sentence where the two have come apart.
 *
 * @example export default defineConfig({ plugins: [modelImports()] });
 */
export const modelImports = (): ModelImports => {
  let isServer = false;
  /** The models that were imported, which are followed. */
  const known = new Set<string>();
  /** Writes the module where it is not there, or not what the model gives. */
  const refresh = async (path: string): Promise<void> => {
    const stale = await typesCheck(path);
    if (stale === undefined) return;
    if (!isServer) throw new Error(stale);
    await writeTypes(path);
  };
  return {
    name: 'shapewright',
    enforce: 'pre',
    configResolved: ({ command }) => void (isServer = command === 'serve'),
    resolveId: async (source, importer) => {
      if (!importer || !/^\.\.?\//.test(source) || !isModelFile(source)) return undefined;
      const { dirname, resolve } = await nodePath();
      const path = resolve(dirname(importer), source);
      // an address of the file itself, as new URL('./digits.keras', import.meta.url), is none of ours
      if (importer === `${path}.ts`) return undefined;
      await refresh(path);
      known.add(path);
      return `${path}.ts`;
    },
    handleHotUpdate: async ({ file }) => {
      const { resolve } = await nodePath();
      if (known.has(resolve(file))) await refresh(resolve(file));
    },
  };
};
