// Types against their value twins: random cases, worked out by the values, as a file that only compiles where the types
// come to the same shapes and the same sentences.
import * as Either from 'fp-ts/lib/Either.js';
import { writeFileSync } from 'node:fs';
import * as arithmetic from '../src/shapes/arithmetic.js';
import { axisOf } from '../src/shapes/axis.js';
import { broadcast } from '../src/shapes/broadcast.js';
import { reshaped } from '../src/shapes/reshape.js';
import { misfit, ShapeMismatchError, type Checked, type Dim, type Shape } from '../src/shapes/shape.js';
import { unslide, windowSize } from '../src/shapes/window.js';
import { block, input, layers, repeat, residual, sequential } from '../src/graph-only.js';
import { namedCases, namedImports } from './named-twins.js';
import { windowCalls } from './window-twins.js';

/** The same cases on every run. */
let state = 20240601;
const below = (n: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const pick = <T>(all: readonly T[]): T => all[below(all.length)]!;
const some = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
/** A number of one to ten digits. */
const any = () => below(10 ** (1 + below(10)));
const text = (value: unknown) =>
  (value === undefined ? 'undefined' : JSON.stringify(value)).replaceAll('"', "'");
const dim = (): Dim =>
  pick([null, 1, 1, 2, 3, 4, 5, 8, 28, 100, ...(below(2) > 0 ? [] : ['time', 'h', '16*h', 'ceil(w/2)'])]);
const shape = (rank: number): Dim[] => some(rank, dim);

const verdict = (checked: Checked): string =>
  Either.isRight(checked) ? text(checked.right) : `Says<${JSON.stringify(checked.left.sentence)}>`;

const sums = () => {
  const [a, b] = [any(), any() % 10 ** 6];
  const named = {
    Add: arithmetic.add(a, b),
    Multiply: a * b < Number.MAX_SAFE_INTEGER ? arithmetic.multiply(a, b) : undefined,
    Subtract: a >= b ? a - b : 'never',
    FloorDivide: b === 0 ? undefined : arithmetic.floorDivide(a, b),
    CeilDivide: b === 0 ? undefined : arithmetic.ceilDivide(a, b),
    Remainder: b === 0 ? undefined : a % b,
    Compare: a === b ? "'equal'" : a < b ? "'less'" : "'greater'",
  };
  return Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : `check<Equal<${name}<${a}, ${b}>, ${value}>>();`,
  );
};

const windows = () => {
  const [n, size, stride, dilation] = [below(300), 1 + below(9), 1 + below(4), 1 + below(3)];
  const padding = pick(['valid', 'same'] as const);
  const found = windowSize(n, size, stride, padding, dilation);
  return [
    `check<Equal<Window<${n}, ${size}, ${stride}, '${padding}', ${dilation}>, ${text(found)}>>();`,
    `check<Equal<Unslide<${n}, ${size}, ${stride}, '${padding}'>, ${text(unslide(n, size, stride, padding))}>>();`,
  ];
};

const shapes = () => {
  const [a, b] = [shape(1 + below(3)), shape(1 + below(3))];
  const target = some(1 + below(3), () => pick([-1, -1, 0, -2, 1, 2, 3, 4, 7, 8, 28, 100]));
  const axis = below(8) - 4;
  return [
    `check<Equal<Verdict<Broadcast<'add', ${text(a)}, ${text(b)}>>, ${verdict(broadcast('add', a, b))}>>();`,
    `check<Equal<Verdict<Reshaped<${text(a)}, ${text(target)}>>, ${verdict(reshaped(a, target))}>>();`,
    `check<Equal<Axis<${text(a)}, ${axis}>, ${axisOf(a, axis) ?? 'never'}>>();`,
  ];
};

