// Four judges of one shape: the types here; the value twins, Keras and tfjs in tests/fixtures/shapes.test.ts. Each line of
// the file that this writes compiles where Keras gives that very shape, and does not where it refuses the layer.
import { readFileSync, writeFileSync } from 'node:fs';
import { isKnownDifference, shapeCases, type ShapeCase } from '../tests/fixtures/shape-cases.js';

const text = (value: unknown) => JSON.stringify(value).replaceAll('"', "'");
const inputOf = ([, ...sizes]: ShapeCase['inputs'][number]) => `input(${text(sizes)})`;

/** The call of a case: on a tensor, as a method of it, or on a list. */
const call = ({ layer, args, options, inputs, roles = {} }: ShapeCase, isMethod: boolean): string => {
  const settings = Object.entries(options).map(([key, value]) => `${key}: ${text(value)}`);
  const tensors = Object.entries(roles).map(([role, shape]) => `${role}: ${inputOf(shape)}`);
  const object = (entries: readonly string[]) => (entries.length > 0 ? [`{ ${entries.join(', ')} }`] : []);
  const [first] = inputs;
  if (tensors.length > 0) {
    const placed = [...args.map(text), ...object([...settings, ...tensors])].join(', ');
    const free = [...args.map(text), ...object(settings)].join(', ');
    return isMethod
      ? `${inputOf(first!)}.${layer}(${placed})`
      : `layers.${layer}(${free})(${[inputOf(first!), ...object(tensors)].join(', ')})`;
  }
  const given = [...args, ...(Object.keys(options).length > 0 ? [options] : [])].map(text).join(', ');
  if (inputs.length > 1) return `layers.${layer}(${given})([${inputs.map(inputOf).join(', ')}])`;
  return isMethod ? `${inputOf(first!)}.${layer}(${given})` : `layers.${layer}(${given})(${inputOf(first!)})`;
};

const line = (each: ShapeCase, i: number): string => {
  const made = call(each, i % 2 === 0);
  if (each.output === 'refused') return `void ${made}; // error`;
  const several = Array.isArray(each.output[0]);
  return `expect${several ? 'Shapes' : 'Shape'}<${text(each.output)}>(${made});`;
};

/** Writes one case in so many, others with each turn; gives the lines. */
export const writeShapeJudges = (file: string, of: number, turn: number): readonly string[] => {
  const lines = shapeCases()
    .filter((each, i) => i % of === turn % of && !isKnownDifference(each))
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
