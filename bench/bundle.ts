// What a page pays: the scripts it loads for a dense-only model on WASM, ours against plain tfjs, compressed.
// `npx tsx bench/bundle.ts`; with --parts, what they are made of
import { build, type Metafile } from 'esbuild';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';

const training = (layers: string) => `
    await tf.setBackend('wasm');
    const net = ${layers}.sequential({ layers: [${layers}.layers.dense({ units: 8, inputShape: [4] }), ${layers}.layers.dense({ units: 1 })] });
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    await net.fit(tf.ones([8, 4]), tf.ones([8, 1]));`;
const programs = {
  'plain tfjs': `
    import * as tf from '@tensorflow/tfjs';
    import '@tensorflow/tfjs-backend-wasm';${training('tf')}`,
  'plain tfjs, by its parts': `
    import * as tf from '@tensorflow/tfjs-core';
    import * as tfl from '@tensorflow/tfjs-layers';
    import '@tensorflow/tfjs-backend-wasm';${training('tfl')}`,
  shapewright: `
    import { input, useBackend } from 'shapewright';
    await useBackend('wasm');
    const net = input([4]).dense(8).dense(1).toModel().compile({ optimizer: 'adam', loss: 'mse' });
    await net.fit([[1, 2, 3, 4]], [[1]]);`,
};

/** The scripts that a page loads: those that the first one names, and those of dynamic imports that it comes to. */
const loaded = ({ outputs }: Metafile, comesTo: RegExp): Set<string> => {
  const entry = Object.keys(outputs).find((path) => outputs[path]!.entryPoint === '<stdin>')!;
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path]!.imports)
      if (outputs[next] && (kind === 'import-statement' || comesTo.test(outputs[next].entryPoint ?? '')))
        visit(next);
  };
  visit(entry);
  return found;
};

/** What `useBackend('wasm')` asks for, and what `fit` does: Adam's step, and the plan of a whole step over dense layers. */
const forWasm = /tfjs-backend-wasm|wasm\/register\./;
const forFit = new RegExp(
  `${forWasm.source}|wasm\\/adam-step\\.|training\\/compiled\\/(index|layers\\/dense)\\.`,
);

/** What the same net loads besides with relu, softmax, cross-entropy and accuracy, as those that classify have them. */
const forClassifying = new RegExp(
  `${forFit.source}|training\\/compiled\\/(softmax|measures|losses\\/cross-entropies)\\.|training\\/metrics\\/named-metrics\\.`,
);

const sizes: number[] = [];
for (const [name, contents] of Object.entries(programs)) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    splitting: true,
    outdir: 'out',
    metafile: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  const scriptsOf = (comesTo: RegExp) => {
    const names = new Set([...loaded(metafile, comesTo)].map((path) => basename(path)));
    return outputFiles.filter(({ path }) => names.has(basename(path)));
  };
  const sizeOf = (files: ReturnType<typeof scriptsOf>) =>
    files.reduce((sum, { contents: script }) => sum + gzipSync(script).length, 0);
  const scripts = scriptsOf(forWasm);
  const size = sizeOf(scripts);
  sizes.push(size);
  console.log(
    `${name}: ${(size / 1000).toFixed(1)} kB compressed, ${scripts.length} of ${outputFiles.length} scripts`,
  );
  const planned = sizeOf(scriptsOf(forFit)) - size;
  if (planned > 0)
    console.log(
      `    and ${(planned / 1000).toFixed(1)} kB once it trains: Adam's step, and steps that are planned as a whole`,
    );
  const classifying = sizeOf(scriptsOf(forClassifying)) - size - planned;
  if (classifying > 0)
    console.log(
      `    and ${(classifying / 1000).toFixed(1)} kB with softmax, cross-entropy and accuracy in place of a mean squared error`,
    );
  if (process.argv.includes('--parts')) printParts(metafile);
}
const over = (i: number) => `${((sizes[2]! - sizes[i]!) / 1000).toFixed(1)} kB`;
console.log(`over plain tfjs: ${over(0)}; over its parts: ${over(1)}`);

/** The bytes, not yet compressed, that each folder has in the page. */
function printParts(metafile: Metafile): void {
  const parts = new Map<string, number>();
  for (const path of loaded(metafile, forFit))
    for (const [input, { bytesInOutput }] of Object.entries(metafile.outputs[path]!.inputs)) {
      const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'shapewright';
      parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    }
  for (const [part, bytes] of [...parts].sort(([, a], [, b]) => b - a))
    console.log(`    ${part}: ${(bytes / 1000).toFixed(1)} kB`);
}
