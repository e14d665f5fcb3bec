// The order in which Keras lists the layers of a graph: by depth, those of one depth as a walk from the outputs meets them.
import type { AnyLayer } from './layer.js';
import type { AnyTensor, Source } from './symbolic-tensor.js';

/** What makes a tensor: a layer, or, for a model's input, the tensor itself. */
export type Operation = AnyLayer | AnyTensor;

/** The walk of a graph from its outputs back. */
export interface Traversal {
  /** Every layer call, each after those it depends on. */
  readonly calls: readonly Source[];
  /** The inputs that the outputs depend on. */
  readonly roots: readonly AnyTensor[];
  /** Layers and inputs, in Keras's order. */
  readonly operations: readonly Operation[];
  /** Whether one call follows the other, each on one tensor, no layer called twice. */
  readonly isChain: boolean;
}

/** One call, or an input. */
interface Node {
  readonly operation: Operation;
  readonly source: Source | undefined;
  readonly parents: readonly AnyTensor[];
}

/** A call is known by its list of outputs, which its tensors share. */
const keyOf = (tensor: AnyTensor): object => tensor.source?.outputs ?? tensor;

const nodeOf = (tensor: AnyTensor): Node => ({
  operation: tensor.source?.layer ?? tensor,
  source: tensor.source,
  parents: tensor.source?.inputs ?? [],
});

/** The nodes behind some outputs, each after those it depends on, and when the walk first met each operation. */
const walk = (outputs: readonly AnyTensor[]) => {
  const nodes = new Map<object, Node>();
  const met = new Map<Operation, number>();
  // an explicit stack, for chains of thousands
  const stack = [...outputs].reverse();
  while (stack.length > 0) {
    const tensor = stack[stack.length - 1]!;
    const key = keyOf(tensor);
    const node = nodeOf(tensor);
    if (!met.has(node.operation)) met.set(node.operation, met.size);
    const waiting = nodes.has(key) ? [] : node.parents.filter((parent) => !nodes.has(keyOf(parent)));
    if (waiting.length === 0) {
      stack.pop();
      if (!nodes.has(key)) nodes.set(key, node);
    }
    // the first on top
    for (const parent of waiting.reverse()) stack.push(parent);
  }
  return { nodes, met };
};

/**
 * Walks a graph from its outputs; `inputs` that no output depends on stand last. An operation is as deep as the longest
 * way from it to an output, and the deepest come first, as in `map_graph` of Keras's `ops/function.py`.
 */
export const traverse = (outputs: readonly AnyTensor[], inputs: readonly AnyTensor[]): Traversal => {
  const { nodes, met } = walk(outputs);
  const depthOfNode = new Map<object, number>();
  const depths = new Map<Operation, number>();
  for (const [key, { operation, parents }] of [...nodes].reverse()) {
    // a layer called twice is as deep as its deepest call
    const depth = Math.max(depthOfNode.get(key) ?? 0, depths.get(operation) ?? 0);
    depths.set(operation, depth);
    depthOfNode.set(key, depth);
    for (const parent of parents)
      depthOfNode.set(keyOf(parent), Math.max(depth + 1, depthOfNode.get(keyOf(parent)) ?? 0));
  }
  for (const input of inputs)
    if (!depths.has(input)) {
      depths.set(input, 0);
      depthOfNode.set(input, 0);
      met.set(input, -1);
    }
  const all = [...nodes.values()];
  return {
    calls: all.flatMap(({ source }) => source ?? []),
    roots: all.flatMap(({ operation, source }) => (source ? [] : (operation as AnyTensor))),
    operations: [...depths.keys()].sort(
      (a, b) => depths.get(b)! - depths.get(a)! || met.get(a)! - met.get(b)!,
    ),
    isChain:
      new Set(depthOfNode.values()).size === depthOfNode.size &&
      all.every(({ parents }) => parents.length <= 1),
  };
};
