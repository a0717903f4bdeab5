import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type Compressors, asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { z } from 'zod';
import { AppError } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';
import { fileHead } from './inflate.ts';
import { readJsonFile } from './json-file.ts';

/** Texts of one language; null where the report has none. */
export interface ReportRecordTexts {
  readonly caption: string | null;
  readonly question: string;
  readonly clinicalInformation: string;
}

/** A row of the reports table. Text is exactly as written. */
export interface ReportRecord {
  readonly id: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly en: ReportRecordTexts;
  readonly de: ReportRecordTexts;
}

/** Columns that are read; questions and answers stay where they are. */
const COLUMNS = ['rsopid', 'modality', 'body_part', 'english', 'german'];

const text = z.string().nullish();
const TextsSchema = z
  .object({ CleanedSentence: text, ReportFragestellungCleaned: text, ReportKlinischeAngabenCleaned: text })
  .nullish()
  .transform((texts) => ({
    caption: texts?.CleanedSentence ?? null,
    question: texts?.ReportFragestellungCleaned ?? '',
    clinicalInformation: texts?.ReportKlinischeAngabenCleaned ?? '',
  }));
const RowSchema = z
  .object({
    rsopid: z.union([z.string(), z.number(), z.bigint()]).transform(String),
    modality: text,
    body_part: text,
    english: TextsSchema,
    german: TextsSchema,
  })
  .transform(({ rsopid, modality, body_part, english, german }): ReportRecord => ({
    id: rsopid,
    modality: modality ?? '',
    bodyPart: body_part ?? '',
    en: english,
    de: german,
  }));

/**
 * Reads the reports of the wanted images: a parquet file as published, or a JSON array of the same records. Told apart by
 * content.
 *
 * @throws AppError formats.unreadable, too-large, malformed-json, bad-header, missing-column, malformed-table (line = row)
 */
export async function readReports(file: string, wanted: readonly string[]): Promise<ReportRecord[]> {
  const ids = new Set(wanted);
  const isParquet = (await fileHead(file, 4)).toString('latin1') === 'PAR1';
  const reports: ReportRecord[] = [];
  let line = 0;
  for await (const row of isParquet ? parquetRows(file) : jsonRows(file)) {
    line += 1;
    if (!ids.has(String(row['rsopid']))) continue;
    const parsed = RowSchema.safeParse(row);
    if (!parsed.success) {
      const detail = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new AppError('formats.malformed-table', { file, line, detail });
    }
    reports.push(parsed.data);
  }
  return reports;
}

type Row = Readonly<Record<string, unknown>>;

async function* jsonRows(file: string): AsyncGenerator<Row> {
  const records = await readJsonFile(file);
  if (!Array.isArray(records))
    throw new AppError('formats.malformed-json', { file, detail: '[{rsopid, …}]' });
  for (const record of records) {
    const row = record instanceof Map ? plain(record) : {};
    if (row['rsopid'] === undefined) throw new AppError('formats.missing-column', { file, column: 'rsopid' });
    yield row;
  }
}

function plain(map: ReadonlyMap<string, unknown>): Row {
  return Object.fromEntries(
    [...map].map(([key, value]) => [key, value instanceof Map ? plain(value) : value]),
  );
}

/** Row group by row group, so that memory holds one at a time. */
async function* parquetRows(file: string): AsyncGenerator<Row> {
  const source = await asyncBufferFromFile(file);
  if (source.byteLength > BUDGET.fileBytes)
    throw new AppError('formats.too-large', { file, bytes: source.byteLength, limit: BUDGET.fileBytes });
  const metadata = await decoded(file, () => parquetMetadataAsync(source));
  const names = new Set(metadata.schema.map(({ name }) => name));
  if (!names.has('rsopid')) throw new AppError('formats.missing-column', { file, column: 'rsopid' });
  const columns = COLUMNS.filter((name) => names.has(name));
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    yield* await decoded(file, () =>
      parquetReadObjects({ file: source, metadata, columns, rowStart, rowEnd, compressors }),
    );
    rowStart = rowEnd;
  }
}

/** Whatever a decoder trips over in a file it did not write is the file's fault. */
async function decoded<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.slice(0, 120) : 'parquet';
    throw new AppError('formats.bad-header', { file, detail }, { cause });
  }
}

/** The codecs that pandas can be asked for; snappy, its default, comes with the parquet reader. */
const compressors: Compressors = {
  ZSTD: (input, size) => zstdDecompressSync(input, { maxOutputLength: bounded(size) }),
  GZIP: (input, size) => gunzipSync(input, { maxOutputLength: bounded(size) }),
  BROTLI: (input, size) => brotliDecompressSync(input, { maxOutputLength: bounded(size) }),
};

function bounded(size: number): number {
  return Math.min(Math.max(1, size), BUDGET.tableBytes);
}
