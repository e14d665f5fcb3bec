import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The folder of a data set: below `--data <folder>`, or below `../shared/data`; `undefined`, said out loud, where it is
 * not there and a sample must do.
 */
export const dataFolder = (name: string): string | undefined => {
  const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
  const folder = join(typeof values.data === 'string' ? values.data : '../shared/data', name);
  if (existsSync(folder)) return folder;
  console.log(
    `SAMPLE: there is no ${folder}; running on a small made-up sample, whose figures mean nothing.`,
  );
  return undefined;
};

/** Ends the program with a sentence where a goal on real data is missed. */
export const goal = (real: boolean, met: boolean, sentence: string): void => {
  if (real && !met) {
    console.error(`MISSED: ${sentence}`);
    process.exit(1);
  }
  console.log(`${real ? 'Goal met' : 'On the sample, no goal'}: ${sentence}`);
};
