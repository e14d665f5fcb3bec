// Compiles every code block of the README and the docs; a block marked `ts error` must fail, with the sentence in its comment.
// The list of options must be what the functions declare.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('docs', '.blocks');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```ts( error)?\n([\s\S]*?)^```$/gm)].map(
    ([, error, code], i) => ({
      page,
      place: `${page}, block ${i + 1}`,
      wrong: error !== undefined,
      code,
      file: join(folder, `${page.replace(/\W/g, '-')}-${i + 1}.ts`),
    }),
  ),
);
for (const { file, code } of blocks) writeFileSync(file, `${code}export {};\n`);
spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const lists = ['list-options.mjs', 'list-layers.mjs'].map((script) =>
  spawnSync(process.execPath, [join('scripts', script), '--check'], { stdio: 'inherit' }),
);
const { stdout } = spawnSync(
  process.execPath,
  [
    join('node_modules', 'typescript', 'bin', 'tsc'),
    ...'--noEmit --strict --pretty false --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node'.split(
      ' ',
    ),
    ...blocks.map(({ file }) => file),
  ],
  { encoding: 'utf8' },
);
rmSync(folder, { recursive: true, force: true });

const counts = { passed: 0, failed: 0 };
for (const { place, wrong, code, file } of blocks) {
  const errors = stdout.split('\n').filter((line) => line.startsWith(file));
  const sentence = /\/\/ (.*)$/m.exec(code)?.[1];
  const right = wrong ? errors.length === 1 && errors[0].includes(sentence) : errors.length === 0;
  counts[right ? 'passed' : 'failed'] += 1;
  if (!right) console.log(`✗ ${place}\n${errors.join('\n') || 'no error, though one was expected'}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && lists.every(({ status }) => status === 0) && blocks.length > 0 ? 0 : 1);
