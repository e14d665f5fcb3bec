import { mkdirSync, writeFileSync } from 'node:fs';
import { plotHistory } from 'shapewright/pictures';

/** Draws a run's history as an SVG file in examples/output. */
export const drawHistory = (file: string, history: Readonly<Record<string, readonly number[]>>): string => {
  const folder = new URL('../output/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(file, folder), plotHistory(history));
  return `examples/output/${file}`;
};
