import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { count, flag, oneOf, orNull } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Add, Compare, FloorDivide, Multiply } from '../../shapes/arithmetic.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { fits, whenFits, type Checked, type Dim, type Shape, type ShapeError } from '../../shapes/shape.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import type { Multiple } from '../../shapes/space.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { Count } from '../options/numbers.js';
import { dataFormat as formatKind, padding as paddingKind } from '../options/window.js';
import { checkWindow, spectralWindow, windowValues, type SpectralWindow } from './spectral-window.js';

const modes = ['log', 'magnitude', 'psd', 'real', 'imag', 'angle', 'stft'] as const;

/** What is given of each frequency. */
export type SpectrogramMode = (typeof modes)[number];

/** Options of `stftSpectrogram`. */
export interface STFTSpectrogramOptions<
  M extends SpectrogramMode = SpectrogramMode,
  L extends number = number,
  St extends number = number,
  N extends number = number,
  P extends Padding = Padding,
  E extends boolean = boolean,
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /**
   * What is given of each frequency: the logarithm of its magnitude, the magnitude, the power spectral density, the real part or the imaginary
   * one, the angle, or both parts. Default `'log'`.
   */
  mode?: M;
  /** How many samples a frame has. Default 256. */
  frameLength?: Count<'stftSpectrogram: frameLength', L>;
  /** From one frame to the next: 1 to `frameLength`. Default half of it. */
  frameStep?: Step<L, St>;
  /** How long the transform is, `frameLength` or more; of it there are `fftLength / 2 + 1` frequencies. Default: the next power of two. */
  fftLength?: Transform<L, N>;
  /** What a frame is multiplied by: a name, or a value for each sample; null is nothing. Default `'hann'`. */
  window?: SpectralWindow;
  /** Whether a window by name is one period of what goes on. Default false. */
  periodic?: boolean;
  /** What a window is divided by: the root of the sum of its squares, or its sum; null is nothing. Default `'density'`. */
  scaling?: 'density' | 'spectrum' | null;
  /** 'valid': whole frames alone; 'same': padded with zeros. Default `'valid'`. */
  padding?: P | OtherPadding[P];
  /** Whether channels keep an axis of their own, so that the output is an image. Default false. */
  expandDims?: E;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The type of `frameStep`: St, or the sentence. */
type Step<L extends number, St extends number> =
  Compare<L, St> extends 'less'
    ? `stftSpectrogram: frameStep must be frameLength, ${L}, or less, got ${St}`
    : Count<'stftSpectrogram: frameStep', St>;

/** The type of `fftLength`: N, or the sentence. */
type Transform<L extends number, N extends number> =
  Compare<N, L> extends 'less'
    ? `stftSpectrogram: fftLength must be frameLength, ${L}, or more, got ${N}`
    : Count<'stftSpectrogram: fftLength', N>;

/** The next power of two: `NextPower<200>` is 256. */
type NextPower<L extends number, N extends number = 1> = number extends L
  ? number
  : Compare<N, L> extends 'less'
    ? NextPower<L, Multiply<N, 2>>
    : N;

/** How many numbers there are of each channel. */
type Frequencies<M, L extends number, N extends number> =
  Add<FloorDivide<[N] extends [never] ? NextPower<L> : N, 2>, 1> extends infer Bins extends number
    ? M extends 'stft'
      ? Multiply<Bins, 2>
      : Bins
    : number;

type StepOf<L extends number, St extends number> = [St] extends [never]
  ? L extends 1
    ? 1
    : FloorDivide<L, 2>
  : St;

/** Frames of a signal, a row of frequencies each: of 256 samples, `[null, 16000, 1]` gives `[null, 124, 129]`. */
export interface STFTSpectrogramRule<
  M extends SpectrogramMode,
  L extends number,
  St extends number,
  N extends number,
  P extends Padding,
  E extends boolean,
  F extends DataFormat,
> extends Rule {
  readonly of: ['stftSpectrogram', M, L, St, N, P, E, F];
  readonly out: E extends false
    ? SlideSpace<1, Name, this['in'], L, StepOf<L, St>, P, 1, Multiple<Frequencies<M, L, N>>, F>
    : Expanded<SlideSpace<1, Name, this['in'], L, StepOf<L, St>, P, 1, 'same', F>, Frequencies<M, L, N>, F>;
}

type Name = 'stftSpectrogram';

/** Frames and channels, with an axis of frequencies between them, or behind both. */
type Expanded<Out, Bins extends number, F extends DataFormat> = Out extends readonly [
  infer B extends Dim,
  infer One extends Dim,
  infer Other extends Dim,
]
  ? F extends 'channelsFirst'
    ? [B, One, Other, Bins]
    : [B, One, Bins, Other]
  : Out extends ShapeError<infer Why, infer Meant>
    ? ShapeError<Why, Expanded<Meant, Bins, F>>
    : Shape;

