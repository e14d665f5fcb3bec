// Every argument and option of `shapewright/data` is seen to have an effect; a new one fails here by its name.
import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import * as data from '../../src/data/index.js';
import { holdEffects, type Effects } from './module-effects.js';

const top = mkdtempSync(join(tmpdir(), 'shapewright-effects-'));
afterAll(() => rmSync(top, { recursive: true }));
const put = (path: string, content: string | Uint8Array) => {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), content);
};
const image = (start: number) =>
  encode({ width: 5, height: 4, channels: 3, data: Uint8Array.from({ length: 60 }, (_, i) => (start + i * i) % 256) }); // prettier-ignore
for (let i = 0; i < 8; i++) {
  put(`images/${'ab'[i % 2]!}/${i}.png`, image(20 * i));
  put(`texts/${'ab'[i % 2]!}/${i}.txt`, `text ${i}`);
}
put('more/9.png', image(9));
put('more/9.txt', 'nine');
for (const kind of ['images', 'texts']) symlinkSync(join(top, 'more'), join(top, kind, 'a', 'link'));
put('table.csv', 'a,b,kind\n1,2,x\n3,?,y\n5,6,x\n-,8,y\n');
put('semi.csv', 'a;b;kind\n7;8;x\n9;1;y\n');
put('other.csv', 'a,b,kind\n1,2,9\n');
put('tokens.txt', '12\n36\n1138\n');
put('other-tokens.txt', '7\n8\n');
put('whole.csv', 'a,b,kind\n1,2,1\n3,4,0\n5,6,1\n7,8,0\n');

const labels = Array.from({ length: 8 }, (_, i) => i % 2);
const inOrder = { shuffle: false };
const ofDirectory = (kind: string): Effects['of'] => ({
  directory: { values: [join(top, kind, 'a')], besides: { labels: null } },
  labels: { values: [null, labels, labels.map((label) => 1 - label)] },
  labelMode: { values: ['categorical', 'binary', null] },
  classNames: { values: [['b', 'a'], ['a']] },
  batchSize: { values: [3, 4] },
  shuffle: { values: [true], besides: { seed: 4 } },
  seed: { values: [1, 2], besides: { shuffle: true, seed: 5 } },
  validationSplit: { values: [0.25, 0.8], besides: { validationSplit: 0.5, subset: 'validation' } },
  subset: { values: ['validation', 'both'], besides: { validationSplit: 0.25, subset: 'training' } },
  followLinks: { values: [true] },
});
const ofTable: Effects['of'] = {
  delimiter: { values: [';'], besides: { path: join(top, 'semi.csv'), delimiter: 'a' } },
  header: { values: [['b', 'a', 'kind']], besides: { missing: ['a', 'b', '?', '-'], skipMissing: true } },
  missing: {
    values: [['?'], ['-', '?'], ['5']],
    besides: { skipMissing: true, missing: [], columns: { a: 'text', b: 'text' } },
  },
  skipMissing: { values: [true], besides: { missing: ['?', '-'] } },
};
const table = 'a,b,kind\n1,2,x\n3,?,y\n5,6,x\n-,8,y\n';
const ofColumns: Effects['of'] = {
  ...ofTable,
  columns: {
    values: [{ a: 'text' }, { kind: 'text' }],
    besides: { columns: { a: 'number' }, missing: ['?', '-'], skipMissing: true },
  },
};
const yTrue = [0, 1, 1, 2];
const yPred = [0, 1, 2, 1];
const shares = [[0.1, 0.9], [0.7, 0.3]]; // prettier-ignore
const chances = [0.2, 0.45, 0.6, 0.9];
const two = [0, 0, 1, 1];
const single = { values: [0.1, 0.5], besides: { yTrue: two, yPred: chances, threshold: 0.7 } };

