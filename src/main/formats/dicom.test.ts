import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vector3 } from '../../shared/domain/volume/affine.ts';
import { encodeDicomSlice } from './dicom-encode.ts';
import { inspectDicom } from './dicom-object.ts';
import { type PlacedSlice, orderSeries } from './dicom-series.ts';
import { readDicomVolume } from './dicom-volume.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dicom-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const SIZE = { width: 5, height: 4 };

/** A CT slice whose first sample is its index. */
function slice(index: number): Buffer {
  const samples = Int16Array.from({ length: 20 }, (_, i) => (i === 0 ? index : i * 50 - 1000));
  return encodeDicomSlice({
    imageId: `image ${index}`,
    patient: 'P-1',
    study: 'study',
    series: 'series',
    modality: 'CT',
    index,
    samples,
    geometry: {
      ...SIZE,
      spacingMm: { x: 0.5, y: 0.75 },
      sliceSpacingMm: 2,
      xDirection: [1, 0, 0],
      yDirection: [0, 1, 0],
    },
  });
}

async function file(name: string, bytes: Buffer): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, bytes);
  return path;
}

const codesOf = (notes: readonly { readonly code: string }[]): string[] => notes.map(({ code }) => code);
const readOne = async (bytes: Buffer) => readDicomVolume([await file('one.dcm', bytes)]);
/** Byte at which the value of an element begins, by its little-endian tag and VR. */
const valueAt = (bytes: Buffer, tag: string, vr: string): number =>
  bytes.indexOf(Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(vr)])) + 8;

describe('a DICOM file', () => {
  it('is read whatever surrounds it: Zstandard, no preamble, no meta information', async () => {
    const plain = slice(7);
    const expected = (await readOne(plain)).volume;
    const bare = plain.subarray(132);
    const withoutMeta = plain.subarray(132 + 12 + plain.readUInt32LE(140));
    for (const bytes of [zstdCompressSync(plain), bare, withoutMeta])
      expect((await readOne(bytes)).volume).toEqual(expected);
  });

  it('is read when its end is damaged and its pixels are not, with a note', async () => {
    const tail = Buffer.from('fcfffcff4f420000ffffff7f', 'hex');
    const { volume, warnings } = await readOne(Buffer.concat([slice(7), tail]));
    expect(volume).toEqual((await readOne(slice(7))).volume);
    expect(codesOf(warnings)).toEqual(['formats.dicom-tail']);
  });

  it('is refused as cut short wherever it ends', async () => {
    const whole = slice(1);
    for (let length = 0; length < whole.length; length += 13)
      await expect(readOne(whole.subarray(0, length))).rejects.toMatchObject({
        code: expect.stringMatching(/^formats\.(truncated|not-dicom|bad-|dicom-not-an-image)/) as string,
      });
  });

  it('is refused before it is unpacked when it would fill the memory', async () => {
    const zeros = Buffer.alloc(300 * 1024 ** 2);
    await expect(inspectDicom(await file('bomb.dcm.zst', zstdCompressSync(zeros)))).rejects.toMatchObject({
      code: 'formats.bomb',
    });
    const deflated = Buffer.concat([deflatedHeader(), deflateRawSync(zeros)]);
    await expect(inspectDicom(await file('bomb.dcm', deflated))).rejects.toMatchObject({
      code: 'formats.bomb',
    });
  });

  it('may put its stored bits anywhere in the word and something else around them', async () => {
    const bytes = slice(3);
    const pixels = bytes.length - 40;
    // 12 bits stored in the upper part of the word, an overlay in the lower four.
    for (let at = pixels; at < bytes.length; at += 2)
      bytes.writeUInt16LE(((bytes.readInt16LE(at) << 4) & 0xffff) | 0b1010, at);
    bytes.writeUInt16LE(12, valueAt(bytes, '28000101', 'US'));
    bytes.writeUInt16LE(15, valueAt(bytes, '28000201', 'US'));
    expect((await readOne(bytes)).volume).toEqual((await readOne(slice(3))).volume);
  });

  it('is never written with anything before its data', () => {
    expect(slice(1).subarray(0, 128)).toEqual(Buffer.alloc(128));
  });
});

