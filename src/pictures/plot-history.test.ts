import { expect, test } from 'vitest';
import { plotHistory } from './plot-history.js';

const count = (svg: string, tag: string) => svg.split(`<${tag} `).length - 1;

test('a loss and its validation share a panel', () => {
  const svg = plotHistory(
    { loss: [3, 2, 1], val_loss: [3, 2.5, 2], accuracy: [0.1, 0.5, 0.9] },
    { height: 100 },
  );
  expect(svg).toContain('width="640" height="200"');
  expect(count(svg, 'path')).toBe(3);
  expect(svg.split('validation').length - 1).toBe(1);
});

test('one epoch is a point, NaN a gap, and names are text', () => {
  expect(count(plotHistory({ loss: [1] }), 'circle')).toBe(1);
  const svg = plotHistory({ '<b>': [1, Number.NaN, 2, 3, Infinity] });
  expect(svg).not.toMatch(/NaN|Infinity|<b>/);
  expect(svg).toContain('&lt;b>');
  expect(plotHistory({})).toContain('</svg>');
});

test('a value between two that are none is a point, ticks have few letters, and what is no history is refused', () => {
  const svg = plotHistory({ loss: [Number.NaN, 2e-9, Number.NaN, 1e-9] }, { width: 200 });
  expect(count(svg, 'circle')).toBe(2);
  expect(
    Math.max(...[...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, words]) => words!.length)),
  ).toBeLessThanOrEqual(8);
  expect(() => plotHistory([1, 2] as never)).toThrow('plotHistory: history must be the history of a run');
  expect(() => plotHistory({ loss: [1] }, { widht: 3 } as never)).toThrow("did you mean 'width'?");
});
