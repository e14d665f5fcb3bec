// Models imported in an application of Vite's: the module beside the model is written, held to it, and bundled with the file.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, createServer } from 'vite';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { modelImports } from '../../src/vite/index.js';
import { writeTypes } from '../../src/command/types-files.js';

const root = resolve(import.meta.dirname, '../..');
mkdirSync(join(root, '.programs'), { recursive: true });
const folder = mkdtempSync(join(root, '.programs/vite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const model = join(folder, 'net.keras');

beforeEach(() => {
  rmSync(`${model}.ts`, { force: true });
  cpSync(join(root, 'fixtures/files/models/mlp.keras'), model);
  writeFileSync(
    join(folder, 'main.ts'),
    "import net from './net.keras';\nexport const loaded = net.load();\n",
  );
});

const settings = {
  root: folder,
  configFile: false,
  logLevel: 'silent',
  plugins: [modelImports()],
  build: {
    outDir: 'out',
    assetsInlineLimit: 0,
    target: 'es2022',
    rollupOptions: {
      input: join(folder, 'main.ts'),
      external: ['shapewright'],
      preserveEntrySignatures: 'strict',
    },
  },
} as const;

test('a build bundles the module and the file beside it', async () => {
  await writeTypes(model);
  await build(settings as never);
  const made = readdirSync(join(folder, 'out/assets')).sort();
  expect(made).toEqual([expect.stringMatching(/^main-.*\.js$/), expect.stringMatching(/^net-.*\.keras$/)]);
  expect(readFileSync(join(folder, 'out/assets', made[1]!))).toEqual(readFileSync(model));
  expect(readFileSync(join(folder, 'out/assets', made[0]!), 'utf8')).toContain(made[1]);
});

test('a build fails where the module is missing, or is not what the model gives', async () => {
  await expect(build(settings as never)).rejects.toThrow(
    /could not read .*net\.keras\.ts.*write it with shapewright types/,
  );
  await writeTypes(model);
  cpSync(join(root, 'fixtures/files/models/convolutions.keras'), model);
  await expect(build(settings as never)).rejects.toThrow(/net\.keras\.ts' is not what .* gives: line \d+/);
});

test('the development server writes the module, and again when the model changes', async () => {
  const [plugin] = [modelImports()];
  const server = await createServer({
    ...settings,
    plugins: [plugin],
    server: { middlewareMode: true, ws: false },
  } as never);
  try {
    await server.transformRequest('/main.ts');
    const text = readFileSync(`${model}.ts`, 'utf8');
    expect(text).toContain('export const layerNames');
    cpSync(join(root, 'fixtures/files/models/convolutions.keras'), model);
    await plugin!.handleHotUpdate({ file: model });
    expect(readFileSync(`${model}.ts`, 'utf8')).not.toBe(text);
  } finally {
    await server.close();
  }
});
