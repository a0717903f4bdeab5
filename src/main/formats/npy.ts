import { AppError } from '../../shared/contract/app-error.ts';

/** A 2-D array for a `.npy` file. */
export interface NpyImage {
  readonly width: number;
  readonly height: number;
  /** Row-major whole numbers (or, for '<f4', any that fit single precision). */
  readonly values: ArrayLike<number>;
  readonly dtype: '<f4' | '<i8';
  /** Column by column in the file, as numpy writes arrays that lie in memory that way. */
  readonly fortranOrder?: boolean;
}

const MAGIC = '\x93NUMPY';

/** Encodes an image as NPY version 1.0, byte for byte as numpy writes it. */
export function encodeNpy(image: NpyImage): Buffer {
  const { width, height, dtype, fortranOrder = false } = image;
  const dict = `{'descr': '${dtype}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': (${height}, ${width}), }`;
  // The header ends with a newline and fills up to a multiple of 64 bytes.
  const padding = 63 - ((10 + dict.length) % 64);
  const header = Buffer.from(`${dict}${' '.repeat(padding)}\n`, 'latin1');
  const start = Buffer.alloc(10);
  start.write(MAGIC, 0, 'latin1');
  start.writeUInt8(1, 6);
  start.writeUInt16LE(header.length, 8);
  const values = fortranOrder ? columnMajor(image) : image.values;
  return Buffer.concat([start, header, dtype === '<f4' ? floatBytes(values) : longBytes(values)]);
}

function columnMajor({ width, height, values }: NpyImage): Float64Array {
  const out = new Float64Array(width * height);
  for (let x = 0, at = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1, at += 1) out[at] = values[y * width + x]!;
  }
  return out;
}

function floatBytes(values: ArrayLike<number>): Uint8Array {
  return new Uint8Array(new Float32Array(values).buffer);
}

/** Two halves a number: a BigInt for every pixel would take twenty times as long. */
function longBytes(values: ArrayLike<number>): Uint8Array {
  const halves = new Int32Array(values.length * 2);
  for (let at = 0; at < values.length; at += 1) {
    halves[2 * at] = values[at]!;
    halves[2 * at + 1] = values[at]! < 0 ? -1 : 0;
  }
  return new Uint8Array(halves.buffer);
}

/** A 2-D array read from a `.npy` file: row-major, whatever its order in the file. */
export interface DecodedNpy {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

const HEADER =
  /'descr':\s*'([<>|=]?)([biuf])([1248])'.*'fortran_order':\s*(True|False).*'shape':\s*\((\d+),\s*(\d+),?\s*\)/s;

/**
 * Decodes a 2-D numeric array, NPY versions 1 to 3. Pickled objects are refused: unpickling runs code.
 *
 * @throws AppError formats.bad-header, formats.bad-dimensions, formats.truncated
 */
export function decodeNpy(bytes: Buffer, file: string): DecodedNpy {
  const { text, dataOffset } = npyHeader(bytes, file);
  const match = HEADER.exec(text);
  if (!match) throw new AppError('formats.bad-header', { file, detail: text.trim().slice(0, 120) });
  const [, order, kind, size, isFortran, rows, columns] = match;
  const [height, width, itemBytes] = [Number(rows), Number(columns), Number(size)];
  if (width < 1 || height < 1 || width > 65_535 || height > 65_535)
    throw new AppError('formats.bad-dimensions', { file, dims: `${height} x ${width}` });
  const expected = width * height * itemBytes;
  const data = bytes.subarray(dataOffset);
  if (data.length < expected) throw new AppError('formats.truncated', { file, found: data.length, expected });
  const read = itemReader(data, `${kind}${size}`, order !== '>');
  if (!read) throw new AppError('formats.bad-datatype', { file, datatype: `${kind}${size}` });
  const values = new Float64Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1)
      values[at] = read((isFortran === 'True' ? x * height + y : at) * itemBytes);
  }
  return { width, height, values };
}

function npyHeader(bytes: Buffer, file: string): { text: string; dataOffset: number } {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== MAGIC)
    throw new AppError('formats.bad-header', { file, detail: 'NUMPY' });
  const isLong = bytes[6]! >= 2;
  const length = isLong ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8);
  const start = isLong ? 12 : 10;
  if (start + length > bytes.length || length > 65_536)
    throw new AppError('formats.truncated', { file, found: bytes.length, expected: start + length });
  return { text: bytes.toString('latin1', start, start + length), dataOffset: start + length };
}

function itemReader(data: Buffer, type: string, le: boolean): ((at: number) => number) | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const readers: Readonly<Record<string, (at: number) => number>> = {
    b1: (at) => view.getUint8(at),
    u1: (at) => view.getUint8(at),
    i1: (at) => view.getInt8(at),
    u2: (at) => view.getUint16(at, le),
    i2: (at) => view.getInt16(at, le),
    u4: (at) => view.getUint32(at, le),
    i4: (at) => view.getInt32(at, le),
    f4: (at) => view.getFloat32(at, le),
    f8: (at) => view.getFloat64(at, le),
    i8: (at) => Number(view.getBigInt64(at, le)),
    u8: (at) => Number(view.getBigUint64(at, le)),
  };
  return readers[type];
}
