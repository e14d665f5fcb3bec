// Runs every example on the real data where it is there; each says itself whether its goal was met.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const file of readdirSync('examples').filter((name) => name.endsWith('.ts'))) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(
    join('node_modules', '.bin', 'tsx'),
    [join('examples', file)],
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
