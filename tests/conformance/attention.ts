// Attention on every backend: heads or none, masks, scores, several axes.
import { input, layers, model, type AnyModel, type SymbolicTensor } from 'shapewright';
import { onImages, shaped, throughTraining, type Case } from './case.js';

const { multiHeadAttention } = layers;
type Options = Readonly<Record<string, unknown>>;

const toItself = (options: Options): Case => ({
  name: `multiHeadAttention(2, 3, ${JSON.stringify(options)})`,
  run: () => {
    const x = input([5, 4]);
    const y = multiHeadAttention(2, 3, options as object)(x);
    const net = model({ inputs: x, outputs: y.flatten().dense(1) });
    return throughTraining(net as unknown as AnyModel, shaped([3, 5, 4]), 3);
  },
});

const padded = [
  [1, 2, 0, 0],
  [3, 0, 5, 1],
  [4, 0, 0, 0],
];

type AnyAttention = (
  options: Options,
) => (query: SymbolicTensor, more: object) => readonly [SymbolicTensor, SymbolicTensor];
const factories = layers as unknown as Readonly<Record<string, AnyAttention>>;

/** Masked words that attend, without heads, to values of another size, with the scores. */
const withoutHeads = (name: string, options: Options): Case => ({
  name: `${name}(${JSON.stringify(options)}) of masked words, with its scores`,
  run: () => {
    const words = input([4], { dtype: 'int32' });
    const told = words.embedding(6, 3, { maskZero: true });
    const attend = factories[name]!({ ...options, returnAttentionScores: true });
    const [seen, scores] = attend(told, { value: told.dense(5), key: told.dense(3) });
    const end = layers.concatenate([seen.flatten(), scores.flatten()]).dense(1);
    return throughTraining(model({ inputs: words, outputs: end }) as unknown as AnyModel, padded, 3);
  },
});

export const attention: readonly Case[] = [
  toItself({ useBias: false }),
  toItself({ valueDim: 2, useGate: true, useCausalMask: true }),
  toItself({ slidingWindow: 2, outputShape: 6, kernelRegularizer: 'l2' }),
  onImages('multiHeadAttention', 2, 3, { attentionAxes: 2 }),
  onImages('multiHeadAttention', 1, 2),
  {
    name: 'multiHeadAttention to masked words, with its scores',
    run: () => {
      const words = input([4], { dtype: 'int32' });
      const told = words.embedding(6, 3, { maskZero: true });
      const [seen, scores] = multiHeadAttention(2, 2, { returnAttentionScores: true })(told.dense(5), {
        value: told,
        key: told.dense(2),
      });
      const end = layers.concatenate([seen.flatten(), scores.flatten()]).dense(1);
      return throughTraining(model({ inputs: words, outputs: end }) as unknown as AnyModel, padded, 3);
    },
  },
  {
    name: 'groupedQueryAttention(2, 4, 2)',
    run: () => {
      const x = input([5, 4]);
      const y = x.groupedQueryAttention(2, 4, 2, { useGate: true, slidingWindow: 3 });
      const [all, scores] = layers.groupedQueryAttention(3, 3, 1, { returnAttentionScores: true })(y, {
        useCausalMask: true,
      });
      const end = layers.concatenate([all.flatten(), scores.flatten()]).dense(1);
      return throughTraining(model({ inputs: x, outputs: end }) as unknown as AnyModel, shaped([3, 5, 4]), 3);
    },
  },
  withoutHeads('attention', { useScale: true }),
  withoutHeads('attention', { useScale: true, scoreMode: 'concat', useCausalMask: true }),
  withoutHeads('additiveAttention', {}),
  withoutHeads('additiveAttention', { useScale: false, useCausalMask: true }),
  onImages('attention'),
  onImages('additiveAttention', { useCausalMask: true }),
];
