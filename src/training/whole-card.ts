// What is computed on a graphics card that may be lost in the midst of it; elsewhere nothing of that is loaded.
import { isOnCard } from '../backends/graphics-card.js';
import type { Compiled } from './compiled.js';

const lostContext = () => import('./lost-context.js');

/** Runs an epoch that is undone where the graphics card is lost; `run` is given a check to make after each batch. */
export const underSnapshot = async <T>(
  compiled: Compiled,
  epoch: number,
  run: (checkCard: () => Promise<void> | undefined) => Promise<T>,
): Promise<T> =>
  isOnCard() ? (await lostContext()).underSnapshot(compiled, epoch, run) : run(() => undefined);

/** Computes without training; a card that is lost in the midst of it is told by its name. */
export const onWholeCard = async <T>(run: () => Promise<T>): Promise<T> =>
  isOnCard() ? (await lostContext()).onWholeCard(run) : run();
