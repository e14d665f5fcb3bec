import { isPlain } from '../errors/show.js';
import { count, flag } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import type { BackendOptions } from './backend-name.js';
import type { WasmPaths } from './wasm/files.js';

/** Where the .wasm files are; which of them must be there is checked when they are looked for. */
const wasmPaths: Kind<WasmPaths> = {
  needs: "a folder, e.g. '/assets/', or the place of each file by its name",
  read: (given) => {
    if (typeof given === 'string') return given === '' ? undefined : given;
    const places = isPlain(given) ? Object.values(given) : [];
    return places.length > 0 && places.every((place) => typeof place === 'string' && place !== '')
      ? (given as WasmPaths)
      : undefined;
  },
};

/** The options of `useBackend`, declared. */
export const backendOptions = {
  wasmPaths: optional(wasmPaths),
  threads: optional(count),
  bitEqual: optional(flag),
} satisfies Declares<BackendOptions>;
