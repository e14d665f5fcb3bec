// The conformance suite in a page: `?backend=webgl`, a sixth of it: `&of=6&turn=1`. What it came to is left for whoever opened the page.
// a bundler takes WebGPU's package in only where the application names it
import '@tensorflow/tfjs-backend-webgpu';
import { backendReport, useBackend, type BackendName } from 'shapewright';
import { operations } from '../operations.js';
import { sample } from '../sample.js';
import { cases, difference } from '../suite.js';

interface Outcome {
  readonly report?: unknown;
  /** How many cases were left for another day. */
  readonly left?: number;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly absent?: string;
}

declare global {
  interface Window {
    /** How many cases are behind it. */
    done?: number;
    outcome?: Outcome;
  }
}

const query = new URLSearchParams(location.search);
const backend = query.get('backend') as BackendName;
const all = [...cases, ...operations];
const some = sample(all, Number(query.get('of') ?? 1), Number(query.get('turn') ?? 0));
const options = crossOriginIsolated ? { wasmPaths: '/wasm/', threads: 2 } : { wasmPaths: '/wasm/' };

const check = async (): Promise<Outcome> => {
  try {
    await useBackend(backend, options);
  } catch (error) {
    return { passed: [], failed: [], absent: (error as Error).message };
  }
  const report = backendReport();
  const [passed, failed]: [string[], string[]] = [[], []];
  for (const [i, { name, run }] of some.entries()) {
    window.done = i;
    try {
      await useBackend('cpu');
      const wanted = await run();
      await useBackend(backend, options);
      const wrong = difference(await run(), wanted);
      if (wrong === undefined) passed.push(name);
      else failed.push(`${name}: ${wrong}`);
    } catch (error) {
      failed.push(`${name}: ${(error as Error).message}`);
    }
  }
  return { report, passed, failed, left: all.length - some.length };
};

window.outcome = await check();
