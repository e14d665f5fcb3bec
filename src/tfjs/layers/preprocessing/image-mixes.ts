// What layers do in training that mix images, by Keras's names, and how they do it.
import { cutMix } from './cut-mix.js';
import { mixedImages, mixedLabels, type ImageMix, type Pairs } from './image-mix.js';
import { mixUp } from './mix-up.js';

type AnyMix = ImageMix<Pairs>;

/** Each by the name of its layer's class. */
export const imageMixes = { CutMix: cutMix as AnyMix, MixUp: mixUp as AnyMix, mixedImages, mixedLabels };
