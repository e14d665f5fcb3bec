import type { Shape } from '../shapes/shape.js';
import { callable, count, flag } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { countNumbers } from './model-layer.js';
import type { AnyLayer } from './layer.js';
import { isModel, type AnyModel } from './model.js';
import { layerWeights, type GraphInput, type LayerGraph } from './layer-graph.js';
import { drawTable, type Column } from './summary-table.js';
import type { AnyTensor } from './symbolic-tensor.js';

/** Options of `summary`. */
export interface SummaryOptions {
  /** The table's width in characters. Default, as in Keras: 88, with branches 108, or four less than the terminal has. */
  readonly lineLength?: number;
  /** Shows the layers of nested models too. Default false. */
  readonly expandNested?: boolean;
  /** Adds a column that says whether each layer is trained. Default false. */
  readonly showTrainable?: boolean;
  /** Where the lines go. Default `console.log`. */
  readonly printFn?: (line: string) => void;
}

/** No line is longer than a text can be. */
const lineLength: Kind<number> = {
  needs: 'a whole number from 1 to 10000',
  read: (given) => (count.read(given) && (given as number) <= 10_000 ? (given as number) : undefined),
};

/** The options of `summary`, declared. */
export const summaryOptions = {
  lineLength: optional(lineLength),
  expandNested: optional(flag, false),
  showTrainable: optional(flag, false),
  printFn: optional(callable<(line: string) => void>('a function that takes a line')),
} satisfies Declares<SummaryOptions>;

/** A shape as Keras prints it: `(None, 28, 28)`; not even one axis has a comma. */
const show = (shape: Shape): string => {
  const dims = shape.map((dim) => (dim === null ? 'None' : String(dim))).join(', ');
  return `(${dims})`;
};

const grouped = (n: number): string => n.toLocaleString('en-US');

/** Two decimals; of two as near the even one, as Python rounds. */
const rounded = (x: number): string => {
  const below = Math.floor(x * 100);
  return (x * 100 - below === 0.5 && below % 2 === 0 ? below / 100 : x).toFixed(2);
};

