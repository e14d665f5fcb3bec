// Layers that change images at random: what they draw, a new draw at each step and for each image, and nothing at any other time.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../src/backends/index.js';
import { input, model, type AnyModel } from '../src/index.js';
import { emitModel } from '../src/tfjs/emitter.js';
import { forward } from '../src/tfjs/forward.js';
import { readyParts } from '../src/tfjs/layers/late-part.js';
import { cutMix } from '../src/tfjs/layers/preprocessing/cut-mix.js';
import { changesInTraining } from '../src/tfjs/layers/preprocessing/image-change-classes.js';
import { imageChanges } from '../src/tfjs/layers/preprocessing/image-changes.js';
import { mixesInTraining } from '../src/tfjs/layers/preprocessing/image-mix-classes.js';
import { mixUp } from '../src/tfjs/layers/preprocessing/mix-up.js';
import { randomStream } from '../src/tfjs/random.js';

const sizes = { batch: 4000, height: 10, width: 20 };

/** What a layer draws for many images. */
const drawnBy = <T>(className: string, settings: object): T =>
  imageChanges[className]!.draw(randomStream(5), sizes, settings as Readonly<Record<string, unknown>>) as T;

/** Numbers are spread evenly between bounds: none is beyond them, some are near both, and the mean is in their middle. */
const expectEven = (found: readonly number[], [lower, upper]: readonly [number, number]) => {
  const span = upper - lower;
  const [least, largest] = [Math.min(...found), Math.max(...found)];
  expect(found.length).toBe(sizes.batch);
  expect(least).toBeGreaterThanOrEqual(lower);
  expect(least).toBeLessThan(lower + span / 100);
  expect(largest).toBeLessThanOrEqual(upper);
  expect(largest).toBeGreaterThan(upper - span / 100);
  const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
  const variance = found.reduce((sum, each) => sum + (each - mean) ** 2, 0) / found.length;
  expect(Math.abs(mean - (lower + upper) / 2)).toBeLessThan(0.02 * span);
  expect(Math.abs(Math.sqrt(12 * variance) / span - 1)).toBeLessThan(0.03);
};

test('factors are bounds on both sides of 0, or a pair, in whatever order', () => {
  const { angle } = drawnBy<{ angle: number[] }>('RandomRotation', { factor: -0.2 });
  expectEven(angle, [-72, 72]);
  expectEven(drawnBy<{ angle: number[] }>('RandomRotation', { factor: [0.3, 0.1] }).angle, [36, 108]);
});

test('zooms are about 1, those of the width the same unless it has a factor', () => {
  type Zooms = Record<'heightZoom' | 'widthZoom', number[]>;
  const alike = drawnBy<Zooms>('RandomZoom', { heightFactor: 0.4 });
  expectEven(alike.heightZoom, [0.6, 1.4]);
  expect(alike.widthZoom).toEqual(alike.heightZoom);
  const apart = drawnBy<Zooms>('RandomZoom', { heightFactor: [-0.5, 0], widthFactor: [0.2, 1] });
  expectEven(apart.heightZoom, [0.5, 1]);
  expectEven(apart.widthZoom, [1.2, 2]);
});

test('shifts are shares of the height and the width', () => {
  const settings = { heightFactor: [-0.1, 0.5], widthFactor: 0.25 };
  const { translations } = drawnBy<{ translations: [number, number][] }>('RandomTranslation', settings);
  expectEven(
    translations.map(([right]) => right),
    [-5, 5],
  );
  expectEven(
    translations.map(([, down]) => down),
    [-1, 5],
  );
});

test("contrasts are about 1: of a number above it alone, as Keras's are", () => {
  const contrasts = (factor: unknown) =>
    drawnBy<{ contrastFactor: number[] }>('RandomContrast', { factor }).contrastFactor;
  expectEven(contrasts(0.5), [1, 1.5]);
  expectEven(contrasts([0.2, 0.6]), [0.8, 1.6]);
});

