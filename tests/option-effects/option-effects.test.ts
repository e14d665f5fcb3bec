// Every option of every layer, initializer, regularizer, constraint, loss, metric, optimizer and callback is seen to have an effect.
// A new option fails here by its name until `effects.ts` says what it changes.
import { expect, test } from 'vitest';
import * as api from '../../src/index.js';
import { isRequired } from '../../src/options/option.js';
import {
  ofAnyLayer,
  ofConstraint,
  ofInitializer,
  ofLayer,
  ofOptimizer,
  ofRegularizer,
  ofSchedule,
  type Effects,
} from './effects.js';
import {
  callWith,
  seenInDense,
  seenInTraining,
  seenOfMetric,
  seenOfLayer,
  seenOfSchedule,
  type Factory,
  type On,
  type Seen,
  type Untyped,
} from './observe.js';
import { ofCallback, seenOfCallback } from './callbacks.js';
import { inputOf, ownSamples, samples } from './given.js';
import { dataOf, ofLoss, ofMetric, taskOf } from './training.js';

interface Group {
  readonly name:
    | 'layers'
    | 'initializers'
    | 'regularizers'
    | 'constraints'
    | 'losses'
    | 'metrics'
    | 'optimizers'
    | 'schedules'
    | 'callbacks';
  readonly effects: (name: string) => Effects;
  readonly see: (name: string, made: Untyped, on?: On, named?: string) => Promise<Seen>;
}

const scattered = api.initializers.randomNormal({ stddev: 1, seed: 5 });
const groups: readonly Group[] = [
  {
    name: 'layers',
    effects: (name) => ({ ...ofAnyLayer, ...ofLayer[name] }),
    see: (name, made, on) => seenOfLayer(made, on ?? inputOf(name)),
  },
  {
    name: 'initializers',
    effects: (name) => ofInitializer[name] ?? {},
    see: (_, made) => seenInDense('kernelInitializer', made),
  },
  {
    name: 'regularizers',
    effects: (name) => ofRegularizer[name] ?? {},
    see: (_, made) => seenInDense('kernelRegularizer', made, { kernelInitializer: scattered }),
  },
  {
    name: 'constraints',
    effects: (name) => ofConstraint[name] ?? {},
    see: (_, made) => seenInDense('kernelConstraint', made, { kernelInitializer: scattered }),
  },
  {
    name: 'losses',
    effects: (name) => ofLoss[name] ?? {},
    see: (name, made) => seenInTraining({ loss: made }, taskOf(name)),
  },
  {
    name: 'metrics',
    effects: (name) => ofMetric[name] ?? {},
    see: (name, made) => seenOfMetric(made, dataOf(name)),
  },
  {
    name: 'optimizers',
    effects: (name) => ofOptimizer[name] ?? {},
    see: (_, made, __, named) => seenInTraining({ loss: 'mse', optimizer: made }, taskOf('mse'), named),
  },
  {
    name: 'schedules',
    effects: (name) => ofSchedule[name] ?? {},
    see: async (_, made) => seenOfSchedule(made),
  },
  {
    name: 'callbacks',
    effects: (name) => ofCallback[name] ?? {},
    see: (name, made) => seenOfCallback(name, made),
  },
];

const cases = groups.flatMap(({ name: group, effects, see }) =>
  Object.entries(api[group] as unknown as Readonly<Record<string, Factory>>)
    .filter(([, make]) => 'declaration' in make)
    .flatMap(([name, make]) => {
      const { takes, options } = make.declaration;
      return Object.keys({ ...takes, ...options }).map((option) => ({
        option: `${group}.${name}: ${option}`,
        effect: effects(name)[option],
        look: (value: object) => {
          const needed = Object.keys(options).filter((name) => isRequired(options[name]!));
          const given = Object.fromEntries(
            [...Object.keys(takes), ...needed].map((place) => [place, (ownSamples[name] ?? samples)[place]]),
          );
          const effect = effects(name)[option];
          try {
            const made = callWith(make, make.declaration, { ...given, ...value });
            return see(name, made, effect?.on, effect?.named);
          } catch (error) {
            if (effect?.seen !== 'refused') throw error;
            return Promise.resolve<Seen>({ refused: (error as Error).message });
          }
        },
        key: option,
      }));
    }),
);

test.each(cases)('$option has an effect', async ({ effect, look, key }) => {
  if (!effect) throw new Error('effects.ts has no entry for this option');
  const { values, seen, besides } = effect;
  const found = [JSON.stringify((await look({ ...besides }))[seen])];
  for (const value of values) found.push(JSON.stringify((await look({ ...besides, [key]: value }))[seen]));
  // otherwise the difference below would tell nothing: what is not drawn anew is the same again
  const again = JSON.stringify((await look({ ...besides, [key]: values[0] }))[seen]);
  expect(again).toBe(found[1]);
  expect(new Set(found).size).toBe(values.length + 1);
});

test('each entry is of an option that there is', () => {
  const known = new Set(cases.map(({ option }) => option));
  const entries: Readonly<Record<string, Readonly<Record<string, Effects>>>> = {
    layers: ofLayer,
    initializers: ofInitializer,
    regularizers: ofRegularizer,
    constraints: ofConstraint,
    losses: ofLoss,
    metrics: ofMetric,
    optimizers: ofOptimizer,
    callbacks: ofCallback,
    schedules: ofSchedule,
  };
  const all = Object.entries(entries).flatMap(([group, functions]) =>
    Object.entries(functions).flatMap(([name, options]) =>
      Object.keys(options).map((option) => `${group}.${name}: ${option}`),
    ),
  );
  expect(all.filter((entry) => !known.has(entry))).toEqual([]);
});
