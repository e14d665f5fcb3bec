import type { Shape } from '../shapes/shape.js';
import { checkOptions } from '../errors/suggest.js';
import { countNumbers } from './model-layer.js';
import { isModel, type AnyModel } from './model.js';
import { layerWeights, type GraphLayer, type LayerGraph } from './layer-graph.js';
import { drawTable, type Column } from './summary-table.js';

/** Options of `summary`. */
export interface SummaryOptions {
  /** The table's width in characters. Default: the terminal's, or 80. */
  readonly lineLength?: number;
  /** Shows the layers of nested models too. Default false. */
  readonly expandNested?: boolean;
  /** Adds a column that says whether each layer is trained. Default false. */
  readonly showTrainable?: boolean;
  /** Where the lines go. Default `console.log`. */
  readonly printFn?: (line: string) => void;
}

const optionNames = ['lineLength', 'expandNested', 'showTrainable', 'printFn'];

/** A shape as Keras prints it: `(None, 28, 28)`. */
const show = (shape: Shape): string => {
  const dims = shape.map((dim) => (dim === null ? 'None' : String(dim))).join(', ');
  return `(${dims}${shape.length === 1 ? ',' : ''})`;
};

const grouped = (n: number): string => n.toLocaleString('en-US');

/** So many numbers of four bytes, in a unit that fits. */
const memory = (count: number): string => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = count * 4;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${size.toFixed(2)} ${units[unit]}`;
};

/** A row of the table. */
interface Row {
  readonly layer: string;
  readonly shape: string;
  readonly params: string;
  readonly trained: string;
  readonly from: string;
}

/** Whether each layer is called once, on one tensor, so that the order says where it is connected. */
const isChain = ({ inputs, layers }: LayerGraph): boolean =>
  inputs.length === 1 && layers.every(({ calls }) => calls.length === 1 && calls[0]!.inputs.length === 1);

const rowsOf = (model: AnyModel, options: SummaryOptions, depth = 0): Row[] => {
  const { graph } = model;
  const indent = depth === 0 ? '' : `${'   '.repeat(depth)}└ `;
  const names = new Map<unknown, string>();
  graph.inputs.forEach(({ name, tensor }) => names.set(tensor, `${name}[0][0]`));
  for (const { name, calls } of graph.layers)
    calls.forEach((call, node) =>
      call.outputs.forEach((output, i) => names.set(output, `${name}[${node}][${i}]`)),
    );
  const isSequential = model.spec.className === 'Sequential';
  const starts = isSequential
    ? []
    : graph.inputs.map(({ name, tensor }) => ({
        layer: `${indent}${name} (InputLayer)`,
        shape: show(tensor.shape),
        params: '0',
        trained: '-',
        from: '-',
      }));
  return [
    ...starts,
    ...graph.layers.flatMap((entry) => {
      const row: Row = {
        layer: `${indent}${entry.name} (${entry.layer.spec.className})`,
        shape: shapesOf(entry),
        params: grouped(countNumbers(layerWeights(entry))),
        trained: trainedMark(entry),
        from: entry.calls.flatMap(({ inputs }) => inputs.map((input) => names.get(input)!)).join(',\n'),
      };
      const inner =
        options.expandNested && isModel(entry.layer) ? rowsOf(entry.layer, options, depth + 1) : [];
      return [row, ...inner];
    }),
  ];
};

const shapesOf = ({ calls }: GraphLayer): string => {
  const outputs = calls[0]!.outputs.map(({ shape }) => show(shape));
  return outputs.length === 1 ? outputs[0]! : `[${outputs.join(', ')}]`;
};

const trainedMark = (entry: GraphLayer): string => {
  const weights = layerWeights(entry);
  if (weights.length === 0) return '-';
  return weights.some(({ trainable }) => trainable) ? 'Y' : 'N';
};

/** The widths of the columns, borders left out, in a line of 80: Keras's, which others are scaled from. */
const widths = {
  plain: [35, 26, 15],
  trained: [31, 24, 13, 7],
  connected: [23, 19, 13, 20],
  both: [21, 17, 12, 6, 18],
};

/** Prints a model's layers, output shapes and parameters, as Keras does; those of its optimizer too, once it has some. */
export const printSummary = (model: AnyModel, given?: SummaryOptions, optimizerParams = 0): void => {
  const options = checkOptions('summary', given, optionNames);
  const terminal = typeof process === 'undefined' ? undefined : process.stdout?.columns;
  const lineLength = Math.max(40, options.lineLength ?? terminal ?? 80);
  const print = options.printFn ?? ((line: string) => console.log(line));
  const connected = !isChain(model.graph);
  const { showTrainable = false } = options;
  const own = connected ? (showTrainable ? 'both' : 'connected') : showTrainable ? 'trained' : 'plain';
  const columns: Column<Row>[] = [
    { title: 'Layer (type)', cell: ({ layer }) => layer, align: 'left' },
    { title: 'Output Shape', cell: ({ shape }) => shape, align: 'left' },
    { title: 'Param #', cell: ({ params }) => params, align: 'right' },
    ...(showTrainable
      ? [{ title: 'Trainable', cell: ({ trained }: Row) => trained, align: 'center' } as const]
      : []),
    ...(connected ? [{ title: 'Connected to', cell: ({ from }: Row) => from, align: 'left' } as const] : []),
  ];
  print(`Model: "${model.name}"`);
  for (const line of drawTable(columns, widths[own], lineLength, rowsOf(model, options))) print(line);
  const weights = model.weights;
  const total = countNumbers(weights);
  const trained = countNumbers(weights.filter(({ trainable }) => trainable));
  const say = (what: string, count: number) => print(` ${what} params: ${grouped(count)} (${memory(count)})`);
  say('Total', total + optimizerParams);
  say('Trainable', trained);
  say('Non-trainable', total - trained);
  if (optimizerParams > 0) say('Optimizer', optimizerParams);
};
