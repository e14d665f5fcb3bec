import { farmHash } from './farm-hash.js';
import { sipHash } from './sip-hash.js';

/** The key of a hash, one number or two, or none. */
export type Salt = number | readonly number[] | null | undefined;

const word = (value: number): bigint => BigInt.asUintN(64, BigInt(value));

/** What puts tokens, numbers as they are written, into so many buckets: by FarmHash, or with a key by SipHash. */
export const bucketOf = (buckets: number, salt: Salt): ((token: string | number) => number) => {
  const [first, second = first] = [salt ?? []].flat();
  const key = first === undefined ? undefined : ([word(first), word(second!)] as const);
  const utf8 = new TextEncoder();
  const known = new Map<string | number, number>();
  return (token) => {
    const before = known.get(token);
    if (before !== undefined) return before;
    const bytes = utf8.encode(String(token));
    const bucket = Number((key ? sipHash(bytes, key) : farmHash(bytes)) % BigInt(buckets));
    known.set(token, bucket);
    return bucket;
  };
};
