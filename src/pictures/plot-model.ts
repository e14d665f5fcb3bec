import { curveBasis, line } from 'd3-shape';
import type { AnyModel } from '../graph/model.js';
import { declareAsync } from '../options/declare.js';
import { modelKind, plotModelOptions, type PlotModelOptions } from './model/model-options.js';
import { modelParts, type Box, type Group, type ModelParts } from './model/model-parts.js';
import { short, svg, tag, text, widthOf } from './svg.js';

/** Letters of one width, so that boxes are as wide as what stands in them. */
const font = { family: 'ui-monospace, Menlo, Consolas, monospace', letter: 7.3, line: 17 };
const padding = 10;
const header = 26;
const margin = 16;
const colours = { input: '#0f766e', layer: '#1e293b', model: '#6d28d9' } as const;

const trainedText = (trainable: boolean) => (trainable ? 'Trainable' : 'Non-trainable');

/** What stands under a box's title. */
const rowsOf = ({ rows, trainable }: Box): readonly string[] =>
  trainable === undefined ? rows : [...rows, trainedText(trainable)];

const sizeOf = (box: Box): { readonly width: number; readonly height: number } => {
  const rows = rowsOf(box);
  const letters = [box.title, ...rows].map((words) => widthOf(words, font.letter));
  return {
    width: Math.max(60, ...letters) + 2 * padding,
    height: header + (rows.length === 0 ? 0 : rows.length * font.line + padding),
  };
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place, the middle of it, and its size. */
interface Place extends Point {
  readonly width: number;
  readonly height: number;
}

const drawBox = (box: Box, { x, y, width, height }: Place): readonly string[] => {
  const [left, top] = [x - width / 2, y - height / 2];
  return [
    tag('rect', { x: left, y: top, width, height, rx: 4, fill: '#ffffff', stroke: colours[box.kind] }),
    tag('path', {
      d: `M${left},${top + header}v${4 - header}q0,-4 4,-4h${width - 8}q4,0 4,4v${header - 4}z`,
      fill: colours[box.kind],
    }),
    text(x, top + 18, box.title, { 'text-anchor': 'middle', 'font-weight': 'bold', fill: '#ffffff' }),
    ...rowsOf(box).map((row, i) =>
      text(left + padding, top + header + font.line * (i + 1), row, {
        fill: i < box.rows.length ? '#0f172a' : box.trainable ? '#15803d' : '#b91c1c',
      }),
    ),
  ];
};

/** Room for a group's title, above what dagre lays out of it. */
const titleRoom = 10;

/** A group with its title above what is in it. */
const groupPlace = ({ x, y, width, height }: Place): Place => ({
  x,
  y: y - titleRoom / 2,
  width,
  height: height + titleRoom,
});

const drawGroup = ({ title }: Group, { x, y, width, height }: Place): readonly string[] => [
  tag('rect', {
    x: x - width / 2,
    y: y - height / 2,
    width,
    height,
    rx: 6,
    fill: colours.model,
    'fill-opacity': 0.05,
    stroke: colours.model,
    'stroke-dasharray': '5 4',
  }),
  text(x - width / 2 + 8, y - height / 2 + 15, title, { fill: colours.model, 'font-weight': 'bold' }),
];

/** What is around all places and points, with a margin. */
const around = (places: readonly Place[], points: readonly Point[]) => {
  const all = [
    ...points,
    ...places.flatMap(({ x, y, width, height }) => [
      { x: x - width / 2, y: y - height / 2 },
      { x: x + width / 2, y: y + height / 2 },
    ]),
  ];
  const bound = (pick: (...values: readonly number[]) => number, axis: 'x' | 'y') =>
    all.reduce((found, point) => pick(found, point[axis]), all[0]?.[axis] ?? 0);
  const [left, top] = [bound(Math.min, 'x') - margin, bound(Math.min, 'y') - margin];
  return {
    left,
    top,
    width: bound(Math.max, 'x') + margin - left,
    height: bound(Math.max, 'y') + margin - top,
  };
};

/** Where everything stands, by dagre: Sugiyama's layers of nodes, with few crossings. */
const layOut = async ({ boxes, groups, arrows }: ModelParts, rankdir: string) => {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir, nodesep: 28, ranksep: groups.length > 0 ? 52 : 36 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, title } of groups)
    graph.setNode(id, { width: widthOf(title, font.letter) + 16, height: 0 });
  for (const box of boxes) graph.setNode(box.id, sizeOf(box));
  for (const { id, group } of [...groups, ...boxes]) if (group !== undefined) graph.setParent(id, group);
  for (const [from, to] of arrows) graph.setEdge(from, to);
  layout(graph);
  return {
    boxPlaces: boxes.map(({ id }) => graph.node(id) as Place),
    groupPlaces: groups.map(({ id }) => groupPlace(graph.node(id) as Place)),
    curves: arrows.map(([from, to]) => (graph.edge(from, to) as { readonly points: Point[] }).points),
  };
};

interface PlotModel {
  (model: AnyModel, options?: PlotModelOptions): Promise<string>;
}

/**
 * The graph of a model as an SVG picture: a box for each layer, arrows for the tensors, as Keras's `plot_model` draws it.
 *
 * @param model Any model, trained or not.
 * @example writeFileSync('model.svg', await plotModel(net, { showShapes: true, expandNested: true }));
 * @see https://keras.io/api/utils/model_plotting_utils/#plot_model-function
 */
export const plotModel: PlotModel = /* @__PURE__ */ declareAsync(
  { name: 'plotModel', takes: { model: modelKind }, options: plotModelOptions },
  async ({ model, rankdir, ...asked }) => {
    const parts = modelParts(model, asked);
    const { boxPlaces, groupPlaces, curves } = await layOut(parts, rankdir);
    const { left, top, width, height } = around([...boxPlaces, ...groupPlaces], curves.flat());
    const path = line<Point>(
      ({ x }) => x,
      ({ y }) => y,
    )
      .curve(curveBasis)
      .digits(2);
    return svg(width, height, `the model ${model.name}`, [
      '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8z" fill="#64748b"/></marker></defs>',
      `<g font-family="${font.family}" transform="translate(${short(-left)} ${short(-top)})">`,
      ...parts.groups.flatMap((group, i) => drawGroup(group, groupPlaces[i]!)),
      ...curves.map((points) =>
        tag('path', { d: path(points) ?? '', fill: 'none', stroke: '#64748b', 'marker-end': 'url(#arrow)' }),
      ),
      ...parts.boxes.flatMap((box, i) => drawBox(box, boxPlaces[i]!)),
      '</g>',
    ]);
  },
);