/** Preamble and meta information of a deflated file. */
function deflatedHeader(): Buffer {
  const uid = '1.2.840.10008.1.2.1.99';
  const element = Buffer.concat([
    Buffer.from('020010005549', 'hex'),
    Buffer.from([uid.length, 0]),
    Buffer.from(uid),
  ]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element]);
}

describe('a DICOM series', () => {
  it('goes on without the images that cannot be read, and names them', async () => {
    const good = await Promise.all([0, 1, 2, 4].map((k) => file(`${k}.dcm`, slice(k))));
    const cut = await file('cut.dcm', slice(3).subarray(0, -10));
    const { volume, failures, warnings } = await readDicomVolume([
      good[2]!,
      cut,
      good[0]!,
      good[3]!,
      good[1]!,
    ]);
    expect(volume.dims).toEqual([5, 4, 4]);
    expect([0, 1, 2, 3].map((k) => volume.data[k * 20])).toEqual([0, 1, 2, 4]);
    expect(failures).toEqual([expect.objectContaining({ code: 'formats.truncated' })]);
    expect(failures[0]!.params.file).toBe(cut);
    expect(codesOf(warnings)).toEqual(['formats.series-gap']);
  });

  it('of which no image can be read fails with the first cause', async () => {
    await expect(readDicomVolume([await file('none.dcm', Buffer.from('nothing'))])).rejects.toMatchObject({
      code: 'formats.not-dicom',
    });
  });

  const placed = (z: number, rest: Partial<PlacedSlice> = {}): PlacedSlice => ({
    file: `${z}.dcm`,
    rows: 4,
    columns: 4,
    rowDirection: [1, 0, 0],
    columnDirection: [0, 1, 0],
    position: [0, 0, z],
    instanceNumber: 0,
    ...rest,
  });

  it('is ordered by geometry, whatever its orientation and the order of its files', () => {
    const turned = fc.tuple(
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(
        turned,
        fc.integer({ min: 2, max: 30 }),
        fc.infiniteStream(fc.nat()),
        ([a, b], count, random) => {
          const row: Vector3 = [Math.cos(a), Math.sin(a), 0];
          const column: Vector3 = [-Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b), Math.sin(b)];
          const normal: Vector3 = [Math.sin(a) * Math.sin(b), -Math.cos(a) * Math.sin(b), Math.cos(b)];
          const slices = Array.from({ length: count }, (_, k) =>
            placed(k, {
              rowDirection: row,
              columnDirection: column,
              position: normal.map((value) => value * k * 2.5) as unknown as Vector3,
            }),
          );
          const shuffled = slices
            .map((one) => ({ one, key: random.next().value }))
            .toSorted((x, y) => x.key - y.key)
            .map(({ one }) => one);
          const { slices: ordered, notes } = orderSeries(shuffled);
          expect(ordered).toEqual(slices);
          expect(notes).toEqual([]);
        },
      ),
    );
  });

  it('keeps its largest frame, and of each position the first image', () => {
    const scout = placed(0, { file: 'scout.dcm', rowDirection: [0, 1, 0], columnDirection: [0, 0, -1] });
    const echo = placed(2, { file: 'echo.dcm', instanceNumber: 9 });
    const { slices, notes } = orderSeries([scout, placed(4), echo, placed(0), placed(2)]);
    expect(slices.map((one) => one.file)).toEqual(['0.dcm', '2.dcm', '4.dcm']);
    expect(notes.map(({ code, params }) => [code, params.file, params['count']])).toEqual([
      ['formats.series-left-out', 'scout.dcm', 1],
      ['formats.series-duplicates', 'echo.dcm', 1],
    ]);
  });

  it('with a tilted gantry says by how much', () => {
    const tilt = Math.tan((12 * Math.PI) / 180);
    const { notes } = orderSeries([0, 1, 2, 3].map((k) => placed(k, { position: [0, k * tilt, k] })));
    expect(notes).toEqual([expect.objectContaining({ code: 'formats.gantry-tilt' })]);
    expect(notes[0]!.params['degrees']).toBe(12);
  });
});
