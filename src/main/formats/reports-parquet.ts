import { parquetWriteBuffer } from 'hyparquet-writer';

/** Texts of one language in `refrad2d_vqa_dataset.parquet`. */
export interface ReportTexts {
  readonly CleanedSentence: string;
  readonly ReportFragestellungCleaned: string;
  readonly ReportKlinischeAngabenCleaned: string;
}

/** One row of `refrad2d_vqa_dataset.parquet`. */
export interface ReportRow {
  readonly rsopid: string;
  readonly modality: string;
  readonly body_part: string;
  readonly english: ReportTexts;
  readonly german: ReportTexts;
}

const text = (name: string) =>
  ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }) as const;

/** A list of question-answer structs, three levels as the parquet format wants lists. */
const questions = (name: string) =>
  [
    { name, num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', num_children: 3, repetition_type: 'OPTIONAL' },
    text('question'),
    text('answer'),
    text('question_type'),
  ] as const;

const texts = (name: string) =>
  [
    { name, num_children: 5, repetition_type: 'OPTIONAL' },
    text('CleanedSentence'),
    text('ReportFragestellungCleaned'),
    text('ReportKlinischeAngabenCleaned'),
    ...questions('dicom_vqa'),
    ...questions('snippet_vqa'),
  ] as const;

/** The reports table with its nested structs; questions are written as empty lists, which the loaders skip. */
export function encodeReports(rows: readonly ReportRow[]): Uint8Array {
  const withQuestions = (report: ReportTexts) => ({ ...report, dicom_vqa: [], snippet_vqa: [] });
  const buffer = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 5 },
      text('rsopid'),
      text('modality'),
      text('body_part'),
      ...texts('english'),
      ...texts('german'),
    ],
    columnData: [
      { name: 'rsopid', data: rows.map(({ rsopid }) => rsopid) },
      { name: 'modality', data: rows.map(({ modality }) => modality) },
      { name: 'body_part', data: rows.map(({ body_part }) => body_part) },
      { name: 'english', data: rows.map(({ english }) => withQuestions(english)) },
      { name: 'german', data: rows.map(({ german }) => withQuestions(german)) },
    ],
  });
  return new Uint8Array(buffer);
}
