// Programs of what Keras saves: each makes the model of its file again.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { programOf } from '../../src/codegen/program.js';
import { loadModel } from '../../src/index.js';
import { predictions, seenOf, type Loose } from './seen.js';
import { writtenModules } from './written.js';

const folder = 'fixtures/files';
const files = ['models', 'layers'].flatMap((group) =>
  readdirSync(join(folder, group))
    .filter((name) => /\.(keras|h5)$/.test(name) && !name.includes('.weights.'))
    .map((name) => join(folder, group, name)),
);

const modules = writtenModules();
afterAll(modules.remove);

/** The name of an input that stands before a list of layers, which a program cannot say. */
const unsaid = (seen: string) =>
  seen.replaceAll(/("kind":"Sequential",.*?"inputs":\[\[)"[^"]*"/g, '$1"input_layer"');

test('every file as a program: it compiles, and makes the same model', async () => {
  expect(files.length).toBeGreaterThan(40);
  for (const [i, file] of files.entries()) {
    const original = (await loadModel(file)) as unknown as Loose;
    const name = `${i}.ts`;
    modules.write(name, programOf(original));
    const [again] = Object.values(await modules.load(name)) as [Loose];
    expect(unsaid(seenOf(again)), file).toBe(unsaid(seenOf(original)));
    const weights = original.getWeights();
    again.setWeights(weights);
    weights.forEach((weight) => weight.dispose());
    expect(await predictions(again), file).toEqual(await predictions(original));
    original.dispose();
    again.dispose();
  }
  expect(await modules.check('7.0')).toBe('');
}, 600_000);
