// Where a page may find tfjs's .wasm files without being told.
import { wasmFileNames, wasmPackage } from './package.js';

type Addresses = Readonly<Record<string, string>>;

/**
 * The places to look, the likeliest first: where a bundler has put the files, beside the package where an import map or
 * a CDN serves modules as they are, beside the script, beside the page.
 */
export const wasmAddresses = (): readonly Addresses[] => {
  const beside = (folder: string | undefined): readonly Addresses[] => {
    if (folder === undefined) return [];
    return [Object.fromEntries(wasmFileNames.map((name) => [name, new URL(name, folder).href]))];
  };
  const module = attempt(() => import.meta.resolve(wasmPackage));
  const all = [
    ...bundled(),
    ...beside(module?.includes('/dist/') ? module : module && `${module}/../dist/`),
    ...beside(attempt(() => new URL(import.meta.url).href)),
    ...beside(attempt(() => new URL(globalThis.location.href).href)),
  ];
  const first = (places: Addresses) => Object.values(places)[0];
  return all.filter((places, i) => all.findIndex((other) => first(other) === first(places)) === i);
};

/** Vite and webpack read these very expressions, and put the addresses of the files they bring along in their place. */
const bundled = (): readonly Addresses[] => {
  const places = attempt(() => [
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url).href,
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url).href,
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', import.meta.url).href,
  ]);
  // a bundler that does not read them leaves an address where there is nothing
  const here = import.meta.url;
  const untouched = (name: string) => new URL(`${wasmPackage}/dist/${name}`, here).href;
  if (!places || places.some((place, i) => place === untouched(wasmFileNames[i]!))) return [];
  return [Object.fromEntries(wasmFileNames.map((name, i) => [name, places[i]!]))];
};

/** What this page's modules do not have, `import.meta.resolve` or an address of their own, is no place. */
const attempt = <T>(find: () => T): T | undefined => {
  try {
    return find();
  } catch {
    return undefined;
  }
};
