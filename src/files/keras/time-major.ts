// Recurrent layers of Keras 2 whose sequences have the steps first: here the batch is, so they are turned round before and behind.
import type { AnyLayer } from '../../graph/layer.js';
import type { AnyTensor } from '../../graph/symbolic-tensor.js';
import { isKerasObject, type KerasObject } from './keras-object.js';
import { operationFactory } from '../../ops/operation-layer.js';

const recurrent = /^(SimpleRNN|LSTM|GRU|RNN|UnifiedLSTM|UnifiedGRU|LSTMV[12]|GRUV[12]|CuDNN(LSTM|GRU))$/;

/** A layer with the batch first, and whether its sequences have the steps first in the file. */
export interface Turned {
  readonly layer: KerasObject;
  readonly isTurned: boolean;
  /** Whether it gives sequences, the first of its outputs. */
  readonly givesSequences: boolean;
}

/** A layer as it is with the batch first. */
export const batchFirst = (given: KerasObject): Turned => {
  const { config } = given;
  const inner =
    given.class_name === 'Bidirectional' && isKerasObject(config['layer']) ? config['layer'] : undefined;
  const said = inner ?? given;
  if (!recurrent.test(said.class_name) || said.config['time_major'] !== true)
    return { layer: given, isTurned: false, givesSequences: false };
  const plain = (layer: unknown): unknown =>
    isKerasObject(layer) ? { ...layer, config: { ...layer.config, time_major: false } } : layer;
  const layer = inner
    ? {
        ...given,
        config: { ...config, layer: plain(inner), backward_layer: plain(config['backward_layer']) },
      }
    : (plain(given) as KerasObject);
  return { layer, isTurned: true, givesSequences: said.config['return_sequences'] === true };
};

/** A layer that lets the steps and the batch change places. */
export const turn = (name: string): AnyLayer =>
  (operationFactory('Transpose') as unknown as (given: string, options: object) => AnyLayer)(
    JSON.stringify({ x: { tensor: 0 }, axes: [1, 0, 2] }),
    { name },
  );

/** A tensor turned round. */
export const turned = (layer: AnyLayer, tensor: AnyTensor): AnyTensor =>
  (layer as unknown as (x: AnyTensor) => AnyTensor)(tensor);
