// What `loadWeights` is told: which weights of a file go where, and what becomes of those that do not fit.
import { warnOnce } from '../errors/warn.js';
import { flag } from '../options/kinds.js';
import { optional, type ConfigOf, type Declares } from '../options/option.js';

/** How weights of a file find their layers. */
export interface LoadWeightsOptions {
  /**
   * Whether layers take what the file has under their names, as Keras's `by_name`: layers that it does not have stay as they are,
   * and what the model does not have is left in the file. Default false: every weight, layer after layer.
   */
  readonly byName?: boolean;
  /**
   * Whether weights that do not fit are left as they are, as Keras's `skip_mismatch`: a warning names them, and so does what
   * is returned. Default false: one that does not fit is an error, and nothing changes.
   */
  readonly skipMismatch?: boolean;
}

/** A weight, or a whole layer, that was left as it was. */
export interface SkippedWeights {
  /** The layer's path, or the weight's: `dense`, `dense/kernel`. */
  readonly path: string;
  /** Why, in a sentence that names the file. */
  readonly why: string;
}

/** What became of a model's weights. */
export interface LoadedWeights {
  /** The paths of the weights that have new values. */
  readonly loaded: readonly string[];
  /** What was left as it was, in the model's order; empty where everything was there and fitted. */
  readonly skipped: readonly SkippedWeights[];
}

/** The options of `loadWeights`, declared. */
export const loadWeightsOptions = {
  byName: optional(flag, false),
  skipMismatch: optional(flag, false),
} satisfies Declares<LoadWeightsOptions>;

/** How weights find their layers, read. */
export type Fitting = ConfigOf<typeof loadWeightsOptions>;

/** Whether every weight must be there, and fit. */
export const isWhole = ({ byName, skipMismatch }: Fitting): boolean => !byName && !skipMismatch;

/** Says once what did not fit. */
export const warnOfSkipped = (model: object, skipped: readonly SkippedWeights[]): void => {
  if (skipped.length === 0) return;
  const named = skipped.slice(0, 5).map(({ path }) => `'${path}'`);
  const more = skipped.length > 5 ? ` and ${skipped.length - 5} more` : '';
  warnOnce(
    model,
    `loadWeights: ${named.join(', ')}${more} ${skipped.length === 1 ? 'was' : 'were'} left as before: ${skipped[0]!.why}`,
  );
};
