// The conformance suite in a page: `?backend=webgl`. What it came to is left for whoever opened the page.
// a bundler takes WebGPU's package in only where the application names it
import '@tensorflow/tfjs-backend-webgpu';
import { backendReport, useBackend, type BackendName } from 'shapewright';
import { operations } from '../operations.js';
import { cases, difference } from '../suite.js';

interface Outcome {
  readonly report?: unknown;
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

const backend = new URLSearchParams(location.search).get('backend') as BackendName;
const options = crossOriginIsolated ? { wasmPaths: '/wasm/', threads: 2 } : { wasmPaths: '/wasm/' };

const check = async (): Promise<Outcome> => {
  try {
    await useBackend(backend, options);
  } catch (error) {
    return { passed: [], failed: [], absent: (error as Error).message };
  }
  const report = backendReport();
  const [passed, failed]: [string[], string[]] = [[], []];
  for (const [i, { name, run }] of [...cases, ...operations].entries()) {
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
  return { report, passed, failed };
};

window.outcome = await check();
