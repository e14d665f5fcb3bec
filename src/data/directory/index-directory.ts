// The files of a folder with their labels, in the order that Keras finds them.
import { fileError } from '../../files/explain-file-error.js';
import { nodeFileSystem, nodePath } from '../../files/node-files.js';
import { inNode, nodeModule } from '../../runtime/node.js';
import { DataError } from '../../training/data/data-error.js';
import type { ReadDirectoryOptions } from './directory-options.js';

/** A file, and the index of its class; `undefined` where there are no labels. */
export interface LabelledFile {
  readonly path: string;
  readonly label: number | undefined;
}

/** What stands in a folder. */
export interface IndexedFiles {
  readonly files: readonly LabelledFile[];
  readonly classNames: readonly string[] | undefined;
}

/** By code points, as Python sorts: JavaScript's own order is by halves of pairs. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

interface Entry {
  readonly name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}
interface NodeFolders {
  readdir(path: string, options: { withFileTypes: true }): Promise<readonly Entry[]>;
  realpath(path: string): Promise<string>;
}

/** Where a directory is, as a path. */
export const pathOf = async (where: string, directory: string | URL): Promise<string> => {
  if (!inNode()) throw new DataError(`${where} reads a directory of files: that is for Node, not for a page`);
  if (typeof directory === 'string') return directory;
  if (directory.protocol !== 'file:')
    throw new DataError(`${where}: directory must be a folder on this machine, got ${directory.href.slice(0, 100)}`); // prettier-ignore
  return (await nodeModule<typeof import('node:url')>('node:url')).fileURLToPath(directory);
};

/** The files of a folder and its labels, as the options ask for them. */
export const indexDirectory = async (
  where: string,
  directory: string,
  endings: readonly string[],
  { labels, classNames, followLinks }: ReadDirectoryOptions,
): Promise<IndexedFiles> => {
  const { readdir, realpath } = await nodeModule<NodeFolders>('node:fs/promises');
  const { join } = await nodePath();
  const fs = await nodeFileSystem();
  const doing = `${where}: cannot read directory`;
  const list = (path: string): Promise<readonly Entry[]> =>
    readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
      throw fileError(doing, path, cause);
    });
  const isFolder = async (path: string, entry: Entry): Promise<boolean> =>
    entry.isDirectory() ||
    (entry.isSymbolicLink() && ((await fs.stat(path).catch(() => undefined))?.isDirectory() ?? false));

  const below = async (folder: string, above: readonly string[] = []): Promise<readonly string[]> => {
    const real = followLinks ? await realpath(folder).catch(() => folder) : folder;
    if (above.includes(real))
      throw new DataError(`${where}: the link '${folder}' leads to a folder that it stands in; take it away`);
    const files: string[] = [];
    const folders: string[] = [];
    for (const entry of await list(folder)) {
      const path = join(folder, entry.name);
      if (await isFolder(path, entry)) {
        if (followLinks || !entry.isSymbolicLink()) folders.push(path);
      } else if (endings.some((ending) => entry.name.toLowerCase().endsWith(ending))) files.push(path);
    }
    const deeper: string[] = [];
    for (const each of folders) deeper.push(...(await below(each, [...above, real])));
    return [...files, ...deeper];
  };
  // folder by folder, the folders by their paths, as Python's sorted(os.walk(...)) has them
  const filesOf = async (folder: string): Promise<readonly string[]> => {
    const { dirname } = await nodePath();
    return [...(await below(folder))].sort(
      (a, b) => byCodePoint(dirname(a), dirname(b)) || byCodePoint(a, b),
    );
  };

  if (labels !== 'inferred') {
    const paths = await filesOf(directory);
    if (labels !== null && labels.length !== paths.length)
      throw new DataError(
        `${where}: labels has ${labels.length} labels, but '${directory}' ${paths.length} files`,
      );
    return {
      files: paths.map((path, i) => ({ path, label: labels?.[i] })),
      classNames: labels === null ? undefined : [...new Set(labels)].sort((a, b) => a - b).map(String),
    };
  }
  const folders: string[] = [];
  for (const entry of await list(directory))
    if (!entry.name.startsWith('.') && (await isFolder(join(directory, entry.name), entry)))
      folders.push(entry.name);
  folders.sort(byCodePoint);
  const stranger = classNames?.find((name) => !folders.includes(name));
  if (stranger !== undefined)
    throw new DataError(`${where}: classNames has '${stranger}', but '${directory}' has no such folder; it has ${folders.join(', ') || 'none'}`); // prettier-ignore
  const names = classNames ?? folders;
  if (names.length === 0)
    throw new DataError(
      `${where}: '${directory}' has no folders to infer labels from: one for each class, or give labels`,
    );
  const files: LabelledFile[] = [];
  for (const [label, name] of names.entries())
    for (const path of await filesOf(join(directory, name))) files.push({ path, label });
  return { files, classNames: names };
};
