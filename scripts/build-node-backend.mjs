// Puts @tensorflow/tfjs-node into node_modules and builds its addon against TensorFlow's library in a Python
// environment, for where its own install script cannot download: node scripts/build-node-backend.mjs [python]
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const python = process.argv[2] ?? 'python3';
const run = (command, args, options = {}) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return stdout.trim();
  console.error(`${command} ${args.join(' ')} failed\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`);
  process.exit(1);
};

const find = 'import importlib.util as u; print(u.find_spec("tensorflow").submodule_search_locations[0])';
const tensorflow = run(python, ['-c', find]);

// npm leaves an optional peer out even where it is asked for by name: it is installed aside, and what is not here yet
// comes over; TensorFlow.js itself is, for there must be one copy of it
const aside = mkdtempSync(join(tmpdir(), 'tfjs-node-'));
run('npm', ['install', '--prefix', aside, '--ignore-scripts', '@tensorflow/tfjs-node@4.22.0', 'node-gyp@11']);
const packages = readdirSync(join(aside, 'node_modules')).flatMap((name) =>
  name.startsWith('@')
    ? readdirSync(join(aside, 'node_modules', name)).map((inner) => join(name, inner))
    : name.startsWith('.')
      ? []
      : name,
);
for (const name of packages)
  if (!existsSync(join('node_modules', name)))
    cpSync(join(aside, 'node_modules', name), join('node_modules', name), { recursive: true });

const folder = resolve('node_modules/@tensorflow/tfjs-node');
const link = (from, to) => {
  rmSync(join(folder, to), { recursive: true, force: true });
  symlinkSync(from, join(folder, to));
};
mkdirSync(join(folder, 'deps/lib'), { recursive: true });
link(join(tensorflow, 'include'), 'deps/include');
const library = join(tensorflow, 'libtensorflow_cc.so.2');
const framework = join(tensorflow, 'libtensorflow_framework.so.2');
link(library, 'deps/lib/libtensorflow.so');
link(library, 'deps/lib/libtensorflow_cc.so.2');
link(framework, 'deps/lib/libtensorflow_framework.so');
link(framework, 'deps/lib/libtensorflow_framework.so.2');

// Node's headers: where they are installed beside Node, or else where node-gyp downloads them
const headers = [resolve(process.execPath, '../..'), '/usr'].find((root) =>
  existsSync(join(root, 'include/node/node_api.h')),
);
run(
  join(aside, 'node_modules/.bin/node-gyp'),
  [
    ...['configure', 'build', '--module_name=tfjs_binding', '--napi_build_version=8'],
    `--module_path=${join(folder, 'lib/napi-v8')}`,
    ...(headers ? [`--nodedir=${headers}`] : []),
  ],
  { cwd: folder },
);
rmSync(aside, { recursive: true });
console.log(`built ${join('node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')}`);
