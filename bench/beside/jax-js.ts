// jax-js: `tsx jax-js.ts FOLDER`, a folder whose node_modules have '@jax-js/jax'. Each use of an array takes it over, but for that of `ref`.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answer, samples, type Net, type Side } from './turns.js';

/** As much of an array of jax-js as is used here. */
interface Numbers {
  readonly ref: Numbers;
  add(other: Numbers | number): Numbers;
  sub(other: Numbers | number): Numbers;
  mul(other: Numbers | number): Numbers;
  div(other: Numbers | number): Numbers;
  sum(axis?: number): Numbers;
  mean(): Numbers;
  reshape(shape: readonly number[]): Numbers;
  data(): Promise<Float32Array>;
  dispose(): void;
}
type Weights = readonly Numbers[];
type Step = (
  weights: Weights,
  means: Weights,
  squares: Weights,
  scale: Numbers,
  x: Numbers,
  y: Numbers,
) => readonly [Weights, Weights, Weights, Numbers];
interface JaxJs {
  readonly numpy: {
    array(values: Float32Array | readonly number[]): Numbers;
    zeros(shape: readonly number[]): Numbers;
    matmul(a: Numbers, b: Numbers): Numbers;
    sqrt(x: Numbers): Numbers;
    square(x: Numbers): Numbers;
    max(x: Numbers): Numbers;
  };
  readonly nn: { relu(x: Numbers): Numbers; logSoftmax(x: Numbers): Numbers };
  readonly lax: {
    conv(x: Numbers, kernel: Numbers, strides: readonly number[], padding: string): Numbers;
    reduceWindow(
      x: Numbers,
      reduce: (x: Numbers) => Numbers,
      window: readonly number[],
      strides: readonly number[],
    ): Numbers;
  };
  jit<F>(compute: F): F;
  valueAndGrad(
    loss: (weights: Weights, x: Numbers, y: Numbers) => Numbers,
  ): (weights: Weights, x: Numbers, y: Numbers) => readonly [Numbers, Weights];
  blockUntilReady(x: unknown): Promise<unknown>;
  init(device: string): Promise<unknown>;
  defaultDevice(device: string): unknown;
}

const require = createRequire(join(process.argv[2]!, 'x.js'));
const jax = (await import(
  pathToFileURL(require.resolve('@jax-js/jax')).href.replace(/\.cjs$/, '.js')
)) as JaxJs;
await jax.init('wasm');
jax.defaultDevice('wasm');
const { lax, nn, numpy: np } = jax;

const dense = (x: Numbers, kernel: Numbers, bias: Numbers) => np.matmul(x, kernel).add(bias);
const pooled = (x: Numbers) => lax.reduceWindow(x, np.max, [2, 2], [2, 2]);
const convolved = (x: Numbers, kernel: Numbers, bias: Numbers) =>
  nn.relu(lax.conv(x, kernel, [1, 1], 'VALID').add(bias));

/** What nets compute, and the shapes of their weights; images have their channels first. */
const nets = {
  mlp: {
    shape: [784],
    weights: [[784, 128], [128], [128, 10], [10]],
    logits: (x: Numbers, [a, b, c, d]: Weights) => dense(nn.relu(dense(x, a!, b!)), c!, d!),
  },
  cnn: {
    shape: [1, 28, 28],
    weights: [[32, 1, 3, 3], [32, 1, 1], [64, 32, 3, 3], [64, 1, 1], [1600, 128], [128], [128, 10], [10]],
    logits: (x: Numbers, [a, b, c, d, e, f, g, h]: Weights) => {
      const images = pooled(convolved(pooled(convolved(x, a!, b!)), c!, d!));
      return dense(nn.relu(dense(images.reshape([-1, 1600]), e!, f!)), g!, h!);
    },
  },
} satisfies Partial<Record<Net, object>>;

const side = (net: keyof typeof nets) => (): Side => {
  const { logits, shape, weights: shapes } = nets[net];
  const { values, labels, count: all } = samples(net);
  // its convolutions would take minutes for all
  const share = net === 'cnn' ? 8 : 1;
  const count = all / share;
  const size = (of: readonly number[]) => of.reduce((all, each) => all * each, 1);
  const width = size(shape);
  const lossAndGradients = jax.valueAndGrad((weights, x, y) =>
    nn.logSoftmax(logits(x, weights)).mul(y).sum(-1).mean().mul(-1),
  );
  // Adam
  const step = jax.jit<Step>((weights, means, squares, scale, x, y) => {
    const [loss, gradients] = lossAndGradients(
      weights.map((each) => each.ref),
      x,
      y,
    );
    const nextMeans = means.map((each, i) => each.mul(0.9).add(gradients[i]!.ref.mul(0.1)));
    const nextSquares = squares.map((each, i) => each.mul(0.999).add(np.square(gradients[i]!).mul(0.001)));
    const next = weights.map((each, i) =>
      each.sub(nextMeans[i]!.ref.mul(scale.ref).div(np.sqrt(nextSquares[i]!.ref).add(1e-7))),
    );
    scale.dispose();
    return [next, nextMeans, nextSquares, loss];
  });
  const predict = jax.jit((weights: Weights, x: Numbers) => logits(x, weights));
  let seed = 1;
  let weights: Weights = shapes.map((each) =>
    np.array(Float32Array.from({ length: size(each) }, () => 0.1 * Math.sin(seed++))).reshape(each),
  );
  let [means, squares]: [Weights, Weights] = [shapes.map(np.zeros), shapes.map(np.zeros)];
  let t = 0;
  const rows = 32;
  const batch = (at: number) => {
    const rest = Math.min(rows, count - at);
    const x = np.array(values.slice(at * width, (at + rest) * width)).reshape([rest, ...shape]);
    const y = new Float32Array(rest * 10);
    for (let i = 0; i < rest; i++) y[i * 10 + labels[at + i]!] = 1;
    return { x, y: np.array(y).reshape([rest, 10]) };
  };
  return {
    share,
    train: async () => {
      for (let at = 0; at < count; at += rows) {
        const { x, y } = batch(at);
        t++;
        const scale = np.array([(0.001 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)]);
        const [next, nextMeans, nextSquares, loss] = step(weights, means, squares, scale, x, y);
        [weights, means, squares] = [next, nextMeans, nextSquares];
        loss.dispose();
      }
      await jax.blockUntilReady(weights.map((each) => each.ref));
      for (const each of weights) each.dispose();
    },
    predict: async () => {
      for (let at = 0; at < count; at += rows) {
        const { x, y } = batch(at);
        y.dispose();
        await predict(
          weights.map((each) => each.ref),
          x,
        ).data();
      }
    },
  };
};
await answer({ mlp: side('mlp'), cnn: side('cnn') });
