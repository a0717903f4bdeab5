import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { AppError, type ErrorParams } from '../../shared/contract/app-error.ts';
import { BUDGET } from './budget.ts';
import { delimitedRecords } from './delimited.ts';

/** One row of a captions table. `slice` is the zero-based index along `axis` of the LPS volume. */
export interface CaptionRow {
  readonly line: number;
  readonly imageId: string;
  readonly study: string;
  readonly series: string;
  readonly patient: string;
  readonly axis: 0 | 1 | 2;
  readonly slice: number | null;
  /** NFC, or null where the language is missing. */
  readonly captionDe: string | null;
  readonly captionEn: string | null;
  readonly clinicalInformation: string;
  readonly question: string;
  readonly modality: 'CT' | 'MR' | null;
  readonly bodyPart: string;
}

export interface CaptionTable {
  readonly rows: CaptionRow[];
  readonly problems: { readonly code: 'formats.malformed-table'; readonly params: ErrorParams }[];
}

const AXES: Readonly<Record<string, 0 | 1 | 2>> = {
  '0': 0,
  sagittal: 0,
  '1': 1,
  coronal: 1,
  '2': 2,
  axial: 2,
  '': 2,
};
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    String(value ?? '')
      .normalize('NFC')
      .trim(),
  );

const RowSchema = z
  .object({
    image_id: text.refine((value) => value.length > 0 && value.length <= 200, 'image_id'),
    study: text,
    series: text,
    patient: text,
    axis: text.transform((value) => AXES[value.toLowerCase()]).refine((axis) => axis !== undefined, 'axis'),
    slice: text.refine((value) => /^\d{0,6}$/.test(value), 'slice'),
    caption_de: text,
    caption_en: text,
    clinical_information: text,
    question: text,
    modality: text
      .transform((value) => value.toUpperCase())
      .refine((value) => ['', 'CT', 'MR'].includes(value), 'modality'),
    body_part: text,
  })
  .refine((row) => row.caption_de !== '' || row.caption_en !== '', 'caption_de, caption_en');

/** True when the first line is the header that this table is known by. */
export function looksLikeCaptions(head: string): boolean {
  const first = head.replace(/^\uFEFF/, '').split(/[\r\n]/, 1)[0] ?? '';
  return first.includes('image_id') && (first.includes('caption_de') || first.includes('caption_en'));
}

/**
 * Reads a captions table, CSV or JSONL, UTF-8. Rows that cannot be used become problems with their line; the others are read.
 *
 * @throws AppError formats.unreadable, formats.not-utf8, formats.too-large, formats.missing-column
 */
export async function readCaptions(file: string): Promise<CaptionTable> {
  const content = await readBounded(file);
  const records = content.trimStart().startsWith('{') ? jsonLines(content) : csvRows(content, file);
  const table: CaptionTable = { rows: [], problems: [] };
  for (const { line, value, error } of records) {
    const parsed = error === undefined ? RowSchema.safeParse(value) : undefined;
    if (parsed?.success) table.rows.push(toRow(line, parsed.data));
    else {
      const detail =
        error ??
        parsed?.error?.issues.map(({ message, path }) => path.join('.') || message).join(', ') ??
        '?';
      table.problems.push({ code: 'formats.malformed-table', params: { file, line, detail } });
    }
  }
  return table;
}

interface RawRecord {
  readonly line: number;
  readonly value?: unknown;
  readonly error?: string;
}

function* csvRows(content: string, file: string): Generator<RawRecord> {
  let header: readonly string[] | undefined;
  for (const { line, fields } of delimitedRecords(content)) {
    if (!header) {
      header = fields.map((name) => name.trim().toLowerCase());
      if (!header.includes('image_id'))
        throw new AppError('formats.missing-column', { file, column: 'image_id' });
      continue;
    }
    if (fields.length !== header.length) yield { line, error: `${fields.length} ≠ ${header.length}` };
    else yield { line, value: Object.fromEntries(header.map((name, i) => [name, fields[i]])) };
  }
}

function* jsonLines(content: string): Generator<RawRecord> {
  for (const [index, lineText] of content.split('\n').entries()) {
    if (lineText.trim() === '') continue;
    try {
      yield { line: index + 1, value: JSON.parse(lineText) as unknown };
    } catch {
      // The parser's own message would quote the caption.
      yield { line: index + 1, error: 'JSON' };
    }
  }
}

function toRow(line: number, row: z.output<typeof RowSchema>): CaptionRow {
  return {
    line,
    imageId: row.image_id,
    study: row.study,
    series: row.series,
    patient: row.patient,
    axis: row.axis!,
    slice: row.slice === '' ? null : Number(row.slice),
    captionDe: row.caption_de || null,
    captionEn: row.caption_en || null,
    clinicalInformation: row.clinical_information,
    question: row.question,
    modality: row.modality === '' ? null : (row.modality as 'CT' | 'MR'),
    bodyPart: row.body_part,
  };
}

async function readBounded(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > BUDGET.tableBytes)
      throw new AppError('formats.too-large', { file, bytes: size, limit: BUDGET.tableBytes });
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof TypeError) throw new AppError('formats.not-utf8', { file }, { cause });
    throw new AppError('formats.unreadable', { file }, { cause });
  }
}
