import { declare } from '../../options/declare.js';
import { callable } from '../../options/kinds.js';
import { optional, type OptionOrNone } from '../../options/option.js';
import type { Callback } from './callback.js';
import { hooks, type Hook } from './hooks.js';

/** Options of `lambdaCallback`: any of a callback's hooks. */
export type LambdaCallbackOptions = Callback;

/** Every hook, as an option that is a function. */
const hookOptions = Object.fromEntries(
  hooks.map((hook) => [hook, optional(callable('a function'))]),
) as unknown as { readonly [H in Hook]: OptionOrNone<NonNullable<Callback[H]>> };

/**
 * A callback from functions, each called at its hook. Such an object by itself is one too; here misspelt hooks are told
 * when it is made.
 *
 * @example callbacks.lambdaCallback({ onEpochEnd: (epoch, { loss }) => console.log(epoch, loss) })
 * @throws TypeError for a hook that does not exist, or is no function.
 * @see https://keras.io/api/callbacks/lambda_callback/
 */
export const lambdaCallback: (hooks?: LambdaCallbackOptions) => Callback = declare(
  { name: 'lambdaCallback', options: hookOptions },
  (given) => Object.fromEntries(Object.entries(given).filter(([, hook]) => hook !== undefined)),
);
