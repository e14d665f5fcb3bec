// Programs of models with operations between layers: they compile, and compute what the file computes.
import { format } from 'prettier';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programOf } from '../../src/codegen/program.js';
import { loadModel, useBackend } from '../../src/index.js';
import { fixturePath } from '../files/keras-cases.js';
import {
  olderFiles,
  olderOperationCases,
  openOlder,
  openOperations,
  operationCases,
  operationFiles,
} from '../files/operation-cases.js';
import { predictions, type Loose } from './seen.js';
import { writtenModules } from './written.js';

const modules = writtenModules();
beforeAll(() => useBackend('cpu'));
afterAll(modules.remove);

const opened = [
  ...operationCases.map((each) => [each.name, () => openOperations(each)] as const),
  ...olderOperationCases.map((each) => [`Keras 2: ${each.name}`, () => openOlder(each)] as const),
  ...[...operationFiles, ...olderFiles].map(
    ({ file }) => [file, () => loadModel(fixturePath(file))] as const,
  ),
];

const programs = new Map<string, string>();

describe('a program computes what the file does', () => {
  test.each(opened)('%s', async (_, open) => {
    const original = (await open()) as unknown as Loose;
    const text = programOf(original);
    const file = `${programs.size}.ts`;
    programs.set(file, text);
    modules.write(file, text);
    const [again] = Object.values(await modules.load(file)) as [Loose];
    const weights = original.getWeights();
    again.setWeights(weights);
    weights.forEach((weight) => weight.dispose());
    const [one, other] = [await predictions(again), await predictions(original)];
    expect(one, text).toEqual(other);
    expect(again.graph.layers.map((each) => each.name)).toEqual(
      original.graph.layers.map((each) => each.name),
    );
    original.dispose();
    again.dispose();
  });
});

test('prettier leaves the programs as they are', async () => {
  expect(programs.size).toBe(opened.length);
  for (const text of programs.values())
    expect(await format(text, { parser: 'typescript', singleQuote: true })).toBe(text);
});

test.each(['5.4', '5.9', '6.0', '7.0'] as const)(
  'they compile with TypeScript %s',
  async (version) => {
    expect(await modules.check(version)).toBe('');
  },
  300_000,
);
