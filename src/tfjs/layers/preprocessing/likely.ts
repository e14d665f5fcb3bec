import { boundsOf, drawn, type Factor } from './image-change.js';

/** Which of so many images are chosen, each as likely as a number that is drawn for it. */
export const likely = (uniform: () => number, count: number, factor: unknown): readonly boolean[] =>
  drawn(uniform, count, boundsOf(factor as Factor, 0)).map((share) => uniform() < share);
