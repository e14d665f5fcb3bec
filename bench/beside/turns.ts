// What every side of `beside-keras.ts` does: it is told what to run, one line after the other, and answers how many milliseconds it took.
import { createInterface } from 'node:readline';

/** An epoch of training, and a prediction of all samples. */
export interface Side {
  /** How many times as many samples there would be, where it works on a share of them alone. Default 1. */
  readonly share?: number;
  train(): Promise<unknown>;
  predict(): Promise<unknown>;
}

/** So many samples of the given shape, batches of 32 of which make an epoch. */
export const nets = {
  mlp: { count: 4000, shape: [784] },
  cnn: { count: 512, shape: [28, 28, 1] },
  lstm: { count: 512, shape: [28, 28] },
  transformer: { count: 256, shape: [40, 64] },
  residual: { count: 256, shape: [32, 32, 3] },
} as const;
export type Net = keyof typeof nets;

/** Samples that mean nothing, for time alone. */
export const samples = (net: Net) => {
  const { count, shape } = nets[net];
  const size = shape.reduce<number>((all, each) => all * each, 1);
  return {
    values: Float32Array.from({ length: count * size }, (_, i) => Math.abs(Math.sin(i))),
    labels: Int32Array.from({ length: count }, (_, i) => i % 10),
    shape: [count, ...shape],
    count,
  };
};

/** Answers, until there is nothing more to run; a net that a side lacks is told by why. */
export const answer = async (
  sides: Readonly<Partial<Record<Net, () => Promise<Side> | Side>>>,
): Promise<void> => {
  const made = new Map<Net, Side>();
  for await (const line of createInterface({ input: process.stdin })) {
    const { net, what } = JSON.parse(line) as { readonly net: Net; readonly what: 'train' | 'predict' };
    try {
      const make = sides[net];
      if (!make) throw new Error('it has no such layers');
      const side = made.get(net) ?? (await make());
      made.set(net, side);
      const start = performance.now();
      await side[what]();
      console.log(
        `answer ${JSON.stringify({ ms: (performance.now() - start) * (side.share ?? 1), share: side.share })}`,
      );
    } catch (error) {
      console.log(`answer ${JSON.stringify({ skipped: (error as Error).message.split('\n')[0] })}`);
    }
  }
};
