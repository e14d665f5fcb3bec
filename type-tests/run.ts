// Compiles the cases with every supported TypeScript, and holds each one's errors against a kept baseline.
// `npm run test:types`; `npm run test:types -- --update` keeps what 5.9 says now, and asks nothing else; `-- 7.0` asks
// that compiler alone (tsd and the budgets are 5.9's).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tsd from 'tsd';
import { budgets, forms, slope } from './budget.js';
import { completionsOf } from './completions.js';
import { undocumented } from './documentation.js';
import { checkEditor } from './editor.js';
import { writeFixes } from './fixes.js';
import { writeShapeJudges } from './shape-judges.js';
import { writeTwins } from './twins.js';

const compilers = {
  '5.4': 'typescript-5.4',
  '5.9': 'typescript',
  '6.0': 'typescript-6.0',
  '7.0': 'typescript-7.0',
};
const asked = process.argv.filter((each) => each in compilers);
const update = process.argv.includes('--update');
const versions = update
  ? ['5.9']
  : Object.keys(compilers).filter((each) => asked.length === 0 || asked.includes(each));
const folder = 'type-tests';
const counts = { passed: 0, failed: 0, skipped: 0 };
// what is drawn is a share of all, and for one of the compilers, another each day; all of it for all of them in CI
const whole = process.env['CI'] !== undefined;
const today = Math.floor(Date.now() / 86_400_000);
const drawnFor = whole ? versions : [versions[today % versions.length]!];
const left = versions.length - drawnFor.length;

const check = (name: string, problems: readonly string[]) => {
  counts[problems.length === 0 ? 'passed' : 'failed'] += 1;
  if (problems.length > 0)
    console.log(`✗ ${name}\n${problems.map((problem) => `    ${problem}`).join('\n')}`);
};

