// Every check of the project; none stops the others. Ends with one line that counts them all.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const report = join(mkdtempSync(join(tmpdir(), 'shapewright-')), 'vitest.json');
const bin = (name) => join('node_modules', '.bin', name);

/** A step passes or fails as one; `count` reads finer figures from what it printed or wrote. */
const closingLine = (output) => {
  const [, passed, failed, skipped] =
    [...output.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)].at(-1) ?? [];
  return passed === undefined
    ? undefined
    : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
};
const vitestReport = () => {
  if (!existsSync(report)) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0),
    skipped: numPendingTests,
  };
};

const steps = [
  // examples and docs import 'shapewright' as a user does: what is built
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: [bin('eslint'), '.'] },
  {
    name: 'arrows among the folders',
    command: [bin('depcruise'), 'src', '--config', '.dependency-cruiser.cjs'],
  },
  { name: 'types', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  {
    name: 'type-level suite',
    command: ['npm', 'run', '--silent', 'test:types'],
    count: closingLine,
    script: 'test:types',
  },
  {
    name: 'values and behaviour',
    command: [bin('vitest'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    count: vitestReport,
  },
  {
    name: 'pages',
    command: ['npm', 'run', '--silent', 'test:browser'],
    count: closingLine,
    script: 'test:browser',
  },
  {
    name: 'applications',
    command: ['npm', 'run', '--silent', 'test:apps'],
    count: closingLine,
    script: 'test:apps',
  },
  { name: 'docs', command: ['npm', 'run', '--silent', 'test:docs'], count: closingLine, script: 'test:docs' },
  {
    name: 'package',
    command: ['npm', 'run', '--silent', 'test:package'],
    count: closingLine,
    script: 'test:package',
  },
  {
    name: 'examples',
    command: ['npm', 'run', '--silent', 'test:examples'],
    count: closingLine,
    script: 'test:examples',
  },
];

/** WebGPU in Node wants a Vulkan driver; where there is no graphics card's, Chromium brings one that needs none. */
function softwareVulkan() {
  const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';
  return existsSync(driver) && !process.env.VK_ADD_DRIVER_FILES ? { VK_ADD_DRIVER_FILES: driver } : {};
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const only = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

/** What a command printed, and how it ended. */
const run = ([command, ...args]) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...softwareVulkan() },
    });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => (printed[stream] += text));
    child.on('error', (error) => resolve({ ...printed, status: 1, stderr: error.message }));
    child.on('close', (status) => resolve({ ...printed, status }));
  });

const take = async ({ name, command, count, script }) => {
  if (only.length > 0 && !only.some((word) => name.includes(word))) return;
  if (script !== undefined && !(script in scripts)) throw new Error(`package.json has no script '${script}'`);
  const started = Date.now();
  const { status, stdout, stderr } = await run(command);
  console.log(`\n=== ${name}`);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  const found = count?.(stdout) ?? {
    passed: status === 0 ? 1 : 0,
    failed: status === 0 ? 0 : 1,
    skipped: 0,
  };
  // a step that fails without saying which of its checks did still counts
  if (status !== 0 && found.failed === 0) found.failed = 1;
  for (const key of Object.keys(total)) total[key] += found[key] ?? 0;
  console.log(
    `--- ${name}: ${found.passed} passed, ${found.failed} failed, ${found.skipped ?? 0} skipped (${Math.round((Date.now() - started) / 1000)} s)`,
  );
};

// two at a time, the longest first: what is left at the end is short
const [build, ...rest] = steps;
const longest = ['type-level suite', 'values and behaviour', 'examples', 'applications', 'pages'];
const place = ({ name }) => (longest.indexOf(name) + longest.length + 1) % (longest.length + 1);
const queue = rest.sort((a, b) => place(a) - place(b));
const worker = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) await take(step);
};
await take(build);
await Promise.all([worker(), worker()]);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
