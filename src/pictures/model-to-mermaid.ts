import type { AnyModel } from '../graph/model.js';
import { declare } from '../options/declare.js';
import { modelKind, plotModelOptions, type PlotModelOptions } from './model/model-options.js';
import { modelParts, type Box } from './model/model-parts.js';

/** Words between quotes of mermaid's, which reads entities of its own. */
const quoted = (words: string): string =>
  `"${words.replace(/[&#"<>`\\]/g, (character) => `#${character.codePointAt(0)};`)}"`;

const labelOf = ({ title, rows, trainable }: Box): string => {
  const all = [
    title,
    ...rows,
    ...(trainable === undefined ? [] : [trainable ? 'Trainable' : 'Non-trainable']),
  ];
  return `"${all.map((row) => quoted(row).slice(1, -1)).join('<br/>')}"`;
};

const shapes = { input: ['([', '])'], layer: ['[', ']'], model: ['[[', ']]'] } as const;

interface ModelToMermaid {
  (model: AnyModel, options?: PlotModelOptions): string;
}

/**
 * The graph of a model as the text of a mermaid flowchart, which many a site draws between marks of `mermaid` code.
 *
 * @param model Any model, trained or not.
 * @example console.log(modelToMermaid(net, { showShapes: true, rankdir: 'LR' }));
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export const modelToMermaid: ModelToMermaid = /* @__PURE__ */ declare(
  { name: 'modelToMermaid', takes: { model: modelKind }, options: plotModelOptions },
  ({ model, rankdir, ...asked }) => {
    const { boxes, groups, arrows } = modelParts(model, asked);
    const within = (group: string | undefined, indent: string): readonly string[] => [
      ...boxes
        .filter((box) => box.group === group)
        .map((box) => `${indent}${box.id}${shapes[box.kind][0]}${labelOf(box)}${shapes[box.kind][1]}`),
      ...groups
        .filter((each) => each.group === group)
        .flatMap(({ id, title }) => [
          `${indent}subgraph ${id}[${quoted(title)}]`,
          ...within(id, `${indent}  `),
          `${indent}end`,
        ]),
    ];
    return [
      `flowchart ${rankdir}`,
      ...within(undefined, '  '),
      ...arrows.map(([from, to]) => `  ${from} --> ${to}`),
      '',
    ].join('\n');
  },
);
