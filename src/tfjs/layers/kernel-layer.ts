import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Rank } from '../../shapes/rank.js';
import { orThrow, type Checked, type Shape } from '../../shapes/shape.js';
import { channelsLast, only, type LayerArgs, type LayerClass } from './define-class.js';
import { settingOf, written } from './settings.js';

/** What a window's layer was told, each size along each axis. */
export interface WindowSettings {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same' | 'causal';
  readonly dilationRate: readonly number[];
  readonly dataFormat: 'channelsLast' | 'channelsFirst';
  readonly filters: number;
  readonly groups: number;
  readonly depthMultiplier: number;
  /** Nothing: as large as Keras makes it. */
  readonly outputPadding: readonly number[] | undefined;
}

/** A kernel: its name and shape, and the start of its options, as in `depthwiseInitializer`. */
export interface Kernel {
  readonly name: string;
  readonly shape: readonly number[];
  readonly of: string;
}

/** An activation that tfjs can compute together with a convolution. */
export type Fusable = 'linear' | 'relu' | 'elu';

/** What tells a layer of kernels, a bias and an activation from another. */
export interface KernelLayer {
  readonly className: string;
  readonly rank: Rank;
  /** The kernels for so many channels. */
  readonly kernels: (settings: WindowSettings, channels: number) => readonly Kernel[];
  readonly outputShape: (shape: Shape, settings: WindowSettings) => Checked;
  /** How many channels come out: the length of the bias. */
  readonly channelsOut: (settings: WindowSettings, channels: number) => number;
  /** What comes of data, channels last, before the bias. */
  readonly compute: (x: tf.Tensor, kernels: readonly tf.Tensor[], settings: WindowSettings) => tf.Tensor;
  /** The same with bias and activation, where tfjs computes them at once. */
  readonly fused?: (
    x: tf.Tensor,
    kernels: readonly tf.Tensor[],
    settings: WindowSettings,
    end: { readonly bias: tf.Tensor | undefined; readonly activation: Fusable },
  ) => tf.Tensor | undefined;
}

const fusable: ReadonlySet<unknown> = new Set<Fusable>(['linear', 'relu', 'elu']);

/** The settings among a layer's arguments, each size along each axis. */
export const settingsOf = (args: LayerArgs, rank: Rank): WindowSettings => {
  const along = (value: unknown): readonly number[] =>
    Array.isArray(value) ? (value as number[]) : Array.from({ length: rank }, () => value as number);
  return {
    kernelSize: along(args['kernelSize']),
    strides: along(args['strides'] ?? 1),
    padding: (args['padding'] as WindowSettings['padding'] | undefined) ?? 'valid',
    dilationRate: along(args['dilationRate'] ?? 1),
    dataFormat: (args['dataFormat'] as WindowSettings['dataFormat'] | undefined) ?? 'channelsLast',
    filters: (args['filters'] as number | undefined) ?? 0,
    groups: (args['groups'] as number | undefined) ?? 1,
    depthMultiplier: (args['depthMultiplier'] as number | undefined) ?? 1,
    outputPadding:
      (args['outputPadding'] ?? undefined) === undefined ? undefined : along(args['outputPadding']),
  };
};

type Initializer = ReturnType<typeof tfl.initializers.zeros>;
type Regularizer = Parameters<tfl.layers.Layer['addWeight']>[4];
type Constraint = Parameters<tfl.layers.Layer['addWeight']>[6];

/** The class of a layer of kernels, a bias and an activation, under Keras's name and with Keras's weights. */
export const kernelLayerClass = (definition: KernelLayer): LayerClass =>
  class KernelLayer extends tfl.layers.Layer {
    static readonly className = definition.className;
    private readonly settings: WindowSettings;
    private readonly activation: { apply(x: tf.Tensor): tf.Tensor };
    private kernels: readonly tfl.LayerVariable[] = [];
    private bias: tfl.LayerVariable | undefined;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.settings = settingsOf(args, definition.rank);
      const className = (args['activation'] as string | undefined) ?? 'linear';
      this.activation = settingOf({ className, config: {} })!;
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      const own = shape as tfl.Shape;
      const channels = own[this.first ? 1 : own.length - 1]!;
      const add = (name: string, size: readonly number[], of: string, begins: () => Initializer) =>
        this.addWeight(
          name,
          [...size],
          'float32',
          settingOf<Initializer>(this.args[`${of}Initializer`]) ?? begins(),
          settingOf<NonNullable<Regularizer>>(this.args[`${of}Regularizer`]),
          true,
          settingOf<NonNullable<Constraint>>(this.args[`${of}Constraint`]),
        );
      this.kernels = definition
        .kernels(this.settings, channels)
        .map(({ name, shape: size, of }) => add(name, size, of, () => tfl.initializers.glorotUniform({})));
      if (this.args['useBias'] !== false)
        this.bias = add('bias', [definition.channelsOut(this.settings, channels)], 'bias', () =>
          tfl.initializers.zeros(),
        );
      this.built = true;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      return [...orThrow(definition.outputShape(shape as tfl.Shape, this.settings))] as tfl.Shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const kernels = this.kernels.map((kernel) => kernel.read());
        const bias = this.bias?.read();
        const activation = (this.args['activation'] ?? 'linear') as Fusable;
        let activated = false;
        const y = channelsLast<tf.Tensor>(only(inputs), this.first, (x) => {
          const whole = fusable.has(activation)
            ? definition.fused?.(x, kernels, this.settings, { bias, activation })
            : undefined;
          if (whole) {
            activated = true;
            return whole;
          }
          const made = definition.compute(x, kernels, this.settings);
          return bias ? tf.add(made, bias) : made;
        });
        return activated ? y : this.activation.apply(y);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...written(this.args), ...super.getConfig() };
    }

    private get first(): boolean {
      return this.settings.dataFormat === 'channelsFirst';
    }
  } as unknown as LayerClass;
