import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectDicom, readDicomSlice } from '../../src/main/formats/dicom-object.ts';
import { decodeDicomPixels } from '../../src/main/formats/dicom-pixels.ts';
import { ending, flawsOf } from '../support/reading.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

/** What pydicom with gdcm decoded from the file. */
interface Oracle {
  readonly transferSyntax: string;
  readonly modality: string;
  readonly frames: number;
  readonly samplesPerPixel: number | null;
  readonly lossy: boolean;
  readonly decoded?: {
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly sha256_le: string;
    readonly min: number;
    readonly max: number;
    readonly mean: number;
  };
}

const oracleFile = sharedData('transfer-syntaxes', 'oracle.json');
const oracle = (existsSync(oracleFile) ? JSON.parse(readFileSync(oracleFile, 'utf8')) : {}) as Record<
  string,
  Oracle
>;

const READ = [
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.4.70',
  '1.2.840.10008.1.2.4.80',
  '1.2.840.10008.1.2.4.90',
  '1.2.840.10008.1.2.4.91',
];
const all = Object.entries(oracle);
const isSlice = ({ modality, frames }: Oracle): boolean =>
  (modality === 'CT' || modality === 'MR') && frames === 1;
const readable = all.filter(([, facts]) => isSlice(facts) && READ.includes(facts.transferSyntax));
const compressedOtherwise = all.filter(
  ([, facts]) => isSlice(facts) && !READ.includes(facts.transferSyntax) && facts.transferSyntax,
);
const notSlices = all.filter(([, facts]) => !isSlice(facts));

describe.skipIf(!hasSharedData)('DICOM transfer syntaxes', () => {
  it('cover what is read and what is not', () => {
    expect(readable.length).toBeGreaterThanOrEqual(12);
    expect(compressedOtherwise.length).toBeGreaterThanOrEqual(1);
    expect(notSlices.length).toBeGreaterThanOrEqual(2);
    expect(new Set(readable.map(([, { transferSyntax }]) => transferSyntax)).size).toBeGreaterThanOrEqual(7);
  });

  it.each(readable)('%s is decoded to the same samples as by pydicom and gdcm', async (name, facts) => {
    const slice = await readDicomSlice(sharedData('transfer-syntaxes', name));
    const { values, warning } = await decodeDicomPixels(slice);
    const { shape, dtype, sha256_le, min, max, mean } = facts.decoded!;
    expect([slice.rows, slice.columns]).toEqual(shape);
    const [low, high, sum] = values.reduce(
      ([a, b, c], value) => [Math.min(a!, value), Math.max(b!, value), c! + value],
      [Infinity, -Infinity, 0],
    );
    expect([low, high]).toEqual([min, max]);
    expect(sum! / values.length).toBeCloseTo(mean, 6);
    const bytes = dtype === 'int16' ? Int16Array.from(values) : Uint16Array.from(values);
    expect(createHash('sha256').update(Buffer.from(bytes.buffer)).digest('hex')).toBe(sha256_le);
    expect(warning).toBeNull();
  });

  it.each(compressedOtherwise)('%s is refused by name', async (name, { transferSyntax }) => {
    const file = sharedData('transfer-syntaxes', name);
    const { error } = await ending(inspectDicom(file));
    expect(error?.code).toBe('formats.transfer-syntax');
    expect(error?.params['syntax']).toMatch(/^JPEG/);
    expect(error?.params['syntax']).toContain(transferSyntax);
    expect(flawsOf(error!.code, error!.params)).toEqual([]);
  });

  it.each(notSlices)('%s is no CT or MR slice and says what it is', async (name) => {
    const { error } = await ending(inspectDicom(sharedData('transfer-syntaxes', name)));
    expect(error?.code).toMatch(/^formats\.(dicom-not-an-image|multi-frame|not-dicom)$/);
    expect(flawsOf(error!.code, error!.params)).toEqual([]);
  });
});