/** Bytes, in a unit that fits. */
const memory = (bytes: number): string => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${rounded(size)} ${units[unit]}`;
};

/** A row of the table. */
interface Row {
  readonly layer: string;
  readonly shape: string;
  readonly params: string;
  readonly trained: string;
  readonly from: string;
}

/** Where a tensor comes from, as Keras writes it: `dense[0][0]`, the layer, its call, and which of its outputs. */
const originOf = (graph: LayerGraph) => {
  const names = new Map<unknown, string>([
    ...graph.inputs.map(({ name, tensor }) => [tensor, name] as const),
    ...graph.layers.map(({ name, layer }) => [layer, name] as const),
  ]);
  return (tensor: AnyTensor): string =>
    `${names.get(tensor.source?.layer ?? tensor)}[${tensor.source?.node ?? 0}][${tensor.source?.index ?? 0}]`;
};

const inputRow = ({ name, tensor }: GraphInput, indent: string): Row => ({
  layer: `${indent}${name} (InputLayer)`,
  shape: show(tensor.shape),
  params: '0',
  trained: '-',
  from: '-',
});

const rowsOf = (model: AnyModel, expandNested: boolean, frozen = false, depth = 0): readonly Row[] => {
  const { graph } = model;
  const indent = depth === 0 ? '' : `${'   '.repeat(depth)}└ `;
  const origin = originOf(graph);
  // Keras shows no InputLayer of a list
  const shown = model.spec.className === 'Sequential' ? graph.layers : graph.operations;
  return shown.flatMap((entry): readonly Row[] => {
    if (!('layer' in entry)) return [inputRow(entry, indent)];
    const { layer, name, calls } = entry;
    const weights = layerWeights(entry);
    const isFrozen = frozen || !layer.trainable;
    const rowOf = (
      of: AnyLayer,
      { as, outputs, its, from }: { as: string; outputs: readonly AnyTensor[]; its: Weights; from: string },
    ): readonly Row[] => {
      const still = isFrozen || !of.trainable;
      const row: Row = {
        layer: `${indent}${as} (${of.spec.className})`,
        shape: shapesOf(outputs),
        params: grouped(countNumbers(its) + (of.spec.otherParams ?? 0)),
        trained: its.length === 0 ? '-' : still ? 'N' : 'Y',
        // of nested layers Keras does not say it
        from: depth > 0 ? '-' : from,
      };
      return [row, ...(expandNested && isModel(of) ? rowsOf(of, expandNested, still, depth + 1) : [])];
    };
    const { parts, whole } = layer.spec.own ?? {};
    // as in Keras, a model of the user's own is the models that it is made of
    if (parts && whole)
      return Object.entries(parts).flatMap(([as, part]) =>
        rowOf(part, { as, outputs: part.graph.outputs, its: part.weights, from: '-' }),
      );
    const from = calls.flatMap(({ inputs }) => inputs.map(origin)).join(', ');
    return rowOf(layer, { as: name, outputs: calls.at(-1)!.outputs, its: weights, from });
  });
};

type Weights = Parameters<typeof countNumbers>[0];

/** Output shapes of a layer. */
const shapesOf = (tensors: readonly AnyTensor[]): string => {
  const outputs = tensors.map(({ shape }) => show(shape));
  return outputs.length === 1 ? outputs[0]! : `[${outputs.join(', ')}]`;
};

/** The columns of Keras's table, and how long its lines are where the terminal has room. */
const tableOf = (connected: boolean, showTrainable: boolean) => {
  const shares = connected ? [0.3, 0.56, 0.74, 1] : [0.45, 0.8, 1];
  const ends = showTrainable ? [...shares.map((share) => share * 0.9), 1] : shares;
  const columns: readonly Omit<Column<Row>, 'end'>[] = [
    { title: 'Layer (type)', cell: ({ layer }) => layer, align: 'left' },
    { title: 'Output Shape', cell: ({ shape }) => shape, align: 'left' },
    { title: 'Param #', cell: ({ params }) => params, align: 'right' },
    ...(connected ? [{ title: 'Connected to', cell: ({ from }: Row) => from, align: 'left' } as const] : []),
    ...(showTrainable
      ? [{ title: 'Trainable', cell: ({ trained }: Row) => trained, align: 'center' } as const]
      : []),
  ];
  return {
    columns: columns.map((column, i) => ({ ...column, end: ends[i]! })),
    roomy: (connected ? 108 : 88) + (showTrainable ? 12 : 0),
  };
};

/** Prints a model's layers, output shapes and parameters, as Keras does; those of its optimizer too, once it has some. */
export const printSummary = (model: AnyModel, given?: SummaryOptions, optimizerParams = 0): void => {
  const options = readOptions('summary', given, summaryOptions);
  const print = options.printFn ?? ((line: string) => console.log(line));
  const { columns, roomy } = tableOf(!model.graph.isChain, options.showTrainable);
  const terminal = (typeof process === 'undefined' ? undefined : process.stdout?.columns) ?? 80;
  const lineLength = options.lineLength ?? Math.max(40, Math.min(roomy, terminal - 4));
  const table = drawTable(columns, lineLength, rowsOf(model, options.expandNested));
  if (!table)
    throw new TypeError(
      `summary: a lineLength of ${lineLength} has no room for ${columns.length} columns; use 40 or more`,
    );
  print(`Model: "${model.name}"`);
  for (const line of table) print(line);
  const weights = model.weights;
  const total = model.countParams();
  const trained = countNumbers(weights.filter(({ trainable }) => trainable));
  // four bytes each; Keras counts the optimizer's steps in eight
  const counter = optimizerParams > 0 ? 4 : 0;
  const say = (what: string, count: number, more = 0) =>
    print(` ${what} params: ${grouped(count)} (${memory(count * 4 + more)})`);
  say('Total', total + optimizerParams, counter);
  say('Trainable', trained);
  say('Non-trainable', total - trained);
  if (optimizerParams > 0) say('Optimizer', optimizerParams, counter);
};
