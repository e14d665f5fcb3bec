// Places that cannot be written or read: each is a FileError of the right code, with a sentence, and does no harm.
import * as tf from '@tensorflow/tfjs-core';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileSystem } from '../../src/files/node-files.js';
import { readFolder, writeFolder } from '../../src/files/node-folder.js';
import { seal } from '../../src/files/seal.js';
import { type FileError, layers, loadModel, sequential, type FileErrorCode } from '../../src/index.js';
import { errorOf } from './error-of.js';

const expectation = { input: [3], output: [2] } as const;
const net = () => sequential([3], [layers.dense(2)]);
const x = [[1, 2, 3]];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A saved model at a place, and what it predicts. */
const saved = async (place: string): Promise<unknown> => {
  const model = net();
  await model.save(place);
  const output = await model.predict(x);
  const values = output.arraySync();
  output.dispose();
  model.dispose();
  return values;
};
const predicted = async (place: string): Promise<unknown> => {
  const model = await loadModel(place, expectation);
  const output = await model.predict(x);
  const values = output.arraySync();
  output.dispose();
  model.dispose();
  return values;
};
const weightsIn = async (place: string): Promise<string> =>
  (await readdir(place)).find((name) => name.endsWith('.bin'))!;

const edit = async (file: string, change: (json: Record<string, never>) => void): Promise<void> => {
  const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, never>;
  change(json);
  await writeFile(file, JSON.stringify(json));
};

describe('several models in one folder', () => {
  test('keep their weights, whatever they are called', async () => {
    const place = join(folder, 'many');
    const names = ['a.json', 'b.json', 'weights.json', 'model.json', 'a.weights.json', 'ä b.json', '01.json'];
    const expected = new Map<string, unknown>();
    for (let round = 0; round < 2; round++)
      for (const name of names)
        expected.set(name, (await saved(join(place, name)), await predicted(join(place, name))));
    for (const [name, values] of expected) expect(await predicted(join(place, name))).toEqual(values);
    expect(await readdir(place)).toHaveLength(names.length * 2);
  });

  test('a save removes nothing that is not its own', async () => {
    const place = join(folder, 'foreign');
    await saved(place);
    const foreign = [
      'weights-0123456789abcdef.bin',
      'group1-shard1of1.bin',
      'notes.txt',
      'model.json.new',
      '.x.new',
    ];
    for (const name of foreign) await writeFile(join(place, name), 'mine');
    await saved(place);
    expect(await readdir(place)).toEqual(expect.arrayContaining(foreign));
  });
});

describe('what others planted', () => {
  test('links at foreseeable names are not followed', async () => {
    const place = join(folder, 'planted');
    const outside = join(folder, 'outside.txt');
    await writeFile(outside, 'untouched');
    await mkdir(place);
    for (const name of ['model.json', 'model.json.new', '.model.json.new', 'weights.bin', '.model.json.lock'])
      await symlink(outside, join(place, name));
    await rm(join(place, '.model.json.lock'));
    await saved(place);
    expect(await readFile(outside, 'utf8')).toBe('untouched');
    expect((await stat(join(place, 'model.json'))).isFile()).toBe(true);
    await predicted(place);
  });

  test.each<[string, (file: string) => Promise<unknown> | undefined, RegExp]>([
    ['a pipe', async (file) => execFileSync('mkfifo', [file]), /is a device or a pipe/],
    ['a link to a device', (file) => symlink('/dev/zero', file), /is a link/],
    ['a link to a file', async (file) => symlink(join(file, '..', 'model.json'), file), /is a link/],
    ['a folder', (file) => mkdir(file), /it is a folder, not a file/],
    ['nothing', async () => undefined, /there is no such file/],
  ])('weights that are %s are refused at once', async (what, plant, sentence) => {
    const place = join(folder, what.replaceAll(' ', '-'));
    await saved(place);
    const file = join(place, await weightsIn(place));
    await rm(file);
    await plant(file);
    expect((await errorOf(loadModel(place, expectation))).message).toMatch(sentence);
  });

  test.each([
    '../outside.bin',
    '/etc/passwd',
    'a/b.bin',
    '..',
    '.',
    '',
    'C:\\x',
    'a\\b',
    './../x',
    'a\0b',
    '%2e%2e/x',
  ])('the weights path %j is refused', async (path) => {
    const place = join(folder, 'paths');
    await saved(place);
    await edit(
      join(place, 'model.json'),
      (json) => ((json['weightsManifest'] as unknown as [{ paths: string[] }])[0].paths = [path]),
    );
    const { code, message } = await errorOf(loadModel(place, expectation));
    expect(code).toBe('not-a-model');
    expect(message).toMatch(/weights are files in the folder of the model itself/);
  });

  test('a description that is a pipe is refused, and one that is a link is read', async () => {
    const place = join(folder, 'linked');
    const values = await saved(join(folder, 'aim'));
    await mkdir(place);
    await symlink(join(folder, 'aim', 'model.json'), join(place, 'model.json'));
    await link(
      join(folder, 'aim', await weightsIn(join(folder, 'aim'))),
      join(place, await weightsIn(join(folder, 'aim'))),
    );
    expect(await predicted(place)).toEqual(await predicted(join(folder, 'aim')));
    expect(values).toBeDefined();
    await rm(join(place, 'model.json'));
    execFileSync('mkfifo', [join(place, 'model.json')]);
    expect((await errorOf(loadModel(place, expectation))).message).toMatch(/is a device or a pipe/);
  });
});

