// The page docs/keras-layers.md: every layer of Keras 3, and whether it is here.
// `node scripts/list-layers.mjs` writes it, after a build; with --check it fails where the page is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs', 'keras-layers.md');
const { layers: catalogue } = await import('../dist/index.js');
const { layers, keras } = JSON.parse(readFileSync(join(root, 'fixtures/keras/layer-names.json'), 'utf8'));

/** What stands for a layer that is no function of `layers`, or why there is none. */
const otherwise = {
  Input: '`input(shape)`, which no model goes without',
  InputLayer: '`input(shape)`',
  InputSpec: 'shapes are types',
  Layer: '`defineLayer`, for [layers of your own](own-layers.md)',
  Wrapper: '`defineLayer`',
  Pipeline: '`block(layers)`, layers one after the other as one layer',
  FlaxLayer: 'no: it wraps a module of Flax, which runs in Python',
  JaxLayer: 'no: it wraps a function of JAX, which runs in Python',
  TFSMLayer: 'no: it wraps a SavedModel, which tfjs runs as a graph model',
  TorchModuleWrapper: 'no: it wraps a module of PyTorch, which runs in Python',
};
const { missing, defaults } = JSON.parse(
  readFileSync(join(root, 'scripts/argument-differences.json'), 'utf8'),
);
const { layers: constructors } = JSON.parse(
  readFileSync(join(root, 'fixtures/keras/arguments.json'), 'utf8'),
);
/** The layers of a difference; what every layer takes stands in few of the constructors. */
const layersOf = ({ arguments: names, layers: said }) =>
  names[0] === 'dtype'
    ? 'every layer'
    : code(
        said ??
          Object.keys(constructors).filter(
            (layer) => byName.has(layer.toLowerCase()) && names.some((name) => name in constructors[layer]),
          ),
      );
const code = (words) => words.map((word) => `\`${word}\``).join(', ');
const differences = (all) =>
  `| Keras | of | here |\n| --- | --- | --- |\n${all.map((each) => `| ${code(each.arguments)} | ${layersOf(each)} | ${each.why} |`).join('\n')}`;
const byName = new Map(Object.keys(catalogue).map((name) => [name.toLowerCase(), name]));
const counts = { here: 0, missing: 0 };

const row = ({ name, others }) => {
  const ours = [name, ...others].map((each) => byName.get(each.toLowerCase())).find(Boolean);
  if (ours || name in otherwise) counts.here += ours ? 1 : 0;
  else counts.missing += 1;
  const where = ours ? `\`${ours}\`` : (otherwise[name] ?? 'not yet');
  return `| ${[name, ...others].map((each) => `\`${each}\``).join(', ')} | ${where} |`;
};
const groups = layers.reduce(
  (all, each) => all.set(each.group, [...(all.get(each.group) ?? []), each]),
  new Map(),
);
const title = (group) => group[0].toUpperCase() + group.slice(1);
const tables = [...groups].map(
  ([group, all]) => `## ${title(group)}\n\n| Keras | here |\n| --- | --- |\n${all.map(row).join('\n')}`,
);
const text = await prettier.format(
  `# Keras's layers\n\nThe layers of Keras ${keras}: ${counts.here} are here as functions of \`layers\` and as methods of tensors, ${counts.missing} are not yet. Written by \`node scripts/list-layers.mjs\`.\n\n${tables.join('\n\n')}

## Arguments

Each takes what its constructor takes in Keras, in camelCase and with the same defaults, but for
what follows. \`data_format\` is \`'channelsLast'\` where it is left out, whatever a file of Keras's settings says. Not here are:

${differences(missing)}

Something else where they are left out are:

${differences(defaults)}
`,
  { ...(await prettier.resolveConfig(page)), parser: 'markdown' },
);

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.log('✗ docs/keras-layers.md is out of date: node scripts/list-layers.mjs');
  process.exit(1);
}
