import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { assign } from '../../variables.js';
import { weightName } from '../../weight-name.js';
import { isTraining, type LayerArgs, type LayerClass } from '../define-class.js';
import { holdingLayer } from '../holding.js';
import { countingInside } from '../inside.js';
import { toUnitLength } from '../unit-length.js';

/** A layer whose kernel is divided by its largest singular value, which tfjs lacks. Miyato et al. 2018. */
export const spectralNormalizationClass = (): LayerClass =>
  class SpectralNormalization extends holdingLayer() {
    static readonly className = 'SpectralNormalization';
    private readonly powerIterations: number;
    private vectorU!: tfl.LayerVariable;

    constructor(args: LayerArgs) {
      super(args);
      this.powerIterations = (args['powerIterations'] as number | undefined) ?? 1;
    }

    private get layer(): tfl.layers.Layer {
      return this.held['layer']![0]!;
    }

    private get kernel(): tfl.LayerVariable {
      return this.layer.weights.find((weight) =>
        ['kernel', 'embeddings'].includes(weightName(this.layer, weight)),
      )!;
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      this.buildHeld(this.layer, shape as tfl.Shape);
      const width = this.kernel.shape.at(-1)!;
      const begins = tfl.initializers.truncatedNormal({ stddev: 0.02 });
      this.vectorU = this.addWeight('vector_u', [1, width], 'float32', begins as never, undefined, false);
      super.build(shape);
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
      return this.layer.computeOutputShape(shape);
    }

    override computeMask(inputs: tf.Tensor | tf.Tensor[], mask?: tf.Tensor | tf.Tensor[]) {
      return this.layer.computeMask(inputs, mask);
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: never): tf.Tensor | tf.Tensor[] {
      return countingInside(kwargs, (count) => {
        if (isTraining(kwargs)) this.normalize();
        return count(this.layer.call(inputs, kwargs), 'layer');
      });
    }

    /** Keras changes the kernel itself, which training goes on from; one that is all zeros stays. */
    private normalize(): void {
      const kernel = this.kernel.read();
      const rows = tf.reshape(kernel, [-1, kernel.shape.at(-1)!]);
      const unit = (x: tf.Tensor) => toUnitLength(x, [0, 1], 1e7);
      const before = this.vectorU.read();
      let [u, v] = [before, before];
      for (let i = 0; i < this.powerIterations; i++) {
        v = unit(tf.matMul(u, rows, false, true));
        u = unit(tf.matMul(v, rows));
      }
      const stretch = tf.matMul(tf.matMul(v, rows), u, false, true);
      // 1 where all is zero, so that nothing changes; no branch, for no value is waited for
      const still = tf.cast(tf.equal(tf.max(tf.abs(rows)), 0), 'float32');
      const sigma = tf.add(stretch, still);
      assign(this.vectorU, tf.add(tf.mul(u, tf.sub(1, still)), tf.mul(before, still)));
      assign(this.kernel, tf.reshape(tf.div(rows, sigma), kernel.shape));
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), powerIterations: this.powerIterations };
    }
  } as unknown as LayerClass;
