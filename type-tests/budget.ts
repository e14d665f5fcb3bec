// What the types may cost, as instantiations: counts are the same on every machine, as times are not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const compilers = {
  '5.4': 'typescript-5.4',
  '5.9': 'typescript',
  '6.0': 'typescript-6.0',
  '7.0': 'typescript-7.0',
};
const folder = join('type-tests', '.bench');

/** `n` tensors, every one another: `x0` and so on. */
const tensors = (n: number) =>
  Array.from({ length: n }, (_, i) => `const x${i} = x.conv2d(${i + 1}, 1);`).join('\n');
const names = (n: number) => Array.from({ length: n }, (_, i) => `x${i}`).join(', ');

/** Models of `n` layers in each form, every layer another, so that nothing is cached. */
export const forms: Readonly<Record<string, (n: number) => string>> = {
  'chain, conv2d': (n) =>
    `input([${n * 2 + 100}, ${n * 2 + 100}, 3])${Array.from({ length: n }, (_, i) => `.conv2d(${i + 8}, 3)`).join('\n')};`,
  "chain, conv2d 'same'": (n) =>
    `input([64, 64, 3])${Array.from({ length: n }, (_, i) => `.conv2d(${i + 8}, 3, { padding: 'same' })`).join('\n')};`,
  'chain, conv2d on named axes': (n) =>
    `input(['h', 'w', 3])${Array.from({ length: n }, (_, i) => `.conv2d(${i + 8}, 3)`).join('\n')};`,
  'list, dense': (n) =>
    `sequential([64], [${Array.from({ length: n }, (_, i) => `layers.dense(${i + 8})`).join(',\n')}]);`,
  'functional, dense': (n) =>
    `const x0 = input([64]);\n${Array.from({ length: n }, (_, i) => `const x${i + 1} = layers.dense(${i + 8})(x${i});`).join('\n')}\nmodel({ inputs: x0, outputs: x${n} });`,
  'concatenate, a list': (n) =>
    `const x = input([8, 8, 3]);\n${tensors(n)}\nlayers.concatenate()([${names(n)}]);`,
  'concatenate, called at once': (n) =>
    `const x = input([8, 8, 3]);\n${tensors(n)}\nlayers.concatenate([${names(n)}]);`,
  'concatenate, a method': (n) => `const x = input([8, 8, 3]);\n${tensors(n)}\nx.concatenate([${names(n)}]);`,
  // each from an input of its own, so that origins add up too
  'add, a list': (n) =>
    `${Array.from({ length: n }, (_, i) => `const x${i} = input([${i + 1}]).dense(8);`).join('\n')}\nlayers.add()([${names(n)}]);`,
  'chain, add': (n) =>
    `const x = input([8]);\n${Array.from({ length: n }, (_, i) => `const x${i} = input([${i + 1}]).dense(8);`).join('\n')}\nx${Array.from({ length: n }, (_, i) => `.add(x${i})`).join('\n')};`,
};

/** Instantiations and check time of one file. */
export const measure = (version: keyof typeof compilers, body: string) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'model.ts');
  writeFileSync(
    file,
    `import { input, layers, model, sequential } from 'shapewright';\nvoid [input, layers, model, sequential];\n${body}\n`,
  );
  const alone = Number(version) >= 6 ? ['--ignoreConfig'] : [];
  const { stdout } = spawnSync(
    process.execPath,
    [
      join('node_modules', compilers[version], 'bin', 'tsc'),
      ...alone,
      ...'--noEmit --strict --extendedDiagnostics --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node'.split(
        ' ',
      ),
      file,
    ],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true, force: true });
  const figure = (name: string) =>
    Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? Number.NaN);
  const errors = (stdout.match(/error TS/g) ?? []).length;
  return { instantiations: figure('Instantiations'), seconds: figure('Check time'), errors };
};

/** The most that one more layer, or one more tensor of a merge, may cost. */
export const budgets: Readonly<Record<string, number>> = {
  'chain, conv2d': 600,
  "chain, conv2d 'same'": 300,
  'chain, conv2d on named axes': 600,
  'list, dense': 250,
  'functional, dense': 300,
  // with the tensors themselves
  'concatenate, a list': 720,
  'concatenate, called at once': 720,
  'concatenate, a method': 720,
  'add, a list': 400,
  'chain, add': 460,
};

/** What one more layer costs beyond the first fifty, and how much more it does beyond the first hundred. */
export const slope = (write: (n: number) => string) => {
  const [at50, at100, at400] = [50, 100, 400].map((n) => measure('5.9', write(n)).instantiations);
  return { layer: (at100! - at50!) / 50, growth: (at400! - at100!) / 300 / ((at100! - at50!) / 50) };
};
