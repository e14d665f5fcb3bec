import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

interface Settings {
  readonly mode: string;
  readonly frameLength: number;
  readonly frameStep?: number | null;
  readonly fftLength?: number | null;
  readonly padding: 'valid' | 'same';
  readonly expandDims: boolean;
  readonly dataFormat: string;
}

/** Keras's least value under a root, and in a logarithm. */
const epsilon = 1e-7;

/** What is given of real and imaginary parts, `[..., frequencies]`. */
const parts: Readonly<Record<string, (real: tf.Tensor, imag: tf.Tensor) => tf.Tensor>> = {
  real: (real) => real,
  imag: (_, imag) => imag,
  angle: (real, imag) => tf.atan2(imag, real),
  stft: (real, imag) => tf.concat([real, imag], -1),
  psd: (real, imag) => {
    const all = power(real, imag);
    const bins = all.shape.at(-1)!;
    if (bins < 3) return all;
    // those between the first and the last stand for negative frequencies, too
    const twice = Array.from({ length: bins }, (_, i) => (i === 0 || i === bins - 1 ? 1 : 2));
    return tf.mul(all, tf.tensor1d(twice));
  },
  magnitude: (real, imag) => tf.sqrt(tf.maximum(power(real, imag), epsilon)),
  log: (real, imag) => tf.log(tf.maximum(tf.sqrt(tf.maximum(power(real, imag), epsilon)), epsilon)),
};

const power = (real: tf.Tensor, imag: tf.Tensor): tf.Tensor => tf.add(tf.square(real), tf.square(imag));

/** Spectra of the frames of signals, each channel by itself. */
export const stftSpectrogramClass = (): LayerClass =>
  class STFTSpectrogram extends tfl.layers.Layer {
    static readonly className = 'STFTSpectrogram';
    private readonly settings: Settings;
    private kernels: readonly tfl.LayerVariable[] = [];

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.settings = args as unknown as Settings;
    }

    private get bins(): number {
      const { frameLength, fftLength } = this.settings;
      return Math.floor((fftLength ?? 2 ** Math.ceil(Math.log2(frameLength))) / 2) + 1;
    }

    private get step(): number {
      return this.settings.frameStep ?? Math.max(1, Math.floor(this.settings.frameLength / 2));
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      const { mode, frameLength } = this.settings;
      const names = mode === 'real' || mode === 'imag' ? [mode] : ['real', 'imag'];
      this.kernels = names.map((name) =>
        this.addWeight(
          `${name}_kernel`,
          [frameLength, 1, this.bins],
          'float32',
          tfl.initializers.zeros() as never,
        ),
      );
      super.build(shape);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const { mode, frameLength, padding, expandDims, dataFormat } = this.settings;
      const isFirst = dataFormat === 'channelsFirst';
      const [batch, one, two] = shape as tfl.Shape;
      const [samples, channels] = isFirst ? [two!, one!] : [one!, two!];
      const frames =
        samples === null
          ? null
          : padding === 'same'
            ? Math.ceil(samples / this.step)
            : Math.floor((samples - frameLength) / this.step) + 1;
      const bins = mode === 'stft' ? 2 * this.bins : this.bins;
      if (expandDims) return isFirst ? [batch!, channels, frames, bins] : [batch!, frames, bins, channels];
      return isFirst ? [batch!, channels! * bins, frames] : [batch!, frames, channels! * bins];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const { mode, padding, expandDims, dataFormat } = this.settings;
        const isFirst = dataFormat === 'channelsFirst';
        const x = isFirst ? only(inputs) : tf.transpose(only(inputs), [0, 2, 1]);
        const [batch, channels, samples] = x.shape as [number, number, number];
        const kernel = tf.concat(
          this.kernels.map((each) => each.read()),
          -1,
        );
        const signals = tf.reshape(x, [batch * channels, samples, 1]) as tf.Tensor3D;
        const both = tf.conv1d(signals, kernel as tf.Tensor3D, this.step, padding);
        const [real, imag] = this.kernels.length === 2 ? tf.split(both, 2, -1) : [both, both];
        const made = parts[mode]!(real!, imag!);
        const [, frames, bins] = made.shape as [number, number, number];
        const each = tf.reshape(made, [batch, channels, frames, bins]);
        if (expandDims) return isFirst ? each : tf.transpose(each, [0, 2, 3, 1]);
        return isFirst
          ? tf.reshape(tf.transpose(each, [0, 1, 3, 2]), [batch, channels * bins, frames])
          : tf.reshape(tf.transpose(each, [0, 2, 1, 3]), [batch, frames, channels * bins]);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
