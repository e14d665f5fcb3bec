import { copyFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from './backend-error.js';
import type { BackendOptions } from './backend-name.js';
import { useBackend } from './use-backend.js';
import { wasmFileNames } from './wasm/package.js';
import { isOurs } from './wasm/kernel.js';

const dist = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  'dist',
);

/** Whether tfjs-node and its addon are here, which 'auto' takes first. */
const nodeIsHere = await useBackend('node').then(
  () => true,
  () => false,
);

const failure = async (promise: Promise<unknown>): Promise<BackendError> => {
  const error = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(BackendError);
  return error as BackendError;
};

/** As if wasm had never been loaded in this process. */
const forgetWasm = async (): Promise<void> => {
  await tf.setBackend('cpu');
  const factory = tf.findBackendFactory('wasm');
  if (!factory) return;
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, 2);
};

describe('useBackend', () => {
  let folder: string;

  beforeEach(async () => {
    await forgetWasm();
    folder = await mkdtemp(join(tmpdir(), 'wasm-'));
  });

  afterEach(async () => {
    vi.doUnmock('@tensorflow/tfjs-backend-wasm');
    await rm(folder, { recursive: true });
  });

  it('gives wasm in Node without being told where its files are, and trains a convolution on it', async () => {
    expect(await useBackend('wasm')).toEqual({ name: 'wasm', passedOver: [] });
    expect(tf.getBackend()).toBe('wasm');
    const before = tf.memory().numTensors;
    const shapes = tf.tidy(() => {
      const x = tf.ones([2, 5, 5, 1]) as tf.Tensor4D;
      const filter = tf.ones([3, 3, 1, 4]) as tf.Tensor4D;
      return tf
        .grad((f: tf.Tensor) => tf.conv2d(x, f as tf.Tensor4D, 1, 'valid'))(filter)
        .arraySync();
    });
    expect(shapes).toEqual(Array(3).fill(Array(3).fill([Array(4).fill(18)])));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('may be called again, and at once, without a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await Promise.all([useBackend('wasm'), useBackend('wasm')]);
    const kernel = tf.getKernel('Conv2DBackpropFilter', 'wasm');
    expect(isOurs(kernel)).toBe(true);
    await useBackend('wasm');
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBe(kernel);
    await useBackend('cpu');
    expect(tf.getBackend()).toBe('cpu');
    await useBackend('wasm');
    expect(tf.matMul([[1, 2]], [[3], [4]]).arraySync()).toEqual([[11]]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('leaves no listeners on the process', async () => {
    const count = () =>
      process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    const before = count();
    await useBackend('wasm');
    expect(count()).toBe(before);
  });

  it("takes wasm for 'auto' in Node", async () => {
    const { name, passedOver } = await useBackend('auto');
    if (nodeIsHere) return expect([name, passedOver]).toEqual(['node', []]);
    expect(name).toBe('wasm');
    expect(passedOver).toEqual([
      { name: 'node', reason: expect.stringContaining('npm install @tensorflow/tfjs-node') as unknown },
    ]);
  });

  it("takes cpu for 'auto' where wasm does not load, and says why", async () => {
    const { name, passedOver } = await useBackend('auto', { wasmPaths: join(folder, 'nowhere') });
    if (nodeIsHere) return expect(name).toBe('node');
    expect(name).toBe('cpu');
    expect(passedOver.map(({ name }) => name)).toEqual(['node', 'wasm']);
    expect(passedOver[1]!.reason).toContain('nowhere');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('reads the files from where it is told: a folder, its address, each by name', async () => {
    for (const name of wasmFileNames) await copyFile(join(dist, name), join(folder, name));
    const byName = Object.fromEntries(wasmFileNames.map((name) => [name, join(folder, name)]));
    for (const wasmPaths of [folder, `${folder}/`, pathToFileURL(folder).href, byName]) {
      await forgetWasm();
      expect((await useBackend('wasm', { wasmPaths })).name).toBe('wasm');
    }
  });

  it('says which file is missing, leaves the old backend active, and can be tried again', async () => {
    const error = await failure(useBackend('wasm', { wasmPaths: folder }));
    expect(error.code).toBe('missing-file');
    expect(error.message).toContain(join(folder, 'tfjs-backend-wasm'));
    expect(error.message).toContain('wasmPaths');
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.add(1, 2).arraySync()).toBe(3);
    expect((await useBackend('wasm')).name).toBe('wasm');
  });

  it('says which file is broken, and leaves the old backend active', async () => {
    for (const name of wasmFileNames) {
      await copyFile(join(dist, name), join(folder, name));
      await truncate(join(folder, name), 1000);
    }
    const error = await failure(useBackend('wasm', { wasmPaths: folder }));
    expect(error.code).toBe('broken-file');
    expect(error.message).toContain('1000 bytes');
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.add(1, 2).arraySync()).toBe(3);
  });

  it('keeps the old backend when tfjs itself cannot start the new one', async () => {
    await useBackend('cpu');
    const factory = tf.findBackendFactory('wasm');
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', () => Promise.reject(new Error('no memory')), 2);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const error = await failure(useBackend('wasm'));
    warn.mockRestore();
    expect(error.code).toBe('not-available');
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.add(1, 2).arraySync()).toBe(3);
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', factory, 2);
  });

  it('names the package to install when it is missing', async () => {
    vi.doMock('@tensorflow/tfjs-backend-wasm', () => {
      throw new Error("Cannot find package '@tensorflow/tfjs-backend-wasm'");
    });
    const error = await failure(useBackend('wasm'));
    expect(error.code).toBe('missing-package');
    expect(error.message).toContain('npm install @tensorflow/tfjs-backend-wasm');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('asks which backend was meant', async () => {
    const error = await failure(useBackend('wsam' as 'wasm'));
    expect(error.code).toBe('unknown-backend');
    expect(error.message).toBe(
      "useBackend needs one of 'node', 'wasm', 'cpu', 'webgpu', 'webgl', 'auto', got \"wsam\"; did you mean 'wasm'?",
    );
    const far = await failure(useBackend('tpu-cluster' as 'wasm'));
    expect(far.message).not.toContain('did you mean');
    expect((await failure(useBackend(undefined as unknown as 'wasm'))).message).toContain('got undefined');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('knows a misspelt option and a value that cannot be', async () => {
    const misspelt = await failure(useBackend('wasm', { wasmPath: '/' } as BackendOptions));
    expect(misspelt.code).toBe('unknown-option');
    expect(misspelt.message).toContain("did you mean 'wasmPaths'?");
    const partial = await failure(useBackend('wasm', { wasmPaths: { 'tfjs-backend-wasm.wasm': '/a.wasm' } }));
    expect(partial.code).toBe('invalid-option');
    expect(partial.message).toContain('tfjs-backend-wasm-simd.wasm');
    const number = await failure(useBackend('wasm', { wasmPaths: 3 as unknown as string }));
    expect(number.code).toBe('invalid-option');
    expect((await failure(useBackend('wasm', null as unknown as BackendOptions))).code).toBe(
      'invalid-option',
    );
  });

  it('has no webgl in Node, and says what there is', async () => {
    const error = await failure(useBackend('webgl'));
    expect(error.code).toBe('not-available');
    expect(error.message).toContain("Use 'wasm' or 'cpu'");
    expect(tf.getBackend()).toBe('cpu');
  });
});
