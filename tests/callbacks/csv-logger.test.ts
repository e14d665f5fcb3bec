// The rows of csvLogger, held to what Keras's CSVLogger writes for the same logs.
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callbacks } from '../../src/index.js';
import { kerasFixture } from '../fixtures/keras-values.js';

interface Case {
  readonly name: string;
  readonly epochs: readonly Readonly<Record<string, number | 'nan' | 'inf' | '-inf'>>[];
  readonly options: { readonly separator?: string; readonly append?: boolean };
  readonly before?: string;
  readonly text: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const texts = { nan: NaN, inf: Infinity, '-inf': -Infinity };
const logsOf = (epoch: Case['epochs'][number]) =>
  Object.fromEntries(
    Object.entries(epoch).map(([name, value]) => [name, typeof value === 'number' ? value : texts[value]]),
  );

const log = async (
  path: string,
  epochs: Case['epochs'],
  options: Case['options'],
  logger = callbacks.csvLogger(path, options),
): Promise<string> => {
  await logger.onTrainBegin?.({});
  for (const [epoch, logs] of epochs.entries()) await logger.onEpochEnd?.(epoch, logsOf(logs));
  await logger.onTrainEnd?.({});
  return readFile(path, 'utf8');
};

test.each(kerasFixture<{ csv: Case[] }>('callbacks').csv)(
  '$name, $options',
  async ({ epochs, options, before, text }) => {
    const path = join(folder, 'runs', 'log.csv');
    await rm(path, { force: true });
    if (before !== undefined) await writeFile(path, before);
    expect(await log(path, epochs, options)).toBe(text);
  },
);

test('each run of one callback begins the file anew, unless it is to append', async () => {
  const path = join(folder, 'again.csv');
  const logger = callbacks.csvLogger(path);
  const once = await log(path, [{ loss: 1 }], {}, logger);
  expect(await log(path, [{ loss: 2 }], {}, logger)).toBe(once.replace('1.0', '2.0'));
  const more = callbacks.csvLogger(path, { append: true });
  expect(await log(path, [{ loss: 3 }], {}, more)).toBe(`${once.replace('1.0', '2.0')}0,3.0,NA\r\n`);
});

test('what a crash has cut short stays in a line of its own', async () => {
  const path = join(folder, 'torn.csv');
  await log(path, [{ loss: 1 }], {});
  await appendFile(path, '1,0.3');
  const text = await log(path, [{ loss: 2 }], { append: true });
  expect(text).toBe('epoch,loss,val_loss\r\n0,1.0,NA\r\n1,0.3\r\n0,2.0,NA\r\n');
});

test('a file that cannot be written ends training with a sentence, and stays as it was', async () => {
  await expect(log(join(folder, 'again.csv', 'log.csv'), [{ loss: 1 }], {})).rejects.toThrow(
    /could not write to .*a file stands where the folder should be/,
  );
  await expect(log(folder, [{ loss: 1 }], {})).rejects.toThrow(/could not write to .*it is a folder/);
});
