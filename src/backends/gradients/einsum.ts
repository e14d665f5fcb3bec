import * as tf from '@tensorflow/tfjs-core';

/** The labels of an equation's operands, and of its result: `'ij,jk->ik'` is `[['ij', 'jk'], 'ik']`. */
export const labelsOf = (equation: string): readonly [readonly string[], string] => {
  const [operands, result] = equation.replace(/\s/g, '').split('->');
  return [operands!.split(','), result!];
};

/** An operand's gradient: the result's, contracted with the other operands; axes that were summed away come back whole. */
const gradientOf = (
  at: number,
  equation: string,
  dy: tf.Tensor,
  operands: readonly tf.Tensor[],
): tf.Tensor => {
  const [labels, result] = labelsOf(equation);
  const own = [...labels[at]!];
  const others = labels.filter((_, i) => i !== at);
  const seen = [result, ...others].join('');
  const kept = own.filter((label) => seen.includes(label));
  const contracted = tf.einsum(
    `${[result, ...others].join(',')}->${kept.join('')}`,
    dy,
    ...operands.filter((_, i) => i !== at),
  );
  const shape = operands[at]!.shape;
  const spread = own.map((label, axis) => (kept.includes(label) ? shape[axis]! : 1));
  return tf.broadcastTo(tf.reshape(contracted, spread), shape);
};

/** Gives tfjs the gradient of einsum that it lacks: attention cannot train without it. Called again, it does nothing. */
export function registerEinsumGradient(): void {
  if (tf.getGradient('Einsum') as tf.GradConfig | undefined) return;
  tf.registerGradient({
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const { equation } = attrs as unknown as { readonly equation: string };
      return Object.fromEntries(
        saved.map((_, i) => [String(i), () => gradientOf(i, equation, dy as tf.Tensor, saved)]),
      );
    },
  });
}
