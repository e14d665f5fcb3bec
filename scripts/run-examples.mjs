// Runs every example on the real data where it is there; each says itself whether its goal was met. Real data takes a
// quarter of an hour: an eighth of them has it each day, the others a small sample; `CI=1` gives it to all.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const counts = { passed: 0, failed: 0, skipped: 0 };
const whole = process.env.CI !== undefined;
const today = Math.floor(Date.now() / 86_400_000);
const files = readdirSync('examples').filter((name) => name.endsWith('.ts'));
for (const [i, file] of files.entries()) {
  const started = Date.now();
  const onSample = !whole && (i + today) % 8 !== 0;
  const { status, stdout, stderr } = spawnSync(
    join('node_modules', '.bin', 'tsx'),
    [join('examples', file), ...(onSample ? ['--data', 'another-day'] : [])],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  const said = stdout.split('\n').filter((line) => /^(SAMPLE|Goal met|On the sample|MISSED)/.test(line));
  counts[status === 0 ? 'passed' : 'failed'] += 1;
  if (said.some((line) => line.startsWith('SAMPLE'))) counts.skipped += 1;
  console.log(`${status === 0 ? '✓' : '✗'} ${file} (${Math.round((Date.now() - started) / 1000)} s)`);
  for (const line of said) console.log(`    ${line}`);
  if (status !== 0) console.log(`${stdout.slice(-2000)}\n${stderr.slice(-4000)}`);
}
if (counts.skipped > 0)
  console.log(`${counts.skipped} ran on a sample: their goals on real data were skipped`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);
