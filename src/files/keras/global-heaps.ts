// The global heaps of an HDF5 file, where its texts lie: a damaged one makes the library go round without an end.

// 'GCOL', version 1, and three zeros: four letters alone come about by chance among many weights
const signature = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const header = 16;

/**
 * Whether every global heap can be gone through: objects of 16 bytes and their size, one after the other to the heap's end.
 *
 * @see https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html (III.E, version 1)
 */
export const areHeapsSound = (bytes: Uint8Array): boolean => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizeAt = (at: number): number => Number(view.getBigUint64(at, true));
  for (let at = bytes.indexOf(signature[0]!); at >= 0; at = bytes.indexOf(signature[0]!, at + 1)) {
    if (at + header > bytes.length || !signature.every((byte, i) => bytes[at + i] === byte)) continue;
    const end = at + sizeAt(at + 8);
    if (end > bytes.length || end < at + header) return false;
    for (let object = at + header; end - object >= header;) {
      const size = sizeAt(object + 8);
      // object 0 is the room that is left, its header too
      const next =
        view.getUint16(object, true) === 0 ? object + size : object + header + 8 * Math.ceil(size / 8);
      if (!(next > object && next <= end)) return false;
      object = next;
    }
  }
  return true;
};
