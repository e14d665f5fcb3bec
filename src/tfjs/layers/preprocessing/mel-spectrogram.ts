import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

interface Settings {
  readonly fftLength: number;
  readonly sequenceStride: number;
  readonly sequenceLength?: number | null;
  readonly window: 'hann' | 'hamming' | readonly number[] | null;
  readonly samplingRate: number;
  readonly numMelBins: number;
  readonly minFreq: number;
  readonly maxFreq?: number | null;
  readonly powerToDb: boolean;
  readonly topDb: number;
  readonly magExp: number;
  readonly minPower: number;
  readonly refPower: number;
}

/** TensorFlow's windows by name, of one period where their length is even. */
const windowOf = (window: Settings['window'], length: number): readonly number[] => {
  if (window === null) return Array.from({ length }, () => 1);
  if (typeof window !== 'string') return window;
  const least = window === 'hann' ? 0.5 : 0.54;
  const period = length % 2 === 0 ? length : length - 1;
  return Array.from({ length }, (_, i) =>
    length === 1 ? 1 : least - (1 - least) * Math.cos((2 * Math.PI * i) / period),
  );
};

/** Cosines and sines of a windowed frame that stands in the middle of a transform: `[fftLength, 1, 2 * bins]`. */
const transform = ({ fftLength, sequenceLength, window }: Settings): tf.Tensor3D => {
  // as in Keras: without a window a frame is as long as its transform
  const length = window === null ? fftLength : (sequenceLength ?? fftLength);
  const bins = Math.floor(fftLength / 2) + 1;
  const before = Math.floor((fftLength - length) / 2);
  const values = windowOf(window, length);
  const kernel = new Float32Array(fftLength * 2 * bins);
  values.forEach((value, i) => {
    const at = before + i;
    for (let bin = 0; bin < bins; bin++) {
      // whole turns count for nothing, and are many
      const angle = (-2 * Math.PI * ((at * bin) % fftLength)) / fftLength;
      kernel[at * 2 * bins + bin] = value * Math.cos(angle);
      kernel[at * 2 * bins + bins + bin] = value * Math.sin(angle);
    }
  });
  return tf.tensor3d(kernel, [fftLength, 1, 2 * bins]);
};

/** The mel scale, of the Hidden Markov Model Toolkit. */
const melOf = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);

/** How much of each frequency is in each band, a triangle of the mel scale: `[bins, bands]`. */
const bands = ({ fftLength, samplingRate, numMelBins, minFreq, maxFreq }: Settings): tf.Tensor2D => {
  const bins = Math.floor(fftLength / 2) + 1;
  const [low, high] = [melOf(minFreq), melOf(maxFreq ?? Math.trunc(samplingRate / 2))];
  const edge = (i: number) => low + ((high - low) * i) / (numMelBins + 1);
  const matrix = new Float32Array(bins * numMelBins);
  for (let bin = 1; bin < bins; bin++) {
    const mel = melOf((samplingRate / 2) * (bin / (bins - 1)));
    for (let band = 0; band < numMelBins; band++) {
      const [lower, centre, upper] = [edge(band), edge(band + 1), edge(band + 2)];
      const slopes = Math.min((mel - lower) / (centre - lower), (upper - mel) / (upper - centre));
      matrix[bin * numMelBins + band] = Math.max(0, slopes);
    }
  }
  return tf.tensor2d(matrix, [bins, numMelBins]);
};

/** Signals mirrored at their ends, the first and the last sample once. */
const mirrored = (x: tf.Tensor, by: number): tf.Tensor => {
  const length = x.shape[1]!;
  const places = Array.from({ length: length + 2 * by }, (_, i) => {
    const at = Math.abs(i - by);
    return at < length ? at : 2 * (length - 1) - at;
  });
  return tf.gather(x, tf.tensor1d(places, 'int32'), 1);
};

const log10 = (x: tf.Tensor): tf.Tensor => tf.div(tf.log(x), Math.LN10);

/** Powers in decibels, none further below the largest than is told. */
const decibels = (x: tf.Tensor, { minPower, refPower, topDb }: Settings): tf.Tensor => {
  const reference = 10 * Math.log10(Math.max(Math.abs(refPower), minPower));
  const all = tf.sub(tf.mul(log10(tf.maximum(x, minPower)), 10), reference);
  return tf.maximum(all, tf.sub(tf.max(all), topDb));
};

/** Mel spectrograms: Keras transforms by its backend's own function, which most of tfjs's have not. */
export const melSpectrogramClass = (): LayerClass =>
  class MelSpectrogram extends tfl.layers.Layer {
    static readonly className = 'MelSpectrogram';
    private readonly settings: Settings;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.settings = args as unknown as Settings;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [batch, samples] = shape as tfl.Shape;
      const { fftLength, sequenceStride, numMelBins } = this.settings;
      const frames =
        samples === null
          ? null
          : Math.floor((samples! + 2 * Math.floor(fftLength / 2) - fftLength) / sequenceStride) + 1;
      return [batch!, numMelBins, frames];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const { fftLength, sequenceStride, magExp, powerToDb } = this.settings;
        const signals = tf.expandDims(mirrored(only(inputs), Math.floor(fftLength / 2)), -1);
        const both = tf.conv1d(signals as tf.Tensor3D, transform(this.settings), sequenceStride, 'valid');
        const [real, imag] = tf.split(both, 2, -1);
        const power = tf.add(tf.square(real!), tf.square(imag!));
        const raised = magExp === 2 ? power : tf.pow(power, magExp / 2);
        const [batch, frames, bins] = raised.shape as [number, number, number];
        const rows = tf.matMul(tf.reshape(raised, [-1, bins]), bands(this.settings));
        const mel = tf.reshape(rows, [batch, frames, -1]);
        return tf.transpose(powerToDb ? decibels(mel, this.settings) : mel, [0, 2, 1]);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
