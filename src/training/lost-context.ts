// What becomes of a model on a graphics card that is lost in the midst of computing.
import * as tf from '@tensorflow/tfjs-core';
import type { BackendError } from '../backends/backend-error.js';
import type { cardError, cardIsLost, isOnCard } from '../backends/graphics-card.js';
import type { renew } from '../backends/restore.js';
import type { useBackend } from '../backends/use-backend.js';
import type { assign, modelVariables } from '../tfjs/variables.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { Compiled } from './compiled.js';
import { ContextLostError } from './context-lost-error.js';

/** What a page has already: imported here too, it would be cut into more scripts for every page. */
interface Page {
  readonly assign: typeof assign;
  readonly BackendError: typeof BackendError;
  readonly cardError: typeof cardError;
  readonly cardIsLost: typeof cardIsLost;
  readonly isOnCard: typeof isOnCard;
  readonly modelVariables: typeof modelVariables;
  readonly renew: typeof renew;
  readonly useBackend: typeof useBackend;
}

/** Numbers that do not live on the graphics card, and the shape they have. */
interface Copy {
  readonly name: string;
  readonly values: Float32Array | Int32Array | Uint8Array;
  readonly shape: number[];
}

/** What a model and its optimizer were at the beginning of an epoch. */
interface Snapshot {
  readonly weights: readonly Copy[];
  readonly slots: readonly Copy[];
  readonly batches: number;
}

const copyOf = async (name: string, tensor: Tensor): Promise<Copy> => ({
  name,
  values: await tensor.data(),
  shape: [...(tensor.shape as readonly number[])],
});

/** How computing is guarded on a card that may be lost. */
export const guardsOfCard = ({
  assign,
  BackendError,
  cardError,
  cardIsLost,
  isOnCard,
  modelVariables,
  renew,
  useBackend,
}: Page) => {
  /** A copy of a model's state beside the graphics card, on the backends that can lose it. */
  const takeSnapshot = async ({ model, optimizerState }: Compiled): Promise<Snapshot | undefined> => {
    if (!isOnCard()) return undefined;
    return {
      weights: await Promise.all(
        modelVariables(model).map(({ path, variable }) => copyOf(path, variable.read() as unknown as Tensor)),
      ),
      slots: await Promise.all(optimizerState.slots().map(({ name, tensor }) => copyOf(name, tensor))),
      batches: optimizerState.batches,
    };
  };

  /**
   * Runs an epoch that can be undone: where the graphics card is lost, or refuses something, in the midst of it, the
   * model is put back to what it was before. `run` is given a check to make after each batch.
   *
   * @throws ContextLostError | BackendError, or what `run` throws.
   */
  const underSnapshot = async <T>(
    compiled: Compiled,
    epoch: number,
    run: (checkCard: () => Promise<void> | undefined) => Promise<T>,
  ): Promise<T> => {
    const snapshot = await takeSnapshot(compiled);
    if (!snapshot) return run(() => undefined);
    // what was refused before is not this epoch's
    cardError();
    const check = () => checkCard(compiled, snapshot, epoch);
    try {
      const result = await run(check);
      // WebGPU tells what it refused once results are read
      await check();
      return result;
    } catch (error) {
      await aMoment();
      await check();
      throw error;
    }
  };

  /**
   * Computes without training, on a graphics card that may be lost in the midst of it: then the weights are too.
   *
   * @throws ContextLostError, or what `run` throws.
   */
  const onWholeCard = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      const result = await run();
      if (cardIsLost()) throw new Error('the card is lost');
      return result;
    } catch (error) {
      if (isOnCard()) await aMoment();
      if (!cardIsLost()) throw error;
      throw new ContextLostError(
        `${whatWasLost()}, and the model's weights with it. Choose another backend, e.g. useBackend('wasm'), ` +
          'and give it weights again, with loadWeights or loadModel',
        { cause: error },
      );
    }
  };

  /** A lost card throws what it likes, and is known to be lost a moment later. */
  const aMoment = () => new Promise((resume) => setTimeout(resume));

  const whatWasLost = () =>
    `the page lost its ${(tf.getBackend() as string) === 'webgl' ? 'WebGL context' : 'WebGPU device'}: the graphics card was reset, or taken by another page`;

  /**
   * Sees whether the graphics card still computes. Where it is lost, goes over to a backend that computes; where it
   * refused something, stays; either way the model is put back to what it was when the epoch began.
   *
   * @throws ContextLostError | BackendError
   */
  const checkCard = async (compiled: Compiled, snapshot: Snapshot, epoch: number): Promise<void> => {
    const whole = `The model is as it was when epoch ${epoch + 1} began`;
    if (cardIsLost()) {
      const [lost, what] = [tf.getBackend(), whatWasLost()];
      const next = tf.engine().registry['wasm'] === undefined ? 'cpu' : 'wasm';
      await useBackend(next);
      renew(lost);
      putBack(compiled, snapshot);
      throw new ContextLostError(
        `${what}. ${whole}, on '${next}'; fit with initialEpoch: ${epoch} goes on there`,
      );
    }
    const refused = cardError();
    if (!refused) return;
    putBack(compiled, snapshot);
    throw new BackendError(
      /memory/i.test(`${refused.constructor.name} ${refused.message}`) ? 'out-of-memory' : 'refused',
      `The graphics card refused a part of epoch ${epoch + 1} (${refused.message.split('\n')[0]!}). ${whole}; ` +
        "use a smaller batchSize, or useBackend('webgl') or 'wasm'",
      { cause: refused },
    );
  };

  /** Gives a model and its optimizer a snapshot's values, on the backend that is active. */
  const putBack = ({ model, optimizerState }: Compiled, snapshot: Snapshot): void => {
    modelVariables(model).forEach(({ variable }, i) => {
      const { values, shape } = snapshot.weights[i]!;
      tf.tidy(() => assign(variable, tf.tensor(values, shape)));
    });
    const slots = snapshot.slots.map(({ name, values, shape }) => ({
      name,
      tensor: tf.tensor(values, shape) as unknown as Tensor,
    }));
    optimizerState.setSlots(slots);
    optimizerState.batches = snapshot.batches;
    tf.dispose(slots.map(({ tensor }) => tensor as unknown as tf.Tensor));
  };

  return { underSnapshot, onWholeCard };
};
