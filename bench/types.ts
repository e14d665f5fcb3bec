// How much the types cost: instantiations and check time of models of 1 to 400 layers. `npx tsx bench/types.ts`
import { forms, measure } from '../type-tests/budget.js';

for (const version of ['5.9', '7.0'] as const) {
  const empty = measure(version, '');
  console.log(
    `TypeScript ${version}, over an empty file (${empty.instantiations} instantiations, ${empty.seconds} s)`,
  );
  for (const [name, write] of Object.entries(forms))
    for (const n of [1, 10, 50, 100, 200, 400]) {
      const { instantiations, seconds, errors } = measure(version, write(n));
      const extra = instantiations - empty.instantiations;
      console.log(
        `  ${name.padEnd(22)} ${String(n).padStart(3)} layers: ${String(extra).padStart(7)} instantiations, ` +
          `${Math.round(extra / n)} a layer, ${(seconds - empty.seconds).toFixed(2)} s${errors > 0 ? `, ${errors} errors` : ''}`,
      );
    }
}
