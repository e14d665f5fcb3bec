// Layers that move values about, on every backend.
import { input, layers, model, type AnyModel } from 'shapewright';
import { onImages, onRows, shaped, throughTraining, type Case } from './case.js';

/** A layer over volumes `[2, 3, 2, 2]` that come of a dense layer, so that its gradient is seen. */
export const onVolumes = (name: string, ...args: readonly unknown[]): Case => ({
  name: `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
  run: () => {
    const row = input([6]);
    const volume = row.dense(24).reshape([2, 3, 2, 2]);
    const factory = (
      layers as unknown as Record<string, (...all: readonly unknown[]) => (x: unknown) => unknown>
    )[name]!;
    const end = layers.dense(1)(layers.flatten()(factory(...args)(volume) as never) as never);
    const net = model({ inputs: row, outputs: end as never });
    return throughTraining(net as unknown as AnyModel, shaped([4, 6]), 4);
  },
});

/** The same over steps `[4, 3]`. */
export const onSteps = (name: string, ...args: readonly unknown[]): Case => ({
  name: `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
  run: () => {
    const row = input([6]);
    const steps = row.dense(12).reshape([4, 3]);
    const factory = (
      layers as unknown as Record<string, (...all: readonly unknown[]) => (x: unknown) => unknown>
    )[name]!;
    const end = layers.dense(1)(layers.flatten()(factory(...args)(steps) as never) as never);
    const net = model({ inputs: row, outputs: end as never });
    return throughTraining(net as unknown as AnyModel, shaped([4, 6]), 4);
  },
});

const first = { dataFormat: 'channelsFirst' } as const;

export const reshaping: readonly Case[] = [
  onRows('repeatVector', 3),
  onSteps('permute', [2, 1]),
  onVolumes('permute', [4, 1, 3, 2]),
  onSteps('cropping1d', [1, 2]),
  onImages('cropping2d', [1, [0, 2]]),
  onVolumes('cropping3d', [0, 1, [1, 0]]),
  onVolumes('cropping3d', [[0, 1], [1, 0], 0], first),
  onSteps('zeroPadding1d', [2, 1]),
  onVolumes('zeroPadding3d', [1, 0, [0, 2]]),
  onSteps('upSampling1d', 3),
  onVolumes('upSampling3d', [2, 1, 3]),
  onVolumes('upSampling3d', 2, first),
  ...(['bicubic', 'lanczos3', 'lanczos5'] as const).map((interpolation) =>
    onImages('upSampling2d', [3, 2], { interpolation }),
  ),
];
