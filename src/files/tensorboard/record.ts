// TensorFlow's record format: https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
import { crc32c } from '../crc.js';

/** A check over bytes that may hold checks themselves: turned, and something added. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

/** Bytes as a record: their length and its check, themselves and theirs. */
export const recordOf = (data: Uint8Array): Uint8Array => {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, masked(data), true);
  return record;
};
