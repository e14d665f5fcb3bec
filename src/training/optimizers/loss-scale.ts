import * as tf from '@tensorflow/tfjs-core';
import { declare, isMade } from '../../options/declare.js';
import { count, positive } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { Gradient, Optimizer, OptimizerState, Slot } from './optimizer.js';

/** Options of `lossScale`. */
export interface LossScaleOptions {
  /** What the loss is multiplied by at first: above zero. Default 32768, two to the fifteenth. */
  readonly initialScale?: number;
  /** After how many good steps in a row the scale is doubled. Default 2000. */
  readonly dynamicGrowthSteps?: number;
}

const optimizer: Kind<Optimizer> = {
  needs: 'an optimizer, such as optimizers.adam()',
  read: (given) => (isMade(given, 'optimizer', 'create') ? (given as Optimizer) : undefined),
};

/** Keras's names of what is kept, in files. */
const [counter, scale] = ['loss_scale_optimizer/step_counter', 'loss_scale_optimizer/dynamic_scale'] as const;
const ownSlots: readonly Slot[] = [counter, scale].map((name) => ({ name, shape: [], begins: 0 }));

/** Whether every number of some tensors is one. */
const areFinite = (gradients: readonly Gradient[]): boolean =>
  tf.tidy(() => {
    const each = gradients.map(({ gradient }) => tf.all(tf.isFinite(native(gradient))));
    return tf.all(tf.stack(each)).dataSync()[0] !== 0;
  });

const createScaled = (
  inner: OptimizerState,
  config: OptimizerState['config'],
  { initialScale, dynamicGrowthSteps }: Required<LossScaleOptions>,
): OptimizerState => {
  let [steps, factor] = [0, initialScale];
  let kept: readonly { readonly name: string; readonly tensor: tf.Tensor }[] = [];
  const keep = () => {
    tf.dispose(kept.map(({ tensor }) => tensor));
    kept = [
      { name: counter, tensor: tf.keep(tf.scalar(steps)) },
      { name: scale, tensor: tf.keep(tf.scalar(factor)) },
    ];
  };
  const forget = () => {
    tf.dispose(kept.map(({ tensor }) => tensor));
    kept = [];
    [steps, factor] = [0, initialScale];
  };
  return {
    className: 'LossScaleOptimizer',
    config,
    get batches() {
      return inner.batches;
    },
    set batches(batches: number) {
      inner.batches = batches;
    },
    get iterations() {
      return inner.iterations;
    },
    get learningRate() {
      return inner.learningRate;
    },
    set learningRate(rate: number) {
      inner.learningRate = rate;
    },
    get ownRate() {
      return inner.ownRate;
    },
    get scale() {
      return factor;
    },
    kernelsFor: inner.kernelsFor,
    apply: (gradients) => {
      if (!areFinite(gradients)) {
        [steps, factor] = [0, factor / 2];
        return keep();
      }
      tf.tidy(() => {
        // a factor of the inner's own, which divides once more, has no effect
        const share = inner.scale / factor;
        inner.apply(
          gradients.map((each) => ({
            ...each,
            gradient: tf.mul(native(each.gradient), share) as unknown as Tensor,
          })),
        );
      });
      [steps, factor] = steps === dynamicGrowthSteps - 1 ? [0, factor * 2] : [steps + 1, factor];
      keep();
    },
    finalize: inner.finalize,
    keepsMeans: inner.keepsMeans,
    get showsMeans() {
      return inner.showsMeans;
    },
    set showsMeans(shown: boolean) {
      inner.showsMeans = shown;
    },
    showMeans: inner.showMeans,
    slotsOf: inner.slotsOf,
    ownSlots: [...ownSlots, ...inner.ownSlots],
    slots: () => [
      ...kept.map(({ name, tensor }) => ({ name, tensor: tensor as unknown as Tensor })),
      ...inner.slots(),
    ],
    setSlots: (given) => {
      forget();
      inner.setSlots(given);
      const valueOf = (slot: string) => {
        const found = given.find(({ name }) => name === slot);
        return found && (native(found.tensor).dataSync()[0] as number);
      };
      const [was, by] = [valueOf(counter), valueOf(scale)];
      if (was === undefined || by === undefined) return;
      [steps, factor] = [was, by];
      keep();
    },
    dispose: () => {
      forget();
      inner.dispose();
    },
  };
};

/**
 * Scales the loss, so that small gradients do not vanish where numbers have few bits, and gradients back before the inner
 * optimizer steps. The scale doubles after each `dynamicGrowthSteps` good steps; a step whose gradients are not finite is left
 * out, and halves it. Each step reads from the backend whether they are.
 *
 * @param inner The optimizer that steps; its `lossScaleFactor` has no effect.
 * @example compile({ optimizer: optimizers.lossScale(optimizers.adam()), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value, or what is no optimizer.
 * @see https://keras.io/api/optimizers/loss_scale_optimizer/
 */
export const lossScale: (inner: Optimizer, options?: LossScaleOptions) => Optimizer = declare(
  {
    name: 'lossScale',
    takes: { inner: optimizer },
    options: {
      initialScale: optional(positive, 2 ** 15),
      dynamicGrowthSteps: optional(count, 2000),
    } satisfies Declares<LossScaleOptions>,
  },
  ({ inner, ...options }): Optimizer => {
    const config = { inner: { className: inner.className, config: inner.config }, ...options };
    return {
      kind: 'optimizer',
      className: 'LossScaleOptimizer',
      config,
      create: () => createScaled(inner.create(), config, options),
    };
  },
);