describe('places that are none', () => {
  test.each([
    '',
    ' ',
    'file://',
    'a\0b',
    'file://%',
    'file://%zz/x',
    'localstorage://',
    'nosuch://x',
    undefined,
    5,
    null,
  ])('%j', async (place) => {
    const given = place as string;
    for (const running of [net().save(given), net().saveWeights(given), loadModel(given, expectation)]) {
      const { message } = await errorOf(running);
      expect(message).not.toMatch(/URI malformed|null bytes|undefined is not|Cannot read/);
      expect(message.length).toBeGreaterThan(40);
    }
  });
});

describe('a file system that fails', () => {
  const failing = async (code: string, where: keyof FileSystem): Promise<FileSystem> => {
    const real = (await import('node:fs/promises')) as unknown as FileSystem;
    const fail = () => Promise.reject(Object.assign(new Error(`${code}: inner words`), { code }));
    if (where !== 'open') return { ...real, [where]: fail };
    return {
      ...real,
      open: async (path, flags) => {
        const file = await real.open(path, flags);
        if (String(path).endsWith('.bin')) file.writeFile = fail;
        return file;
      },
    };
  };
  const rows: readonly [string, keyof FileSystem, FileErrorCode][] = [
    ['EROFS', 'mkdir', 'no-permission'],
    ['EROFS', 'open', 'no-permission'],
    ['EACCES', 'rename', 'no-permission'],
    ['EPERM', 'rename', 'no-permission'],
    ['ERR_ACCESS_DENIED', 'link', 'no-permission'],
    ['ENOSPC', 'open', 'disk-full'],
    ['EDQUOT', 'open', 'disk-full'],
    ['EFBIG', 'open', 'disk-full'],
    ['ENOSPC', 'rename', 'disk-full'],
    ['EIO', 'open', 'failed'],
    ['EMFILE', 'open', 'failed'],
  ];
  test.each(rows)('%s at %s', async (code, where, expected) => {
    const place = join(folder, 'failing');
    await rm(place, { recursive: true, force: true });
    await saved(place);
    const values = await predicted(place);
    const held = (await readdir(place)).sort();
    const artifacts = seal(await readFolder(place));
    const target = where === 'mkdir' ? join(folder, 'fresh', 'deep') : place;
    const error = await errorOf(writeFolder(target, artifacts, await failing(code, where)));
    expect(error.code).toBe(expected);
    expect(error.message).not.toMatch(/inner words/);
    expect((await readdir(place)).sort()).toEqual(held);
    expect(await predicted(place)).toEqual(values);
  });

  test('paths through files, circles, and names too long', async () => {
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'circle'), join(folder, 'circle'));
    const rows: [string, FileErrorCode][] = [
      [join(folder, 'file', 'x'), 'not-a-folder'],
      [join(folder, 'file'), 'not-a-folder'],
      [join(folder, 'circle', 'x'), 'not-a-folder'],
      [join(folder, 'n'.repeat(300)), 'failed'],
    ];
    for (const [place, code] of rows) {
      expect((await errorOf(net().save(place))).code, place).toBe(code);
      expect((await errorOf(loadModel(place, expectation))).code, place).toMatch(
        new RegExp(`${code}|missing`),
      );
    }
  });

  test('where Node is allowed nothing, the code is no-permission', () => {
    if (!process.allowedNodeEnvironmentFlags.has('--experimental-permission')) return;
    const script = `
      import { readFolder, writeFolder } from ${JSON.stringify(new URL('../../dist/files/node-folder.js', import.meta.url).href)};
      const artifacts = { topology: null, entries: [], data: new ArrayBuffer(0), metadata: {} };
      for (const run of [() => writeFolder('/tmp/not-allowed', artifacts), () => readFolder('/etc')])
        await run().catch((error) => console.log(error.code, error.message));
    `;
    const allowed = new URL('../..', import.meta.url).pathname;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--experimental-permission', `--allow-fs-read=${allowed}*`, '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    expect(stdout.match(/^no-permission .*--permission/gm), stderr).toHaveLength(2);
  });
});