const padding = () => pick(['valid', 'same'] as const);
const dataFormat = () => pick(['channelsLast', 'channelsLast', 'channelsFirst'] as const);
const size2 = () => pick<number | [number, number]>([1, 2, 3, 5, [2, 3], [3, 1]]);
const ends = () => pick<number | number[]>([0, 1, 2, [0, 1], [2, 3], [5, 0]]);
/** Amounts at the sides of so many axes. */
const sides = (axes: number) => (below(3) === 0 ? below(4) : some(axes, ends));
/** An equation, and sizes for its output. */
const einsums = () => {
  const [equation, sizes] = pick<[string, number]>([
    ['ab,bc->ac', 1],
    ['abc,cd->abd', 2],
    ['abc,cde->abde', 3],
    ['abcd,cde->abe', 2],
    ['abc,bcd->ad', 1],
    ['abc,bc->abc', 2],
    ['...x,xy->...y', 1],
    ['...xz,zy->...xy', 2],
    ['ab...,bc->ac...', 1],
    ['abc...,cd->abd...', 2],
  ]);
  const said = some(below(8) > 0 ? sizes : 1 + below(3), () => pick([null, null, 1, 2, 3, 28]));
  return [
    equation,
    {
      outputShape: said,
      ...(below(3) === 0 && { biasAxes: pick([...equation.split('->')[1]!.replace('...', '')]) }),
    },
  ];
};
const overSteps = () => [
  1 + below(200),
  { returnSequences: pick([true, false]), unroll: pick([false, false, true]) },
];
/** A layer's arguments. */
const calls: Readonly<Record<string, () => readonly unknown[]>> = {
  categoryEncoding: () => [1 + below(20), { outputMode: pick(['oneHot', 'oneHot', 'multiHot', 'count']) }],
  centerCrop: () => [1 + below(40), 1 + below(40), { dataFormat: dataFormat() }],
  cropping1d: () => [ends()],
  cropping2d: () => [sides(2), { dataFormat: dataFormat() }],
  cropping3d: () => [sides(3), { dataFormat: dataFormat() }],
  permute: () => [pick([[2, 1], [1, 2], [3, 1, 2], [2, 1, 3], [1], [4, 1, 2, 3]])],
  groupNormalization: () => [{ groups: pick([1, 2, 4, -1, 5]), axis: below(6) - 3 }],
  masking: () => [],
  normalization: () => [{ axis: pick<unknown>([-1, 1, 2, null, [1, 2]]) }],
  randomColorJitter: () => [
    pick<unknown>([
      { hueFactor: 0.5 },
      { brightnessFactor: 0.5 },
      { saturationFactor: 0.5, dataFormat: 'channelsFirst' },
    ]),
  ],
  autoContrast: () => [],
  augMix: () => [{ allOps: pick([true, true, false]), dataFormat: dataFormat() }],
  randAugment: () => [{ dataFormat: dataFormat() }],
  mixUp: () => [{ dataFormat: dataFormat() }],
  cutMix: () => [],
  equalization: () => [{ dataFormat: dataFormat() }],
  contrastLimitedAdaptiveHistogramEqualization: () => [{ dataFormat: dataFormat() }],
  randomErasing: () => [{ dataFormat: dataFormat() }],
  randomGrayscale: () => [{ dataFormat: dataFormat() }],
  randomHue: () => [0.5, { dataFormat: dataFormat() }],
  randomContrast: () => [0.5, { dataFormat: dataFormat() }],
  randomCrop: () => [1 + below(40), 1 + below(40), { dataFormat: dataFormat() }],
  randomFlip: () => [{ dataFormat: dataFormat() }],
  randomRotation: () => [[-0.5, 0.5], { dataFormat: dataFormat() }],
  resizing: () => [1 + below(40), 1 + below(40), { dataFormat: dataFormat() }],
  rmsNormalization: () => [{ axis: pick<unknown>([-1, 1, 2, [1, 2]]) }],
  spatialDropout1d: () => [0.5],
  spatialDropout2d: () => [0.5, { dataFormat: dataFormat() }],
  spatialDropout3d: () => [0.5, { dataFormat: dataFormat() }],
  unitNormalization: () => [{ axis: pick<unknown>([-1, 1, 3, [1, 2]]) }],
  preLU: () => [{ sharedAxes: pick<unknown>([[], 1, 2, [1, 2], [2, 3], [1, 2, 3]]) }],
  repeatVector: () => [1 + below(20)],
  upSampling1d: () => [1 + below(4)],
  upSampling3d: () => [pick<unknown>([1, 2, [1, 2, 3]]), { dataFormat: dataFormat() }],
  zeroPadding1d: () => [ends(), { dataFormat: dataFormat() }],
  zeroPadding3d: () => [sides(3), { dataFormat: dataFormat() }],
  ...windowCalls({ below, pick }),
  batchNormalization: () => [{ axis: below(6) - 3 }],
  activation: () => ['glu', { axis: below(6) - 3 }],
  discretization: () => [
    { binBoundaries: some(1 + below(9), () => 1), outputMode: pick(['int', 'oneHot', 'multiHot', 'count']) },
  ],
  maxNumBoundingBoxes: () => [1 + below(20)],
  melSpectrogram: () => [
    { fftLength: 1 + below(40), sequenceStride: 1 + below(9), numMelBins: 1 + below(20) },
  ],
  stftSpectrogram: () => {
    const frameLength = 1 + below(30);
    const lengths = pick([{}, { frameStep: 1 + below(frameLength) }, { fftLength: frameLength + below(9) }]);
    const shared = { padding: pick(['valid', 'same']), expandDims: pick([true, false]) };
    return [{ frameLength, mode: pick(['log', 'stft']), ...lengths, ...shared, dataFormat: dataFormat() }];
  },
  hashing: () => [1 + below(20), { outputMode: pick(['int', 'oneHot', 'multiHot', 'count']) }],
  integerLookup: () => [
    {
      vocabulary: [5, 6, 7, 8, 9].slice(below(5)),
      outputMode: pick(['int', 'oneHot', 'multiHot', 'count']),
      numOovIndices: below(4),
      maskToken: pick([null, 99]),
      ...pick([{}, { maxTokens: 20 }, { maxTokens: 20, padToMaxTokens: true }]),
    },
  ],
  dense: () => [1 + below(2000)],
  einsumDense: einsums,
  embedding: () => [10, 1 + below(20)],
  flatten: () => [],
  gru: overSteps,
  layerNormalization: () => [{ axis: pick<unknown>([-1, 1, 2, 3, [1, 2], [-2, -1]]) }],
  lstm: overSteps,
  reshape: () => [some(1 + below(3), () => pick([-1, 1, 2, 4, 7, 8, 0, 1.5]))],
  simpleRNN: overSteps,
  softmax: () => [{ axis: below(6) - 3 }],
  upSampling2d: () => [size2(), { dataFormat: dataFormat() }],
  zeroPadding2d: () => [
    pick<unknown>([
      1,
      2,
      [1, 2],
      [
        [0, 1],
        [2, 3],
      ],
    ]),
    { dataFormat: dataFormat() },
  ],
};

