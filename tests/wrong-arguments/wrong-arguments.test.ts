// Odd values for every argument and option of every public function: refused in a sentence, or taken because they are
// legal. The whole (16 s) in CI or with WRONG_ARGUMENTS=all; otherwise a sample, another for each day.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../src/tfjs/random.js';
import { doors, type Door } from './doors.js';
import { oddValues } from './odd-values.js';

const all = process.env['WRONG_ARGUMENTS'] === 'all' || process.env['CI'] !== undefined;
const seed = Number(process.env['WRONG_ARGUMENTS_SEED'] ?? Math.floor(Date.now() / 86_400_000));
const draw = randomStream(seed);
const share = 0.12;

const ours = [
  'TypeError',
  'RangeError',
  'ShapeMismatchError',
  'GraphError',
  'DataError',
  'FileError',
  'BackendError',
];
/** What JavaScript and tfjs say of what they were not made for. */
const inner =
  /Cannot (read|convert|set|mix|access|destructure|perform)|is not (a function|iterable|defined|a constructor|extensible)|undefined \(|Invalid array length|circular structure|Maximum call stack|Reduce of empty|called on incompatible|Argument '|must be provided|a trap|a getter|\[object |Assertion|Unexpected token|not assignable|tensor3d|is not valid JSON/;

/** What is wrong with what came of a value, or nothing. */
const verdict = async (door: Door, name: string): Promise<string | undefined> => {
  const value = oddValues[name]!();
  const legal = door.legal(value, name);
  const before = tf.memory().numTensors;
  let error: unknown;
  let isThrown = false;
  try {
    await Promise.race([
      Promise.resolve(door.put(value)),
      new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), 20_000).unref()),
    ]);
  } catch (thrown) {
    error = thrown;
    isThrown = true;
  }
  const left = tf.memory().numTensors - before;
  if (name === 'tensor') (value as tf.Tensor).dispose();
  if (left !== 0) return `leaves ${left} tensors`;
  if (!isThrown) return legal ? undefined : 'is taken without a word';
  const { name: kind, message } = error as Error;
  const said = `${kind}: ${String(message).slice(0, 200)}`;
  if (!(error instanceof Error)) return 'throws no error';
  // a function of the user's that throws is the user's
  if (message === 'thrown' && name.includes('throwing')) return undefined;
  // the shapes are right, and there is no such file
  if (legal && kind === 'FileError') return undefined;
  if (!ours.includes(kind)) return `ends in another error: ${said}`;
  if (inner.test(message)) return `ends in an inner error: ${said}`;
  if (message.length >= 400) return `says ${message.length} characters: ${said}`;
  const where = [door.of, door.place].some((word) => message.toLowerCase().includes(word.toLowerCase()));
  // data is called x and y, what a user's function gave by its name
  return where || /^([xy]\b|the loss '|the metric '|the schedule ')/.test(message)
    ? undefined
    : `does not say where: ${said}`;
};

test('there are 80 odd values or more, and doors of every function', () => {
  expect(Object.keys(oddValues).length).toBeGreaterThanOrEqual(80);
  expect(new Set(doors.map(({ of }) => of)).size).toBeGreaterThan(70);
});

const functions = [...new Set(doors.map(({ of }) => of))];
describe.each(functions)('%s', (of) => {
  test(`refuses odd values in words (seed ${all ? 'all' : seed})`, async () => {
    const wrong: string[] = [];
    for (const door of doors.filter((each) => each.of === of))
      for (const name of Object.keys(oddValues)) {
        if (!all && draw() > share) continue;
        const found = await verdict(door, name);
        if (found !== undefined) wrong.push(`${door.of}(${door.place}: ${name}) ${found}`);
      }
    expect(wrong).toEqual([]);
  });
});
