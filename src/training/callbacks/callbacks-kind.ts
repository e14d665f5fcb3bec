import type { Kind } from '../../options/option.js';
import type { Callback } from './callback.js';
import { hasHooks } from './check-callback.js';

/** What watches a run: callbacks in a list, or one by itself. Each of them is checked when the run begins. */
export type CallbacksArg = Callback | readonly Callback[];

/** Callbacks in a list, also where one was given by itself; what is neither goes on, for `checkCallbacks` to refuse. */
export const callbacksKind: Kind<readonly Callback[], CallbacksArg> = {
  needs: 'a list of callbacks',
  read: (given) => (hasHooks(given) ? [given] : given) as readonly Callback[],
};