/** Tensors of which most differ in one axis, if in any. */
const alike = (): Dim[][] => {
  const first = shape(1 + below(3));
  return some(2 + below(3), () => first.map((size) => (below(4) === 0 ? dim() : size)));
};

/** A merge of several tensors, in each form. */
const merges = () => {
  const tensors = alike();
  const [name, options] = pick([
    ['add', ''],
    ['multiply', ''],
    ['minimum', ''],
    ['concatenate', ''],
    ['concatenate', `{ axis: ${below(5) - 2} }`],
  ] as const);
  const axis = Number(/-?\d+/.exec(options)?.[0] ?? -1);
  const layer = name === 'concatenate' ? layers.concatenate({ axis }) : layers[name]();
  const inputs = tensors.map((each) => [null, ...each]);
  const given = tensors.map((each) => `input(${text(each)})`);
  const [first, ...others] = given;
  const after = options && `, ${options}`;
  const found = layer.spec.outputShape(inputs);
  const pair = layer.spec.outputShape(inputs.slice(0, 2));
  const rule = name === 'concatenate' ? `ConcatenateRule<${axis}>` : `ElementwiseRule<'${name}'>`;
  const forms = [
    `layers.${name}(${options})([${given.join(', ')}])`,
    `layers.${name}([${given.join(', ')}]${after})`,
    `${first}.${name}([${others.join(', ')}]${after})`,
  ];
  return [
    `check<Equal<Verdict<Apply<${rule}, readonly [${inputs.slice(0, 2).map(text).join(', ')}]>>, ${verdict(pair)}>>();`,
    ...forms.map((form) =>
      Either.isRight(found)
        ? `expectShape<${text(found.right)}>(${form});`
        : `// @ts-expect-error ${found.left.sentence}\n${form};`,
    ),
  ];
};

