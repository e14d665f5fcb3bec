// The command as it is run: what it prints, its exit status, and what it leaves on the disk.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { input, layers, sequential } from '../../src/index.js';

const bin = resolve(import.meta.dirname, '../../dist/command/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'shapewright-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command in the folder. */
const run = (...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((done, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (said.out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (said.err += part));
    child.on('error', reject).on('close', (code) => done({ code, ...said }));
  });

beforeAll(async () => {
  const digits = sequential([28, 28], [layers.flatten(), layers.dense(10)], { name: 'digits' });
  await digits.save(join(folder, 'digits'));
  const trained = digits.compile({ loss: 'mse', optimizer: 'adam' });
  await trained.fit([Array(28).fill(Array(28).fill(1))] as number[][][], [Array(10).fill(0)] as number[][], {
    verbose: 0,
  });
  await trained.save(join(folder, 'trained'));
  await input([28, 28])
    .flatten()
    .dense(12, { activation: 'relu' })
    .dense(3)
    .toModel()
    .save(join(folder, 'other'));
});

test('summary prints the table, or JSON and nothing else', async () => {
  const { code, out, err } = await run('summary', 'digits');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Model: "digits"\n/);
  expect(out).toContain('Total params: 7,850');
  const json = JSON.parse((await run('summary', 'digits', '--json')).out) as {
    params: number;
    layers: unknown[];
  };
  expect([json.params, json.layers.length]).toEqual([7850, 2]);
});

test('types writes a module, which --check holds to the file', async () => {
  expect(await run('types', 'digits')).toEqual({
    code: 0,
    out: `wrote ${join(folder, 'digits.ts')}\n`,
    err: '',
  });
  const text = readFileSync(join(folder, 'digits.ts'), 'utf8');
  expect(text).toContain("new URL('./digits/model.json', import.meta.url)");
  expect(await run('types', 'digits', '--check')).toEqual({ code: 0, out: '', err: '' });
  writeFileSync(join(folder, 'digits.ts'), text.replace('[10]', '[11]'));
  const { code, out, err } = await run('types', 'digits', '--check');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(
    /digits\.ts' is not what 'digits' gives: line \d+ \(outputs\): it says .*\[11\].*\[10\]/,
  );
  expect((await run('types', 'other', '--check')).err).toMatch(
    /could not read '.*other\.ts'.*; write it with/,
  );
});

test('code prints a program, or writes it', async () => {
  const { code, out, err } = await run('code', 'digits');
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe(
    "import { layers, sequential } from 'shapewright';\n\n" +
      'export const digits = sequential(\n  [28, 28],\n  [layers.flatten(), layers.dense(10)],\n' +
      "  { name: 'digits' },\n);\n",
  );
  expect((await run('code', 'digits', '--out', 'program.ts')).out).toBe('wrote program.ts\n');
  expect(readFileSync(join(folder, 'program.ts'), 'utf8')).toBe(out);
});

test('diff says what differs, and ends as diff does', async () => {
  expect(await run('diff', 'digits', 'digits')).toEqual({ code: 0, out: '', err: '' });
  const trained = await run('diff', 'digits', 'trained');
  expect(trained.code).toBe(1);
  expect(trained.out).toBe(
    '~ dense/kernel: differs by 0.001 at most\n~ dense/bias: differs by 0.001 at most\n',
  );
  const other = await run('diff', 'digits', 'other');
  expect(other.out.split('\n')).toEqual(expect.arrayContaining(['+ dense_1', '~ dense: units 10 -> 12']));
  expect((await run('diff', 'digits', 'nowhere')).code).toBe(2);
});

test('convert saves the model elsewhere, state of training and all', async () => {
  expect(await run('convert', 'trained', 'copy')).toEqual({ code: 0, out: 'wrote copy\n', err: '' });
  expect((await run('diff', 'trained', 'copy')).code).toBe(0);
  const described = (name: string) =>
    JSON.parse(readFileSync(join(folder, name, 'model.json'), 'utf8')) as {
      userDefinedMetadata: { shapewright: { training: unknown } };
    };
  expect(described('copy').userDefinedMetadata.shapewright.training).toEqual(
    described('trained').userDefinedMetadata.shapewright.training,
  );
});

test('convert goes by the name: files of Keras, there and back', async () => {
  for (const name of ['there.keras', 'there.h5']) {
    expect(await run('convert', 'trained', name)).toEqual({ code: 0, out: `wrote ${name}\n`, err: '' });
    expect((await run('convert', name, `${name}.back`)).code).toBe(0);
    expect((await run('diff', 'trained', `${name}.back`)).code).toBe(0);
  }
  expect(readFileSync(join(folder, 'there.keras')).subarray(0, 2).toString()).toBe('PK');
});

test.each([
  ['uint8', 1, 2 ** -8],
  ['uint16', 2, 2 ** -16],
  ['float16', 2, 2 ** -11],
] as const)('convert --quantize %s', async (dtype, bytes, share) => {
  const { code, err } = await run('convert', 'digits', dtype, '--quantize', dtype);
  expect([code, err]).toEqual([0, '']);
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, dtype, 'model.json'), 'utf8')) as {
    weightsManifest: [
      { paths: [string]; weights: { name: string; shape: number[]; quantization: { dtype: string } }[] },
    ];
  };
  const [{ paths, weights }] = weightsManifest;
  expect(weights.map(({ quantization }) => quantization.dtype)).toEqual(weights.map(() => dtype));
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((all, dim) => all * dim, 1), 0);
  expect(readFileSync(join(folder, dtype, paths[0])).length).toBe(count * bytes);
  const { out } = await run('diff', 'digits', dtype, '--json');
  const { weights: differences } = JSON.parse(out || '{"weights":[]}') as { weights: { largest: number }[] };
  // the kernel's numbers are below 1
  for (const { largest } of differences) expect(largest).toBeLessThan(2 * share);
  expect((await run('convert', 'digits', 'small.keras', '--quantize', dtype)).err).toMatch(
    /is a file of Keras's, whose weights have 32 bits; quantize a model that goes to a folder/,
  );
});

test.each([
  [['convert', 'digits', 'x', '--quantize', 'int4']],
  [['summary', 'nowhere']],
  [['summary', 'bad.json']],
  [['summary']],
  [['sumary', 'digits']],
  [['summary', 'digits', '--jsn']],
  [['code', 'digits', '--out', 'no/such/folder/x.ts']],
  [['types', 'digits', '--out', 'digits']],
  [['convert', 'digits', 'bad.json/x']],
])('%j ends with status 1 in a sentence, and leaves nothing', async (args) => {
  writeFileSync(join(folder, 'bad.json'), '{"modelTopology": ');
  const before = readdirSync(folder).sort();
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err.trim()).not.toBe('');
  expect(err).not.toMatch(/^\s+at |node:internal|Error:/m);
  expect(readdirSync(folder).sort()).toEqual(before);
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written keeps what it has', async () => {
  chmodSync(folder, 0o500);
  try {
    expect((await run('types', 'digits')).err).toContain('permission is denied');
  } finally {
    chmodSync(folder, 0o700);
  }
});
