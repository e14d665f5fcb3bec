// Cyclic redundancy checks of 32 bits, byte by byte with a table: D. V. Sarwate, Communications of the ACM 31 (1988), 1008.

/** The check by a polynomial, its bits reversed: CRC-32 (ISO 3309, as in zip and PNG) by 0xedb88320. */
export const crcBy = (polynomial: number): ((bytes: Uint8Array) => number) => {
  let table: Uint32Array | undefined;
  const tableOf = (): Uint32Array =>
    (table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
      let value = byte;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
      return value;
    }));
  return (bytes) => {
    const values = tableOf();
    let crc = 0xffffffff;
    for (let i = 0; i < bytes.length; i++) crc = values[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  };
};

/** CRC-32C (Castagnoli 1993; RFC 3720, appendix B.4), as TensorFlow's records have it. */
export const crc32c = crcBy(0x82f63b78);
