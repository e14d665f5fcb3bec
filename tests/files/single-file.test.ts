// A model's single file: a failure, a crash or another writer leaves a whole one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile as write } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileErrorCode } from '../../src/index.js';
import { writeFile } from '../../src/files/node-file.js';
import type { FileSystem } from '../../src/files/node-files.js';
import { errorOf } from './error-of.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = (value: number) => new Uint8Array(200_000).fill(value);
/** The one value of which a file is made. */
const valueIn = async (place: string): Promise<number> => {
  const found = new Uint8Array(await readFile(place));
  expect(found).toHaveLength(200_000);
  expect(new Set(found).size).toBe(1);
  return found[0]!;
};

describe('a file system that fails', () => {
  const failing = async (code: string, where: keyof FileSystem | 'writeFile'): Promise<FileSystem> => {
    const real = (await import('node:fs/promises')) as unknown as FileSystem;
    const fail = () => Promise.reject(Object.assign(new Error(`${code}: inner words`), { code }));
    if (where !== 'writeFile') return { ...real, [where]: fail };
    return {
      ...real,
      open: async (path, flags) => {
        const file = await real.open(path, flags);
        if (String(path).endsWith('.new')) file.writeFile = fail;
        return file;
      },
    };
  };
  const rows: readonly [string, keyof FileSystem | 'writeFile', FileErrorCode][] = [
    ['ENOSPC', 'writeFile', 'disk-full'],
    ['EDQUOT', 'writeFile', 'disk-full'],
    ['EIO', 'writeFile', 'failed'],
    ['ENOSPC', 'rename', 'disk-full'],
    ['EACCES', 'rename', 'no-permission'],
    ['EROFS', 'open', 'no-permission'],
    ['EROFS', 'mkdir', 'no-permission'],
  ];
  test.each(rows)('%s at %s', async (code, where, expected) => {
    const place = join(folder, 'failing', 'net.keras');
    await writeFile(place, bytes(1));
    const target = where === 'mkdir' ? join(folder, 'fresh', 'deep', 'net.keras') : place;
    const error = await errorOf(writeFile(target, bytes(2), await failing(code, where)));
    expect(error.code).toBe(expected);
    expect(error.message).toMatch(/^could not save to '.*net\.keras': /);
    expect(error.message).not.toMatch(/inner words/);
    expect(await readdir(join(folder, 'failing'))).toEqual(['net.keras']);
    expect(await valueIn(place)).toBe(1);
  });
});

test('what others have there stays: files of such names, and what a link leads to', async () => {
  const own = join(folder, 'foreign');
  await mkdir(own);
  const foreign = [
    '.net.keras.new',
    '.net.keras.0123.new',
    'net.keras.lock',
    '.other.keras.0123456789abcdef.new',
  ];
  for (const name of foreign) await write(join(own, name), 'mine');
  await write(join(folder, 'aim'), 'mine');
  await symlink(join(folder, 'aim'), join(own, 'net.keras'));
  await write(join(own, '.net.keras.0123456789abcdef.new'), 'left by a save that was killed');
  await writeFile(join(own, 'net.keras'), bytes(3));
  expect(await readdir(own)).toEqual([...foreign, 'net.keras'].sort());
  expect(await readFile(join(folder, 'aim'), 'utf8')).toBe('mine');
  expect(await valueIn(join(own, 'net.keras'))).toBe(3);
});

test('paths through files, and names too long', async () => {
  await write(join(folder, 'file'), '');
  expect((await errorOf(writeFile(join(folder, 'file', 'net.h5'), bytes(1)))).code).toBe('not-a-folder');
  expect((await errorOf(writeFile(join(folder, `${'n'.repeat(300)}.h5`), bytes(1)))).code).toBe('failed');
});

test('several saves at once: one after the other, the last one stays', async () => {
  const place = join(folder, 'several.keras');
  await Promise.all([1, 2, 3, 4].map((value) => writeFile(place, bytes(value))));
  expect(await valueIn(place)).toBe(4);
});

test('processes that save to one place, and are killed', async () => {
  const own = join(folder, 'killed');
  const place = join(own, 'net.keras');
  const script = `
    import { writeFile } from ${JSON.stringify(new URL('../../src/files/node-file.ts', import.meta.url).pathname)};
    for (let value = Number(process.argv[1]); ; value = (value + 1) % 256) {
      await writeFile(${JSON.stringify(place)}, new Uint8Array(200_000).fill(value));
      process.stdout.write('.');
    }
  `;
  const children = [1, 2].map((value) =>
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, String(value)]),
  );
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  for (let reads = 0; reads < 30; reads++) await valueIn(place);
  for (const child of children) {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    await valueIn(place);
  }
  // the next one clears up
  await writeFile(place, bytes(7));
  expect(await valueIn(place)).toBe(7);
  expect(await readdir(own)).toEqual(['net.keras']);
});