describe('work before a refusal', () => {
  const forge = async (place: string, change: (own: Record<string, never>) => void) => {
    const artifacts = await readFolder(place);
    const own = structuredClone(artifacts.metadata['shapewright']) as Record<string, never>;
    delete own['checksum'];
    change(own);
    const sealed = seal({ ...artifacts, metadata: { shapewright: own } });
    await edit(join(place, 'model.json'), (json) => (json['userDefinedMetadata'] = sealed.metadata as never));
  };
  type Own = {
    architecture: { layers: { origin: { args: unknown[] } }[]; calls: unknown[]; outputs: number[] };
  };

  test.each<[string, (own: Own) => void, RegExp]>([
    [
      'a layer of 1e8 units',
      ({ architecture }) => (architecture.layers[0]!.origin.args[0] = 1e8),
      /'dense\/kernel' is \[3, 100000000\] by its architecture/,
    ],
    [
      'a layer called 100,000 times',
      ({ architecture }) =>
        (architecture.calls = Array.from({ length: 100_000 }, () => ({ layer: 0, inputs: [0] }))),
      /comes to more than 20000 layer calls/,
    ],
    [
      'a shape of many axes',
      ({ architecture }) =>
        ((architecture as unknown as { inputs: { shape: unknown }[] }).inputs[0]!.shape = [
          null,
          ...Array.from({ length: 1e6 }, () => 1),
        ]),
      /should be a shape/,
    ],
    [
      'models in models in models',
      ({ architecture }) => {
        let inner: unknown = structuredClone(architecture);
        for (let i = 0; i < 300; i++)
          inner = {
            ...architecture,
            layers: [{ name: 'm', trainable: true, model: inner }],
            sequential: undefined,
          };
        Object.assign(architecture, inner);
      },
      /deep/,
    ],
    [
      'models that are called ten times each',
      ({ architecture }) => {
        let inner: unknown = structuredClone(architecture);
        const calls = Array.from({ length: 10 }, () => ({ layer: 0, inputs: [0] }));
        for (let i = 0; i < 20; i++)
          inner = {
            ...architecture,
            calls,
            layers: [{ name: 'm', trainable: true, model: inner }],
            sequential: undefined,
          };
        Object.assign(architecture, inner);
      },
      /more than 20000 layer calls|lead to no output/,
    ],
  ])('%s', async (_, change, sentence) => {
    const place = join(folder, 'heavy');
    await saved(place);
    await forge(place, change as never);
    const before = tf.memory().numTensors;
    const begin = performance.now();
    expect((await errorOf(loadModel(place, expectation))).message).toMatch(sentence);
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a kernel that is said to be int32', async () => {
    const place = join(folder, 'int32');
    await saved(place);
    const artifacts = await readFolder(place);
    const entries = artifacts.entries.map((entry) => ({ ...entry, dtype: 'int32' as const }));
    await writeFolder(place, seal({ ...artifacts, entries }));
    expect((await errorOf(loadModel(place, expectation))).message).toMatch(
      /'dense\/kernel' is int32, not float32/,
    );
  });
});

test('a model of before there were checksums loads, whatever its weights file is called', async () => {
  const place = join(folder, 'former');
  await saved(place);
  const values = await predicted(place);
  const { createHash } = await import('node:crypto');
  const file = await weightsIn(place);
  const bytes = await readFile(join(place, file));
  const former = `weights-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.bin`;
  await writeFile(join(place, former), bytes);
  await rm(join(place, file));
  await edit(join(place, 'model.json'), (json) => {
    const own = (json['userDefinedMetadata'] as unknown as { shapewright: Record<string, never> })
      .shapewright;
    delete own['version'];
    delete own['checksum'];
    (json['weightsManifest'] as unknown as [{ paths: string[] }])[0].paths = [former];
  });
  expect(await predicted(place)).toEqual(values);
  bytes[3]! ^= 1;
  await writeFile(join(place, former), bytes);
  expect((await errorOf(loadModel(place, expectation))).message).toMatch(
    /its bytes are not those that were saved/,
  );
});

