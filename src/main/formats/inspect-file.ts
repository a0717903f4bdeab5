import { AppError } from '../../shared/contract/app-error.ts';
import { planLpsReorientation } from '../../shared/domain/volume/reorientation.ts';
import { looksLikeCaptions } from './captions-table.ts';
import { looksLikeDicom } from './dicom-file.ts';
import { inspectDicom } from './dicom-object.ts';
import { fileHead, isGzip } from './inflate.ts';
import { readNiftiHeader } from './nifti-file.ts';
import { looksLikeNifti } from './nifti-header.ts';

/** What a file is, as far as its header tells; the shape is FileFacts of the reader's protocol. */
export type InspectedFile =
  | {
      readonly kind: 'nifti';
      readonly file: string;
      readonly dims: [number, number, number];
      readonly affineLps: number[];
      readonly stored: { readonly dims: [number, number, number]; readonly affineRas: number[] };
      readonly mayBeLabels: boolean;
      readonly hasOrientation: boolean;
    }
  | ({ readonly kind: 'dicom'; readonly file: string } & Awaited<ReturnType<typeof inspectDicom>>)
  | { readonly kind: 'captions' | 'other'; readonly file: string };

/** Files that lie about in data folders and are nobody's mistake. */
const IGNORED =
  /(^|[\\/])(\.[^\\/]*|DICOMDIR|[^\\/]*\.(json|txt|md|pdf|png|jpe?g|xml|log|ini|db|sqlite|npy|parquet|zip|partial))$/i;

/**
 * Tells formats by content, not by name. @throws AppError when a file claims to be of a known format and is broken
 */
export async function inspectFile(file: string): Promise<InspectedFile> {
  const head = await fileHead(file, 4096);
  if (looksLikeDicom(head)) return { kind: 'dicom', file, ...(await inspectDicom(file)) };
  if (isGzip(head) || looksLikeNifti(head) || /\.nii(\.gz)?$/i.test(file)) return inspectNifti(file);
  if (/\.(csv|tsv|jsonl|ndjson)$/i.test(file) || looksLikeCaptions(head.toString('utf8'))) {
    return { kind: looksLikeCaptions(head.toString('utf8')) ? 'captions' : 'other', file };
  }
  if (IGNORED.test(file)) return { kind: 'other', file };
  throw new AppError('formats.not-recognised', { file });
}

async function inspectNifti(file: string): Promise<InspectedFile> {
  const header = await readNiftiHeader(file);
  const { dims, affineLps } = planLpsReorientation(header.affineRas, header.dims);
  return {
    kind: 'nifti',
    file,
    dims: [...dims],
    affineLps: [...affineLps],
    stored: { dims: [...header.dims], affineRas: [...header.affineRas] },
    mayBeLabels: ['uint8', 'int8', 'uint16'].includes(header.datatype) || /seg|label|mask/i.test(file),
    hasOrientation: header.affineSource !== 'none',
  };
}
