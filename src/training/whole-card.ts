// What is computed on a graphics card that may be lost in the midst of it; elsewhere nothing of that is loaded.
import { BackendError } from '../backends/backend-error.js';
import { cardError, cardIsLost, isOnCard } from '../backends/graphics-card.js';
import { renew } from '../backends/restore.js';
import { useBackend } from '../backends/use-backend.js';
import { assign, modelVariables } from '../tfjs/variables.js';
import type { Compiled } from './compiled.js';

const lostContext = async () =>
  (await import('./lost-context.js')).guardsOfCard({
    ...{ assign, BackendError, cardError, cardIsLost },
    ...{ isOnCard, modelVariables, renew, useBackend },
  });

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
