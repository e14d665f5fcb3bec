// Training and prediction beside plain tfjs, Keras and jax-js, in turns in one run, each in a process of its own:
// `npx tsx bench/beside-keras.ts [mlp cnn lstm transformer residual] [--rounds=9] [--tensorflow=PYTHON] [--jax=PYTHON] [--jax-js=FOLDER]`
// PYTHON is one that has Keras 3 and that backend: without --tensorflow that of .tensorflow, where it is there; FOLDER has '@jax-js/jax'
// in its node_modules. What is not there is left out, and said so. Epochs of batches of 32, Adam; the first of each, in which it is
// compiled, is not counted. Read the ratios: other work on the machine moves the times.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { Net } from './beside/turns.js';

const given = process.argv.slice(2);
const option = (name: string): string | undefined =>
  given.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const rounds = Number(option('rounds') ?? 9);
const asked = given.filter((each) => !each.startsWith('--'));
const all = ['mlp', 'cnn', 'lstm', 'transformer', 'residual'] as const satisfies readonly Net[];
const nets = all.filter((net) => asked.length === 0 || asked.includes(net));

const here = (name: string) => fileURLToPath(new URL(`beside/${name}`, import.meta.url));
const own = fileURLToPath(new URL('../.tensorflow/bin/python', import.meta.url));
const tensorflow = option('tensorflow') ?? (existsSync(own) ? own : undefined);
const script = (name: string, ...rest: string[]) => ({
  command: process.execPath,
  args: ['--import', 'tsx', here(name), ...rest],
});
const keras = (python: string | undefined, backend: string) =>
  python && { command: python, args: [here('keras_side.py')], env: { KERAS_BACKEND: backend } };

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}
/** The first is what the others are compared with. */
const programs: Readonly<Record<string, Program | string>> = {
  'planned, 1 thread': script('ours.ts', 'planned', '1'),
  'planned, 2 threads': script('ours.ts', 'planned', '2'),
  'single operations': script('ours.ts', 'operations', '1'),
  'plain tfjs, WASM': script('plain-tfjs.ts', 'wasm'),
  'plain tfjs, Node': script('plain-tfjs.ts', 'node'),
  'Keras on TensorFlow': keras(tensorflow, 'tensorflow') ?? 'give --tensorflow=PYTHON',
  'Keras on JAX': keras(option('jax'), 'jax') ?? 'give --jax=PYTHON',
  'jax-js': option('jax-js') ? script('jax-js.ts', option('jax-js')!) : 'give --jax-js=FOLDER',
};

interface Answer {
  readonly ms?: number;
  readonly share?: number;
  readonly skipped?: string;
}
interface Side {
  readonly name: string;
  ask(net: Net, what: 'train' | 'predict'): Promise<Answer>;
  end(): void;
}

/** A process that answers, line by line. */
const begin = (name: string, { command, args, env }: Program): Side => {
  const child = spawn(command, args, {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let waiting: ((answer: Answer) => void) | undefined;
  let over: string | undefined;
  let lastWords = '';
  const finish = (why: string) => {
    over = why;
    waiting?.({ skipped: why });
  };
  child.stderr.on('data', (text: Buffer) => (lastWords = `${lastWords}${text.toString()}`.slice(-2000)));
  child.on('error', ({ message }) => finish(message));
  child.on('exit', () => finish(lastWords.trim().split('\n').at(-1) ?? 'it ended'));
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('answer ')) waiting?.(JSON.parse(line.slice(7)) as Answer);
  });
  return {
    name,
    ask: (net, what) =>
      new Promise((resolve) => {
        if (over !== undefined) return resolve({ skipped: over });
        waiting = resolve;
        child.stdin.write(`${JSON.stringify({ net, what })}\n`);
      }),
    end: () => child.stdin.end(),
  };
};

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const sides = Object.entries(programs).flatMap(([name, program]) => {
  if (typeof program !== 'string') return [begin(name, program)];
  console.log(`${name}: left out, ${program}`);
  return [];
});
for (const net of nets)
  for (const what of net === 'cnn' ? (['train', 'predict'] as const) : (['train'] as const)) {
    const times = new Map(sides.map(({ name }) => [name, [] as number[]]));
    const notes = new Map<string, string>();
    for (let round = -1; round < rounds; round++)
      for (const { name, ask } of sides) {
        if (notes.get(name)?.startsWith('left out')) continue;
        const { ms, share = 1, skipped } = await ask(net, what);
        if (skipped !== undefined) notes.set(name, `left out: ${skipped}`);
        else if (share > 1) notes.set(name, `of 1/${share} of the samples, times ${share}`);
        if (round >= 0 && ms !== undefined) times.get(name)!.push(ms);
      }
    console.log(`\n${net}, ${what === 'train' ? 'an epoch of training' : 'prediction'}`);
    const first = times.get(sides[0]!.name)!;
    for (const [name, each] of times) {
      const ratio = median(each.map((value, i) => value / first[i]!));
      const shown =
        each.length === 0
          ? ''
          : `${median(each).toFixed(1).padStart(9)} ms, best ${Math.min(...each).toFixed(1)}, ${ratio.toFixed(2)} times ${sides[0]!.name}`;
      console.log(`    ${name.padEnd(20)} ${[shown, notes.get(name)].filter(Boolean).join('; ')}`);
    }
  }
for (const side of sides) side.end();
