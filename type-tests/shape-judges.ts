// Four judges of one shape: the types here; the value twins, Keras and tfjs in tests/fixtures/shapes.test.ts. Each line of
// the file that this writes compiles where Keras gives that very shape, and does not where it refuses the layer.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Shape } from '../src/index.js';
import {
  differenceIn,
  isHeld,
  isSeveral,
  shapeCases,
  type ShapeCase,
} from '../tests/fixtures/shape-cases.js';

const of = (object: object): string =>
  Object.entries(object)
    .map(([key, value]) => `${key}: ${text(value)}`)
    .join(', ');
const inBraces = (inside: readonly string[]) => {
  const said = inside.filter((each) => each !== '');
  return said.length > 0 ? [`{ ${said.join(', ')} }`] : [];
};

/** A value as one writes it: what a layer holds, as its call. */
const text = (value: unknown): string => {
  if (isHeld(value)) {
    const given = [...(value.args ?? []).map(text), ...inBraces([of(value.options ?? {})])];
    return `layers.${value.layer}(${given.join(', ')})`;
  }
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  return JSON.stringify(value).replaceAll('"', "'");
};
const inputOf = ([, ...sizes]: Shape, dtype?: string) =>
  `input(${text(sizes)}${dtype === undefined || dtype === 'float32' ? '' : `, { dtype: '${dtype}' }`})`;
const atRole = (shapes: ShapeCase['roles'][string]) =>
  isSeveral(shapes) ? `[${shapes.map((shape) => inputOf(shape)).join(', ')}]` : inputOf(shapes);

/** The call of a case: on a tensor, as a method of it, or on a list. */
const call = ({ layer, args, options, inputs, roles, dtypes }: ShapeCase, isMethod: boolean): string => {
  const places = args.map(text);
  const tensors = Object.entries(roles).map(([role, shapes]) => `${role}: ${atRole(shapes)}`);
  const [first, ...others] = inputs.map((shape, i) => inputOf(shape, dtypes[i] ?? dtypes[0]));
  if (isMethod && others.length === 0)
    return `${first}.${layer}(${[...places, ...inBraces([of(options), ...tensors])].join(', ')})`;
  const on = others.length > 0 ? `[${[first, ...others].join(', ')}]` : first!;
  return `layers.${layer}(${[...places, ...inBraces([of(options)])].join(', ')})(${[on, ...inBraces(tensors)].join(', ')})`;
};

const line = (each: ShapeCase, i: number): string => {
  const made = call(each, i % 2 === 0);
  const other = differenceIn(each)?.ours;
  if (other === 'takes') return `void ${made};`;
  if (other === 'refuses' || each.output === 'refused') return `void ${made}; // error`;
  return `expect${isSeveral(each.output) ? 'Shapes' : 'Shape'}<${text(each.output)}>(${made});`;
};

/** Writes one case in so many, others with each turn; gives the lines. */
export const writeShapeJudges = (file: string, of: number, turn: number): readonly string[] => {
  const lines = shapeCases()
    .filter((each, i) => i % of === turn % of)
    .map(line);
  writeFileSync(
    file,
    [
      `import { input, layers, type Shape, type SymbolicTensor } from 'shapewright';`,
      `import { expectShape } from 'shapewright/testing';`,
      `declare const expectShapes: <S extends readonly Shape[]>(tensors: { [K in keyof S]: SymbolicTensor<S[K]> }) => void;`,
      `void [input, layers, expectShape, expectShapes];`,
      ...lines,
    ].join('\n'),
  );
  return readFileSync(file, 'utf8').split('\n');
};
