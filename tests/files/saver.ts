// A process that saves to one place again and again, until it is killed: `saver.ts <place> <id>`.
import { seal } from '../../src/files/seal.js';
import { writeFolder } from '../../src/files/node-folder.js';

const [place = '', id = '0'] = process.argv.slice(2);

/** Artifacts whose description and weights tell the same two numbers. */
const artifactsOf = (count: number) => {
  const data = new Float32Array(20_000).fill(count);
  data[0] = Number(id);
  return seal({
    topology: null,
    entries: [{ name: 'w', shape: [data.length], dtype: 'float32', group: 'model' }],
    data: data.buffer,
    metadata: { shapewright: { weightsOnly: true }, told: [Number(id), count] },
  });
};

for (let count = 1; ; count++) {
  await writeFolder(place, artifactsOf(count));
  process.stdout.write(`${count}\n`);
}
