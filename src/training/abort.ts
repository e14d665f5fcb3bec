// The end of a run that somebody else asks for.
import { hasMember } from '../errors/show.js';
import type { Kind } from '../options/option.js';

/** What an `AbortController` has. */
export const abortSignal: Kind<AbortSignal> = {
  needs: 'an AbortSignal, e.g. new AbortController().signal',
  read: (given) =>
    hasMember(given, 'aborted') &&
    hasMember(given, 'addEventListener') &&
    typeof (given as AbortSignal).throwIfAborted === 'function'
      ? (given as AbortSignal)
      : undefined,
};
