// The program of a model makes that model again: it compiles, prettier leaves it as it is, and it predicts the same.
import { format } from 'prettier';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programOf } from '../../src/codegen/program.js';
import type { AnyModel } from '../../src/graph/model.js';
import { input } from '../../src/index.js';
import { randomModel } from '../files/random-models.js';
import { architectures, oddModels } from './sample-models.js';
import { predictions, seenOf, type Loose } from './seen.js';
import { writtenModules } from './written.js';

const modules = writtenModules();
const models = new Map<string, AnyModel>();
/** The programs, each once, with the file of each. */
const texts = new Map<string, string>();

beforeAll(() => {
  for (let seed = 1; seed <= 60; seed++) models.set(`random ${seed}`, randomModel(seed));
  for (const [name, make] of Object.entries(oddModels)) models.set(name, make());
  for (const [name, make] of Object.entries(architectures)) {
    const made = make() as object;
    for (const [key, each] of 'graph' in made ? [['', made]] : Object.entries(made))
      models.set(`${name} ${key}`.trim(), each as AnyModel);
  }
  for (const [name, model] of models) {
    const text = programOf(model);
    // most options by their defaults come to one program
    if (texts.has(text)) models.delete(name);
    else texts.set(text, modules.write(`program-${texts.size}.ts`, text));
  }
});
afterAll(modules.remove);

test('every program compiles, strictly', async () => {
  expect(await modules.check('7.0')).toBe('');
});

/** Some of every kind: the whole would take the older compilers long. */
const few = () =>
  [...models.keys()].flatMap((name, i) => (i % 40 === 0 || name in oddModels ? [`program-${i}.ts`] : []));
test.each(['5.4', '5.9', '6.0'] as const)(
  'those of every kind compile with TypeScript %s',
  async (version) => {
    expect(await modules.check(version, few())).toBe('');
  },
);

test('prettier leaves every program as it is', async () => {
  for (const text of texts.keys()) {
    expect(await format(text, { parser: 'typescript', singleQuote: true })).toBe(text);
  }
});

/** The model that a program makes. */
const runOf = async (name: string): Promise<Loose> => {
  const made = await modules.load(`program-${[...models.keys()].indexOf(name)}.ts`);
  return Object.values(made)[0] as Loose;
};

describe('a program makes the model again', () => {
  test('layers, names, options, parameters and predictions', async () => {
    for (const [name, model] of models) {
      const [original, again] = [model as Loose, await runOf(name)];
      expect(seenOf(again), name).toBe(seenOf(original));
      if (original.countParams() > 100_000) continue;
      original.drawWeights({ seed: 3 });
      const weights = original.getWeights();
      again.setWeights(weights);
      weights.forEach((weight) => weight.dispose());
      expect(await predictions(again), name).toEqual(await predictions(original));
      original.dispose();
      again.dispose();
    }
  }, 600_000);
});

describe('what a program cannot say', () => {
  test('a function among the options', () => {
    const model = input([2])
      .lambda((x) => x, { name: 'own' })
      .toModel();
    expect(() => programOf(model)).toThrow(
      "layer 'own' has an option that is a function, which cannot be written as code",
    );
  });
});
