// Every way to damage a saved model: bytes, lengths, fields of its description, files.
import { randomStream } from '../../src/tfjs/random.js';

/** A saved model's files by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What one kind of damage is called, and the files after it. */
export interface Damaged {
  readonly what: string;
  readonly files: Files;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

/** Values of each kind, to stand where another should. */
const strangers = (): readonly Json[] => [
  null, true, false, 0, -1, 1, 0.5, 1e8, 2 ** 53, -1e300, '', 'x', '-1', 'relu', '__proto__', 'constructor', '../x',
  [], [null], [[]], [0], {}, { a: 1 }, { className: 'Zeros', config: null, kind: 'initializer' }, 'y'.repeat(10_000),
  Array.from({ length: 5_000 }, () => 1), Array.from({ length: 1_100 }).reduce<Json>((inner) => [inner], 1),
]; // prettier-ignore

/** The places of a value: each object or list in it, and a key of that. */
const placesIn = (
  value: Json,
): readonly { readonly holder: Record<string, Json>; readonly key: string }[] => {
  const places: { holder: Record<string, Json>; key: string }[] = [];
  const waiting: Json[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop()!;
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, each] of Object.entries(next)) {
      places.push({ holder: next as Record<string, Json>, key });
      waiting.push(each);
    }
  }
  return places;
};

/** A field of a description changed, by one of several ways; the way is told. */
export const changeField = (json: Json, draw: () => number): string => {
  const below = (n: number) => Math.floor(draw() * n);
  const places = placesIn(json);
  const { holder, key } = places[below(places.length)]!;
  const other = places[below(places.length)]!;
  const all = strangers();
  const value = holder[key]!;
  switch (below(7)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      return `without ${key}`;
    case 1:
      holder[`${key}_`] = value;
      return `a stranger beside ${key}`;
    case 2:
      holder[key] = structuredClone(other.holder[other.key]!);
      return `${other.key} in place of ${key}`;
    case 3:
      if (Array.isArray(holder)) (holder as Json[]).push(structuredClone(value));
      else holder[key] = [value];
      return `${key} once more`;
    case 4:
      if (typeof value === 'number') holder[key] = [value + 1, -value, value * 1e6, value / 3][below(4)]!;
      else if (typeof value === 'string') holder[key] = value.slice(0, below(value.length));
      else holder[key] = all[below(all.length)]!;
      return `another ${key}`;
    case 5:
      if (Array.isArray(holder)) (holder as Json[]).reverse();
      else holder[key] = all[below(all.length)]!;
      return `the neighbours of ${key} turned round`;
    default:
      holder[key] = all[below(all.length)]!;
      return `a stranger for ${key}`;
  }
};

/** The files after one random kind of damage; the same for the same seed. */
export const damage = (files: Files, seed: number, reseal?: (json: Json) => Json): Damaged => {
  const draw = randomStream(seed);
  const below = (n: number) => Math.floor(draw() * n);
  const names = [...files.keys()];
  const name = reseal ? 'model.json' : names[below(names.length)]!;
  const old = files.get(name)!;
  const put = (what: string, fresh: Uint8Array | undefined): Damaged => {
    const changed = new Map(files);
    if (fresh) changed.set(name, fresh);
    else changed.delete(name);
    return { what: `${name}: ${what}`, files: changed };
  };
  const kind = reseal ? 9 : below(10);
  if (kind === 0) return put('gone', undefined);
  if (kind === 1) return put('cut off', old.slice(0, below(old.length)));
  if (kind === 2) return put('longer', new Uint8Array([...old, ...old.slice(0, 1 + below(40))]));
  if (kind === 3) {
    const fresh = old.slice();
    for (let i = 1 + below(3); i > 0; i--) fresh[below(fresh.length)] = below(256);
    return put('other bytes', fresh);
  }
  if (kind === 4) {
    const [from, to] = [below(old.length), below(old.length)].sort((a, b) => a - b) as [number, number];
    return put('a part left out', new Uint8Array([...old.slice(0, from), ...old.slice(to)]));
  }
  if (kind === 5) return put('zeros', new Uint8Array(old.length));
  const json = JSON.parse(text(files.get('model.json')!)) as Json;
  const what: string[] = [];
  for (let i = 1 + below(3); i > 0; i--) what.push(changeField(json, draw));
  const changed = new Map(files);
  changed.set('model.json', bytes(JSON.stringify(reseal ? reseal(json) : json)));
  return { what: `model.json: ${what.join(', ')}`, files: changed };
};