test('amounts of brightness are shares of the range', () => {
  const amounts = (factor: unknown, valueRange: unknown) =>
    drawnBy<{ rgbDelta: number[] }>('RandomBrightness', { factor, valueRange }).rgbDelta;
  expectEven(amounts(0.1, [0, 255]), [-25.5, 25.5]);
  expectEven(amounts([0, 0.5], [-1, 1]), [0, 1]);
});

test('half of the images are flipped', () => {
  const { flips } = drawnBy<{ flips: boolean[] }>('RandomFlip', {});
  expect(Math.abs(flips.filter(Boolean).length / flips.length - 0.5)).toBeLessThan(0.02);
});

test('parts begin anywhere where they fit', () => {
  const draw = randomStream(5);
  const starts = Array.from({ length: 2000 }, () => {
    const settings = { height: 8, width: 18 };
    return (imageChanges['RandomCrop']!.draw(draw, sizes, settings) as { start: number[] }).start.join();
  });
  const found = new Map<string, number>();
  for (const start of starts) found.set(start, (found.get(start) ?? 0) + 1);
  expect([...found.keys()].sort()).toEqual(
    ['0,0', '0,1', '0,2', '1,0', '1,1', '1,2', '2,0', '2,1', '2,2'].sort(),
  );
  for (const count of found.values()) expect(Math.abs(count / 2000 - 1 / 9)).toBeLessThan(0.03);
});

test('shears go to either side, and so do hues', () => {
  const { shearFactor } = drawnBy<{ shearFactor: [number, number][] }>('RandomShear', {
    xFactor: [0.5, 1],
    yFactor: 0.4,
  });
  const [xs, ys] = [shearFactor.map(([x]) => x), shearFactor.map(([, y]) => y)];
  expectEven(xs.map((x) => (x < 0 ? x + 1.5 : x)), [0.5, 1]); // prettier-ignore
  expectEven(ys, [-0.4, 0.4]);
  expect(Math.abs(xs.filter((x) => x < 0).length / xs.length - 0.5)).toBeLessThan(0.02);
  expectEven(drawnBy<{ factor: number[] }>('RandomHue', { factor: 0.6 }).factor, [-0.3, 0.3]);
});

test("shares of saturation and of grey are about 0 where a number is given, as Keras's are", () => {
  const factors = (className: string, factor: unknown) =>
    drawnBy<{ factor: number[] }>(className, { factor }).factor;
  expectEven(
    factors('RandomSaturation', [0.2, 0.8]).map((f) => f / (1 + f)),
    [0.2, 0.8],
  );
  expectEven(
    factors('RandomSaturation', 0.5).map((f) => f / (1 + f)),
    [-0.5, 0.5],
  );
  expectEven(factors('RandomColorDegeneration', 0.5), [-0.5, 0.5]);
  expectEven(factors('RandomSharpness', 0.8), [0, 0.8]);
});

