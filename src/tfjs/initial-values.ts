import { showShape } from '../shapes/shape.js';
import { countOf, type Sizes } from '../shapes/sizes.js';
import { orthogonalValues } from './orthogonal-values.js';
import { normalStream, randomStream, seedOf } from './random.js';

/** An initializer as a layer's configuration holds it. */
export interface InitializerConfig {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A part of a weight that begins by itself: the parts stand one after the other. */
interface WeightPart {
  readonly shape: Sizes;
  readonly initializer: InitializerConfig;
}

/** Keras's fans: [in, out]; a convolution's are its channels times the window. */
export const fans = (shape: Sizes): readonly [number, number] => {
  if (shape.length < 1) return [1, 1];
  if (shape.length === 1) return [shape[0]!, shape[0]!];
  const window = countOf(shape.slice(0, -2));
  return [shape.at(-2)! * window, shape.at(-1)! * window];
};

/** The fans along some axes of a weight, as an initializer may say them: both, or they are as its shape has them. */
const fansAlong = (
  { inputAxes, outputAxes }: InitializerConfig['config'],
  shape: Sizes,
  what: string,
): readonly [number, number] | undefined => {
  if (!inputAxes || !outputAxes) return undefined;
  const [fanIn, fanOut] = [inputAxes, outputAxes].map((axes) =>
    countOf(
      (axes as readonly number[]).map((axis) => {
        const size = shape.at(axis);
        if (size === undefined || axis < -shape.length)
          throw new TypeError(
            `an initializer's fans go along axis ${axis}, and ${what} has shape ${showShape(shape)}`,
          );
        return size;
      }),
    ),
  );
  return [fanIn!, fanOut!];
};

/** The classes that are VarianceScaling with settings of their own. */
const scalings: Readonly<Record<string, { scale: number; mode: string; distribution: string }>> = {
  GlorotUniform: { scale: 1, mode: 'fanAvg', distribution: 'uniform' },
  GlorotNormal: { scale: 1, mode: 'fanAvg', distribution: 'truncatedNormal' },
  HeUniform: { scale: 2, mode: 'fanIn', distribution: 'uniform' },
  HeNormal: { scale: 2, mode: 'fanIn', distribution: 'truncatedNormal' },
  LeCunUniform: { scale: 1, mode: 'fanIn', distribution: 'uniform' },
  LeCunNormal: { scale: 1, mode: 'fanIn', distribution: 'truncatedNormal' },
};

/** What a standard normal keeps of its deviation once it is cut at two: Keras's constant. */
const truncatedDeviation = 0.87962566103423978;

/** What Keras calls the distributions of VarianceScaling: its 'normal' is cut, too. */
const isCut = (distribution: string) => distribution !== 'untruncatedNormal';

/**
 * The first values of a weight, drawn as Keras draws them. tfjs's own differ: its scaled truncated normals are too narrow,
 * its seeds mean other numbers, its identity is square, and its orthogonal fails.
 *
 * @throws TypeError for a shape that the initializer cannot have: `what` says whose.
 */
export const initialValues = (
  { className, config }: InitializerConfig,
  shape: Sizes,
  seed: number,
  what = 'the weight',
): Float32Array => {
  const uniform = randomStream(typeof config['seed'] === 'number' ? config['seed'] : seed);
  const values = new Float32Array(countOf(shape));
  const number = (key: string, fallback: number) =>
    typeof config[key] === 'number' ? config[key] : fallback;
  const between = (low: number, high: number) => values.map(() => low + (high - low) * uniform());
  const normal = (mean: number, deviation: number, cut: boolean) => {
    const next = normalStream(uniform);
    const draw = (): number => {
      const value = next();
      return cut && Math.abs(value) > 2 ? draw() : value;
    };
    return values.map(() => mean + deviation * draw());
  };
  switch (className) {
    case 'Zeros':
      return values;
    case 'Ones':
      return values.fill(1);
    case 'Constant':
      return values.fill(number('value', 0));
    case 'Identity': {
      const [rows, columns] = shape as readonly [number, number];
      if (shape.length !== 2)
        throw new TypeError(`'identity' is for a matrix, and ${what} has shape ${showShape(shape)}`);
      for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = number('gain', 1);
      return values;
    }
    case 'InParts': {
      let at = 0;
      (config['parts'] as readonly WeightPart[]).forEach((part, i) => {
        const first = initialValues(part.initializer, part.shape, i === 0 ? seed : seedOf(seed, i), what);
        values.set(first, at);
        at += first.length;
      });
      return values;
    }
    case 'Values':
      values.set(config['values'] as readonly number[]);
      return values;
    case 'SquareRoot':
      return initialValues(config['of'] as InitializerConfig, shape, seed, what).map(Math.sqrt);
    case 'Orthogonal':
      if (shape.length < 2)
        throw new TypeError(
          `'orthogonal' is for two axes or more, and ${what} has shape ${showShape(shape)}`,
        );
      return orthogonalValues(shape, number('gain', 1), normalStream(uniform));
    case 'RandomUniform':
      return between(number('minval', -0.05), number('maxval', 0.05));
    case 'RandomNormal':
      return normal(number('mean', 0), number('stddev', 0.05), false);
    case 'TruncatedNormal':
      return normal(number('mean', 0), number('stddev', 0.05), true);
  }
  const scaling =
    className === 'VarianceScaling' ? (config as (typeof scalings)[string]) : scalings[className];
  if (!scaling) throw new TypeError(`${what} begins as '${className}', and there is no such initializer`);
  const [fanIn, fanOut] =
    fansAlong(config, shape, what) ?? (config['fans'] as ReturnType<typeof fans> | undefined) ?? fans(shape);
  const fan = scaling.mode === 'fanIn' ? fanIn : scaling.mode === 'fanOut' ? fanOut : (fanIn + fanOut) / 2;
  const variance = scaling.scale / Math.max(1, fan);
  if (scaling.distribution === 'uniform') return between(-Math.sqrt(3 * variance), Math.sqrt(3 * variance));
  const cut = isCut(scaling.distribution);
  return normal(0, Math.sqrt(variance) / (cut ? truncatedDeviation : 1), cut);
};
