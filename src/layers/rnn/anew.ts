// Recurrent layers made anew, with weights of their own.
import type { AnyLayer } from '../../graph/layer.js';
import { convLstm1d } from './conv-lstm1d.js';
import { convLstm2d } from './conv-lstm2d.js';
import { convLstm3d } from './conv-lstm3d.js';
import { gruCell } from './gru-cell.js';
import { gru } from './gru.js';
import { lstmCell } from './lstm-cell.js';
import { lstm } from './lstm.js';
import { rnn } from './rnn.js';
import { simpleRNNCell } from './simple-rnn-cell.js';
import { simpleRNN } from './simple-rnn.js';
import { stackedRNNCells } from './stacked-rnn-cells.js';

type Make = (...args: readonly unknown[]) => AnyLayer;

const films = { convLstm1d, convLstm2d, convLstm3d };
const layers: Readonly<Record<string, unknown>> = { lstm, gru, simpleRNN, rnn, ...films };
const cells: Readonly<Record<string, unknown>> = { lstmCell, gruCell, simpleRNNCell, stackedRNNCells };

/**
 * Whether a layer is one that `layerAnew` can make.
 * @internal
 */
export const isRecurrent = ({ origin }: AnyLayer): boolean => Object.hasOwn(layers, origin?.factory ?? '');

const argsOf = ({ origin }: AnyLayer) =>
  origin!.args as readonly [unknown, Readonly<Record<string, unknown>>];

/** A cell made anew, and those that it stacks. */
const cellAnew = (cell: AnyLayer): AnyLayer => {
  const ownAnew = cell.spec.own?.anew;
  if (ownAnew) return ownAnew({ ...(cell.origin!.args[0] as object), trainable: cell.trainable });
  const [first, options] = argsOf(cell);
  const again = Array.isArray(first) ? (first as readonly AnyLayer[]).map(cellAnew) : first;
  return (cells[cell.origin!.factory] as Make)(again, { ...options, trainable: cell.trainable });
};

/** A recurrent layer made anew; as Keras has it in both ways, what it gives of a masked step is zero. */
export const layerAnew = (layer: AnyLayer, name: string, change: object = {}): AnyLayer => {
  const args = layer.origin!.args;
  const [first, ...rest] = args.slice(0, -1);
  const options = args.at(-1) as Readonly<Record<string, unknown>>;
  const zeroOutputForMask = options['returnSequences'];
  const { trainable } = layer;
  return (layers[layer.origin!.factory] as Make)(
    typeof first === 'number' ? first : cellAnew(first as AnyLayer),
    ...rest,
    { ...options, zeroOutputForMask, ...change, name, trainable },
  );
};
