// Layers that change images at random: shapes stay, and factors are within bounds.
import { input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { conv2d, dense, flatten, randomBrightness, randomContrast, randomCrop, randomFlip, randomRotation } =
  layers;

expectShape<[null, 28, 28, 3]>(input([28, 28, 3]).randomFlip());
expectShape<[null, 28, null, 'c']>(input([28, null, 'c']).randomFlip({ mode: 'horizontal', seed: 1 }));
expectShape<[null, 3, 'h', 'w']>(input([3, 'h', 'w']).randomRotation(0.1, { dataFormat: 'channelsFirst' }));
expectShape<[null, 28, 28, 1]>(input([28, 28, 1]).randomRotation([-0.5, 1]).randomZoom(-0.2));
expectShape<[null, 28, 28, 1]>(input([28, 28, 1]).randomZoom([-0.9, 1], { widthFactor: 0.3 }));
expectShape<[null, 28, 28, 1]>(input([28, 28, 1]).randomTranslation(0.1, [-1, 0.2], { fillMode: 'wrap' }));
expectShape<[null, 28, 14, 3]>(input([null, null, 3]).randomCrop(28, 14));
expectShape<[null, 3, 28, 14]>(input([3, 40, 30]).randomCrop(28, 14, { dataFormat: 'channelsFirst' }));
expectShape<[null, 28, 28, 1]>(randomContrast([0.2, 0.5], { valueRange: [0, 1] })(input([28, 28, 1])));
expectShape<[null, 10]>(
  sequential(
    [28, 28, 1],
    [randomFlip(), randomBrightness(0.2), randomRotation(0.1), conv2d(8, 3), flatten(), dense(10)],
  ).output,
);
declare const wide: number;
expectShape<[null, 4, 4, 1]>(input([4, 4, 1]).randomRotation(wide));
expectShape<[null, 4, 4, 1]>(input([4, 4, 1]).randomZoom(1e-7));

const colours = input([28, 28, 3]);
expectShape<[null, 28, 28, 3]>(
  colours.randomHue(0.2).randomSaturation([0.4, 0.6]).randomColorDegeneration(0.1),
);
expectShape<[null, 28, 28, 3]>(colours.randomGrayscale().randomInvert().randomSharpness([0.2, 0.7]));
expectShape<[null, 28, 28, 3]>(colours.randomPosterization(4).randomPosterization([2, 5]));
expectShape<[null, 28, 28, 3]>(
  colours.solarization({ thresholdFactor: 0.5 }).randomShear({ xFactor: [0.1, 0.2] }),
);
expectShape<[null, 28, 28, 3]>(colours.randomColorJitter({ hueFactor: 0.2, contrastFactor: [0.1, 0.2] }));
expectShape<[null, 28, 28, 1]>(
  input([28, 28, 1]).randomColorJitter({ brightnessFactor: 0.2 }).randomGrayscale(),
);
expectShape<[null, 28, 28, null]>(input([28, 28, null]).randomHue(0.2));
expectShape<[null, 'c', 4, 4]>(input(['c', 4, 4]).randomSaturation(0.2, { dataFormat: 'channelsFirst' }));

expectShape<[null, 28, 28, 3]>(
  colours.randomErasing({ scale: 0.2, fillValue: [0, 0, 1] }).randomGaussianBlur(),
);
expectShape<[null, 28, 28, 'c']>(input([28, 28, 'c']).randomPerspective({ scale: 0.2 }).autoContrast());

expectShape<[null, 28, 28, 3]>(colours.randAugment({ numOps: 3 }).augMix({ factor: [0.1, 0.3] }));
expectShape<[null, 28, 28, 'c']>(input([28, 28, 'c']).augMix({ allOps: false }).randomElasticTransform());
expectShape<[null, 28, 28, 1]>(input([28, 28, 1]).augMix({ allOps: false }).equalization({ bins: 64 }));
expectShape<[null, 3, 28, 28]>(
  input([3, 28, 28]).contrastLimitedAdaptiveHistogramEqualization({
    tileGridSize: [4, 7],
    dataFormat: 'channelsFirst',
  }),
);
expectShape<[null, 28, 28, 3]>(colours.mixUp().cutMix({ factor: 0.5 }));
const [mixed, targets] = colours.mixUp({ labels: input([10]) });
expectShape<[null, 28, 28, 3]>(mixed);
expectShape<[null, 10]>(targets);
const [cut, classes] = layers.cutMix({ seed: 3 })(mixed, { labels: targets });
expectShape<[null, 28, 28, 3]>(cut);
expectShape<[null, 10]>(classes);

input([28, 28, 1]).randAugment(); // error
input([28, 28, 1]).augMix({ alpha: 2 }); // error
colours.augMix({ factor: 0.2, chain: 3 }); // error
input([28, 28]).randomElasticTransform({ scale: 0.5 }); // error
input([28]).equalization(); // error
input([28, 28]).contrastLimitedAdaptiveHistogramEqualization(); // error
colours.contrastLimitedAdaptiveHistogramEqualization({ tileGridSize: [8] }); // error
input([28, 28]).mixUp(); // error
colours.mixUp({ labels: input([]) }); // error
layers.cutMix()(colours, { labels: input([10, 2]) }); // error
input([28]).autoContrast(); // error
colours.randomErasing({ fillValue: [0, 1] }); // error
colours.randomGaussianBlur({ kernelSize: [3, 3, 3] }); // error
input([28, 28, 1]).randomHue(0.2); // error
input([28, 28, 4]).randomGrayscale(); // error
input([28, 28, 1]).randomColorJitter({ saturationFactor: 0.2 }); // error
colours.randomSaturation(0.2, { dataFormat: 'channelsFirst' }); // error
colours.randomHue(-0.2); // error
colours.randomPosterization(2.5); // error
colours.randomPosterization([0, 4]); // error
colours.randomSharpness([0.5, 1.5]); // error
input([28, 28]).solarization(); // error
sequential([28, 28, 1], [layers.randomColorDegeneration(0.1)]); // error
input([28]).randomFlip(); // error
input([28, 28]).randomFlip({ mode: 'vertical' }); // error
input([28, 28, 1]).randomFlip({ mode: 'diagonal' }); // error
input([28, 28]).randomRotation(0.1); // error
input([28, 28, 1]).randomRotation(2); // error
input([28, 28, 1]).randomRotation([-1.5, 1]); // error
input([28, 28, 1]).randomRotation([0.1, 0.2, 0.3]); // error
input([28, 28, 1]).randomRotation(0.1, { fillMode: 'mirror' }); // error
input([28, 28, 1]).randomZoom(-1); // error
input([28, 28, 1]).randomTranslation(1.2, 0); // error
input([28, 28, 1]).randomTranslation(0, [0, -2]); // error
input([28, 28, 1]).randomContrast(-0.1); // error
input([28, 28, 1]).randomContrast(0.1, { valueRange: [0, 1, 2] }); // error
input([28, 28, 1]).randomBrightness([0.5]); // error
input([28, 28, 1]).randomCrop(0, 4); // error
sequential([28, 28], [randomCrop(4, 4)]); // error
sequential([28, 28], [randomBrightness(0.1)]); // error
