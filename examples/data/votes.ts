// How nets that read reviews are trained, and what three of them come to together.
import { losses, optimizers, schedules } from 'shapewright';
import { shareRight, type Reviews } from './reviews.js';

/** Options of `compile` for so many steps: a rate that falls along a cosine, means of the weights, softened labels. */
export const fallingRate = (steps: number) => ({
  optimizer: optimizers.adam({
    learningRate: schedules.cosineDecay({ initialLearningRate: 0.003, decaySteps: steps }),
    useEma: true,
  }),
  loss: losses.binaryCrossentropy({ fromLogits: true, labelSmoothing: 0.1 }),
});

/** The share of reviews that three nets are right about by the sum of their logits; each is drawn by a seed of its own. */
export const shareOfVotes = async (
  reviews: Reviews,
  logitsOf: (seed: number) => Promise<ArrayLike<number>>,
): Promise<number> => {
  const votes = new Float32Array(reviews.texts.length);
  for (const seed of [1, 2, 3]) {
    const logits = await logitsOf(seed);
    votes.forEach((sum, i) => (votes[i] = sum + logits[i]!));
    console.log(`by itself: ${(100 * shareRight(logits, reviews)).toFixed(2)} %`);
  }
  return shareRight(votes, reviews);
};
