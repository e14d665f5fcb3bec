// Builds each application of examples/apps with its bundler, or serves it with its development server, opens it in
// Chromium, and has it train on each backend.
import * as esbuild from 'esbuild';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vite from 'vite';
import * as vite8 from 'vite-8';
import webpack from 'webpack';
import { launchChromium } from './chromium.mjs';

const out = mkdtempSync(join(tmpdir(), 'apps-'));
const apps = resolve('examples/apps');
const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';
const sharedFiles = ['train.ts', 'train.worker.ts', 'webgpu.worker.ts'];
const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body></body>';
/** The backends that each application trains on; without a bundler the cpu one has no module to load. */
const backendsOf = {
  cdn: ['wasm', 'webgl'],
  'vite 8': ['wasm', 'webgl', 'wasm&worker', 'webgpu&worker'],
};
const everyWay = ['cpu', 'wasm', 'webgl', 'webgpu', 'wasm&worker', 'webgl&worker', 'webgpu&worker'];
const html = (script) => `${page}<script type="module" src="./${script}"></script>\n`;

const viteBuild =
  ({ build }) =>
  (folder) =>
    build({
      root: join(apps, 'vite'),
      base: './',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
    });

const builders = {
  cdn: (folder) => cpSync(join(apps, 'cdn'), folder, { recursive: true }),
  vite: viteBuild(vite),
  'vite 8': viteBuild(vite8),
  esbuild: async (folder) => {
    await esbuild.build({
      entryPoints: {
        main: join(apps, 'esbuild/main.ts'),
        'train.worker': join(apps, 'train.worker.ts'),
        'webgpu.worker': join(apps, 'webgpu.worker.ts'),
      },
      outdir: folder,
      bundle: true,
      minify: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      logLevel: 'error',
    });
    for (const file of readdirSync(wasm).filter((name) => name.endsWith('.wasm')))
      cpSync(join(wasm, file), join(folder, file));
    writeFileSync(join(folder, 'index.html'), html('main.js'));
  },
  webpack: async (folder) => {
    // webpack reads JavaScript: esbuild takes the types away first
    const sources = mkdtempSync(join(apps, '.webpack-'));
    try {
      for (const file of sharedFiles) cpSync(join(apps, file), join(sources, file));
      cpSync(join(apps, 'webpack'), join(sources, 'webpack'), { recursive: true });
      await esbuild.build({
        entryPoints: [...sharedFiles, 'webpack/main.ts'].map((file) => join(sources, file)),
        outdir: sources,
        format: 'esm',
        target: 'es2022',
        logLevel: 'error',
      });
      await new Promise((done, failed) => {
        webpack(
          {
            mode: 'production',
            entry: join(sources, 'webpack/main.js'),
            output: { path: folder, filename: 'main.js', module: true, publicPath: 'auto' },
            experiments: { outputModule: true },
            performance: false,
          },
          (error, stats) =>
            error || stats.hasErrors() ? failed(error ?? new Error(stats.toString('errors-only'))) : done(),
        );
      });
    } finally {
      rmSync(sources, { recursive: true });
    }
    writeFileSync(join(folder, 'index.html'), html('main.js'));
  },
};

/** The file for a page that has SIMD and no threads, whatever a bundler adds to its name. */
const isSimd = (path) => /tfjs-backend-wasm-simd[^/]*\.wasm$|\/[0-9a-f]+\.wasm$/.test(path);
const hasShaders = (folder, path) =>
  /backend-webgl/.test(path) ||
  (existsSync(join(folder, path)) && readFileSync(join(folder, path), 'utf8').includes('texSubImage2D'));

