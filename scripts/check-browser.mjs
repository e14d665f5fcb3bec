// The conformance suite in a real page: bundles it, serves it, opens it in headless Chromium on each backend.
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { launchChromium } from './chromium.mjs';

/** One backend, or one page, where the command names it. */
const only = process.argv[2];
/** Pages have no graphics card here, and are slow: a sixth of the cases, others each day; all in CI. */
const whole = only !== undefined || process.env.CI !== undefined || process.env.CONFORMANCE === 'all';
const share = whole ? '' : `&of=6&turn=${Math.floor(Date.now() / 86_400_000)}`;
const runs = [
  { backend: 'cpu' },
  { backend: 'wasm' },
  { backend: 'wasm', threads: true },
  { backend: 'webgl' },
  { backend: 'webgpu' },
];
const browser = await launchChromium();
if (!browser) {
  console.log('no Chromium here (CHROMIUM says where one is): the suite does not run in a page');
  console.log(`0 passed, 0 failed, ${runs.length} skipped`);
  process.exit(0);
}

const pages = 'tests/conformance/pages';
const { outputFiles } = await build({
  entryPoints: readdirSync(pages).map((file) => join(pages, file)),
  outdir: 'out',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  write: false,
  logLevel: 'error',
});
const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const page = (script) =>
  `<!doctype html><meta charset="utf-8"><script type="module" src="/${script}.js"></script>`;

/** A page may have threads only where it is isolated: the two headers say so. */
const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const serve = ({ threads = false, fetched = new Set(), headers = {}, spoil = (bytes) => bytes, type }) =>
  createServer(({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const isWasm = pathname.endsWith('.wasm');
    const own = (isWasm && type) || (types[extname(pathname)] ?? 'text/html');
    const send = (body) =>
      response.writeHead(200, { 'content-type': own, ...(threads ? isolated : {}), ...headers }).end(body);
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    const script = outputFiles.find(({ path }) => basename(path) === pathname.slice(1));
    if (script) return send(script.contents);
    if (!isWasm) return send(page(pathname.slice(1)));
    const file = join(wasm, basename(pathname));
    fetched.add(basename(pathname));
    const bytes = existsSync(file) ? spoil(readFileSync(file)) : undefined;
    if (bytes) return send(bytes);
    response.writeHead(404).end();
  });

/** Waits for a page that runs the suite, as long as it goes on: no case takes two minutes. */
const untilOutcome = async (tab) => {
  for (
    let done = 0;
    !(await tab.evaluate(() => window.outcome));
    done = await tab.evaluate(() => window.done)
  )
    await tab.waitForFunction((before) => window.outcome !== undefined || window.done > before, done, {
      timeout: 120_000,
    });
};

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { backend, threads = false } of runs.filter((run) => !only || run.backend === only)) {
  const name = `${backend}${threads ? ' with threads' : ''} in Chromium ${browser.version()}`;
  const fetched = new Set();
  const server = serve({ threads, fetched });
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const tab = await browser.newPage();
  const complaints = [];
  // tfjs takes half of the processors at most: a page that has four gets two threads
  if (threads)
    await tab.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 4 }),
    );
  tab.on('pageerror', (error) => complaints.push(error.message));
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await tab.goto(`http://localhost:${server.address().port}/suite?backend=${backend}${share}`);
  await untilOutcome(tab);
  const { passed, failed, absent, report, left } = await tab.evaluate(() => window.outcome);
  if (absent) {
    total.skipped += 1;
    console.log(`- ${name}: skipped, ${absent}`);
  } else {
    const wrong = [...failed, ...complaints];
    const file = { cpu: '', webgl: '', wasm: `tfjs-backend-wasm${threads ? '-threaded' : ''}-simd.wasm` }[
      backend
    ];
    if (file !== undefined && [...fetched].join() !== file)
      wrong.push(`wanted ${file || 'no .wasm file'} to be fetched, got ${[...fetched].join() || 'none'}`);
    if (threads && report.threads !== 2) wrong.push(`wanted 2 threads, got ${report.threads}`);
    total.passed += passed.length;
    total.failed += wrong.length;
    total.skipped += left;
    console.log(
      `${wrong.length === 0 ? '✓' : '✗'} ${name}: ${passed.length} cases as on cpu${left > 0 ? `, ${left} left for other days (CONFORMANCE=all runs all)` : ''}`,
      JSON.stringify(report),
    );
    for (const each of wrong) console.log(`    ${each}`);
  }
  await tab.close();
  server.close();
}
/** What goes wrong with the .wasm files, and the code of the error it must come to; the model must stay whole. */
const faults = [
  { name: 'missing', code: 'missing-file', spoil: () => undefined },
  { name: 'cut off', code: 'broken-file', spoil: (bytes) => bytes.subarray(0, 1000) },
  { name: 'a page instead', code: 'missing-file', spoil: () => Buffer.from(page('suite')) },
  { name: 'served with the wrong type', code: 'none', type: 'text/plain' },
  {
    name: 'blocked by the content security policy',
    code: 'not-available',
    headers: { 'content-security-policy': "script-src 'self'" },
  },
];
for (const { name, code, ...how } of only && only !== 'wasm-file' ? [] : faults) {
  const server = serve(how);
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const tab = await browser.newPage();
  await tab.goto(`http://localhost:${server.address().port}/wasm-file`);
  await tab.waitForFunction(() => window.fault !== undefined, undefined, { timeout: 60_000 });
  const found = await tab.evaluate(() => window.fault);
  const right = found.code === code && found.whole;
  total[right ? 'passed' : 'failed'] += 1;
  console.log(
    `${right ? '✓' : '✗'} the .wasm file ${name}: ${found.code}${found.message && `, ${found.message}`}`,
  );
  if (!right) console.log(`    wanted ${code}; the model is ${found.whole ? 'whole' : 'not whole'}`);
  await tab.close();
  server.close();
}
/** A user picks a file of Keras's in a page, and then the files that the page hands out. */
const pickFiles = async () => {
  const fixtures = 'fixtures/files';
  const { models } = JSON.parse(readFileSync(`${fixtures}/files.json`, 'utf8'));
  const { inputs, outputs } = models.find(({ files }) => files.includes('models/mlp.keras'));
  const server = serve({});
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const tab = await browser.newPage();
  await tab.addInitScript((asked) => (window.asked = asked), { ...inputs[0], outputs: outputs[0].values });
  const downloads = [];
  tab.on('download', (download) => downloads.push(download));
  await tab.goto(`http://localhost:${server.address().port}/pick-file`);
  const pick = async (file, count) => {
    await tab.setInputFiles('input[type=file]', file);
    await tab.waitForFunction((many) => window.picked?.length === many, count, { timeout: 60_000 });
  };
  const tell = ({ name, right, message }) => {
    total[right ? 'passed' : 'failed'] += 1;
    console.log(`${right ? '✓' : '✗'} a user picks ${name}: ${message}`);
  };
  try {
    await tab.waitForSelector('input[type=file]', { state: 'attached', timeout: 60_000 });
    await pick(`${fixtures}/models/mlp.keras`, 1);
    for (let waited = 0; downloads.length < 2 && waited < 100; waited++) await tab.waitForTimeout(100);
    const saved = await Promise.all(
      downloads.map(async (download) => ({
        name: download.suggestedFilename(),
        mimeType: 'application/octet-stream',
        buffer: readFileSync(await download.path()),
      })),
    );
    for (const [i, file] of saved.entries()) await pick(file, i + 2);
    const picked = await tab.evaluate(() => window.picked);
    picked.forEach(tell);
    const names = picked.map(({ name }) => name).sort();
    tell({
      name: 'what it handed out',
      right: names.join() === 'again.h5,again.keras,mlp.keras',
      message: names.join(', '),
    });
    await pick(
      { name: 'notes.keras', mimeType: 'text/plain', buffer: Buffer.from('hello') },
      names.length + 1,
    );
    const { message } = (await tab.evaluate(() => window.picked)).at(-1);
    tell({ name: 'a text', right: /could not load 'notes.keras'.*it is no model/.test(message), message });
  } catch (error) {
    tell({ name: 'a file', right: false, message: error.message });
  }
  await tab.close();
  server.close();
};
if (!only || only === 'pick-file') await pickFiles();

