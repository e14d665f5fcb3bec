// Published architectures, by their parameters and every layer's output shape, as Keras builds them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AnyModel, ModelOfAnyShape } from 'shapewright';
import { denseNet121 } from '../examples/architectures/densenet121.js';
import { gpt } from '../examples/architectures/gpt.js';
import { inceptionV3 } from '../examples/architectures/inception-v3.js';
import { mobileNetV2 } from '../examples/architectures/mobilenet-v2.js';
import { mobileNet } from '../examples/architectures/mobilenet.js';
import { resnet50 } from '../examples/architectures/resnet50.js';
import { textCnn } from '../examples/architectures/text-cnn.js';
import { transformerEncoder } from '../examples/architectures/transformer-encoder.js';
import { translation } from '../examples/architectures/translation.js';
import { unet } from '../examples/architectures/unet.js';
import { vgg16 } from '../examples/architectures/vgg16.js';
import { xception } from '../examples/architectures/xception.js';

interface Case {
  readonly name: string;
  readonly params: number;
  readonly output: readonly (number | null)[];
  readonly layers?: readonly (readonly [string, readonly (number | null)[]])[];
}
const { cases } = JSON.parse(
  readFileSync(new URL('../fixtures/keras/architectures.json', import.meta.url), 'utf8'),
) as { cases: readonly Case[] };

/** Each by the name of its case, with its file. */
const built: Readonly<
  Record<string, readonly [file: string, build: () => ModelOfAnyShape & { readonly outputShape: unknown }]>
> = {
  VGG16: ['vgg16', vgg16],
  ResNet50: ['resnet50', resnet50],
  MobileNet: ['mobilenet', mobileNet],
  MobileNetV2: ['mobilenet-v2', mobileNetV2],
  InceptionV3: ['inception-v3', inceptionV3],
  Xception: ['xception', xception],
  DenseNet121: ['densenet121', denseNet121],
  unet: ['unet', unet],
  translation: ['translation', translation],
  text_cnn: ['text-cnn', textCnn],
  transformer_encoder: ['transformer-encoder', transformerEncoder],
  gpt: ['gpt', gpt],
};

/** `Conv2D [null,224,224,64]` of each layer that holds no others, as the summary shows them. */
const leaves = (model: AnyModel): readonly string[] => {
  const lines: string[] = [];
  model.summary({ expandNested: true, lineLength: 300, printFn: (line) => lines.push(...line.split('\n')) });
  return lines.flatMap((line) => {
    const [, kind, shape] = /\((\w+)\)\s+│\s+\(([^)]*)\)/.exec(line) ?? [];
    return kind === undefined || shape === undefined || /^(Sequential|Functional|InputLayer)$/.test(kind)
      ? []
      : [`${kind} [${shape.replaceAll(' ', '').replaceAll('None', 'null')}]`];
  });
};

describe.each(cases)('$name', ({ name, params, output, layers }) => {
  const [file, build] = built[name]!;

  test('has the parameters and the output that Keras says, and its docs say so', () => {
    const model = build();
    expect(model.countParams()).toBe(params);
    const shape: unknown = name === 'translation' ? translation().outputShape.next : model.outputShape;
    // in Keras an axis has no name
    expect([shape].flat().map((size) => (typeof size === 'string' ? null : size))).toEqual(output);
    const source = readFileSync(new URL(`../examples/architectures/${file}.ts`, import.meta.url), 'utf8');
    expect(source).toContain(`${params.toLocaleString('en-US')} parameters`);
  });

  // what stands in a block is listed with it, so that the order differs from that of one flat graph
  if (!layers) return;
  test('has the layers that Keras has', () => {
    const keras = layers
      .filter(([kind]) => kind !== 'InputLayer')
      .map(([kind, shape]) => `${kind} ${JSON.stringify(shape)}`);
    const ours = leaves(build());
    expect([...ours].sort()).toEqual(keras.sort());
  });
});

test('the layers of VGG16 stand in the order of Keras', () => {
  const { layers } = cases.find(({ name }) => name === 'VGG16')!;
  expect(leaves(vgg16())).toEqual(
    layers!.slice(1).map(([kind, shape]) => `${kind} ${JSON.stringify(shape)}`),
  );
});

test('small ones predict', async () => {
  const classes = await textCnn().predict([Array<number>(56).fill(7)]);
  expect(classes.shape).toEqual([1, 2]);
  expect([...classes.dataSync()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  const { next } = await translation().predict({ question: [[5, 6, 0]], answer: [[1, 7]] });
  expect(next.shape).toEqual([1, 2, 1200]);
  expect([...next.dataSync()].reduce((a, b) => a + b, 0)).toBeCloseTo(2, 4);
  classes.dispose();
  next.dispose();
});
