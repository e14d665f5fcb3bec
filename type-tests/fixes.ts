// What a sentence says is to be done, done: each mistake of a file of cases is mended with the code that its own sentence
// gives, and the file must compile.
import { readFileSync, writeFileSync } from 'node:fs';

/** A statement with an option more, or with that option's value changed: `x.conv2d(8, 5)` and `padding: 'same'`. */
const withOption = (statement: string, option: string): string => {
  const name = option.split(':')[0]!;
  if (statement.includes(`${name}: `)) return statement.replace(new RegExp(`${name}: '\\w+'`), option);
  return statement.includes('{ ')
    ? statement.replace('{ ', `{ ${option}, `)
    : statement.replace(/(\w|\])\)(;?)$/, `$1, { ${option} })$2`);
};

/** The mended statement, or `undefined` where the sentence gives no code. */
const mended = (statement: string, sentence: string): string | undefined => {
  const layer = /^\w+/.exec(sentence)?.[0];
  const [, reshape] = /; reshape first, e\.g\. (\.reshape\(.*?\]\))/.exec(sentence) ?? [];
  if (reshape) return statement.replace(`.${layer}(`, `${reshape}.${layer}(`);
  const [, target] = /; (\[.*?\]) fits$/.exec(sentence) ?? [];
  if (target) return statement.replace(/reshape\(\[.*?\]/, `reshape(${target}`);
  const [, start] = /leave it out: (input\(.*?\]\))/.exec(sentence) ?? [];
  if (start) return statement.replace(/input\(\[.*?\]\)/, start);
  const [, option] = /(?:say|use) (dataFormat: '\w+'|padding: 'same')/.exec(sentence) ?? [];
  return option && withOption(statement, option);
};

/** What was said of each statement: its sentence, read off the kept baseline. */
const sentences = (baseline: string): ReadonlyMap<string, string> =>
  new Map(
    [...readFileSync(baseline, 'utf8').matchAll(/^(\S.*)\n .*type '"(.*)"'\.$/gm)].map(
      ([, statement, sentence]) => [statement!, sentence!],
    ),
  );

/** Writes the cases of a file with their mistakes mended, those without a cure left out; gives how many are mended. */
export const writeFixes = (cases: string, baseline: string, file: string): number => {
  const said = sentences(baseline);
  let count = 0;
  const lines = readFileSync(cases, 'utf8')
    .split('\n')
    .map((line) => {
      if (!line.endsWith('// error')) return line;
      const statement = line.replace(/ *\/\/ error$/, '');
      const sentence = said.get(statement);
      const better = sentence === undefined ? undefined : mended(statement, sentence);
      if (better === statement) throw new Error(`not mended: ${statement}\n${sentence}`);
      if (better !== undefined) count++;
      return better ?? '';
    });
  writeFileSync(file, lines.join('\n'));
  return count;
};
