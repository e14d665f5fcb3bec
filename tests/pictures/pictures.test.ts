// Pictures of models, matrices and images: what stands in them, and that nothing stands over another.
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { confusionMatrix } from '../../src/data/index.js';
import { input, layers, model, sequential } from '../../src/graph-only.js';
import {
  modelToMermaid,
  plotConfusionMatrix,
  plotImages,
  plotModel,
  type PlotModelOptions,
} from '../../src/pictures/index.js';

const image = input([28, 28, 1], { name: 'image' });
const encoder = model({ inputs: image, outputs: image.conv2d(16, 3, { activation: 'relu' }).flatten(), name: 'encoder' }); // prettier-ignore
const [a, b] = [input([28, 28, 1]), input([28, 28, 1])];
const [codeOfA, codeOfB] = [encoder(a), encoder(b)];
const head = sequential([10816], [layers.dense(4, { trainable: false }), layers.dense(2)], { name: 'head' });
const twin = model({
  inputs: { a, b },
  outputs: {
    same: layers.add()([codeOfA, codeOfB]).dense(1, { activation: 'sigmoid' }),
    kind: head(codeOfA),
  },
});
const everything: PlotModelOptions = {
  showShapes: true,
  showDtype: true,
  showLayerActivations: true,
  showTrainable: true,
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** The boxes of layers: they are white. */
const boxesOf = (svg: string): readonly Box[] =>
  [...svg.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" rx="4"/g)].map(
    ([, x, y, width, height]) => ({
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    }),
  );
const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;
const arrowsOf = (svg: string) => svg.split('marker-end').length - 1;

describe('plotModel', () => {
  test.each(['TB', 'LR', 'BT', 'RL'] as const)('no box over another, %s', async (rankdir) => {
    for (const expandNested of [false, true]) {
      const boxes = boxesOf(await plotModel(twin, { ...everything, rankdir, expandNested }));
      expect(boxes.length).toBe(expandNested ? 9 : 6);
      boxes.forEach((box, i) =>
        boxes.slice(i + 1).forEach((other) => expect(overlap(box, other)).toBe(false)),
      );
      const [first, last] = [boxes[0]!, boxes.at(-1)!];
      const down = last.y - first.y;
      const right = last.x - first.x;
      expect({ TB: down, BT: -down, LR: right, RL: -right }[rankdir]).toBeGreaterThan(0);
    }
  });

  test('says of layers what is asked, and no more', async () => {
    const plain = await plotModel(twin);
    expect(plain).toContain('>encoder (Functional)<');
    expect(plain).not.toMatch(/shape|dtype|Activation|rainable|conv2d/);
    expect(arrowsOf(plain)).toBe(5);
    const all = await plotModel(twin, { ...everything, expandNested: true });
    for (const words of [
      'conv2d (Conv2D)',
      'Activation: relu',
      'Input shape: (None, 28, 28, 1)',
      'Input shape: [(None, 10816), (None, 10816)]',
      'Output shape: (None, 4)',
      'Output dtype: float32',
      'Trainable',
      'Non-trainable',
      'encoder',
    ])
      expect(all).toContain(`>${words}<`);
    // a and b into the image, on to two layers, from there to add and to the head's first layer, and two more
    expect(arrowsOf(all)).toBe(8);
    expect(await plotModel(twin, { showLayerNames: false })).toContain('>Functional<');
  });

  test('what is no model is refused in words', async () => {
    const chain = input([3]).dense(2);
    await expect(plotModel(chain as never)).rejects.toThrow('plotModel: model must be a model, got a tensor; give what `toModel` makes'); // prettier-ignore
  });
});

test('modelToMermaid: groups, shapes of boxes, quotes', () => {
  const odd = input([2], { name: 'x' }).dense(3).toModel({ name: 'odd' });
  const outer = input([2], { name: 'y' });
  const text = modelToMermaid(model({ inputs: outer, outputs: odd(outer).flatten() }), {
    expandNested: true,
    showShapes: true,
    rankdir: 'LR',
  });
  expect(text.split('\n')).toEqual([
    'flowchart LR',
    '  n0(["y (InputLayer)<br/>Output shape: (None, 2)"])',
    '  n4["flatten (Flatten)<br/>Input shape: (None, 3)<br/>Output shape: (None, 3)"]',
    '  subgraph n1["odd"]',
    '    n2(["x (InputLayer)<br/>Output shape: (None, 2)"])',
    '    n3["dense (Dense)<br/>Input shape: (None, 2)<br/>Output shape: (None, 3)"]',
    '  end',
    '  n2 --> n3',
    '  n0 --> n2',
    '  n3 --> n4',
    '',
  ]);
  expect(modelToMermaid(twin)).toContain('[["encoder (Functional)"]]');
});

describe('plotConfusionMatrix', () => {
  test('has a cell for each pair, dark where all of a row is', () => {
    const svg = plotConfusionMatrix(confusionMatrix([0, 1, 1, 1], [0, 1, 1, 0]), {
      classNames: ['<no>', 'yes'],
    });
    expect([...svg.matchAll(/<rect/g)].length).toBe(4);
    expect(svg).toContain('fill="rgb(30, 58, 138)"');
    expect(svg).toContain('>&lt;no><');
    expect(svg).not.toContain('NaN');
    const shares = plotConfusionMatrix([[1, 0], [0.125, 0.875]]); // prettier-ignore
    expect(shares).toContain('>0.88<');
  });

  test('what is no matrix is refused in words', () => {
    expect(() => plotConfusionMatrix([[1, 2]])).toThrow('as many rows as columns');
    expect(() => plotConfusionMatrix([[-1]])).toThrow('numbers of zero or more');
    expect(() => plotConfusionMatrix([[1]], { classNames: ['a', 'b'] })).toThrow(
      'matrix has 1 classes, but classNames 2',
    );
  });
});

describe('plotImages', () => {
  const pngs = (svg: string) =>
    [...svg.matchAll(/base64,([^"]+)"/g)].map(([, data]) => decode(Buffer.from(data!, 'base64')));

  test('the pixels are the images', async () => {
    const values = Uint8Array.from({ length: 2 * 3 * 4 * 3 }, (_, i) => i * 3);
    const svg = await plotImages({ values, shape: [2, 3, 4, 3] }, { labels: ['a & b', 7] });
    const found = pngs(svg);
    expect(found.map(({ width, height, channels }) => [width, height, channels])).toEqual([[4, 3, 3], [4, 3, 3]]); // prettier-ignore
    expect(found.flatMap(({ data }) => [...data])).toEqual([...values]);
    expect(svg).toContain('>a &amp; b<');
  });

  test('shares, ranges, and what lies outside of them', async () => {
    const data = async (images: number[][][], valueRange?: readonly number[]) => [
      ...pngs(await plotImages(images, { valueRange }))[0]!.data,
    ];
    expect(await data([[[0, 0.5, 1]]])).toEqual([0, 128, 255]);
    expect(await data([[[0, 51, 300]]])).toEqual([0, 51, 255]);
    expect(await data([[[-1, 0, 1]]], [-1, 1])).toEqual([0, 128, 255]);
  });

  test('what is no picture is refused in words', async () => {
    await expect(plotImages([[1, 2]])).rejects.toThrow('got [1, 2]');
    await expect(plotImages({ values: new Uint8Array(8), shape: [1, 2, 2, 2] })).rejects.toThrow(
      'of 1, 3 or 4 channels',
    );
    await expect(plotImages({ values: new Uint8Array(2000), shape: [2000, 1, 1] })).rejects.toThrow(
      '1024 at most',
    );
    await expect(plotImages([[[1]]], { labels: ['a', 'b'] })).rejects.toThrow('1 images, but labels has 2');
  });
});
