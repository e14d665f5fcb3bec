// Writes src/shapes/digit-tables.ts: run `node scripts/digit-tables.mjs`.
import { writeFileSync } from 'node:fs';

const digits = [...Array(10).keys()];
/** table(carries, f)[carry][a][b] = f(a, b, carry), every entry a digit. */
const table = (carries, f) => carries.map((c) => digits.map((a) => digits.map((b) => f(a, b, c))));

const tables = {
  AddDigit: table([0, 1], (a, b, c) => (a + b + c) % 10),
  AddCarry: table([0, 1], (a, b, c) => Math.floor((a + b + c) / 10)),
  SubDigit: table([0, 1], (a, b, c) => (a - b - c + 20) % 10),
  SubBorrow: table([0, 1], (a, b, c) => (a - b - c < 0 ? 1 : 0)),
  MulDigit: table(digits, (a, b, c) => (a * b + c) % 10),
  MulCarry: table(digits, (a, b, c) => Math.floor((a * b + c) / 10)),
  // [divisor][remainder][digit]; combinations that cannot occur hold 0
  DivDigit: table(digits, (r, x, d) => (d && r < d ? Math.floor((r * 10 + x) / d) : 0)),
  DivRem: table(digits, (r, x, d) => (d && r < d ? (r * 10 + x) % d : 0)),
};

const quoted = (value) => JSON.stringify(value).replace(/(\d)/g, "'$1'");
const header =
  '// Look-up tables of one-digit arithmetic, written by scripts/digit-tables.mjs: Table[carry or remainder][a][b].\n';
writeFileSync(
  new URL('../src/shapes/digit-tables.ts', import.meta.url),
  header +
    Object.entries(tables)
      .map(([name, value]) => `export type ${name} = ${quoted(value)};\n`)
      .join(''),
);
