import type { Said } from '../../graph/rule.js';
import { isPlain } from '../../errors/show.js';
import { warnOnce } from '../../errors/warn.js';
import { declare } from '../../options/declare.js';
import { flag, text, token } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import type { Callback } from './callback.js';

/** Options of `remoteMonitor`. */
export interface RemoteMonitorOptions {
  /** The server's address. Default `'http://localhost:9000'`. */
  readonly root?: string;
  /** Where on it, put behind `root` as it is. Default `'/publish/epoch/end/'`. */
  readonly path?: string;
  /** The field of the form that holds the JSON; not used with `sendAsJson`. Default `'data'`. */
  readonly field?: string;
  /** Headers of each request, by name. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the JSON is the request's body, and not a field of a form. Default false. */
  readonly sendAsJson?: boolean;
}

const address: Kind<string> = {
  needs: "an address such as 'http://localhost:9000'",
  // what cannot be parsed throws
  read: (given) =>
    typeof given === 'string' && /^https?:$/.test(new URL(given).protocol) ? given : undefined,
};

const headerTexts: Kind<Readonly<Record<string, string>>> = {
  needs: "texts by the headers' names, e.g. { Authorization: 'Bearer ...' }",
  read: (given) => {
    if (!isPlain(given) || Object.values(given).some((value) => typeof value !== 'string')) return undefined;
    // what no request may carry throws
    return Object.fromEntries(new Headers(given as Record<string, string>));
  },
};

/** How long an answer may take, in milliseconds, until the server counts as not there. */
const patience = 10_000;

/**
 * Tells a server of each epoch: a POST with `{ epoch, loss, ... }`, epochs counted from 0, what is no finite number as
 * `null`. Where it cannot be reached, or is silent for 10 seconds, a warning says so, once, and training goes on.
 *
 * @example fit(x, y, { epochs: 5, callbacks: [callbacks.remoteMonitor({ root: 'http://localhost:9000', sendAsJson: true })] })
 * @throws TypeError for an option that does not exist, or whose value makes no sense.
 * @see https://keras.io/api/callbacks/remote_monitor/
 */
export const remoteMonitor: (
  options?:
    | RemoteMonitorOptions
    | Said<"remoteMonitor takes its options as an object, e.g. { root: 'http://localhost:9000' }">,
) => Callback = declare(
  {
    name: 'remoteMonitor',
    options: {
      root: optional(address, 'http://localhost:9000'),
      path: optional(token, '/publish/epoch/end/'),
      field: optional(text, 'data'),
      headers: optional(headerTexts),
      sendAsJson: optional(flag, false),
    } satisfies Declares<RemoteMonitorOptions>,
  },
  ({ root, path, field, headers, sendAsJson }): Callback => {
    const told: Callback = {
      onEpochEnd: async (epoch, logs) => {
        const json = JSON.stringify({ epoch, ...logs });
        try {
          const response = await fetch(root + path, {
            method: 'POST',
            headers: { ...(sendAsJson && { 'content-type': 'application/json' }), ...headers },
            body: sendAsJson ? json : new URLSearchParams({ [field]: json }),
            signal: AbortSignal.timeout(patience),
          });
          // an answer that nobody reads would hold the connection
          await response.body?.cancel();
        } catch {
          warnOnce(told, `shapewright: remoteMonitor could not reach the server at ${root}`);
        }
      },
    };
    return told;
  },
);