/** Lists of layers, blocks among them: what `countParams` gives, and `ParamsOf` where no layer stands twice. */
const counts = () => {
  const flag = () => pick([true, false]);
  const unit = () => 1 + below(pick([9, 2000]));
  const layer = (): string =>
    pick([
      () => `layers.conv2d(${unit()}, ${text(size2())}, { padding: '${padding()}', useBias: ${flag()} })`,
      () => `layers.conv2d(${unit()}, 1)`,
      () => `layers.conv2dTranspose(${unit()}, ${text(size2())}, { useBias: ${flag()} })`,
      () => `layers.dense(${unit()})`,
      () => `layers.dense(${unit()}, { useBias: ${flag()} })`,
      () => `layers.batchNormalization({ center: ${flag()}, scale: ${flag()}, axis: ${pick([-1, 1])} })`,
      () => `layers.batchNormalization()`,
      () => `layers.layerNormalization({ center: ${flag()}, axis: ${text(pick<unknown>([-1, [1, 3]]))} })`,
      () => 'layers.reLU()',
      () => 'layers.dropout(0.5)',
      () => 'layers.maxPooling2d(1)',
    ])();
  const some3 = () => some(1 + below(3), layer).join(', ');
  const last = unit();
  const parts = pick([
    () => [some3(), some3()],
    () => [some3(), `block([${some3()}])`, some3()],
    () => [some3(), `repeat(${below(3)}, () => ${layer()})`],
    () => [`layers.dense(${last})`, `residual([${some3()}, layers.dense(${last}, { useBias: false })])`],
    () => [`residual([layers.dense(${last})], { shortcut: layers.dense(${last}, { useBias: false }) })`],
  ])();
  const written = `sequential([8, 9, ${unit()}], [${parts.join(', ')}, layers.flatten(), layers.dense(${unit()})])`;
  // a value of what is written, by the very functions it names
  const make = new Function('layers', 'sequential', 'block', 'repeat', 'residual', `return ${written}`) as (
    ...given: readonly unknown[]
  ) => { countParams(): number };
  const found = (() => {
    try {
      return make(layers, sequential, block, repeat, residual).countParams();
    } catch (error) {
      if (error instanceof ShapeMismatchError) return undefined;
      throw error;
    }
  })();
  if (found === undefined) return [];
  const weighted = written.match(/layers\.(conv|dense|\w+Normalization)\w*\([^)]*\)/g) ?? [];
  const mayShare = new Set(weighted).size < weighted.length || written.includes('repeat(2');
  const model = `m${modelCount++}`;
  return [
    `const ${model} = ${written};\n` +
      (mayShare
        ? `check<${found} extends ParamsOf<typeof ${model}> ? true : false>();`
        : `check<Equal<ParamsOf<typeof ${model}>, ${found}>>();`),
  ];
};
let modelCount = 0;
/** The ranks that a layer is tried on, mostly its own. */
const ranksOf = (name: string): readonly number[] => {
  if (name === 'melSpectrogram') return [1, 1, 1, 2];
  if (name === 'maxNumBoundingBoxes' || name === 'stftSpectrogram') return [1, 2, 2, 2, 3];
  if (['repeatVector', 'categoryEncoding', 'discretization', 'hashing', 'integerLookup'].includes(name))
    return [1, 1, 2];
  if (
    name === 'resizing' ||
    name === 'centerCrop' ||
    /^rand|^autoContrast|^(aug|cut)Mix|^mixUp|[eE]qualization$/.test(name)
  )
    return [1, 2, 3, 3, 3];
  const own = /[123](?=d)/.exec(name);
  return own ? [1, 2, 3, 4, ...some(8, () => Number(own[0]) + 1)] : [1, 2, 3, 3, 3];
};

