// How long a program of its own takes from its first line to its first prediction, ours and plain tfjs in turn:
// `npm run build && npx tsx bench/first-prediction.ts`
import { execFileSync } from 'node:child_process';

const rounds = 5;
const end = `console.log(Math.round(performance.now() - began));`;
const programs = {
  'wasm, ours': `
    const { layers, sequential, useBackend } = await import('shapewright');
    await useBackend('wasm');
    const net = sequential([28, 28], [layers.flatten(), layers.dense(128, { activation: 'relu' }), layers.dense(10)]);
    await (await net.predict({ values: new Float32Array(784), shape: [1, 28, 28] })).data();`,
  'wasm, plain tfjs': `
    const { default: tf } = await import('@tensorflow/tfjs');
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    ${plain()}`,
  'node, ours': `
    const { layers, sequential, useBackend } = await import('shapewright');
    await useBackend('node');
    const net = sequential([28, 28], [layers.flatten(), layers.dense(128, { activation: 'relu' }), layers.dense(10)]);
    await (await net.predict({ values: new Float32Array(784), shape: [1, 28, 28] })).data();`,
  'node, plain tfjs-node': `
    const { default: util } = await import('node:util');
    util.isNullOrUndefined ??= (value) => value == null;
    util.isArray ??= Array.isArray;
    const { default: tf } = await import('@tensorflow/tfjs-node');
    ${plain()}`,
};

function plain(): string {
  return `
    const net = tf.sequential({ layers: [
      tf.layers.flatten({ inputShape: [28, 28] }),
      tf.layers.dense({ units: 128, activation: 'relu' }),
      tf.layers.dense({ units: 10 }),
    ] });
    await net.predict(tf.zeros([1, 28, 28])).data();`;
}

for (const [name, program] of Object.entries(programs)) {
  const times: number[] = [];
  try {
    for (let round = 0; round < rounds; round++)
      times.push(
        Number(
          execFileSync(
            process.execPath,
            ['--input-type=module', '-e', `const began = performance.now();${program}${end}`],
            { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
          )
            .trim()
            .split('\n')
            .at(-1),
        ),
      );
  } catch {
    console.log(`${name}: skipped, it does not run here`);
    continue;
  }
  console.log(`${name}: ${times.sort((a, b) => a - b)[rounds >> 1]} ms`);
}
