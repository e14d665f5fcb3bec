// Train, save, load in a new process, and go on: the losses are those of a run that never stopped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layers, loadModel, losses, sequential, useBackend } from 'shapewright';
import { readDigits } from './data/digits.js';
import { goal } from './data/folder.js';

const { dense, dropout, flatten } = layers;
await useBackend('auto');
const { train } = readDigits('mnist-small');
const count = Math.min(2000, train.count);
const x = { values: train.images.subarray(0, count * 784), shape: [count, 28, 28] } as const;
const y = train.labels.subarray(0, count);
const settings = {
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  seed: 6,
} as const;
const build = () =>
  sequential([28, 28], [flatten(), dense(64, { activation: 'relu' }), dropout(0.2), dense(10)]).compile(
    settings,
  );

const saved = process.env['SHAPEWRIGHT_RESUME'];
if (saved !== undefined) {
  // the second process: nothing but the folder
  const loaded = await loadModel(saved, { input: [28, 28], output: [10] });
  const { history } = await loaded.compile(settings).fit(x, y, { epochs: 4, initialEpoch: 2, verbose: 0 });
  console.log(`losses ${history.loss.join(' ')}`);
} else {
  const whole = (await build().fit(x, y, { epochs: 4, verbose: 0 })).history.loss;
  const first = build();
  const begun = (await first.fit(x, y, { epochs: 2, verbose: 0 })).history.loss;
  const folder = mkdtempSync(join(tmpdir(), 'shapewright-resume-'));
  await first.save(folder);
  const { stdout } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      encoding: 'utf8',
      env: { ...process.env, SHAPEWRIGHT_RESUME: folder },
    },
  );
  rmSync(folder, { recursive: true });
  const gone = /losses (.*)/.exec(stdout)?.[1]?.split(' ').map(Number) ?? [];
  console.log(`never stopped: ${whole.join(', ')}\nstopped twice: ${[...begun, ...gone].join(', ')}`);
  goal(
    true,
    JSON.stringify([...begun, ...gone]) === JSON.stringify(whole),
    'the losses are those of a run that never stopped',
  );
}