test('images are chosen as often as they are likely to be', () => {
  const share = (choices: readonly boolean[]) => choices.filter(Boolean).length / choices.length;
  const grey = drawnBy<{ shouldApply: boolean[] }>('RandomGrayscale', { factor: 0.3 }).shouldApply;
  expect(Math.abs(share(grey) - 0.3)).toBeLessThan(0.02);
  const inverted = (factor: unknown) =>
    share(drawnBy<{ applyInversion: boolean[] }>('RandomInvert', { factor }).applyInversion);
  expect(Math.abs(inverted(1) - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(inverted([0.8, 1]) - 0.9)).toBeLessThan(0.02);
  expect(inverted([1, 1])).toBe(1);
});

test('parts that are erased have their share of the image, anywhere; blurs are drawn once for a batch', () => {
  type Parts = Record<'across' | 'down', [number, number][]> & { applyErasing: boolean[] };
  const { across, down, applyErasing } = drawnBy<Parts>('RandomErasing', {
    factor: 0.6,
    scale: [0.04, 0.36],
  });
  for (const [spans, length] of [
    [across, 20],
    [down, 10],
  ] as const) {
    // prettier-ignore
    const shares = spans.map(([from, to]) => ((to - from) / length) ** 2);
    expectEven(shares, [0.04, 0.36]);
    expectEven(spans.map(([from, to]) => from / (length - (to - from))), [0, 1]); // prettier-ignore
  }
  expect(Math.abs(applyErasing.filter(Boolean).length / applyErasing.length - 0.3)).toBeLessThan(0.02);
  const { blurFactor } = drawnBy<{ blurFactor: number[] }>('RandomGaussianBlur', {
    factor: 1,
    sigma: [0.2, 0.4],
  });
  expect(blurFactor.length).toBe(2);
  for (const blur of blurFactor) expect(Math.abs(blur - 0.3)).toBeLessThan(0.11);
});

test('corners move by shares of their place', () => {
  type Moves = { endPoints: (readonly [number, number])[][]; applyPerspective: boolean[] };
  const { endPoints, applyPerspective } = drawnBy<Moves>('RandomPerspective', { factor: 1, scale: 0.4 });
  expect(Math.abs(applyPerspective.filter(Boolean).length / applyPerspective.length - 0.5)).toBeLessThan(
    0.02,
  );
  expect(endPoints.every(([first]) => first![0] === 0 && first![1] === 0)).toBe(true);
  expectEven(endPoints.map((corners) => corners[3]![0] / 19), [0.8, 1.2]); // prettier-ignore
  expectEven(endPoints.map((corners) => corners[2]![1] / 9), [0.8, 1.2]); // prettier-ignore
});

test("bits are whole numbers, the largest not among them, and amounts are of 255, as Keras's are", () => {
  const bits = (factor: unknown) => {
    const { shiftFactor } = drawnBy<{ shiftFactor: number[] }>('RandomPosterization', { factor });
    return [...new Set(shiftFactor.map((shift) => 8 - shift))].sort();
  };
  expect(bits(4)).toEqual([1, 2, 3]);
  expect(bits([6, 3])).toEqual([3, 4, 5]);
  expect(bits([5, 5])).toEqual([5]);
  type Amounts = Record<'additions' | 'thresholds', number[]>;
  const settings = { additionFactor: 0.1, thresholdFactor: [0.5, 1] };
  const { additions, thresholds } = drawnBy<Amounts>('Solarization', settings);
  expectEven(additions, [0, 25.5]);
  expectEven(thresholds, [0.5, 255]);
});

const shareOf = <T>(all: readonly T[], is: (each: T) => boolean) => all.filter(is).length / all.length;

test('randAugment chooses any change as often as another, augMix none as well, and shares that sum to one', () => {
  type Steps = { steps: { layer: string }[] };
  const settings = { numOps: 20_000, factor: 0.5, valueRange: [0, 255], interpolation: 'bilinear' };
  const few = { batch: 1, height: 4, width: 4 };
  const draw = <T>(name: string, given: object) =>
    imageChanges[name]!.draw(randomStream(5), few, { ...settings, ...given }) as T;
  const { steps } = draw<Steps>('RandAugment', {});
  expect(steps.length).toBe(20_000);
  const names = [...new Set(steps.map(({ layer }) => layer))];
  expect(names.length).toBe(11);
  for (const name of names)
    expect(Math.abs(shareOf(steps, ({ layer }) => layer === name) - 1 / 11)).toBeLessThan(0.01);
  type Mixture = {
    chainTransforms: { layer: string; drawn: { shiftFactor?: number[] } }[][];
    chainMixingWeights: number[];
    weightSample: number;
  };
  for (const [allOps, count] of [
    [true, 11],
    [false, 7],
  ] as const) {
    // prettier-ignore
    const mixture = draw<Mixture>('AugMix', { numChains: 4, chainDepth: 3000, alpha: 1, allOps });
    const chosen = mixture.chainTransforms.flat();
    expect(new Set(chosen.map(({ layer }) => layer)).size).toBe(count);
    expect(Math.abs(chosen.length / 12_000 - count / (count + 1))).toBeLessThan(0.02);
    expect(mixture.chainMixingWeights.length).toBe(4);
    expect(mixture.chainMixingWeights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    // of a factor of 0.5, 1 to 3 bits are kept
    const lost = chosen.flatMap(({ drawn }) => drawn.shiftFactor ?? []);
    expect([...new Set(lost)].sort()).toEqual([5, 6, 7]);
  }
});

test('weights of mixtures have the mean and the variance of the beta distribution, also where alpha is all but 0', () => {
  for (const alpha of [0.2, 1, 3]) {
    const { mixWeight } = mixUp.draw(randomStream(5), sizes, { alpha });
    const mean = mixWeight.reduce((sum, each) => sum + each, 0) / sizes.batch;
    const variance = mixWeight.reduce((sum, each) => sum + (each - mean) ** 2, 0) / sizes.batch;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(variance * (4 * (2 * alpha + 1)) - 1)).toBeLessThan(0.05);
  }
  const { mixWeight } = mixUp.draw(randomStream(5), sizes, { alpha: 1e-6 });
  expect(mixWeight.every((each) => each === 0 || each === 1)).toBe(true);
  expect(Math.abs(shareOf(mixWeight, (each) => each === 1) - 0.5)).toBeLessThan(0.03);
});

test('rectangles of cutMix are as large as the weights say, anywhere, from another image', () => {
  const { across, down, mixWeight, permutationOrder } = cutMix.draw(randomStream(5), sizes, {
    factor: [1, 1],
  });
  across.forEach(([left, right], i) => {
    const [top, bottom] = down[i]!;
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(20 + 1e-9);
    expect(bottom).toBeLessThanOrEqual(10 + 1e-9);
    expect(((right - left) * (bottom - top)) / 200).toBeCloseTo(1 - mixWeight[i]!, 9);
  });
  expectEven(mixWeight, [0, 1]);
  expectEven(across.map(([left, right]) => left / (20 - (right - left))), [0, 1]); // prettier-ignore
  expect(Array.from(permutationOrder).sort((a, b) => a - b)).toEqual(across.map((_, i) => i));
});

test('what elastic images are bent by is normal, and nothing where there is nothing to draw', () => {
  const draw = (scale: unknown) =>
    imageChanges['RandomElasticTransform']!.draw(randomStream(5), sizes, { factor: 0.6, scale });
  type Bends = { applyTransform: boolean[]; distortionFactor: number; noise: Float32Array };
  const { applyTransform, distortionFactor, noise } = draw([0.5, 0.7]) as Bends;
  expect(Math.abs(shareOf(applyTransform, Boolean) - 0.3)).toBeLessThan(0.02);
  expect(distortionFactor).toBeGreaterThanOrEqual(0.5);
  expect(distortionFactor).toBeLessThan(0.7);
  const mean = noise.reduce((sum, each) => sum + each, 0) / noise.length;
  const variance = noise.reduce((sum, each) => sum + each ** 2, 0) / noise.length;
  expect([mean, variance].map((each) => Math.round(each * 100))).toEqual([0, 100]);
  expect(draw(0)).toBe(null);
});

// `fit` waits for what layers do in training; here it is called by itself
beforeAll(async () => {
  changesInTraining.want();
  mixesInTraining.want();
  await readyParts();
});

/** What a chain gives in training, or at any other time. */
const passOf = (chain: { toModel(): unknown }) => {
  const net = chain.toModel() as AnyModel;
  emitModel(net);
  return (x: tf.Tensor, training = true) =>
    tf.tidy(() => [...forward(net, [{ tensor: x, mask: undefined }], training)[0]!.tensor.dataSync()]);
};

const image = () => input([6, 8, 3]);
const augmented = {
  randomColorDegeneration: (options: object) => image().randomColorDegeneration(0.5, options),
  randomColorJitter: (options: object) =>
    image().randomColorJitter({ hueFactor: 0.5, contrastFactor: 0.5, ...options }),
  randomGrayscale: (options: object) => image().randomGrayscale(options),
  randomHue: (options: object) => image().randomHue(0.5, options),
  randomInvert: (options: object) => image().randomInvert(options),
  randomPosterization: (options: object) => image().randomPosterization([2, 7], options),
  randomSaturation: (options: object) => image().randomSaturation([0.3, 0.7], options),
  randomSharpness: (options: object) => image().randomSharpness(0.5, options),
  randomShear: (options: object) => image().randomShear({ xFactor: 0.5, ...options }),
  augMix: (options: object) => image().augMix({ alpha: 3, ...options }),
  randAugment: (options: object) => image().randAugment({ numOps: 4, factor: [0.4, 0.6], ...options }),
  randomElasticTransform: (options: object) =>
    image().randomElasticTransform({ factor: [1, 1], scale: [0.5, 1], ...options }),
  solarization: (options: object) => image().solarization({ additionFactor: 0.5, ...options }),
  randomBrightness: (options: object) => image().randomBrightness(0.5, options),
  randomContrast: (options: object) => image().randomContrast([0.5, 0.5], options),
  randomErasing: (options: object) => image().randomErasing({ factor: [1, 1], ...options }),
  randomGaussianBlur: (options: object) => image().randomGaussianBlur({ factor: [0.5, 0.5], ...options }),
  randomPerspective: (options: object) => image().randomPerspective({ factor: [1, 1], ...options }),
  randomFlip: (options: object) => image().randomFlip(options),
  randomRotation: (options: object) => image().randomRotation(0.5, options),
  randomTranslation: (options: object) => image().randomTranslation(0.5, 0.5, options),
  randomZoom: (options: object) => image().randomZoom(0.5, options),
};
/** One image, so many times. */
const many = (batch: number) =>
  tf.tile(tf.randomUniform([1, 6, 8, 3], 60, 180, 'float32', 2), [batch, 1, 1, 1]);

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test.each([
    ['RandomHue', { factor: [0.3, -0.2] }],
    ['RandomSaturation', { factor: [0.4, 0.8] }],
  ] as const)('the gradient of %s is its slope', async (className, drawn) => {
    await useBackend(backend);
    const of = (x: tf.Tensor) =>
      imageChanges[className]!.change(x as tf.Tensor4D, drawn, { valueRange: [0, 1] });
    // apart from each other, so that none becomes the largest
    const base = tf.tensor([0.2, 0.4, 0.6, 0.7, 0.5, 0.25, 0.3, 0.8, 0.6, 0.45, 0.3, 0.9], [2, 1, 2, 3]);
    const [way, weight] = [1, 2].map((seed) => tf.randomUniform([2, 1, 2, 3], -1, 1, 'float32', seed));
    const sum = (x: tf.Tensor) => tf.sum(x).dataSync()[0]!;
    const at = (step: number) => sum(tf.mul(of(tf.add(base, tf.mul(way!, step))), weight!));
    const slope = sum(tf.mul(tf.grad(of)(base, weight), way!));
    expect(Math.abs((at(0.005) - at(-0.005)) / 0.01 - slope)).toBeLessThan(
      0.01 * Math.max(1, Math.abs(slope)),
    );
  });

  test.each(Object.entries(augmented))(
    '%s draws anew at each step and for each image, the same from the same seed',
    async (_, make) => {
      await useBackend(backend);
      const [one, other] = [passOf(make({ seed: 3 })), passOf(make({ seed: 3 }))];
      const x = many(20);
      const before = tf.memory().numTensors;
      const first = one(x);
      expect(one(x)).not.toEqual(first);
      expect(other(x)).toEqual(first);
      expect(passOf(make({ seed: 4 }))(x)).not.toEqual(first);
      const images = tf.util.sizeFromShape([6, 8, 3]);
      const each = Array.from({ length: 20 }, (_, i) => first.slice(i * images, (i + 1) * images).join());
      // some choose between two, or few
      const few = [
        augmented.randomGaussianBlur,
        augmented.randomFlip,
        augmented.randomGrayscale,
        augmented.randomInvert,
        augmented.randomPosterization,
      ];
      expect(new Set(each).size).toBeGreaterThan((few as unknown[]).includes(make) ? 1 : 19);
      expect(one(x, false)).toEqual([...x.dataSync()]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test.each(['mixUp', 'cutMix'] as const)(
    '%s mixes labels as it mixes images, anew at each step, and neither at any other time',
    async (name) => {
      await useBackend(backend);
      const passed = (seed: number) => {
        const [pictures, targets] = [input([6, 8, 3]), input([4])];
        const net = model({
          inputs: { pictures, targets },
          outputs: pictures[name]({ labels: targets, seed }),
        }) as unknown as AnyModel;
        emitModel(net);
        return (x: tf.Tensor, y: tf.Tensor, training: boolean) =>
          tf.tidy(() =>
            forward(
              net,
              [x, y].map((tensor) => ({ tensor, mask: undefined })),
              training,
            ).map(({ tensor }) => [...tensor.dataSync()]),
          );
      };
      // each image holds its own number, and its label a one
      const x = tf.tile(tf.reshape(tf.range(0, 4), [4, 1, 1, 1]), [1, 6, 8, 3]);
      const y = tf.cast(tf.oneHot(tf.range(0, 4, 1, 'int32'), 4), 'float32');
      const [one, other] = [passed(3), passed(3)];
      const before = tf.memory().numTensors;
      const first = one(x, y, true);
      expect(other(x, y, true)).toEqual(first);
      expect(one(x, y, true)).not.toEqual(first);
      const [images, labels] = first as [number[], number[]];
      for (let i = 0; i < 4; i++) {
        const shares = labels.slice(4 * i, 4 * i + 4);
        expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5);
        const number = shares.reduce((sum, each, j) => sum + each * j, 0);
        const pixels = images.slice(144 * i, 144 * (i + 1));
        const mean = pixels.reduce((sum, each) => sum + each, 0) / 144;
        // pixels are whole: a rectangle covers an edge row or column more, or less, than its size says
        expect(Math.abs(mean - number)).toBeLessThan(name === 'mixUp' ? 1e-5 : 3 * (14 / 48));
      }
      expect(one(x, y, false)).toEqual([[...x.dataSync()], [...y.dataSync()]]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('the noise in the place of a part has the standard deviation of the largest value', async () => {
    await useBackend(backend);
    const drawn = { applyErasing: [true], across: [[0, 80]], down: [[0, 100]], noise: 4 };
    const settings = { valueRange: [-400, 100] };
    const erased = imageChanges['RandomErasing']!.change(tf.zeros([1, 100, 80, 3]), drawn, settings);
    const values = [...erased.dataSync()];
    // cut off at one standard deviation above
    expect(Math.abs(values.filter((value) => value === 100).length / values.length - 0.1587)).toBeLessThan(
      0.01,
    );
    expect(Math.abs(values.filter((value) => value < -100).length / values.length - 0.1587)).toBeLessThan(
      0.01,
    );
  });

  test('randomCrop gives a part of each image, from one place; at any other time the middle, resized', async () => {
    await useBackend(backend);
    const x = many(3);
    const part = passOf(image().randomCrop(4, 5, { seed: 1 }));
    const rows = (await tf.unstack(x)[0]!.array()) as number[][][];
    const given = part(x);
    const places = [0, 1, 2].flatMap((top) => [0, 1, 2, 3].map((left) => [top, left] as const));
    const among = places.map(
      ([top, left]) =>
      rows.slice(top, top + 4).map((row) => row.slice(left, left + 5)).flat(2), // prettier-ignore
    );
    for (const i of [0, 1, 2])
      expect(among.map((each) => each.join())).toContain(given.slice(i * 60, (i + 1) * 60).join());
    expect(given.slice(0, 60)).toEqual(given.slice(60, 120));
    const resized = passOf(image().resizing(4, 5, { cropToAspectRatio: true }));
    expect(part(x, false)).toEqual(resized(x, false));
    const first = tf.transpose(x, [0, 3, 1, 2]);
    const channelsFirst = passOf(input([3, 6, 8]).randomCrop(4, 5, { dataFormat: 'channelsFirst', seed: 1 }));
    const turned = tf.transpose(tf.tensor(channelsFirst(first), [3, 3, 4, 5]), [0, 2, 3, 1]);
    expect([...turned.dataSync()]).toEqual(passOf(image().randomCrop(4, 5, { seed: 1 }))(x));
  });
});
