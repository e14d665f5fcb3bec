import type { AnyTensor } from '../graph/symbolic-tensor.js';
import { isModel } from '../graph/model.js';

/** What a tensor went through last: its activation, and how many values a softmax shared out. */
export interface LastActivation {
  /** `'softmax'`, `'sigmoid'`; `'linear'` where there is none. */
  readonly name: string;
  /** The length of a softmax's axis; `null` where it is not known. */
  readonly units: number | null;
}

/** Layers that leave every value as it is, and only move it. */
const passesOn: readonly string[] = [
  'Reshape',
  'Flatten',
  'Dropout',
  'UpSampling2D',
  'Permute',
  'RepeatVector',
];

/** The activation at the end of an output, where the graph tells it: layers that only move values are looked behind. */
export const lastActivation = (tensor: AnyTensor): LastActivation | undefined => {
  const { source } = tensor;
  if (!source) return undefined;
  if (isModel(source.layer)) {
    const place = source.outputs.indexOf(tensor);
    return lastActivation(source.layer.graph.outputs[place]!);
  }
  const { className, config } = source.layer.spec;
  const unitsAt = (axis: unknown): number | null => {
    const dim = tensor.shape.at(typeof axis === 'number' ? axis : -1);
    return typeof dim === 'number' ? dim : null;
  };
  if (className === 'Softmax') return { name: 'softmax', units: unitsAt(config['axis']) };
  if (className === 'ReLU') return { name: 'relu', units: null };
  if (typeof config['activation'] === 'string')
    return { name: config['activation'], units: config['activation'] === 'softmax' ? unitsAt(-1) : null };
  return passesOn.includes(className) ? lastActivation(source.inputs[0]!) : undefined;
};
