// tfjs-node that is installed but does not load, as after an install script that could not download its library.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'shapewright-addon-'));
const modules = join(root, 'node_modules');

beforeAll(() => {
  // the package itself is copied, so that it looks for others here; those are the installed ones, all but tfjs-node
  mkdirSync(join(modules, '@tensorflow/tfjs-node'), { recursive: true });
  for (const part of ['dist', 'package.json'])
    cpSync(part, join(modules, 'shapewright', part), { recursive: true });
  for (const name of ['tfjs-core', 'tfjs-layers', 'tfjs-backend-cpu', 'tfjs-backend-wasm'])
    symlinkSync(resolve('node_modules/@tensorflow', name), join(modules, '@tensorflow', name));
  for (const name of ['fp-ts', 'fastest-levenshtein', 'cli-progress'])
    symlinkSync(resolve('node_modules', name), join(modules, name));
  const addon = join(modules, '@tensorflow/tfjs-node');
  writeFileSync(join(addon, 'package.json'), '{ "name": "@tensorflow/tfjs-node", "main": "index.js" }');
  writeFileSync(join(addon, 'index.js'), "module.exports = require('./tfjs_binding.node');");
  writeFileSync(join(addon, 'tfjs_binding.node'), 'cut off');
});

afterAll(() => rmSync(root, { recursive: true }));

const run = (program: string): unknown => {
  writeFileSync(join(root, 'program.mjs'), program);
  const output = execFileSync(process.execPath, ['program.mjs'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1)!);
};

test('a broken addon is a clear error, and the model that lives stays whole', () => {
  const { code, message, name, same } = run(`
    import { backendReport, input, useBackend } from 'shapewright';
    await useBackend('cpu');
    const net = input([2]).dense(1).toModel().compile({ loss: 'mse' });
    await net.fit([[1, 2]], [[3]], { verbose: 0 });
    const weights = () => JSON.stringify(net.getWeights().map((weight) => [...weight.dataSync()]));
    const before = weights();
    const { code, message } = await useBackend('node').catch((error) => error);
    const { name } = backendReport();
    console.log(JSON.stringify({ code, message, name, same: weights() === before }));`) as Record<
    string,
    unknown
  >;
  expect(code).toBe('broken-addon');
  expect(message).toMatch(
    /^The backend 'node' found @tensorflow\/tfjs-node, but its addon does not load: .*tfjs_binding\.node/,
  );
  expect(message).toContain('npm rebuild @tensorflow/tfjs-node');
  expect({ name, same }).toEqual({ name: 'cpu', same: true });
});

test('the package for CUDA is taken where it is installed', () => {
  const gpu = join(modules, '@tensorflow/tfjs-node-gpu');
  mkdirSync(gpu);
  writeFileSync(join(gpu, 'package.json'), '{ "name": "@tensorflow/tfjs-node-gpu", "main": "index.js" }');
  writeFileSync(join(gpu, 'index.js'), "throw new Error('no CUDA here');");
  const { message } = run(`
    import { useBackend } from 'shapewright';
    const { message } = await useBackend('node').catch((error) => error);
    console.log(JSON.stringify({ message }));`) as { message: string };
  rmSync(gpu, { recursive: true });
  expect(message).toContain('found @tensorflow/tfjs-node-gpu, but its addon does not load: no CUDA here.');
});

test("'auto' passes it over, and says why", () => {
  const { name, passedOver } = run(`
    import { useBackend } from 'shapewright';
    console.log(JSON.stringify(await useBackend('auto')));`) as {
    name: string;
    passedOver: readonly { name: string; reason: string }[];
  };
  expect(name).toBe('wasm');
  expect(passedOver.map((each) => each.name)).toEqual(['node']);
  expect(passedOver[0]!.reason).toContain('its addon does not load');
});