describe('over HTTP', () => {
  test('a model is read, and held to all that a folder is', async () => {
    const place = join(folder, 'served');
    await saved(place);
    const values = await predicted(place);
    const server = createServer((request, response) => {
      const name = new URL(request.url!, 'http://x').pathname.slice(1);
      if (name === 'page/model.json') {
        response.setHeader('content-type', 'text/html').end('<p>not found</p>');
        return;
      }
      if (!existsSync(join(place, name))) return void response.writeHead(404).end();
      void readFile(join(place, name)).then((bytes) => response.end(bytes));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await predicted(`${base}/model.json?v=1`)).toEqual(values);
      expect((await errorOf(loadModel(`${base}/none.json`, expectation))).code).toBe('missing');
      expect((await errorOf(loadModel(`${base}/page/model.json`, expectation))).message).toMatch(
        /gives a page \(HTML\)/,
      );
      const file = join(place, await weightsIn(place));
      const bytes = await readFile(file);
      await writeFile(file, Buffer.concat([bytes, bytes]));
      expect((await errorOf(loadModel(`${base}/model.json`, expectation))).code).toBe('truncated');
      bytes[5]! ^= 4;
      await writeFile(file, bytes);
      expect((await errorOf(loadModel(`${base}/model.json`, expectation))).code).toBe('damaged');
      await rm(file);
      expect((await errorOf(loadModel(`${base}/model.json`, expectation))).code).toBe('missing');
    } finally {
      server.close();
    }
    expect((await errorOf(loadModel('http://127.0.0.1:1/model.json', expectation))).message).toMatch(
      /cannot be reached/,
    );
  });
});

describe('handlers', () => {
  test('their models are under the same checksums', async () => {
    let kept: tf.io.ModelArtifacts | undefined;
    const handler = {
      save: (artifacts: never) => Promise.resolve((kept = structuredClone(artifacts))),
      load: () => Promise.resolve(kept),
    };
    const model = net();
    await model.save(handler);
    await loadModel(handler, expectation);
    const bytes = new Uint8Array(kept!.weightData as ArrayBuffer);
    bytes[2]! ^= 8;
    expect((await errorOf(loadModel(handler, expectation))).code).toBe('damaged');
    bytes[2]! ^= 8;
    (kept!.userDefinedMetadata as unknown as { shapewright: { random: object } }).shapewright.random = {
      d: { seed: 1, calls: 2 },
    };
    expect((await errorOf(loadModel(handler, expectation))).code).toBe('damaged');
    for (const odd of [undefined, null, 5, [], { weightData: 'x' }])
      await errorOf(loadModel({ load: () => Promise.resolve(odd) }, expectation));
  });
});

describe("a page's localStorage", () => {
  /** A storage of so many characters; what does not fit is refused, as browsers do. */
  const storageOf = (room: () => number) => {
    const values = new Map<string, string>();
    const used = () => [...values].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    return {
      values,
      getItem: (key: string) => values.get(key) ?? null,
      removeItem: (key: string) => void values.delete(key),
      setItem: (key: string, value: string) => {
        const old = values.get(key);
        values.delete(key);
        if (used() + key.length + value.length <= room()) return void values.set(key, value);
        if (old !== undefined) values.set(key, old);
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
  };

  test('that is full keeps the model that was there', async () => {
    let room = Infinity;
    const storage = storageOf(() => room);
    const was = tf.env().getBool('IS_BROWSER');
    (globalThis as { window?: unknown }).window = { localStorage: storage };
    tf.env().set('IS_BROWSER', true);
    try {
      const place = 'localstorage://digits';
      await saved(place);
      const values = await predicted(place);
      const size = [...storage.values].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
      expect(storage.values.size).toBe(5);
      const large = sequential([3], [layers.dense(200), layers.dense(2)]);
      for (room = size + 10; room < size * 3; room += 500) {
        const error = await large.save(place).then(
          () => undefined,
          (cause: FileError) => cause,
        );
        expect(storage.values.size).toBe(5);
        if (!error) break;
        expect(error.code).toBe('disk-full');
        expect(await predicted(place)).toEqual(values);
      }
      room = size + 10;
      storage.values.clear();
      await saved(place);
      // there is no room for two, but for one in the other's place
      await saved(place);
      await predicted(place);
      expect((await errorOf(loadModel('localstorage://other', expectation))).code).toBe('missing');
      room = Infinity;
      await net().saveWeights('localstorage://weights');
      await net().loadWeights('localstorage://weights');
    } finally {
      delete (globalThis as { window?: unknown }).window;
      tf.env().set('IS_BROWSER', was);
    }
  });
});

test('a folder without rights is said to be so', async () => {
  if (process.getuid?.() === 0) return;
  const place = join(folder, 'locked');
  await mkdir(place);
  await chmod(place, 0o500);
  expect((await errorOf(net().save(place))).code).toBe('no-permission');
});
