/** A penalty on a weight, added to the loss: `l1 * sum(|w|) + l2 * sum(w^2)`. */
export interface RegularizerSpec {
  readonly kind: 'regularizer';
  readonly className: 'L1' | 'L2' | 'L1L2';
  readonly config: { readonly l1: number; readonly l2: number };
}

const strength = (name: string, value: number): number => {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new TypeError(`${name} needs a strength of zero or more, got ${String(value)}`);
};

/** `l1 * sum(|w|)`; by default 0.01. */
export const l1 = (value = 0.01): RegularizerSpec => ({
  kind: 'regularizer',
  className: 'L1',
  config: { l1: strength('l1', value), l2: 0 },
});
/** `l2 * sum(w^2)`; by default 0.01. */
export const l2 = (value = 0.01): RegularizerSpec => ({
  kind: 'regularizer',
  className: 'L2',
  config: { l1: 0, l2: strength('l2', value) },
});
/** Both penalties; by default 0 and 0, as in Keras. */
export const l1l2 = ({ l1: a = 0, l2: b = 0 }: { l1?: number; l2?: number } = {}): RegularizerSpec => ({
  kind: 'regularizer',
  className: 'L1L2',
  config: { l1: strength('l1l2', a), l2: strength('l1l2', b) },
});

/** A regularizer by its name, with Keras's defaults (`'l1l2'` by name is 0 of each), or with options of its own. */
export type Regularizer = 'l1' | 'l2' | 'l1l2' | RegularizerSpec;

/** The regularizer behind an option, or an error that names what there is. */
export const toRegularizer = (layer: string, option: string, given: Regularizer | undefined) => {
  if (given === undefined || (typeof given === 'object' && given?.kind === 'regularizer')) return given;
  if (given === 'l1') return l1();
  if (given === 'l2') return l2();
  if (given === 'l1l2') return l1l2();
  throw new TypeError(
    `${layer}: ${option} '${String(given)}' is no regularizer; use 'l1', 'l2', 'l1l2', or l2(0.001)`,
  );
};
