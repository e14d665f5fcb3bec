// Where a page may find tfjs's .wasm files without being told.
import { wasmFileNames, wasmPackage } from './package.js';

type Addresses = Readonly<Record<string, string>>;

/**
 * The places to look, the likeliest first: where a bundler has put the files, in the node_modules that a development
 * server serves, beside the package where an import map or a CDN serves modules as they are, beside the script, beside
 * the page.
 */
export const wasmAddresses = (): readonly Addresses[] => {
  const beside = (folder: string | undefined): readonly Addresses[] => {
    if (folder === undefined) return [];
    return [Object.fromEntries(wasmFileNames.map((name) => [name, new URL(name, folder).href]))];
  };
  const module = attempt(() => import.meta.resolve(wasmPackage));
  const all = [
    ...bundled(),
    ...inNodeModules().flatMap(beside),
    ...beside(module?.includes('/dist/') ? module : module && `${module}/../dist/`),
    ...beside(attempt(() => new URL(import.meta.url).href)),
    ...beside(attempt(() => new URL(globalThis.location.href).href)),
  ];
  const first = (places: Addresses) => Object.values(places)[0];
  return all.filter((places, i) => all.findIndex((other) => first(other) === first(places)) === i);
};

/** Vite and webpack read these very expressions, and put the addresses of the files they bring along in their place. */
const expressions = () =>
  attempt(() => [
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url).href,
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url).href,
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', import.meta.url).href,
  ]);

/**
 * Where a bundler has put the files. One that does not read the expressions leaves an address below this module, where
 * there is nothing; so does Vite 8's development server, below the place that the module had before it was bundled.
 */
const bundled = (): readonly Addresses[] => {
  const places = expressions();
  const isLeft = (place: string) =>
    place.includes(`/${wasmPackage}/dist/`) && !place.includes(`/node_modules/${wasmPackage}/`);
  if (!places || places.some(isLeft)) return [];
  return [Object.fromEntries(wasmFileNames.map((name, i) => [name, places[i]!]))];
};

/** The package in each node_modules folder that this module lies in, the innermost first. */
const inNodeModules = (): readonly string[] => {
  const here = expressions()?.[0] ?? '';
  return [...here.matchAll(/\/node_modules\//g)]
    .map(({ index, 0: folder }) => `${here.slice(0, index)}${folder}${wasmPackage}/dist/`)
    .reverse();
};

/** What this page's modules do not have, `import.meta.resolve` or an address of their own, is no place. */
const attempt = <T>(find: () => T): T | undefined => {
  try {
    return find();
  } catch {
    return undefined;
  }
};
