// How two models differ: in their layers, options and weights.
import { show } from '../errors/show.js';
import { isLayer, type AnyLayer } from '../graph/layer.js';
import type { GraphLayer } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { showShape } from '../shapes/shape.js';
import { emitModel } from '../tfjs/emitter.js';
import { modelVariables } from '../tfjs/variables.js';
import { endsOf } from './model-facts.js';

/** How two models differ. */
export interface ModelDifference {
  /** Whether they are the same: layers, options, names and weights. */
  readonly same: boolean;
  /** Layers of the second that the first has not, by their paths: `encoder/dense`. */
  readonly added: readonly string[];
  /** Layers of the first that the second has not. */
  readonly removed: readonly string[];
  /** What layers of one name have otherwise. */
  readonly changed: readonly Change[];
  /** Weights of one path and shape whose numbers differ, and by how much at most. */
  readonly weights: readonly WeightDifference[];
}

/** A thing that both have, and each otherwise. */
export interface Change {
  /** The layer's path; empty for what is the model's own. */
  readonly layer: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** A weight that differs. */
export interface WeightDifference {
  readonly path: string;
  /** The largest difference of two of its numbers. */
  readonly largest: number;
}

type Entry = readonly [path: string, entry: GraphLayer];

const entriesIn = ({ graph }: AnyModel, prefix = ''): readonly Entry[] =>
  graph.layers.flatMap((entry): readonly Entry[] => {
    const path = `${prefix}${entry.name}`;
    return [[path, entry], ...(isModel(entry.layer) ? entriesIn(entry.layer, `${path}/`) : [])];
  });

/** A layer's options as text; of a layer among them, what it is. */
const optionsIn = (layer: AnyLayer): ReadonlyMap<string, string> => {
  const words = (value: unknown): unknown => {
    if (isLayer(value)) return `${value.spec.className} ${JSON.stringify(value.spec.config)}`;
    return typeof value === 'function' ? 'a function' : typeof value === 'number' ? String(value) : value;
  };
  return new Map(
    Object.entries({ ...layer.spec.config, trainable: layer.trainable }).map(([key, value]) => [
      key,
      // JSON knows no infinity
      JSON.stringify(value, (_, each: unknown) => words(each)) ?? 'undefined',
    ]),
  );
};

/** A text of JSON as a sentence has it: cut where it is long. */
const shown = (text: string | undefined): string => {
  if (text === undefined || text === 'undefined') return 'nothing';
  return text.length <= 60 ? text.replaceAll('"', '') : `${text.slice(0, 59).replaceAll('"', '')}…`;
};

const changesOf = (path: string, before: GraphLayer, after: GraphLayer): readonly Change[] => {
  const change = (what: string, one: string, other: string): readonly Change[] =>
    one === other ? [] : [{ layer: path, what, before: one, after: other }];
  const [a, b] = [before.layer, after.layer];
  if (a.spec.className !== b.spec.className) return change('class', a.spec.className, b.spec.className);
  const shapesOf = ({ calls }: GraphLayer) =>
    calls.flatMap(({ outputs }) => outputs.map(({ shape }) => showShape(shape))).join(', ');
  const [one, other] = [optionsIn(a), optionsIn(b)];
  return [
    ...change('output shape', shapesOf(before), shapesOf(after)),
    ...[...new Set([...one.keys(), ...other.keys()])].flatMap((key) =>
      one.get(key) === other.get(key) ? [] : change(key, shown(one.get(key)), shown(other.get(key))),
    ),
  ];
};

/** What the calls of a model lead from and to, by the names of layers. */
const wiringOf = ({ graph }: AnyModel): string => {
  const names = new Map<unknown, string>([
    ...graph.inputs.map(({ name, tensor }) => [tensor, name] as const),
    ...graph.layers.map(({ name, layer }) => [layer, name] as const),
  ]);
  const from = (tensor: { readonly source?: unknown }): string => {
    const source = tensor.source as { layer: unknown; node: number; index: number } | undefined;
    return source ? `${names.get(source.layer)}[${source.node}][${source.index}]` : names.get(tensor)!;
  };
  return graph.layers
    .map(({ name, calls }) => `${name}(${calls.map(({ inputs }) => inputs.map(from).join(', ')).join('; ')})`)
    .join(' ');
};

/** How the architectures of two models differ. */
export const architectureDifference = (
  before: AnyModel,
  after: AnyModel,
): Pick<ModelDifference, 'added' | 'removed' | 'changed'> => {
  const [one, other] = [new Map(entriesIn(before)), new Map(entriesIn(after))];
  const added = [...other.keys()].filter((path) => !one.has(path));
  const removed = [...one.keys()].filter((path) => !other.has(path));
  const ends = (of: AnyModel, which: 'inputs' | 'outputs') =>
    endsOf(of)
      [which].map(({ name, shape, dtype }) => `${name} ${showShape(shape)} ${dtype}`)
      .join(', ');
  const own = (['inputs', 'outputs'] as const).flatMap((what): readonly Change[] => {
    const [a, b] = [ends(before, what), ends(after, what)];
    return a === b ? [] : [{ layer: '', what, before: a, after: b }];
  });
  const changed = [...one].flatMap(([path, entry]) =>
    other.has(path) ? changesOf(path, entry, other.get(path)!) : [],
  );
  // where layers are others, what they are called on is too
  const isAlike = added.length === 0 && removed.length === 0;
  const [a, b] = [wiringOf(before), wiringOf(after)];
  const wiring: readonly Change[] =
    isAlike && a !== b ? [{ layer: '', what: 'calls', before: show(a), after: show(b) }] : [];
  return { added, removed, changed: [...own, ...changed, ...wiring] };
};

/** How the weights differ that both models have under one path. */
export const weightDifferences = (before: AnyModel, after: AnyModel): readonly WeightDifference[] => {
  emitModel(before);
  emitModel(after);
  const known = new Map(modelVariables(before).map(({ path, variable }) => [path, variable]));
  return modelVariables(after).flatMap(({ path, variable }): readonly WeightDifference[] => {
    const other = known.get(path);
    if (!other || showShape(other.shape as number[]) !== showShape(variable.shape as number[])) return [];
    const [a, b] = [Array.from(other.read().dataSync()), variable.read().dataSync()];
    const largest = a.reduce((most, value, i) => Math.max(most, apart(value, b[i]!)), 0);
    return largest === 0 ? [] : [{ path, largest }];
  });
};

/** How far two numbers are apart; what is not a number is as far as can be from what is one. */
const apart = (a: number, b: number): number => {
  if (Object.is(a, b) || a === b) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
};
