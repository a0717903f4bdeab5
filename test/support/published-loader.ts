import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import dicomParser from 'dicom-parser';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

/** Texts and questions of one language, as the loaders look them up. */
interface LoaderTexts {
  readonly CleanedSentence: string;
  readonly ReportFragestellungCleaned: string;
  readonly ReportKlinischeAngabenCleaned: string;
  readonly dicom_vqa: readonly unknown[];
  readonly snippet_vqa: readonly unknown[];
}

/** What RadGrounder's data sets hold of an image in evaluation mode. */
export interface LoadedSample {
  readonly id: string;
  readonly data: {
    readonly modality: string;
    readonly body_part: string;
    readonly english: LoaderTexts;
    readonly german: LoaderTexts;
  };
  readonly entry: {
    readonly keywords_eng: readonly [string, string, number][];
    readonly keywords_de: readonly [string, string, number][];
    readonly bboxes: readonly [number, number, number, number, number][];
    readonly segment_slice_path: string;
  };
  /** HU or signal, float32, shape rows x columns. */
  readonly image: { readonly shape: readonly [number, number]; readonly values: Float32Array };
  readonly mask: {
    readonly shape: readonly [number, number];
    readonly dtype: string;
    readonly values: readonly number[];
  };
}

/**
 * The reading steps of the published loaders (`load_snippet2rsopids`, `load_segmentation_dataset`, the reports table, the
 * image and its mask), written from their description and with readers of their own: nothing here is shared with what wrote
 * the files.
 *
 * @param root Folder that REFRAD2D_* point into; masks are looked up from there, as from the folder that training starts in.
 */
export async function loadAsPublished(
  root: string,
  split: 'train' | 'val' | 'test',
  modality: 'ct' | 'mr',
): Promise<LoadedSample[]> {
  const json = async (...path: string[]): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(root, ...path), 'utf8')) as Record<string, unknown>;
  const snippets = (await json(
    'split_v18',
    'generated',
    `filtered_${modality}_splits`,
    `snippet2rsopids_${split}_${modality}_only.json`,
  )) as Record<string, string[]>;
  const rows = (await parquetReadObjects({
    file: await asyncBufferFromFile(join(root, 'refrad2d_vqa_dataset.parquet')),
  })) as (LoadedSample['data'] & { rsopid: string })[];
  const dataById = new Map(rows.map((row) => [row.rsopid, row]));
  const index = (await json('refrad2d_segment', `rsopid_2_segment_v3_${modality}.json`)) as Record<
    string,
    LoadedSample['entry']
  >;
  const samples: LoadedSample[] = [];
  for (const ids of Object.values(snippets)) {
    const id = ids.find((one) => dataById.get(one)?.modality.toLowerCase() === modality)!;
    const entry = index[id]!;
    samples.push({
      id,
      data: dataById.get(id)!,
      entry,
      image: await readDicomAsNumpy(join(root, 'dicoms_anon', id.slice(0, 2), `${id}.dcm.zst`)),
      mask: await npLoad(join(root, entry.segment_slice_path)),
    });
  }
  return samples;
}

/** pydicom's pixel_array times slope plus intercept, float32. */
async function readDicomAsNumpy(file: string): Promise<LoadedSample['image']> {
  const dataSet = dicomParser.parseDicom(zstdDecompressSync(await readFile(file)));
  const shape = [dataSet.uint16('x00280010')!, dataSet.uint16('x00280011')!] as const;
  const [slope, intercept] = ['x00281053', 'x00281052'].map((tag) => Number(dataSet.string(tag)));
  const { dataOffset } = dataSet.elements['x7fe00010']!;
  const view = new DataView(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset + dataOffset);
  const values = new Float32Array(shape[0] * shape[1]);
  for (let at = 0; at < values.length; at += 1)
    values[at] = view.getInt16(2 * at, true) * slope! + intercept!;
  return { shape, values };
}

/** numpy.load of a 2-D array. */
async function npLoad(file: string): Promise<LoadedSample['mask']> {
  const bytes = await readFile(file);
  const headerEnd = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, headerEnd);
  const [, dtype] = /'descr': '([^']+)'/.exec(header)!;
  const [, rows, columns] = /'shape': \((\d+), (\d+)\)/.exec(header)!;
  if (!header.includes("'fortran_order': False")) throw new Error('column-major');
  const count = Number(rows) * Number(columns);
  const read =
    dtype === '<f4'
      ? (n: number) => bytes.readFloatLE(headerEnd + 4 * n)
      : (n: number) => Number(bytes.readBigInt64LE(headerEnd + 8 * n));
  return {
    shape: [Number(rows), Number(columns)],
    dtype: dtype!,
    values: Array.from({ length: count }, (_, n) => read(n)),
  };
}
