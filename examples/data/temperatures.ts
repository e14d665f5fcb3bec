import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './folder.js';

/** The lowest temperature of each day, in Melbourne from 1981 to 1990, or a made-up one. */
export const readTemperatures = (): { readonly real: boolean; readonly days: readonly number[] } => {
  const folder = dataFolder('daily-min-temperatures');
  if (folder === undefined)
    return {
      real: false,
      days: Array.from(
        { length: 900 },
        (_, day) => 11 + 4 * Math.cos((2 * Math.PI * day) / 365) + 2 * Math.sin(day * day),
      ),
    };
  const rows = readFileSync(join(folder, 'daily-min-temperatures.csv'), 'utf8').trim().split('\n').slice(1);
  return { real: true, days: rows.map((row) => Number(row.split(',')[1])) };
};
