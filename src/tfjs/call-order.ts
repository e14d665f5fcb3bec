import type { AnyLayer } from '../graph/layer.js';
import type { LayerGraph } from '../graph/layer-graph.js';
import type { AnyTensor, Source } from '../graph/symbolic-tensor.js';

/**
 * The calls of a graph in the order in which tfjs makes them again from a file: layer by layer, what is not ready yet
 * put off. It counts a layer's calls, and takes another for the one that is meant where it counts in another order.
 */
export const callOrder = ({ operations }: LayerGraph): readonly Source[] => {
  const created = new Set<AnyLayer | AnyTensor>();
  const made = new Set<AnyTensor>();
  const order: Source[] = [];
  /** Makes the calls that are ready; gives the others. */
  const make = (calls: readonly Source[]): readonly Source[] =>
    calls.filter((call) => {
      const ready = call.inputs.every((tensor) => made.has(tensor) || created.has(tensor));
      if (ready) order.push(call);
      if (ready) for (const output of call.outputs) made.add(output);
      return !ready;
    });
  let waiting = operations.map((operation) => {
    created.add('layer' in operation ? operation.layer : operation.tensor);
    return 'layer' in operation ? make(operation.calls) : [];
  });
  while (waiting.some((calls) => calls.length > 0)) waiting = waiting.map(make);
  return order;
};
