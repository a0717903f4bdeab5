import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { KeywordTable } from '../../../shared/domain/grounding/reference/keywords.ts';
import type { KeywordTables } from '../../../shared/domain/grounding/reference/derive-reference-slice.ts';
import type { Reports } from '../../reader/protocol.ts';
import type { ReadingService } from '../reading/index.ts';

/** The published pipeline's inputs, as paths; they are written into the output as they are given here. */
export interface ReferenceSources {
  readonly modality: 'CT' | 'MR';
  /** `{scan id: {rel_dir?, file?, slices: {image id: {slice_axis, slice_idx}}}}` */
  readonly scanIndex: string;
  /** Folder of `<rel_dir>/seg_scan_clean.nii.gz`. */
  readonly segmentations: string;
  /** Parquet, or JSON records. */
  readonly reports: string;
  /** `{caption: {keyword: category}}` */
  readonly keywordsEn: string;
  readonly keywordsDe: string;
}

/** One scan of the index. Axis and index are as written: whether they make sense is seen at the volume. */
export interface IndexedScan {
  readonly scanId: string;
  /** Below the folder of segmentations. */
  readonly relDir: string;
  /** Name of the scan's file; passed on as it is. */
  readonly file: string | null;
  readonly slices: readonly IndexedSlice[];
}

export interface IndexedSlice {
  readonly imageId: string;
  readonly axis: number;
  readonly index: number;
}

export interface ReferenceInputs {
  readonly scans: readonly IndexedScan[];
  /** Null where an image has several. */
  readonly reportById: ReadonlyMap<string, Reports[number] | null>;
  readonly keywords: KeywordTables;
}

const record = z
  .custom<ReadonlyMap<string, unknown>>((value) => value instanceof Map)
  .transform((map): Record<string, unknown> => Object.fromEntries(map));
const SliceSchema = record.pipe(z.object({ slice_axis: z.number(), slice_idx: z.number() }));
const ScanSchema = record.pipe(
  z.object({
    rel_dir: z.string().optional(),
    file: z.string().nullish(),
    slices: z.map(z.string(), SliceSchema),
  }),
);
const ScanIndexSchema = z.map(z.string(), ScanSchema);
const KeywordsSchema = z.map(z.string(), z.map(z.string(), z.string()));

/** Reads everything but the volumes. @throws AppError formats.*, grounding.malformed-input */
export async function readReferenceInputs(
  sources: ReferenceSources,
  reading: ReadingService,
  signal: AbortSignal,
): Promise<ReferenceInputs> {
  const json = async <T>(file: string, schema: z.ZodType<T>): Promise<T> =>
    checked(file, schema, await reading.ask<'read-json'>({ type: 'read-json', file: resolve(file) }, signal));
  const scans = scansOf(await json(sources.scanIndex, ScanIndexSchema));
  const en: KeywordTable = await json(sources.keywordsEn, KeywordsSchema);
  const de: KeywordTable = await json(sources.keywordsDe, KeywordsSchema);
  const ids = scans.flatMap(({ slices }) => slices.map(({ imageId }) => imageId));
  const reports = await reading.ask<'read-reports'>(
    { type: 'read-reports', file: resolve(sources.reports), ids },
    signal,
  );
  return { scans, reportById: byId(reports), keywords: { en, de } };
}

function checked<T>(file: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const detail = `${issue?.path.map(String).join('.') || '{…}'}: ${issue?.message ?? '?'}`;
  throw new AppError('grounding.malformed-input', { file, detail: detail.slice(0, 200) });
}

function scansOf(index: z.infer<typeof ScanIndexSchema>): IndexedScan[] {
  return [...index].map(([scanId, { rel_dir, file, slices }]) => ({
    scanId,
    relDir: rel_dir ?? `${firstTwo(scanId)}/${scanId}`,
    file: file ?? null,
    slices: [...slices].map(([imageId, { slice_axis, slice_idx }]) => ({
      imageId,
      axis: slice_axis,
      index: slice_idx,
    })),
  }));
}

/** The first two characters, which the published layout sorts its files by. */
export function firstTwo(id: string): string {
  return [...id.matchAll(/./gsu)].slice(0, 2).join('');
}

function byId(reports: Reports): Map<string, Reports[number] | null> {
  const found = new Map<string, Reports[number] | null>();
  for (const report of reports) found.set(report.id, found.has(report.id) ? null : report);
  return found;
}
