import * as tf from '@tensorflow/tfjs-core';
import { floats, type Attribute, type NodeBackend } from './binding.js';

type Attrs = Readonly<Record<string, number>>;

/** One step of an optimizer by one of TensorFlow's own operations. */
export interface ResourceStep {
  readonly name: string;
  /** TensorFlow's operation: it changes variables in place. */
  readonly operation: string;
  /** Which inputs become such variables, in the operation's order; they come out changed, those of `given` alone. */
  readonly variables: readonly string[];
  /** The order that they come out in, where it is another. */
  readonly updated?: readonly string[];
  /** What comes after them: numbers, and `'gradient'` where that stands. */
  readonly inputs: (attrs: Attrs) => readonly (number | 'gradient')[];
  /** Flags of the operation beside its type and its lock. */
  readonly flags?: Readonly<Record<string, boolean>>;
  /** From how many numbers on it is faster than single operations. */
  readonly smallest: number;
}

/** Variables of TensorFlow's need names of their own. */
let variables = 0;

/**
 * A kernel that takes a step in one pass over a large variable where single operations would take as many. TensorFlow changes
 * variables of its own kind only, so value and slots become such for as long as the step takes: below some ten thousand
 * numbers that costs more than it saves.
 */
export const resourceStep = (step: ResourceStep): tf.KernelConfig & { readonly smallest: number } => ({
  kernelName: step.name,
  backendName: 'tensorflow',
  smallest: step.smallest,
  kernelFunc: ({ inputs, attrs, backend }) => {
    const given = inputs as unknown as Readonly<Record<string, tf.TensorInfo>>;
    const node = backend as NodeBackend;
    const { binding } = node;
    const type = floats(node, 'dtype');
    const flag = (name: string, value = false): Attribute => ({ name, type: binding.TF_ATTR_BOOL, value });
    const text = (name: string, value: string): Attribute => ({ name, type: binding.TF_ATTR_STRING, value });

    const handles: number[] = [];
    const made: tf.Tensor[] = [];
    const operands = step.inputs(attrs as unknown as Attrs).map((each) => {
      if (each === 'gradient') return given['gradient']!;
      const scalar = tf.scalar(each);
      made.push(scalar);
      return scalar;
    });
    try {
      for (const input of step.variables) {
        const tensor = given[input]!;
        const shape = { name: 'shape', type: binding.TF_ATTR_SHAPE, value: tensor.shape };
        const name = text('shared_name', `shapewright_${variables++}`);
        const [handle] = binding.executeOp('VarHandleOp', [text('container', ''), name, type, shape], [], 1);
        handles.push(handle!.id);
        binding.executeOp('AssignVariableOp', [type], [handle!.id, ...node.getInputTensorIds([tensor])], 0);
      }
      const flags = Object.entries({ use_locking: false, ...step.flags }).map(([name, value]) =>
        flag(name, value),
      );
      binding.executeOp(
        step.operation,
        [floats(node), ...flags],
        [...handles, ...node.getInputTensorIds(operands)],
        0,
      );
      return (step.updated ?? step.variables).map((input) => {
        const handle = handles[step.variables.indexOf(input)]!;
        return node.createOutputTensor(binding.executeOp('ReadVariableOp', [type], [handle], 1)[0]!);
      });
    } finally {
      tf.dispose(made);
      for (const handle of handles) {
        binding.executeOp('DestroyResourceOp', [flag('ignore_lookup_error')], [handle], 0);
        binding.deleteTensor(handle);
      }
    }
  },
});