const cdn = /^https:\/\/cdn\.jsdelivr\.net\/npm\/((?:@[^/]+\/)?[^@/]+)@([^/]+)\/(.*)$/;
/** The CDN's files as they are installed here, at the version that the page asks for. */
const answerAsCdn = (fetched) => (route) => {
  const [, name, version, path] = cdn.exec(route.request().url()) ?? [];
  const root = name === 'shapewright' ? '.' : join('node_modules', name ?? '');
  fetched.push(`/${path}`);
  if (!path || JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version !== version)
    return route.fulfill({ status: 404 });
  return route.fulfill({
    path: join(root, path),
    headers: { 'access-control-allow-origin': '*', 'content-type': types[extname(path)] },
  });
};

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const serve = (folder) =>
  createServer(({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(readFileSync(file));
  });

const total = { passed: 0, failed: 0, skipped: 0 };
const say = (name, wrong) => {
  total[wrong.length === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${wrong.length === 0 ? '✓' : '✗'} ${name}`);
  for (const each of wrong) console.log(`    ${each}`);
};
const browser = await launchChromium();

/** Opens an application in a new tab, has it train, and says what is wrong with what it did. */
const tryApp = async (name, port, way, folder) => {
  const [backend] = way.split('&');
  const fetched = [];
  const tab = await browser.newPage();
  const wrong = [];
  tab.on('pageerror', (error) => wrong.push(error.message));
  tab.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  tab.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await tab.route(cdn, answerAsCdn(fetched));
  await tab.goto(`http://localhost:${port}/?backend=${way}`);
  await tab
    .waitForFunction(() => document.body.textContent.includes('losses'), undefined, { timeout: 60_000 })
    .catch((error) => wrong.push(error.message));
  const text = await tab.evaluate(() => document.body.textContent.trim());
  const { backend: used, losses = [] } = text.startsWith('{') ? JSON.parse(text) : {};
  if (used !== backend) wrong.push(`wanted ${backend}, the page says ${used}`);
  if (!(losses.at(-1) < losses[0])) wrong.push(`the losses do not fall: ${losses}`);
  const files = fetched.filter((path) => path.endsWith('.wasm'));
  const right = backend === 'wasm' ? files.length > 0 && files.every(isSimd) : files.length === 0;
  if (!right) wrong.push(`fetched ${files.join(', ') || 'no .wasm file'}`);
  const shaders = fetched.filter((path) => path.endsWith('.js') && hasShaders(folder, path));
  if (shaders.length > 0 !== (backend === 'webgl'))
    wrong.push(`fetched ${shaders.join(', ') || 'no'} code of WebGL's`);
  say(`${name} on ${way}: losses ${losses.map((loss) => loss.toFixed(3)).join(', ')}`, wrong);
  await tab.close();
};

const whole = process.env.CI !== undefined;
let next = Math.floor(Date.now() / 86_400_000);
/** Ways that are left out are counted, by name: all of them without a browser, else every other one, the rest on the next day. */
const isSkipped = (name, way) => {
  const why = !browser
    ? 'no Chromium here (CHROMIUM says where one is)'
    : !whole && next++ % 2 === 1 && 'tried on another day, and with CI=1';
  if (!why) return false;
  total.skipped += 1;
  console.log(`- ${name} on ${way}: skipped, ${why}`);
  return true;
};

for (const [name, build] of Object.entries(builders)) {
  const folder = join(out, name);
  try {
    await build(folder);
  } catch (error) {
    say(`${name}: builds`, [error.message]);
    continue;
  }
  const scripts = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'));
  const size = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  if (scripts.length > 0) say(`${name}: builds, ${Math.round(size / 1000)} kB of scripts compressed`, []);
  for (const way of backendsOf[name] ?? everyWay) {
    if (isSkipped(name, way)) continue;
    const server = serve(folder);
    await new Promise((ready) => server.listen(0, 'localhost', ready));
    await tryApp(name, server.address().port, way, folder);
    server.close();
  }
}

/** The application as a user has it, the package among its node_modules, which a development server bundles by itself. */
const installed = () => {
  const folder = mkdtempSync(join(apps, '.installed-'));
  for (const file of sharedFiles) cpSync(join(apps, file), join(folder, file));
  cpSync(join(apps, 'vite'), join(folder, 'vite'), { recursive: true });
  const modules = join(folder, 'vite/node_modules');
  mkdirSync(modules);
  symlinkSync(resolve('node_modules/@tensorflow'), join(modules, '@tensorflow'));
  for (const file of ['dist', 'package.json'])
    cpSync(file, join(modules, 'shapewright', file), { recursive: true });
  writeFileSync(join(folder, 'vite/package.json'), '{ "private": true, "type": "module" }');
  return folder;
};

for (const [name, { createServer: createViteServer }] of Object.entries({
  "vite's server": vite,
  "vite 8's server": vite8,
}))
  for (const way of ['wasm', 'wasm&worker']) {
    if (isSkipped(name, way)) continue;
    const folder = installed();
    const server = await createViteServer({
      root: join(folder, 'vite'),
      logLevel: 'error',
      server: { port: 0, fs: { allow: [process.cwd()] } },
    });
    try {
      await server.listen();
      await tryApp(name, server.httpServer.address().port, way, folder);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true });
    }
  }

await browser?.close();
rmSync(out, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
