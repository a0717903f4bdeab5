/** Encodes a row-major 2-D array as NPY version 1.0, byte for byte as numpy writes it. */
export function encodeNpy(
  values: Float32Array | BigInt64Array,
  [height, width]: readonly [number, number],
): Buffer {
  const descr = values instanceof Float32Array ? '<f4' : '<i8';
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${height}, ${width}), }`;
  // The header ends with a newline and fills up to a multiple of 64 bytes.
  const padding = 63 - ((10 + dict.length) % 64);
  const header = Buffer.from(`${dict}${' '.repeat(padding)}\n`, 'latin1');
  const start = Buffer.alloc(10);
  start.write('\x93NUMPY', 0, 'latin1');
  start.writeUInt8(1, 6);
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, header, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}
