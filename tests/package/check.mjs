// The package as its users get it: packed, installed in an empty project, type-checked on every compiler, and run.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const counts = { passed: 0, failed: 0 };
const run = (command, args, cwd = root) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { status, text: `${stdout ?? ''}${stderr ?? ''}` };
};
const check = (name, { status, text }) => {
  counts[status === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${status === 0 ? '✓' : '✗'} ${name}${status === 0 ? '' : `\n${text}`}`);
  return status === 0;
};

check('it builds', run('npm', ['run', '--silent', 'build']));
const project = mkdtempSync(join(tmpdir(), 'shapewright-consumer-'));
const packed = run('npm', ['pack', '--silent', '--pack-destination', project]);
check('it packs', packed);
const tarball = join(project, packed.text.trim().split('\n').at(-1));

// entry points and types, as others see them
check('publint', run(join(root, 'node_modules/.bin/publint'), ['run', tarball, '--strict']));
check(
  'are the types wrong',
  run(join(root, 'node_modules/.bin/attw'), [
    tarball,
    '--profile',
    'esm-only',
    '--no-emoji',
    '--exclude-entrypoints',
    'package.json',
  ]),
);

// no network: the tarball is unpacked, and what it depends on is linked from here
const modules = join(project, 'node_modules');
mkdirSync(join(modules, 'shapewright'), { recursive: true });
check('it unpacks', run('tar', ['xzf', tarball, '-C', join(modules, 'shapewright'), '--strip-components=1']));
// what a reader follows is there: links of the README and of docs, and from declarations to their source
const unpacked = join(modules, 'shapewright');
const files = readdirSync(unpacked, { recursive: true });
const dangling = (file, links) =>
  links.filter((link) => !existsSync(join(unpacked, dirname(file), link))).map((link) => `${file}: ${link}`);
const broken = files.flatMap((file) => {
  const text = () => readFileSync(join(unpacked, file), 'utf8');
  if (file.endsWith('.md'))
    return dangling(
      file,
      [...text().matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link),
    );
  return file.endsWith('.d.ts.map') ? dangling(file, JSON.parse(text()).sources) : [];
});
check('links and sources are packed', { status: broken.length, text: broken.slice(0, 10).join('\n') });
const manifest = JSON.parse(readFileSync(join(modules, 'shapewright/package.json'), 'utf8'));
for (const name of [
  ...Object.keys(manifest.dependencies ?? {}),
  ...Object.keys(manifest.peerDependencies ?? {}),
]) {
  const target = join(modules, name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), target);
}
writeFileSync(
  join(project, 'package.json'),
  JSON.stringify({ name: 'consumer', type: 'module', private: true }),
);
cpSync(join(root, 'tests/package/consumer.ts'), join(project, 'consumer.ts'));

const compilers = {
  5.4: 'typescript-5.4',
  5.9: 'typescript',
  '6.0': 'typescript-6.0',
  '7.0': 'typescript-7.0',
};
const resolutions = {
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
  nodenext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
};
for (const [version, name] of Object.entries(compilers))
  for (const [resolution, flags] of Object.entries(resolutions)) {
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          skipLibCheck: false,
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          target: 'es2022',
          lib: ['es2022', 'dom'],
          types: [],
          module: flags[1],
          moduleResolution: flags[3],
        },
        files: ['consumer.ts'],
      }),
    );
    check(
      `types: TypeScript ${version}, ${resolution}, strict, skipLibCheck false`,
      run(process.execPath, [join(root, 'node_modules', name, 'bin/tsc'), '-p', project]),
    );
  }

// it runs, as plain JavaScript, without a word of TypeScript
writeFileSync(
  join(project, 'run.mjs'),
  `import { input, sequential, layers, useBackend } from 'shapewright';
import { input as drawn } from 'shapewright/graph';
import { build } from 'shapewright/fp';
import { modelFacts } from 'shapewright/codegen';
import { expectShape } from 'shapewright/testing';
await useBackend('cpu');
const mlp = sequential([4], [layers.dense(3)]);
const y = await mlp.predict([[1, 2, 3, 4]]);
expectShape(y.shape, [1, 3]);
await mlp.save('saved');
if ((await modelFacts(mlp)).params !== 15) throw new Error('other parameters');
expectShape(drawn([4]).dense(2), [null, 2]);
if (build(() => input([4]).conv2d(3, 3))._tag !== 'Left') throw new Error('a misfit passed');
`,
);
check('it runs', run(process.execPath, ['run.mjs'], project));
// the command, as npx finds it in a project: what npm links for `bin`
const [[command, target]] = Object.entries(manifest.bin);
mkdirSync(join(modules, '.bin'), { recursive: true });
symlinkSync(join('../shapewright', target), join(modules, '.bin', command));
check('the command can be run', run('chmod', ['+x', join(modules, 'shapewright', target)], project));
const commandRuns = run('npx', ['--no-install', 'shapewright', 'code', 'saved'], project);
check('npx shapewright', {
  status: commandRuns.text.includes('layers.dense(3)') ? commandRuns.status : 1,
  text: commandRuns.text,
});
writeFileSync(
  join(project, 'graph.mjs'),
  `import { input } from 'shapewright/graph';\ninput([4]).dense(2).toModel().summary({ lineLength: 80 });\n`,
);
rmSync(join(modules, '@tensorflow'), { recursive: true });
check(
  'a model is written and summarised without TensorFlow.js',
  run(process.execPath, ['graph.mjs'], project),
);

// `sideEffects: false` is true: what is imported and not used leaves nothing behind
const esbuild = join(root, 'node_modules/.bin/esbuild');
if (existsSync(esbuild)) {
  writeFileSync(join(project, 'unused.mjs'), `import { input, sequential } from 'shapewright';\n`);
  const bundled = run(
    esbuild,
    [
      'unused.mjs',
      '--bundle',
      '--format=esm',
      '--log-level=error',
      '--minify',
      '--platform=node',
      '--external:@tensorflow/*',
    ],
    project,
  );
  check('an import that is not used leaves nothing', {
    status: bundled.text.trim() === '' ? 0 : 1,
    text: bundled.text.slice(0, 500),
  });
}
rmSync(project, { recursive: true, force: true });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