const all: Readonly<Record<string, Effects>> = {
  classOf: {
    sample: { yPred: shares },
    of: {
      yPred: { values: [[[0.1, 0.2, 0.7]], [1, 1]] },
      classNames: {
        values: [
          ['cat', 'dog'],
          ['no', 'yes'],
        ],
      },
      threshold: { values: [0.1, 0.5], besides: { yPred: chances, threshold: 0.7 } },
    },
  },
  classificationReport: {
    sample: { yTrue, yPred },
    of: {
      yTrue: { values: [[0, 0, 1, 2]] },
      yPred: { values: [[0, 1, 1, 2]] },
      classNames: {
        values: [
          ['a', 'b', 'c'],
          ['a', 'b', 'c', 'd'],
        ],
      },
      threshold: single,
      zeroDivision: { values: [1], besides: { yPred: [0, 1, 1, 1] } },
    },
  },
  confusionMatrix: {
    sample: { yTrue, yPred },
    of: {
      yTrue: { values: [[0, 0, 1, 2]] },
      yPred: { values: [[0, 1, 1, 2]] },
      numClasses: { values: [4, 5] },
      weights: { values: [[1, 2, 1, 1], [0, 1, 1, 0]] }, // prettier-ignore
      normalize: { values: ['true', 'pred', 'all'], besides: { yTrue: [0, 1, 1, 2], yPred: [0, 1, 0, 1] } },
      threshold: single,
    },
  },
  csvDataset: {
    sample: { path: join(top, 'whole.csv'), featureColumns: ['a'], labelColumn: 'kind', ...inOrder },
    of: {
      path: { values: [join(top, 'other.csv')] },
      featureColumns: { values: [['b'], ['a', 'b']] },
      labelColumn: { values: ['a', 'b'] },
      labelMode: { values: ['int', 'categorical'] },
      classNames: { values: [['1', '0'], ['0', '1', '2']], besides: { labelMode: 'int' } }, // prettier-ignore
      ...ofTable,
      delimiter: {
        values: [';'],
        besides: { path: join(top, 'semi.csv'), labelMode: 'int', delimiter: '|' },
      },
      header: { values: [['b', 'a', 'kind']], besides: { missing: ['a', 'b'], skipMissing: true } },
      missing: { values: [['3'], ['5']], besides: { skipMissing: true } },
      skipMissing: { values: [true], besides: { missing: ['5'] } },
      batchSize: { values: [1, 3] },
      shuffle: { values: [true], besides: { seed: 2 } },
      seed: { values: [1, 7], besides: { shuffle: true, seed: 5 } },
    },
  },
  decodePredictions: {
    sample: { yPred: shares },
    of: {
      yPred: { values: [[[0.1, 0.2, 0.7]]] },
      classNames: {
        values: [
          ['cat', 'dog'],
          ['no', 'yes'],
        ],
      },
      top: { values: [1] },
    },
  },
  imageDatasetFromDirectory: {
    sample: { directory: join(top, 'images'), imageSize: [4, 3], ...inOrder },
    of: {
      ...ofDirectory('images'),
      imageSize: { values: [3, [2, 6]] },
      colorMode: { values: ['grayscale', 'rgba'] },
      interpolation: {
        values: ['nearest', 'bicubic', 'area', 'lanczos3', 'lanczos5', 'gaussian', 'mitchellcubic'],
      },
      cropToAspectRatio: { values: [true] },
      padToAspectRatio: { values: [true] },
      dataFormat: { values: ['channelsFirst'] },
    },
  },
  normalize: {
    sample: { x: [[1, 2], [3, 5]] }, // prettier-ignore
    of: {
      x: { values: [[1, 2]] },
      axis: { values: [0] },
      order: { values: [1, 3, Infinity] },
    },
  },
  padSequences: {
    sample: { sequences: [[1], [2, 3, 4]] },
    of: {
      sequences: { values: [[[1], [2]]] },
      maxlen: { values: [2, 5] },
      dtype: { values: ['float32'], besides: { sequences: [[0.5]], dtype: 'int32' } },
      padding: { values: ['post'] },
      truncating: { values: ['post'], besides: { maxlen: 2 } },
      value: { values: [-1, 9] },
    },
  },
  parseCsv: {
    sample: { text: table, columns: { a: 'text', b: 'text' } },
    of: {
      text: { values: ['a,b\n1,2'] },
      ...ofColumns,
      delimiter: { values: [';'], besides: { text: 'a;b\n1;2', delimiter: '|' } },
    },
  },
  readCsv: {
    sample: { path: join(top, 'table.csv'), columns: { a: 'text', b: 'text' } },
    of: { path: { values: [join(top, 'whole.csv')] }, ...ofColumns },
  },
  readVocabulary: {
    sample: { path: join(top, 'tokens.txt') },
    of: {
      path: { values: [join(top, 'other-tokens.txt')] },
      integers: { values: [true] },
    },
  },
  splitDataset: {
    sample: { dataset: [0, 1, 2, 3, 4, 5, 6, 7], leftSize: 4 },
    of: {
      dataset: { values: [[3, 2, 1, 0, 5], { x: [1, 2, 3, 4, 5], y: ['a', 'b', 'c', 'd', 'e'] }] },
      leftSize: { values: [0.25, 3] },
      rightSize: { values: [2, 0.125] },
      shuffle: { values: [true], besides: { seed: 1 } },
      seed: { values: [2, 3], besides: { shuffle: true, seed: 5 } },
    },
  },
  textDatasetFromDirectory: {
    sample: { directory: join(top, 'texts'), ...inOrder },
    of: { ...ofDirectory('texts'), maxLength: { values: [2, 6], besides: { maxLength: 1 } } },
  },
  timeseriesDataset: {
    sample: { data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], targets: null, sequenceLength: 3 },
    of: {
      data: { values: [[9, 8, 7, 6]] },
      targets: { values: [[5, 4, 3], [0, 1, 2]] }, // prettier-ignore
      sequenceLength: { values: [2, 4] },
      sequenceStride: { values: [2, 3] },
      samplingRate: { values: [2, 3] },
      batchSize: { values: [2, 3] },
      shuffle: { values: [true], besides: { seed: 1 } },
      seed: { values: [2, 3], besides: { shuffle: true, seed: 5 } },
      startIndex: { values: [1, 2] },
      endIndex: { values: [8, 9] },
    },
  },
  toCategorical: {
    sample: { x: [0, 2] },
    of: { x: { values: [[1, 0]] }, numClasses: { values: [4, 5] } },
  },
};

holdEffects(data, all);