/** Pages that check one thing each, and leave a verdict. */
const checks = [
  { name: 'lost-context', what: 'the WebGL context lost in the midst of training' },
  { name: 'lost-device', what: 'the WebGPU device refusing, and lost, in the midst of training' },
  { name: 'too-large', what: 'a batch that needs too large a texture' },
  { name: 'sixteen-bit', what: 'a graphics card of 16-bit floats' },
  { name: 'threads', threads: true, what: 'a compiled step on two threads' },
  { name: 'progress', what: 'progress and a chart of a run in a worker' },
  ...['cpu', 'wasm', 'webgl', 'webgpu'].map((backend) => ({
    name: 'worker',
    query: `?backend=${backend}`,
    what: `fit, evaluate and predict in a worker on ${backend}`,
  })),
];
for (const { name, what, query = '', threads } of checks.filter(({ name }) => !only || name === only)) {
  const server = serve({ threads });
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const tab = await browser.newPage();
  await tab.goto(`http://localhost:${server.address().port}/${name}${query}`);
  const verdict = await tab
    .waitForFunction(() => window.verdict, undefined, { timeout: 60_000 })
    .then((handle) => handle.jsonValue())
    .catch((error) => ({ right: false, message: error.message }));
  if (verdict.absent) {
    total.skipped += 1;
    console.log(`- ${what}: skipped, ${verdict.absent}`);
  } else {
    total[verdict.right ? 'passed' : 'failed'] += 1;
    console.log(`${verdict.right ? '✓' : '✗'} ${what}: ${verdict.message}`);
  }
  await tab.close();
  server.close();
}

await browser.close();
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