/** Spectra of frames; its signature, wherever it stands. */
export interface STFTSpectrogram<Where extends Place> {
  /**
   * The spectra of the frames of a signal, by a short-time Fourier transform: convolutions with cosines and sines, which training changes
   * unless `trainable` is false.
   *
   * Input `[batch, samples, channels]`, output `[batch, frames, channels * frequencies]`, with `expandDims`
   * `[batch, frames, frequencies, channels]`. There are `fftLength / 2 + 1` frequencies, of `'stft'` twice as many.
   * Weights: `real_kernel`, `imag_kernel` `[frameLength, 1, fftLength / 2 + 1]`, those that the mode needs.
   *
   * @throws ShapeMismatchError where the input is no such shape, its channels are not known, or a frame does not fit in it; TypeError where
   * the lengths, or the window, do not fit to each other.
   * @example input([16000, 1]).stftSpectrogram({ frameLength: 256, frameStep: 128, trainable: false }) // [null, 124, 129]
   * @see https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/stft_spectrogram/
   */
  <
    const M extends SpectrogramMode = 'log',
    const L extends number = 256,
    const St extends number = never,
    const N extends number = never,
    const P extends Padding = 'valid',
    const E extends boolean = false,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, STFTSpectrogramRule<M, L, St, N, P, E, F>, Given>,
    options?: OptionalArg<
      At,
      STFTSpectrogramRule<M, L, St, N, P, E, F>,
      Given,
      STFTSpectrogramOptions<M, L, St, N, P, E, F> | AsObject<'stftSpectrogram', '{ frameLength: 128 }', Name>
    >,
  ): Placed<At, STFTSpectrogramRule<M, L, St, N, P, E, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The spectra of the frames of a signal.
     *
     * @example input([16000, 1]).stftSpectrogram({ frameLength: 256, frameStep: 128, trainable: false }) // [null, 124, 129]
     * @see https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/stft_spectrogram/
     */
    readonly stftSpectrogram: STFTSpectrogram<OnTensor>;
  }
}

/** The kernel of cosines, or of sines, windowed and scaled: row by row of samples. */
const kernelValues = (
  part: (angle: number) => number,
  frameLength: number,
  bins: number,
  window: readonly number[] | undefined,
  scaling: 'density' | 'spectrum' | null,
): readonly number[] => {
  const sum = (of: (value: number) => number) => (window ?? []).reduce((total, each) => total + of(each), 0);
  const scale =
    !window || scaling === null
      ? 1
      : scaling === 'density'
        ? Math.sqrt(sum((each) => each ** 2))
        : sum(Math.abs);
  const length = (bins - 1) * 2;
  return Array.from({ length: frameLength * bins }, (_, i) => {
    const [at, bin] = [Math.floor(i / bins), i % bins];
    // whole turns count for nothing, and are many
    const turn = length === 0 ? 0 : ((at * bin) % length) / length;
    return (part(-2 * Math.PI * turn) * (window?.[at] ?? 1)) / scale;
  });
};

/** Value twin of `Expanded`. */
const expanded = (out: Checked, bins: number, format: DataFormat): Checked =>
  whenFits(out, ([batch, one, other]) =>
    fits(format === 'channelsFirst' ? [batch!, one!, other!, bins] : [batch!, one!, bins, other!]),
  );

/**
 * The spectra of the frames of a signal.
 *
 * @example sequential([16000, 1], [stftSpectrogram({ expandDims: true }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/stft_spectrogram/
 */
export const stftSpectrogram: STFTSpectrogram<Free> = defineLayer({
  name: 'stftSpectrogram',
  className: 'STFTSpectrogram',
  baseName: 'stft_spectrogram',
  options: {
    mode: optional(oneOf(modes), 'log'),
    frameLength: optional(count, 256),
    frameStep: optional(count),
    fftLength: optional(count),
    window: optional(spectralWindow, 'hann'),
    periodic: optional(flag, false),
    scaling: optional(orNull(oneOf(['density', 'spectrum'])), 'density'),
    padding: optional(paddingKind, 'valid'),
    expandDims: optional(flag, false),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<STFTSpectrogramOptions>,
  spec: ({ mode, frameLength, frameStep, fftLength, window, periodic, scaling, ...options }) => {
    const step = frameStep ?? Math.max(1, Math.floor(frameLength / 2));
    const transform = fftLength ?? 2 ** Math.ceil(Math.log2(frameLength));
    if (step > frameLength)
      throw new TypeError(
        `stftSpectrogram: frameStep must be frameLength, ${frameLength}, or less, got ${step}`,
      );
    if (transform < frameLength)
      throw new TypeError(
        `stftSpectrogram: fftLength must be frameLength, ${frameLength}, or more, got ${transform}`,
      );
    checkWindow('stftSpectrogram', window, frameLength, 'frameLength');
    const bins = Math.floor(transform / 2) + 1;
    const given = mode === 'stft' ? 2 * bins : bins;
    const slide = {
      size: [frameLength],
      strides: [step],
      padding: options.padding,
      dilation: [1],
      format: options.dataFormat,
    };
    const kernel = (name: string, part: (angle: number) => number) => {
      const values = windowValues(window, frameLength, periodic);
      return {
        name,
        shape: [frameLength, 1, bins],
        trainable: true,
        initializer: {
          className: 'Values',
          config: {
            get values() {
              return kernelValues(part, frameLength, bins, values, scaling);
            },
          },
        },
      };
    };
    return {
      outputShape: (inputs) => {
        const shape = onlyInput('stftSpectrogram', inputs);
        return options.expandDims
          ? expanded(slideSpace('stftSpectrogram', shape, slide, 'same'), given, options.dataFormat)
          : slideSpace('stftSpectrogram', shape, slide, { times: given });
      },
      weights: () => [
        ...(mode === 'imag' ? [] : [kernel('real_kernel', Math.cos)]),
        ...(mode === 'real' ? [] : [kernel('imag_kernel', Math.sin)]),
      ],
    };
  },
});
