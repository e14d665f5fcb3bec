// Losses, metrics and schedules whose arguments stand by place: what the types say of each has an example that runs, and
// begins as the error does when it runs. The sentences are those of type-tests/baseline/functions-by-place.txt.
import { readFileSync } from 'node:fs';
import { losses, metrics, optimizers, schedules } from 'shapewright';
import { describe, expect, it } from 'vitest';

const groups: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { losses, metrics, schedules };
type Make = (...args: readonly unknown[]) => unknown;

/** What is said of each function, by its group and its name: `losses.huber`. */
const said = new Map(
  [
    ...readFileSync('type-tests/baseline/functions-by-place.txt', 'utf8').matchAll(
      /^(\w+\.\w+)\(.*\);\n.*Said<"(\w+ takes its options as an object), e\.g\. (\{.*?\})">/gm,
    ),
  ].map(([, call, sentence, example]) => [call!, { sentence: sentence!, example: example! }]),
);

/** The functions of a group that take nothing but options. */
const byOptions = Object.entries(groups).flatMap(([group, members]) =>
  Object.entries(members).flatMap(([name, make]) => {
    const declared = (make as { declaration?: { takes: object; options: object } }).declaration;
    const isByOptions = declared && Object.keys(declared.takes).length === 0;
    return isByOptions ? [{ call: `${group}.${name}`, make: make as Make }] : [];
  }),
);

describe('options by place', () => {
  it('has functions to look at', () => expect(byOptions.length).toBeGreaterThan(60));

  it.each(byOptions)('$call says the same in types and when it runs', ({ call, make }) => {
    const { sentence, example } = said.get(call) ?? expect.fail(`${call} has no line among the type tests`);
    expect(() => make([true], true)).toThrow(`${sentence}, got [true], true`);
    expect(() => make(true)).toThrow(`${sentence}, got true`);
    const options = Function(`return ${example}`)() as object;
    expect(make(options)).toBeTypeOf('object');
  });

  it('proposes the options that were meant, in their order', () => {
    expect(() => (schedules.exponentialDecay as Make)(0.1, 1000, 0.9)).toThrow(
      'exponentialDecay takes its options as an object, got 0.1, 1000, 0.9; did you mean { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.9 }?',
    );
    expect(() => (losses.huber as Make)(1.5)).toThrow('got 1.5; did you mean { delta: 1.5 }?');
  });

  it("proposes none for several that may be left out, whose order is not Keras's", () => {
    expect(() => (optimizers.adam as Make)(0.001, 0.9, 0.999)).toThrow(/got 0\.001, 0\.9, 0\.999$/);
    expect(() => (schedules.polynomialDecay as Make)(0.1, 1000, 0.01)).toThrow(/got 0\.1, 1000, 0\.01$/);
  });

  it('proposes none where one of them is of no kind, or there are more than options', () => {
    expect(() => (schedules.exponentialDecay as Make)(0.1, 'daily', 0.9)).toThrow(/got 0\.1, "daily", 0\.9$/);
    expect(() => (schedules.cosineDecay as Make)(...Array<number>(20).fill(1))).toThrow(/1, 1$/);
    expect(() => (schedules.cosineDecay as Make)({ decaySteps: 1 }, 2)).toThrow(
      'cosineDecay takes 1 arguments at most, got 2',
    );
  });
});
