/** What a weight is held to after each training step. */
export interface ConstraintSpec {
  readonly kind: 'constraint';
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const spec = (className: string, config: Readonly<Record<string, unknown>>): ConstraintSpec => ({
  kind: 'constraint',
  className,
  config,
});

/** Scales down what is longer than `maxValue` along `axis`. Srivastava et al. 2014. */
export const maxNorm = ({
  maxValue = 2,
  axis = 0,
}: { maxValue?: number; axis?: number } = {}): ConstraintSpec => spec('MaxNorm', { maxValue, axis });
/** Keeps the length along `axis` between `minValue` and `maxValue`, at `rate` of the way each step. */
export const minMaxNorm = ({
  minValue = 0,
  maxValue = 1,
  rate = 1,
  axis = 0,
}: { minValue?: number; maxValue?: number; rate?: number; axis?: number } = {}): ConstraintSpec =>
  spec('MinMaxNorm', { minValue, maxValue, rate, axis });
/** Sets negative weights to zero. */
export const nonNeg = (): ConstraintSpec => spec('NonNeg', {});
/** Scales to length one along `axis`. */
export const unitNorm = ({ axis = 0 }: { axis?: number } = {}): ConstraintSpec => spec('UnitNorm', { axis });

const byName = { maxNorm, minMaxNorm, nonNeg, unitNorm };

/** A constraint by its name, with Keras's defaults, or with options of its own. */
export type Constraint = keyof typeof byName | ConstraintSpec;

/** The constraint behind an option, or an error that names what there is. */
export const toConstraint = (layer: string, option: string, given: Constraint | undefined) => {
  if (given === undefined || (typeof given === 'object' && given?.kind === 'constraint')) return given;
  if (typeof given === 'string' && Object.hasOwn(byName, given)) return byName[given]();
  throw new TypeError(
    `${layer}: ${option} '${String(given)}' is no constraint; use one of ${Object.keys(byName).join(', ')}`,
  );
};
