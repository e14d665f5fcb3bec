// Saves by several processes at once, and by processes that are killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFolder, writeFolder } from '../../src/files/node-folder.js';
import { seal } from '../../src/files/seal.js';
import { randomStream } from '../../src/tfjs/random.js';

const kills = Number(process.env['KILLS'] ?? 5);
const raceMs = Number(process.env['RACE_MS'] ?? 2_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Saver {
  readonly child: ChildProcess;
  /** Saves so far. */
  saves: number;
  errors: string;
}

const startSaver = async (place: string, id: number): Promise<Saver> => {
  const script = new URL('./saver.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, place, String(id)]);
  const saver: Saver = { child, saves: 0, errors: '' };
  child.stdout.on('data', (text: Buffer) => (saver.saves += String(text).trim().split('\n').length));
  child.stderr.on('data', (text: Buffer) => (saver.errors += String(text)));
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return saver;
};

const kill = async ({ child }: Saver): Promise<void> => {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

/** Reads what a saver wrote; description and weights must be of one save. */
const readOne = async (place: string): Promise<void> => {
  const { data, metadata } = await readFolder(place);
  const values = new Float32Array(data);
  expect([values[0], values[1]]).toEqual(metadata['told']);
  expect(values.at(-1)).toBe(values[1]);
};

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A save of this process's, after which nothing else lies there. */
const expectCleared = async (place: string): Promise<void> => {
  await writeFolder(
    place,
    seal({
      topology: null,
      entries: [],
      data: new ArrayBuffer(0),
      metadata: { shapewright: { weightsOnly: true } },
    }),
  );
  const left = await readdir(place);
  expect(left).toHaveLength(2);
  expect(left).toContain('model.json');
};

test('three processes save to one place, and a reader sees whole models', async () => {
  const place = join(folder, 'race');
  const savers = await Promise.all([1, 2, 3].map((id) => startSaver(place, id)));
  const before = savers.map(({ saves }) => saves);
  const end = Date.now() + raceMs;
  let reads = 0;
  for (; Date.now() < end; reads++) await readOne(place);
  expect(savers.map(({ errors }) => errors)).toEqual(['', '', '']);
  await Promise.all(savers.map(kill));
  expect(reads).toBeGreaterThan(10);
  // each of them got its turn
  savers.forEach(({ saves }, i) => expect(saves).toBeGreaterThan(before[i]!));
  await readOne(place);
  await expectCleared(place);
});

test('a process that is killed leaves the old model or the new one, and the next save clears up', async () => {
  const place = join(folder, 'killed');
  const draw = randomStream(Number(process.env['SEED'] ?? 5));
  for (let i = 0; i < kills; i++) {
    const saver = await startSaver(place, i);
    await wait(draw() * 60);
    await kill(saver);
    expect(saver.errors).toBe('');
    await readOne(place);
  }
  const before = Date.now();
  await expectCleared(place);
  // the lock of the dead is taken at once
  expect(Date.now() - before).toBeLessThan(5_000);
});
