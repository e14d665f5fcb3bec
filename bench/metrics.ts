// What a metric costs a step: epochs of one model with a metric and of the same without, in pairs in one run, on WASM:
// `npx tsx bench/metrics.ts [pairs]`. Times are the processor's, which others on the machine do not lengthen. A cost is the median over
// pairs of several models, for two models of one kind differ by where their weights stand.
import { layers, sequential, setSeed, useBackend } from '../src/index.js';

const pairs = Number(process.argv[2] ?? 9);
const instances = 5;
await useBackend('wasm');
setSeed(1);

const { conv2d, dense, flatten, maxPooling2d } = layers;
const relu = { activation: 'relu' } as const;
const sigmoid = { activation: 'sigmoid' } as const;
const softmax = { activation: 'softmax' } as const;
const films = () =>
  [conv2d(32, 3, relu), maxPooling2d(2), conv2d(64, 3, relu), maxPooling2d(2), flatten()] as const;

/** Models whose last layer says yes or no, or one class of ten. */
const models = {
  'an MLP': {
    count: 4000,
    yes: () => sequential([28, 28, 1], [flatten(), dense(128, relu), dense(1, sigmoid)]),
    classes: () => sequential([28, 28, 1], [flatten(), dense(128, relu), dense(10, softmax)]),
  },
  'a CNN': {
    count: 512,
    yes: () => sequential([28, 28, 1], [...films(), dense(128, relu), dense(1, sigmoid)]),
    classes: () => sequential([28, 28, 1], [...films(), dense(128, relu), dense(10, softmax)]),
  },
};

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const time = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

for (const [name, { count, yes, classes }] of Object.entries(models)) {
  // pictures that mean nothing, for time alone
  const x = {
    values: Float32Array.from({ length: count * 784 }, (_, i) => Math.abs(Math.sin(i))),
    shape: [count, 28, 28, 1],
  } as const;
  const bits = {
    values: Float32Array.from({ length: count }, (_, i) => (i * 7) % 2),
    shape: [count, 1],
  } as const;
  const indices = Uint8Array.from({ length: count }, (_, i) => (i * 7) % 10);
  const ofClasses = (metrics: readonly 'accuracy'[]) => {
    const net = classes().compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics });
    return () => net.fit(x, indices, { verbose: 0 });
  };
  const ofYes = (metrics: readonly ('auc' | 'precision' | 'recall')[]) => {
    const net = yes().compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics });
    return () => net.fit(x, bits, { verbose: 0 });
  };
  const runs = {
    accuracy: (on: boolean) => ofClasses(on ? ['accuracy'] : []),
    auc: (on: boolean) => ofYes(on ? ['auc'] : []),
    precision: (on: boolean) => ofYes(on ? ['precision'] : []),
    recall: (on: boolean) => ofYes(on ? ['recall'] : []),
  } as const;
  for (const [metric, make] of Object.entries(runs)) {
    const costs: number[] = [];
    const steps: number[] = [];
    for (let instance = 0; instance < instances; instance++) {
      const [without, measured] =
        instance % 2 === 0 ? [make(false), make(true)] : [make(true), make(false)].reverse();
      for (let pair = -2; pair < pairs; pair++) {
        // they take turns in coming first, which pays for what the other left behind
        const order = pair % 2 === 0 ? [without!, measured!] : [measured!, without!];
        const times = [await time(order[0]!), await time(order[1]!)];
        const [plain, more] = pair % 2 === 0 ? times : times.reverse();
        if (pair < 0) continue;
        costs.push(more! / plain! - 1);
        steps.push(plain! / Math.ceil(count / 32));
      }
    }
    const cost = median(costs) * 100;
    console.log(`${name}, ${metric}: ${cost.toFixed(1)} % of a step of ${median(steps).toFixed(2)} ms`);
  }
}
