// What a page pays: the scripts of a dense-only model on WASM, ours against plain tfjs, compressed. `npx tsx bench/bundle.ts`
import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';

const programs = {
  'plain tfjs': `
    import * as tf from '@tensorflow/tfjs';
    import '@tensorflow/tfjs-backend-wasm';
    await tf.setBackend('wasm');
    const net = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] }), tf.layers.dense({ units: 1 })] });
    net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    await net.fit(tf.ones([8, 4]), tf.ones([8, 1]));`,
  shapewright: `
    import { input, useBackend } from 'shapewright';
    await useBackend('wasm');
    const net = input([4]).dense(8).dense(1).toModel().compile({ optimizer: 'adam', loss: 'mse' });
    await net.fit([[1, 2, 3, 4]], [[1]]);`,
};

const sizes: number[] = [];
for (const [name, contents] of Object.entries(programs)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  const size = outputFiles.reduce((sum, { contents: script }) => sum + gzipSync(script).length, 0);
  sizes.push(size);
  console.log(`${name}: ${(size / 1000).toFixed(1)} kB compressed`);
}
console.log(`over plain tfjs: ${((sizes[1]! - sizes[0]!) / 1000).toFixed(1)} kB`);
