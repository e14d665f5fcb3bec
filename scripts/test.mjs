// Every check of the project, one after the other; none stops the others. Ends with one line that counts them all.
import { spawnSync } from 'node:child_process';
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
for (const { name, command, count, script } of steps) {
  if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
  if (script !== undefined && !(script in scripts)) throw new Error(`package.json has no script '${script}'`);
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...softwareVulkan() },
  });
  process.stdout.write(stdout ?? '');
  process.stderr.write(stderr ?? '');
  const found = count?.(stdout ?? '') ?? {
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
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
