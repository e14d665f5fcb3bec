// One mistake in a published architecture: what compiles builds, what does not build does not compile, and both say it of
// the same call. A tenth, in CI a third, others each day; MUTATIONS=all takes all, which is some minutes.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomStream } from '../../src/tfjs/random.js';
import { variantsOf } from './mutate.js';

const all = process.env['MUTATIONS'] === 'all';
const seed = Number(process.env['MUTATIONS_SEED'] ?? Math.floor(Date.now() / 86_400_000));
const draw = randomStream(seed);
const share = process.env['CI'] === undefined ? 0.1 : 0.33;
/** Of all, on a machine that does something else too. */
const timeout = 900_000;

const sources = 'examples/architectures';
const folder = join('tests', 'mutations', '.variants');

/** What the types leave to the values: ranges of options that are no sizes, and a size that was declared wide. */
const leftToValues = /momentum must be from|kernelSize must be a whole number above zero, got 0/;
/** In InceptionV3 windows are declared wide, and so is what comes of them without padding. */
const wide = (source: string, what: string) =>
  source === 'inception-v3' && /^line 9: (no padding|other padding)/.test(what);

const names = readdirSync(sources).map((name) => name.replace(/\.ts$/, ''));
const cases = names.flatMap((name) => {
  const { plain, variants } = variantsOf(readFileSync(join(sources, `${name}.ts`), 'utf8'));
  const drawn = variants.filter(() => all || draw() < share);
  return [{ what: 'as it is', text: plain }, ...drawn].map((each, i) => ({
    id: `${name}-${i}`,
    name,
    ...each,
  }));
});

/** The lines of each error, by the variant's name. */
const errors = new Map<string, readonly number[]>();

/** What the compiler prints of some files. It takes a minute, in which vitest wants to be answered. */
const compiled = (files: readonly string[]) =>
  new Promise<string>((done) => {
    const options =
      '--noEmit --strict --pretty false --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node';
    const tsc = join('node_modules', 'typescript-7.0', 'bin', 'tsc');
    const child = spawn(process.execPath, [tsc, '--ignoreConfig', ...options.split(' '), ...files]);
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.on('close', () => done(printed));
  });

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = cases.map(({ id, text }) => {
    const file = join(folder, `${id}.ts`);
    writeFileSync(file, text);
    return file;
  });
  for (const [, id, line] of (await compiled(files)).matchAll(/([\w-]+)\.ts\((\d+),\d+\): error /g))
    errors.set(id!, [...(errors.get(id!) ?? []), Number(line)]);
}, timeout);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * From which line to which the calls go that an error is about: those whose name stands at the line where it was thrown
 * (arguments stand below it); and the definition of the layer of one's own that it names, whose weights are made where it is put.
 */
const spansOf = (text: string, line: number, message: string): readonly (readonly [number, number])[] => {
  const file = ts.createSourceFile('variant.ts', text, ts.ScriptTarget.ES2022, true);
  const lineOf = (at: number) => file.getLineAndCharacterOfPosition(at).line + 1;
  const named = /^(\w+): weight '/.exec(message)?.[1];
  const spans: [number, number][] = [[line, line]];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const defines =
        named && callee.getText() === 'defineLayer' && node.getText().includes(`name: '${named}'`);
      if (defines || lineOf(callee.getStart()) === line)
        spans.push([lineOf(callee.getStart()), lineOf(node.getEnd())]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return spans;
};

test(
  `types and values agree on each mistake (seed ${all ? 'all' : seed})`,
  async () => {
    const wrong: string[] = [];
    let broken = 0;
    for (const { id, name, what, text } of cases) {
      let thrown: Error | undefined;
      try {
        const made = (await import(/* @vite-ignore */ resolve(folder, `${id}.ts`))) as Readonly<
          Record<string, () => unknown>
        >;
        for (const build of Object.values(made)) build();
      } catch (error) {
        thrown = error as Error;
      }
      const lines = errors.get(id);
      if (!thrown) {
        if (lines) wrong.push(`${name}, ${what}: builds, and does not compile at line ${lines.join()}`);
        continue;
      }
      if (!lines) {
        if (!leftToValues.test(thrown.message) && !wide(name, what))
          wrong.push(`${name}, ${what}: compiles, and ${thrown.message}`);
        continue;
      }
      broken += 1;
      const spans = spansOf(
        text,
        Number(new RegExp(`${id}\\.ts:(\\d+)`).exec(thrown.stack ?? '')?.[1]),
        thrown.message,
      );
      if (!lines.some((line) => spans.some(([first, last]) => line >= first && line <= last)))
        wrong.push(
          `${name}, ${what}: fails in lines ${spans.map((span) => span.join(' to ')).join(', ')}, but compiles not at ${lines.join()}; ${thrown.message}`,
        );
    }
    expect(wrong).toEqual([]);
    expect(broken).toBeGreaterThan(10);
  },
  timeout,
);
