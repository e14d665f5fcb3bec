// Programs that were written, on disk, and what a compiler and a run make of them.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');

export type Compiler = '5.4' | '5.9' | '6.0' | '7.0';
const compilers: Readonly<Record<Compiler, string>> = {
  '5.4': 'typescript-5.4',
  '5.9': 'typescript',
  '6.0': 'typescript-6.0',
  '7.0': 'typescript-7.0',
};

/** A folder of modules that import 'shapewright' as a user does: what is built. */
export const writtenModules = () => {
  mkdirSync(join(root, '.programs'), { recursive: true });
  const folder = mkdtempSync(join(root, '.programs/'));
  const files = new Map<string, string>();
  return {
    folder,
    write: (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      files.set(name, path);
      return path;
    },
    /** What a compiler says of all of them, strictly. */
    check: (compiler: Compiler, names: Iterable<string> = files.keys()): Promise<string> => {
      const options =
        '--noEmit --strict --noUnusedLocals --noUncheckedIndexedAccess --pretty false --target es2022 ' +
        '--module nodenext --moduleResolution nodenext --skipLibCheck --types node';
      const list = join(folder, `files-${compiler}.txt`);
      const alone = Number(compiler) >= 6 ? ['--ignoreConfig'] : [];
      const all = [...names].map((name) => files.get(name)!);
      writeFileSync(
        list,
        [...alone, ...options.split(' '), ...all.map((path) => JSON.stringify(path))].join('\n'),
      );
      const compile = spawn(
        process.execPath,
        [join(root, 'node_modules', compilers[compiler], 'bin/tsc'), `@${list}`],
        { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      compile.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
      return new Promise((resolve, reject) => {
        compile.on('error', reject).on('close', () => resolve(said));
      });
    },
    load: async (name: string): Promise<Readonly<Record<string, unknown>>> =>
      (await import(pathToFileURL(files.get(name)!).href)) as Readonly<Record<string, unknown>>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
