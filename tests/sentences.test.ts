// The same sentence at run time: each mistake of the type tests, run, throws what the compilers are kept to say of it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { input, layers, sequential } from '../src/index.js';

const image = input([28, 28, 1]);
const row = input([784]);
const words = input([200], { dtype: 'int32' });
const [a, b] = [input([4]), input([4])];
const steps = input([20, 8]);
const mlp = sequential([784], [layers.dense(10)]);
const same = { padding: 'same' };
const here = { input, layers, sequential, ...layers, image, row, words, a, b, steps, mlp, same };

/** Each statement of a baseline that is whole in its line, and the sentence said of it. */
const said = (name: string) =>
  [
    ...readFileSync(`type-tests/baseline/${name}.txt`, 'utf8').matchAll(
      /^(\S.*;)\n .*(?:type '"([^"]*)"'\.|\bSaid<"([^"]*)">.*)$/gm,
    ),
  ].map(([, statement, whole, beside]) => [statement!, (whole ?? beside)!] as const);

/** What run time says: where no type can say what was given, run time does. */
const atRunTime = (sentence: string) => {
  const [, before] =
    /^(.*)(?:; give \w+ by itself|(?<= takes its options as an object), e\.g\. .*)$/.exec(sentence) ?? [];
  return before === undefined ? sentence : (expect.stringContaining(`${before}, got `) as string);
};

test.each(
  ['chain', 'hints', 'sizes', 'by-itself', 'by-place']
    .flatMap(said)
    .filter(([statement]) => !statement.startsWith('merged')),
)('%s', (statement, sentence) => {
  const run = new Function(...Object.keys(here), statement);
  expect(() => run(...Object.values(here)) as unknown).toThrow(
    expect.objectContaining({ message: atRunTime(sentence) }),
  );
});
