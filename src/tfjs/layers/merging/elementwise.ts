import * as tf from '@tensorflow/tfjs-core';
import { tfjsClass, type LayerClass } from '../define-class.js';
import { largestKept, productKept, type Kept } from './kept.js';

/** What tfjs's merging layers do, tensors of one rank in hand. */
interface Merging {
  mergeFunction(inputs: tf.Tensor[]): tf.Tensor;
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[];
}

type Masks = readonly (tf.Tensor | null | undefined)[];

/**
 * tfjs's merging layer of a name; a step that is there in any of the tensors is there in the result, where tfjs wants it
 * in all. `kept` puts tensors together of which steps are masked; without it masks change no values.
 */
const merging = (className: string, kept?: (inputs: readonly Kept[]) => tf.Tensor) => {
  const Base = tfjsClass<Merging>(className);
  return class Elementwise extends Base {
    static readonly className: string = className;

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      const masks = [(kwargs as { readonly mask?: tf.Tensor | Masks } | undefined)?.mask].flat() as Masks;
      const all = [inputs].flat();
      // as in Keras, where tensors of other ranks are reshaped and lose their masks by that
      const alike = all.every(({ rank }) => rank === all[0]!.rank);
      if (!kept || !alike || masks.every((mask) => !mask)) return super.call(inputs, kwargs);
      return tf.tidy(() => kept(all.map((x, i) => ({ x, mask: spread(masks[i], x) }))));
    }

    override computeMask(_inputs: unknown, masks: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const all = [masks].flat();
      if (all.some((mask) => !mask)) return null as unknown as tf.Tensor;
      return tf.tidy(() => all.reduce((some, mask) => tf.logicalOr(some, mask)));
    }
  };
};

/** A mask of steps as one of all values. */
const spread = (mask: tf.Tensor | null | undefined, x: tf.Tensor): tf.Tensor | undefined => {
  if (!mask) return undefined;
  const along = tf.reshape(mask, [...mask.shape, ...x.shape.slice(mask.rank).map(() => 1)]);
  return tf.cast(tf.broadcastTo(tf.cast(along, 'int32'), x.shape), 'bool');
};

export const addClass = (): LayerClass => merging('Add') as unknown as LayerClass;
export const averageClass = (): LayerClass => merging('Average') as unknown as LayerClass;
export const multiplyClass = (): LayerClass => merging('Multiply', productKept) as unknown as LayerClass;
export const maximumClass = (): LayerClass =>
  merging('Maximum', (all) => largestKept(all, tf.maximum)) as unknown as LayerClass;
export const minimumClass = (): LayerClass =>
  merging('Minimum', (all) => largestKept(all, tf.minimum)) as unknown as LayerClass;

/** tfjs has none. */
export const subtractClass = (): LayerClass => {
  const Base = merging('Add');
  return class Subtract extends Base {
    static override readonly className = 'Subtract';

    override mergeFunction([whole, part]: tf.Tensor[]): tf.Tensor {
      return tf.sub(whole!, part!);
    }
  } as unknown as LayerClass;
};
