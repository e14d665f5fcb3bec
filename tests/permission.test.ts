// What is said where Node, or Deno, does not allow what a backend needs. Each in a process of its own.
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { processorName } from '../src/runtime/node.js';
import { isForbidden } from '../src/runtime/permission.js';

const entry = new URL('../dist/index.js', import.meta.url).href;
const permission =
  Number(process.versions.node.split('.')[0]) >= 23 ? '--permission' : '--experimental-permission';

/** What a program with the package prints as JSON, in a Node of some flags. */
const run = async (flags: readonly string[], program: string): Promise<Record<string, unknown>> => {
  const source = `const { useBackend, backendReport, sequential, layers } = await import(${JSON.stringify(entry)});
    const told = (run) => run().then((value) => value, ({ name, code, message }) => ({ name, code, message }));
    ${program}`;
  const { stdout } = await promisify(execFile)('node', [
    '--no-warnings',
    ...flags,
    '--input-type=module',
    '--eval',
    source,
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
};

describe('node --permission', () => {
  const flags = [permission, '--allow-fs-read=*'];

  test("without addons says so of 'node', and trains on wasm", async () => {
    const { node, report, name } = await run(
      flags,
      `const node = await told(() => useBackend('node'));
       const { name } = await useBackend('wasm');
       const net = sequential([2], [layers.dense(1)]).compile({ loss: 'mse' });
       await net.fit([[1, 2]], [[1]], { verbose: 0 });
       console.log(JSON.stringify({ node, name, report: backendReport() }));`,
    );
    expect(name).toBe('wasm');
    expect(report).toMatchObject({ name: 'wasm' });
    // where tfjs-node is not installed there is nothing to be loaded
    expect(['no-permission', 'missing-package']).toContain((node as { code: string }).code);
  });

  test('a wasm file that may not be read', async () => {
    const { code, message } = await run(
      [
        permission,
        ...['..', '../node_modules'].map(
          (each) => `--allow-fs-read=${realpathSync(fileURLToPath(new URL(each, import.meta.url)))}/*`,
        ),
      ],
      `console.log(JSON.stringify(await told(() => useBackend('wasm', { wasmPaths: '/somewhere/else/' }))));`,
    );
    expect(code).toBe('no-permission');
    expect(message).toMatch(
      /^The backend 'wasm' may not read the file \/somewhere\/else\/tfjs-backend-wasm.*; allow it to read them: node --permission --allow-fs-read=/,
    );
  });
});

test('node --jitless says what is missing, and computes on the processor', async () => {
  const { wasm, auto, shape } = await run(
    ['--jitless'],
    `const wasm = await told(() => useBackend('wasm'));
     const auto = (await useBackend('auto')).name;
     const guess = await sequential([2], [layers.dense(1)]).predict([[1, 2]]);
     console.log(JSON.stringify({ wasm, auto, shape: guess.shape }));`,
  );
  expect(wasm).toMatchObject({
    code: 'not-available',
    message:
      "The backend 'wasm' needs WebAssembly, which is not there: node --jitless has none, nor have browsers that are locked down. Use 'cpu'",
  });
  expect(['node', 'cpu']).toContain(auto);
  expect(shape).toEqual([1, 1]);
});

test("Deno's refusals are told from other errors", () => {
  const named = (name: string) =>
    Object.assign(new Error('Requires read access to "x", run again with --allow-read'), { name });
  expect(isForbidden(named('NotCapable'))).toBe(true);
  expect(isForbidden(new Error('it did not load', { cause: named('PermissionDenied') }))).toBe(true);
  expect(isForbidden(Object.assign(new Error('x'), { code: 'ERR_DLOPEN_DISABLED' }))).toBe(true);
  expect(isForbidden(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false);
  expect(isForbidden('NotCapable')).toBe(false);
});

test('the processor has no name where the system is not to be asked', () => {
  const { getBuiltinModule } = process as { getBuiltinModule?: unknown };
  const deno = () => ({
    cpus: () => {
      throw Object.assign(new Error('Requires sys access to "cpus"'), { name: 'NotCapable' });
    },
  });
  Object.assign(process, { getBuiltinModule: deno });
  expect(processorName()).toBeUndefined();
  Object.assign(process, { getBuiltinModule });
});
