import { mkdirSync, writeFileSync } from 'node:fs';
import { plotHistory } from 'shapewright/pictures';

/** Writes a picture as an SVG file into examples/output. */
export const savePicture = (file: string, svg: string): string => {
  const folder = new URL('../output/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(file, folder), svg);
  return `examples/output/${file}`;
};

/** Draws a run's history as an SVG file in examples/output. */
export const drawHistory = (file: string, history: Readonly<Record<string, readonly number[]>>): string =>
  savePicture(file, plotHistory(history));