/** One diagnostic: where it stands, and its first line; the lines below it only elaborate. */
interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const compile = (version: string, files: readonly string[]): readonly Diagnostic[] => {
  const alone = Number(version) >= 6 ? ['--ignoreConfig'] : [];
  const { stdout } = spawnSync(
    process.execPath,
    [
      join('node_modules', compilers[version as keyof typeof compilers], 'bin', 'tsc'),
      ...alone,
      ...'--noEmit --strict --pretty false --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --types node'.split(
        ' ',
      ),
      ...files,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  return [...stdout.matchAll(/^(\S+)\((\d+),(\d+)\): error (.*)$/gm)].map(([, file, line, column, text]) => ({
    file: file!,
    line: Number(line),
    column: Number(column),
    text: text!,
  }));
};

/** Sorts the members of each union in a message: `'B<2 | 1> | A'` is `'A | B<1 | 2>'`. */
const sortUnions = (message: string): string => {
  const literals: string[] = [];
  // what stands in a literal is no type
  const bare = message.replace(/"[^"]*"/g, (literal) => `\u0001${literals.push(literal) - 1}\u0002`);
  const whole = (text: string) => text.replace(/\u0001(\d+)\u0002/g, (_, i) => literals[Number(i)]!);
  let at = 0;
  const level = (): string => {
    let [done, member] = ['', ''];
    let members: string[] = [];
    const close = () => {
      const all = [...members, member];
      // the blanks around a union stay where they are
      const [lead, trail] = [/^ */.exec(all[0]!)![0], / *$/.exec(member)![0]];
      const sorted = all.map((each) => whole(each.trim())).sort();
      done += sorted.join('') === '' ? lead : lead + sorted.join(' | ') + trail;
      [members, member] = [[], ''];
    };
    for (; at < bare.length; at++) {
      const char = bare[at]!;
      if (bare.startsWith('=>', at)) member += bare[at++]! + '>';
      else if (bare.startsWith(' | ', at)) {
        members.push(member);
        member = '';
        at += 2;
      } else if ('<[({'.includes(char)) {
        at += 1;
        member += char + level() + (bare[at] ?? '');
      } else if ('>])}'.includes(char)) break;
      else if (",;:'".includes(char)) {
        close();
        done += char;
      } else member += char;
    }
    close();
    return done;
  };
  let sorted = '';
  // a closing bracket without its opening one is text
  for (; at < bare.length; at++) sorted += level() + (bare[at] ?? '');
  return sorted;
};

/**
 * Compilers list the members of unions and objects each in its own order, show other members of a union that they cut
 * short, quote a name as it was written or not, and name a typed array's buffer or not.
 */
const settled = (text: string) =>
  text
    .replace(/Float32Array<ArrayBuffer(?:Like)?>/g, 'Float32Array')
    .replace(/(?<=[[ ])'([^' ]*)'(?=[\],])/g, '"$1"')
    .replace(/(?:"[^"]*" \| )+\.\.\. \d+ more \.\.\.(?: \| "[^"]*")*/g, 'one of many names')
    .replace(
      /\{ readonly [^{}]* \}/g,
      (object) => `{ ${object.slice(2, -3).split('; ').sort().join('; ')}; }`,
    )
    .replace(/^.*$/s, sortUnions);

/** The lines that are not as they were kept, the first of them. */
const differences = (kept: string, says: string): readonly string[] => {
  const [a, b] = [kept.split('\n'), says.split('\n')];
  return b.flatMap((line, i) => (line === a[i] ? [] : [`kept: ${a[i] ?? ''}`, `says: ${line}`])).slice(0, 12);
};

// what users compile against is what is built
const build = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8' });
if (build.status !== 0) {
  console.log(build.stdout);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const cases = readdirSync(join(folder, 'cases')).map((name) => join(folder, 'cases', name));
for (const version of versions) {
  const found = compile(version, cases);
  const strays = found.filter(({ file }) => !cases.includes(file));
  check(
    `TypeScript ${version}: nothing outside the cases`,
    strays.map(({ file, line, text }) => `${file}:${line} ${text}`),
  );
  for (const file of cases) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const own = found.filter((each) => each.file === file);
    lines.forEach((source, i) => {
      const here = own.filter(({ line }) => line === i + 1);
      const wanted = source.endsWith('// error') ? 1 : 0;
      if (wanted === 0 && here.length === 0) return;
      check(
        `TypeScript ${version}: ${file}:${i + 1}`,
        here.length === wanted
          ? here
              .filter(({ text }) => text.length > 420)
              .map(({ text }) => `the sentence is too long: ${text}`)
          : [
              `${wanted} error expected, got ${here.length}: ${source.trim()}`,
              ...here.map(({ text }) => text),
            ],
      );
    });
    const baseline = join(folder, 'baseline', `${file.split('/').at(-1)!.replace('.ts', '')}.txt`);
    const says = own
      .map(
        ({ line, column, text }) =>
          `${lines[line - 1]!.replace(/ *\/\/ error$/, '')}\n  ${column}: ${settled(text)}\n`,
      )
      .join('');
    if (update) writeFileSync(baseline, says);
    const kept = existsSync(baseline) ? readFileSync(baseline, 'utf8') : '';
    check(`TypeScript ${version}: ${file} says what it said`, differences(kept, says));
  }
}

const finish = () => {
  if (counts.skipped > 0) console.log(`what is drawn was held to TypeScript ${drawnFor[0]} alone`);
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exit(counts.failed === 0 ? 0 : 1);
};
const offered = join(folder, 'baseline', 'completions.txt');
if (update) {
  writeFileSync(offered, completionsOf(compilers['5.9']));
  finish();
}

for (const name of ['chain', 'hints']) {
  const fixes = join(folder, `fixes-${name}.generated.ts`);
  const mended = writeFixes(
    join(folder, 'cases', `${name}.ts`),
    join(folder, 'baseline', `${name}.txt`),
    fixes,
  );
  for (const version of versions)
    check(
      `TypeScript ${version}: the ${mended} cures of ${name}.ts compile`,
      mended === 0
        ? ['there is none']
        : compile(version, [fixes]).map(
            ({ line, text }) => `${readFileSync(fixes, 'utf8').split('\n')[line - 1]}: ${text}`,
          ),
    );
  rmSync(fixes);
}

const twins = join(folder, 'twins.generated.ts');
const howMany = writeTwins(twins);
counts.skipped += left * howMany;
for (const version of drawnFor) {
  const found = compile(version, [twins]);
  const lines = readFileSync(twins, 'utf8').split('\n');
  for (const { line, text } of found)
    check(`TypeScript ${version}: types and values come to the same`, [lines[line - 1]!, text]);
  counts.passed += howMany - Math.min(howMany, found.length);
}
rmSync(twins);

// random layers beside Keras: an eighth of them, others each day, and all in CI
const judges = join(folder, 'judges.generated.ts');
const judged = writeShapeJudges(judges, ...(whole ? ([1, 0] as const) : ([8, today] as const)));
const isJudged = (line: string) => /^(void layers|void input\(\[|expect)/.test(line);
counts.skipped += left * judged.filter(isJudged).length;
for (const version of drawnFor) {
  const wrong = new Set(compile(version, [judges]).map(({ line }) => line - 1));
  judged.forEach((line, i) => {
    if (!isJudged(line)) return;
    const refused = line.endsWith('// error');
    check(
      `TypeScript ${version}: what Keras ${refused ? 'refuses' : 'gives'}`,
      wrong.has(i) === refused ? [] : [line],
    );
  });
}
rmSync(judges);

if (versions.includes('5.9')) {
  check('whatever is exported has its documentation', undocumented('typescript'));
  const exact = await (tsd as unknown as { default: typeof tsd }).default({
    cwd: process.cwd(),
    typingsFile: 'dist/index.d.ts',
    testFiles: ['type-tests/tsd/*.test-d.ts'],
  });
  check(
    'tsd: public functions give the very types',
    exact.map(({ fileName, line, message }) => `${fileName}:${line} ${message}`),
  );
}

// 7.0 has no language service to call
for (const [version, name] of Object.entries(compilers).filter(
  ([version]) => Number(version) < 7 && versions.includes(version),
)) {
  for (const [line, problems] of checkEditor(name))
    check(`TypeScript ${version}, in an editor: ${line}`, problems);
  check(
    `TypeScript ${version}, in an editor: offers what it offered`,
    differences(readFileSync(offered, 'utf8'), completionsOf(name)),
  );
}

for (const [form, write] of Object.entries(versions.includes('5.9') ? forms : {})) {
  const { layer, growth } = slope(write);
  const budget = budgets[form]!;
  check(`${form}: instantiations`, [
    ...(layer <= budget ? [] : [`a layer costs ${layer}, the budget is ${budget}`]),
    ...(growth <= 1.1 ? [] : [`past a hundred layers each costs ${growth.toFixed(2)} times as much`]),
  ]);
}

finish();
