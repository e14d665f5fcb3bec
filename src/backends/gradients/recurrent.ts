import * as tf from '@tensorflow/tfjs-core';

/** A kernel over a whole sequence, and its gradient, which is a kernel too: `LSTMSequenceGrad`. */
interface SequenceKernel {
  readonly name: string;
  readonly saved: readonly string[];
  readonly outputs: readonly string[];
  /** What the gradients of its first outputs are called there; the other outputs are for the gradient alone. */
  readonly upstream: readonly string[];
  /** The inputs that have a gradient, in the order in which that kernel gives them. */
  readonly inputs: readonly string[];
}

const kernels: readonly SequenceKernel[] = [
  {
    name: 'LSTMSequence',
    saved: ['kernel', 'state', 'carry', 'mask'],
    outputs: ['states', 'carries', 'gates'],
    upstream: ['dStates', 'dCarries'],
    inputs: ['products', 'kernel', 'state', 'carry'],
  },
  {
    name: 'GRUSequence',
    saved: ['kernel', 'state', 'mask'],
    outputs: ['states', 'gates', 'recurrent'],
    upstream: ['dStates'],
    inputs: ['products', 'kernel', 'bias', 'state'],
  },
];

/** Gives tfjs the gradients of our kernels over sequences. Called again, it does nothing. */
export const registerRecurrentGradients = (): void => {
  for (const { name, saved: inputsToSave, outputs, upstream, inputs } of kernels) {
    if (tf.getGradient(name) as tf.GradConfig | undefined) continue;
    const places = [...inputsToSave, ...outputs];
    tf.registerGradient({
      kernelName: name,
      inputsToSave: [...inputsToSave],
      outputsToSave: outputs.map(() => true),
      gradFunc: (dys, saved) => {
        const ups = upstream.map((up, i) => [up, (dys as readonly tf.Tensor[])[i]!]);
        const given = Object.fromEntries([
          ...ups,
          ...saved.map((tensor, i) => [places[i]!, tensor]),
        ]) as tf.NamedTensorMap;
        const gradients = tf.engine().runKernel(`${name}Grad`, given) as tf.Tensor[];
        return Object.fromEntries(inputs.map((input, i) => [input, () => gradients[i]!]));
      },
    });
  }
};
