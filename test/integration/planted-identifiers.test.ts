import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import dcmjs from 'dcmjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { runCli } from '../support/run-cli.ts';

const { DicomDict, DicomMetaDictionary } = dcmjs.data;
const EDGE = 16;
/** First four bytes of a Zstandard frame (RFC 8878, 3.1.1). */
const ZSTD_MAGIC = 0xfd2fb528;

/** Attributes of a study that name or help to find a person; what they hold must be nowhere afterwards. */
const PLANTED: Readonly<Record<string, string>> = {
  PatientName: 'Planted^Person',
  PatientID: 'PLANTED-4711',
  OtherPatientIDs: 'PLANTED-0815',
  PatientBirthDate: '19610203',
  PatientAddress: 'Planted Street 1',
  PatientTelephoneNumbers: '0999-PLANTED',
  PatientComments: 'planted comment',
  AccessionNumber: 'PLANTED-ACC',
  InstitutionName: 'Planted Hospital',
  ReferringPhysicianName: 'Planted^Referrer',
  OperatorsName: 'Planted^Operator',
  StudyID: 'PLANTED-STUDY',
  StudyDescription: 'planted study text',
  ImageComments: 'planted image text',
};
const NEEDLES = Object.values(PLANTED).map((text) => text.toLowerCase());
const TABLE_PATIENT = 'planted-case-99';

/** One slice of a CT with everything planted, uncompressed. */
function slice(index: number): Buffer {
  const uid = (what: number): string => `1.2.826.0.1.3680043.9.${what}`;
  const samples = Int16Array.from({ length: EDGE * EDGE }, (_, i) => ((i * 37) % 900) - 600);
  const meta = DicomMetaDictionary.denaturalizeDataset({
    MediaStorageSOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    MediaStorageSOPInstanceUID: uid(100 + index),
    TransferSyntaxUID: '1.2.840.10008.1.2.1',
  });
  const dict = new DicomDict(meta);
  dict.dict = DicomMetaDictionary.denaturalizeDataset({
    ...PLANTED,
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: uid(100 + index),
    StudyInstanceUID: uid(1),
    SeriesInstanceUID: uid(2),
    Modality: 'CT',
    Rows: EDGE,
    Columns: EDGE,
    PixelSpacing: [2, 2],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    ImagePositionPatient: [0, 0, index * 3],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    RescaleSlope: 1,
    RescaleIntercept: 0,
    PixelData: [samples.buffer],
    _vrMap: { PixelData: 'OW' },
    _meta: {},
  });
  return Buffer.from(dict.write());
}

describe.each([
  [
    'that its captions table calls otherwise',
    `image_id,patient,slice,caption_en\na-1,${TABLE_PATIENT},1,Normal liver.\n`,
  ],
  ['that only the images name', 'image_id,slice,caption_en\na-1,1,Normal liver.\n'],
])('what names a patient %s', (_what, table) => {
  let dir: string;
  const at = (name: string): string => join(dir, name);
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'planted-'));
    await Promise.all([mkdir(at('source')), mkdir(at('home'))]);
    for (let index = 0; index < 4; index += 1)
      await writeFile(join(at('source'), `${index}.dcm`), slice(index));
    await writeFile(join(at('source'), 'broken.dcm'), slice(4).subarray(0, 1100));
    await writeFile(join(at('source'), 'captions.csv'), table);
    const labels = new Uint8Array(EDGE * EDGE * 4).fill(5, 0, 600);
    const affine = [-2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1];
    const dims = [EDGE, EDGE, 4] as const;
    const segmentation = encodeNifti({ dims, affine, dtype: 'uint8', data: labels, gzip: true });
    await writeFile(join(at('source'), 'seg.nii.gz'), segmentation);
    const run = (...args: string[]) => runCli(args, { home: at('home') });
    expect((await run('import', at('source'), '--project', at('project'))).out).toContain('1 slice, 1 pair');
    const out = await run('export', '--project', at('project'), '--include', 'pending', '--out', at('out'));
    expect(out.code).toBe(0);
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** Files under a folder in which something planted stands, packed or not. */
  async function found(folder: string): Promise<string[]> {
    const hits: string[] = [];
    for (const entry of await readdir(at(folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      const isPacked = bytes.length > 4 && bytes.readUInt32LE(0) === ZSTD_MAGIC;
      const text = (isPacked ? zstdDecompressSync(bytes) : bytes).toString('latin1').toLowerCase();
      const needles = [...NEEDLES, TABLE_PATIENT].filter((needle) => text.includes(needle));
      hits.push(...needles.map((needle) => `${entry.name}: ${needle}`));
    }
    return hits;
  }

  it('stands in the source, so that it can be found', async () => {
    expect((await found('source')).length).toBeGreaterThanOrEqual(4 * NEEDLES.length);
  });

  it.each(['project', 'home', 'out'])('is nowhere in %s', async (folder) => {
    expect(await found(folder)).toEqual([]);
  });
});
