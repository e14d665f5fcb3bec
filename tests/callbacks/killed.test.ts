// Runs with backupAndRestore in processes that are killed at random moments.
import * as tf from '@tensorflow/tfjs-core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomStream } from '../../src/tfjs/random.js';
import { safeRun, type Outcome } from './safe-run.js';

const kills = Number(process.env['KILLS'] ?? (process.env['CI'] ? 20 : 4));

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Trains in a process that is killed some time after it has begun, unless it is done by then: what came of it, if anything did. */
const trainFor = async (
  ms: number,
  place: string,
  saveFreq: 'epoch' | number,
): Promise<Outcome | undefined> => {
  const script = new URL('./killed-run.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, place, String(saveFreq)]);
  let [said, errors] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (said += String(text)));
  child.stderr.on('data', (text: Buffer) => (errors += String(text)));
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [code] = (await exit) as [number | null];
  clearTimeout(timer);
  if (code !== null && code !== 0) throw new Error(errors);
  return code === 0 ? (JSON.parse(said.trim().split('\n').at(-1)!) as Outcome) : undefined;
};

test(
  `killed ${kills} times, runs come to what one that never stopped comes to, and leave nothing over`,
  { timeout: 600_000 },
  async () => {
    const draw = randomStream(Number(process.env['SEED'] ?? 3));
    const whole = JSON.parse(JSON.stringify(await safeRun(join(folder, 'whole'), 'epoch', {}))) as Outcome;
    expect(whole.epoch.length).toBeGreaterThan(4);
    let [killed, finished] = [0, 0];
    while (killed < kills || finished < 2) {
      const saveFreq = finished % 2 === 0 ? 3 : 'epoch';
      const place = join(folder, `run-${finished}`);
      const ms = killed < kills ? draw() * 350 : 60_000;
      const outcome = await trainFor(ms, place, saveFreq);
      if (!outcome) {
        killed += 1;
        continue;
      }
      expect(outcome).toEqual(whole);
      finished += 1;
    }
  },
);