/** A dot product, or a difference, of two tensors, in each form. */
const pairs = () => {
  const [a, b] = [shape(1 + below(3)), shape(1 + below(3))];
  const axes = pick<number | number[]>([1, 2, -1, -2, 0, [1, 2], [2, 1], [-1, 1], [3, 1]]);
  const name = pick(['dot', 'dot', 'subtract'] as const);
  const options = name === 'dot' ? `{ axes: ${text(axes)} }` : '';
  const layer = name === 'dot' ? layers.dot({ axes: axes as number }) : layers.subtract();
  const found = layer.spec.outputShape([
    [null, ...a],
    [null, ...b],
  ]);
  const [left, right] = [`input(${text(a)})`, `input(${text(b)})`];
  const after = options && `, ${options}`;
  return [
    `layers.${name}(${options})([${left}, ${right}])`,
    `layers.${name}([${left}, ${right}]${after})`,
    `${left}.${name}(${right}${after})`,
  ].map((form) =>
    Either.isRight(found)
      ? `expectShape<${text(found.right)}>(${form});`
      : `// @ts-expect-error ${found.left.sentence}\n${form};`,
  );
};

interface AnyCall {
  (...args: readonly unknown[]): { readonly spec: { outputShape(shapes: readonly Shape[]): Checked } };
}

/** Sizes that fit nothing are refused when the layer is made, with the sentence that the types say where it stands. */
const whenMade = (run: () => Checked): Checked => {
  try {
    return run();
  } catch (error) {
    if (error instanceof ShapeMismatchError) return misfit(error.message);
    throw error;
  }
};

const layerCalls = (name: string) => {
  const args = calls[name]!();
  const given = [null, ...shape(pick(ranksOf(name)))];
  const written = `layers.${name}(${args.map(text).join(', ')})`;
  const make = (layers as unknown as Readonly<Record<string, AnyCall>>)[name]!;
  const found = whenMade(() => make(...args).spec.outputShape([given]));
  if (Either.isLeft(found))
    return [`expectMisfit(${written}, ${text(given)}, ${JSON.stringify(found.left.sentence)});`];
  const called = `input(${text(given.slice(1))})`;
  // a size that is given and does not fit is no case of ours
  return [
    `expectShape<${text(found.right)}>(${called}.${written.slice('layers.'.length)});`,
    `expectShape<${text(found.right)}>(${written}(${called}));`,
  ];
};

void input;

/** Writes the cases; gives how many there are. */
export const writeTwins = (file: string): number => {
  const cases = [
    ...namedCases(60),
    ...some(60, sums),
    ...some(100, windows),
    ...some(80, shapes),
    ...some(60, merges),
    ...some(60, pairs),
    ...some(80, counts),
    ...Object.keys(calls).flatMap((name) => some(12, () => layerCalls(name))),
  ].flat();
  const head = [
    "import { block, input, layers, repeat, residual, sequential, type ParamsOf } from 'shapewright';",
    "import { expectMisfit, expectShape } from 'shapewright/testing';",
    "import type { Apply } from '../dist/graph/rule.js';",
    "import type { ElementwiseRule } from '../dist/layers/merging/elementwise.js';",
    "import type { ConcatenateRule } from '../dist/layers/merging/concatenate.js';",
    "import type { Add, CeilDivide, Compare, FloorDivide, Multiply, Remainder, Subtract } from '../dist/shapes/arithmetic.js';",
    "import type { Axis } from '../dist/shapes/axis.js';",
    "import type { Broadcast } from '../dist/shapes/broadcast.js';",
    "import type { Reshaped } from '../dist/shapes/reshape.js';",
    ...namedImports,
    "import type { Unslide, Window } from '../dist/shapes/window.js';",
    'type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;',
    'type Says<S> = { readonly says: S };',
    'type Verdict<V> = V extends { readonly shapeError: infer S } ? Says<S> : V;',
    'declare const check: <T extends true>() => void;',
  ];
  writeFileSync(file, [...head, ...cases, ''].join('\n'));
  return cases.length;
};
