import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerArgs } from './define-class.js';
import { revivedLayer } from './made-classes.js';

type Layer = tfl.layers.Layer;
type Config = tf.serialization.ConfigDict;

/** What of a layer tfjs keeps to itself. */
interface Inner {
  readonly losses: readonly unknown[];
  setFastWeightInitDuringBuild(value: boolean): void;
}

/** The base of tfjs layers that hold layers; see `holdingLayer`. */
export interface HoldingLayer extends tfl.layers.Layer {
  /** The layers that it holds, by the argument under which it was given them. */
  readonly held: Readonly<Record<string, readonly Layer[]>>;
  /** Builds a layer that it holds, in its own place; a model is built already. */
  buildHeld(layer: Layer, shape: tfl.Shape): void;
}

let made: (new (args: LayerArgs) => HoldingLayer) | undefined;

const isLayer = (value: unknown): value is Layer => value instanceof tfl.layers.Layer;

/** A layer as a file holds it, made again. */
const revive = (given: unknown): unknown => {
  const { className, config } = given as { readonly className: string; readonly config: Config };
  return revivedLayer(className, config);
};

const isWritten = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'className' in value && 'config' in value;

/**
 * The base class of tfjs layers that hold layers: an argument that is a layer, or a list of them, is held, and its weights
 * and penalties are the layer's own too; files have it in the layer's configuration.
 */
export const holdingLayer = (): new (args: LayerArgs) => HoldingLayer => {
  if (made) return made;
  class Holding extends tfl.layers.Layer {
    readonly held: Readonly<Record<string, readonly Layer[]>>;

    constructor(args: LayerArgs) {
      const entries = Object.entries(args as Readonly<Record<string, unknown>>);
      const layers = entries.filter(([, value]) => [value].flat().some(isLayer));
      super(Object.fromEntries(entries.filter((entry) => !layers.includes(entry))) as never);
      this.held = Object.fromEntries(layers.map(([key, value]) => [key, [value].flat() as Layer[]]));
    }

    /** Builds a layer that it holds, in its own place; a model is built already. */
    buildHeld(layer: Layer, shape: tfl.Shape): void {
      if (!layer.built) layer.apply(tfl.input({ batchShape: shape as number[] }));
    }

    // tfjs reads these while it makes a layer, before there are any
    private get all(): readonly (Layer & Inner)[] {
      return Object.values(this.held ?? {}).flat() as unknown as (Layer & Inner)[];
    }

    override get trainableWeights(): tfl.LayerVariable[] {
      return [...super.trainableWeights, ...this.all.flatMap((layer) => layer.trainableWeights)];
    }
    override set trainableWeights(weights: tfl.LayerVariable[]) {
      super.trainableWeights = weights;
    }
    override get nonTrainableWeights(): tfl.LayerVariable[] {
      return [...super.nonTrainableWeights, ...this.all.flatMap((layer) => layer.nonTrainableWeights)];
    }
    override set nonTrainableWeights(weights: tfl.LayerVariable[]) {
      super.nonTrainableWeights = weights;
    }

    override setFastWeightInitDuringBuild(value: boolean): void {
      super.setFastWeightInitDuringBuild(value);
      for (const layer of this.all) layer.setFastWeightInitDuringBuild(value);
    }

    override getConfig(): Config {
      const written = Object.entries(this.held).map(([key, layers]) => {
        const each = layers.map((layer) => ({ className: layer.getClassName(), config: layer.getConfig() }));
        return [key, each.length === 1 ? each[0]! : each] as const;
      });
      return { ...super.getConfig(), ...Object.fromEntries(written) };
    }

    static override fromConfig<T extends tf.serialization.Serializable>(
      Class: tf.serialization.SerializableConstructor<T>,
      config: Config,
    ): T {
      const args = Object.entries(config).map(([key, value]) => [
        key,
        [value].flat().every(isWritten) && [value].flat().length > 0
          ? Array.isArray(value)
            ? value.map(revive)
            : revive(value)
          : value,
      ]);
      return new Class(Object.fromEntries(args) as Config);
    }
  }
  made = Holding as unknown as new (args: LayerArgs) => HoldingLayer;
  return made;
};
