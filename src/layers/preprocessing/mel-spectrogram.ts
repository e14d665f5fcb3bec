import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { count, flag, notNegative, number, positive } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Add, Compare, Counted, FloorDivide, Multiply } from '../../shapes/arithmetic.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import { windowSize, type AnyWindow } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { Count } from '../options/numbers.js';
import { checkWindow, spectralWindow, type SpectralWindow } from './spectral-window.js';

/** Options of `melSpectrogram`. */
export interface MelSpectrogramOptions<
  N extends number = number,
  St extends number = number,
  M extends number = number,
  L extends number = number,
> extends LayerOptions {
  /** How long the transform of a frame is. Default 2048. */
  fftLength?: Count<'melSpectrogram: fftLength', N>;
  /** How many samples are from one frame to the next. Default 512. */
  sequenceStride?: Count<'melSpectrogram: sequenceStride', St>;
  /** How many samples a frame has: `fftLength` or less. Default `fftLength`. */
  sequenceLength?: Frame<N, L>;
  /** What a frame is multiplied by: a name, or a value for each sample; null is nothing, and frames as long as `fftLength`. Default `'hann'`. */
  window?: SpectralWindow;
  /** How many samples a second has. Default 16000. */
  samplingRate?: number;
  /** How many bands there are. Default 128. */
  numMelBins?: Count<'melSpectrogram: numMelBins', M>;
  /** Where the first band begins, in hertz. Default 20. */
  minFreq?: number;
  /** Where the last band ends, in hertz. Default half of `samplingRate`. */
  maxFreq?: number;
  /** Whether powers become decibels. Default true. */
  powerToDb?: boolean;
  /** How many decibels below the largest of the batch are the least that is given. Default 80. */
  topDb?: number;
  /** The power to which magnitudes are raised: 1 for magnitudes, 2 for powers. Default 2. */
  magExp?: number;
  /** The least power that decibels are of. Default 1e-10. */
  minPower?: number;
  /** The power that is 0 decibels. Default 1. */
  refPower?: number;
}

/** The type of `sequenceLength`: L, or the sentence. */
type Frame<N extends number, L extends number> =
  Compare<N, L> extends 'less'
    ? `melSpectrogram: sequenceLength must be fftLength, ${N}, or less, got ${L}`
    : Count<'melSpectrogram: sequenceLength', L>;

type Half<N extends number> = FloorDivide<N, 2>;

/** Frames of a signal, a column of bands each: `[null, 16000]` gives `[null, 128, 32]`. */
export interface MelSpectrogramRule<N extends number, St extends number, M extends number> extends Rule {
  readonly of: ['melSpectrogram', N, St, M];
  readonly params: '0';
  readonly out: this['in'] extends readonly [infer B extends Dim, infer Samples extends Dim]
    ? Samples extends number
      ? TooShort<N, Samples> extends true
        ? ShapeError<
            `melSpectrogram: fftLength ${N} needs more than ${Half<N>} samples, got ${Show<this['in']>}`,
            [B, Counted<M>, number]
          >
        : [B, Counted<M>, AnyWindow<Add<Samples, Multiply<Half<N>, 2>>, N, St, 'valid'>]
      : [B, Counted<M>, null]
    : number extends (this['in'] & Shape)['length']
      ? Shape
      : ShapeError<
          `melSpectrogram needs [batch, samples], got ${Show<this['in']>}`,
          [null, Counted<M>, null]
        >;
}

type TooShort<N extends number, Samples extends number> =
  Compare<Samples, Half<N>> extends 'less' | 'equal' ? true : false;

/** Value twin of `MelSpectrogramRule`. */
const framesOf = (shape: Shape, fftLength: number, stride: number, bands: number): Checked => {
  if (shape.length !== 2) return misfit(`melSpectrogram needs [batch, samples], got ${showShape(shape)}`);
  const [batch, samples] = shape as readonly [Dim, Dim];
  if (typeof samples !== 'number') return fits([batch, bands, null]);
  const half = Math.floor(fftLength / 2);
  return samples <= half
    ? misfit(
        `melSpectrogram: fftLength ${fftLength} needs more than ${half} samples, got ${showShape(shape)}`,
      )
    : fits([batch, bands, windowSize(samples + 2 * half, fftLength, stride, 'valid')!]);
};

/** Mel spectrograms; its signature, wherever it stands. */
export interface MelSpectrogram<Where extends Place> {
  /**
   * The power of the frames of a signal in bands that are even to the ear, those of the mel scale, in decibels unless `powerToDb` is false.
   * Frames stand around their samples, the signal mirrored at its ends.
   *
   * Input `[batch, samples]`, output `[batch, numMelBins, frames]`, where `frames` is `floor(samples / sequenceStride) + 1` of an even
   * `fftLength`. No weights.
   *
   * @throws ShapeMismatchError where the input is no such shape, or as short as half of `fftLength`; TypeError where `sequenceLength` or the
   * window does not fit.
   * @example input([16000]).melSpectrogram({ fftLength: 512, sequenceStride: 160, numMelBins: 40 }) // [null, 40, 101]
   * @see https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/mel_spectrogram/
   */
  <
    const N extends number = 2048,
    const St extends number = 512,
    const M extends number = 128,
    const L extends number = N,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, MelSpectrogramRule<N, St, M>, Given>,
    options?: OptionalArg<
      At,
      MelSpectrogramRule<N, St, M>,
      Given,
      MelSpectrogramOptions<N, St, M, L> | AsObject<'melSpectrogram', '{ numMelBins: 64 }', Name>
    >,
    // what is expected of the shape is no stride
  ): Placed<At, MelSpectrogramRule<NoInfer<N>, NoInfer<St>, NoInfer<M>>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Mel spectrograms of signals.
     *
     * @example input([16000]).melSpectrogram({ fftLength: 512, sequenceStride: 160, numMelBins: 40 }) // [null, 40, 101]
     * @see https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/mel_spectrogram/
     */
    readonly melSpectrogram: MelSpectrogram<OnTensor>;
  }
}

/**
 * Mel spectrograms of signals.
 *
 * @example sequential([16000], [melSpectrogram({ numMelBins: 64 }), lstm(32), dense(10)])
 * @see https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/mel_spectrogram/
 */
export const melSpectrogram: MelSpectrogram<Free> = defineLayer({
  name: 'melSpectrogram',
  className: 'MelSpectrogram',
  baseName: 'mel_spectrogram',
  options: {
    fftLength: optional(count, 2048),
    sequenceStride: optional(count, 512),
    sequenceLength: optional(count),
    window: optional(spectralWindow, 'hann'),
    samplingRate: optional(positive, 16000),
    numMelBins: optional(count, 128),
    minFreq: optional(notNegative, 20),
    maxFreq: optional(positive),
    powerToDb: optional(flag, true),
    topDb: optional(notNegative, 80),
    magExp: optional(positive, 2),
    minPower: optional(positive, 1e-10),
    refPower: optional(number, 1),
  } satisfies OwnOptions<MelSpectrogramOptions>,
  spec: ({ fftLength, sequenceStride, sequenceLength = fftLength, window, numMelBins }) => {
    if (sequenceLength > fftLength)
      throw new TypeError(
        `melSpectrogram: sequenceLength must be fftLength, ${fftLength}, or less, got ${sequenceLength}`,
      );
    checkWindow('melSpectrogram', window, sequenceLength, 'sequenceLength');
    return {
      outputShape: (inputs) =>
        framesOf(onlyInput('melSpectrogram', inputs), fftLength, sequenceStride, numMelBins),
      weights: () => [],
    };
  },
});
