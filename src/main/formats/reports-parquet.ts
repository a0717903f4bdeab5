import { parquetWriteBuffer } from 'hyparquet-writer';

/** A question with its answer, as the published loaders read it. */
export interface ReportQuestion {
  readonly question: string;
  readonly answer: string;
  readonly question_type: 'open' | 'closed' | 'multiple';
  /** Empty unless it is multiple choice. */
  readonly choices: readonly string[];
}

/** Texts of one language in `refrad2d_vqa_dataset.parquet`. */
export interface ReportTexts {
  readonly CleanedSentence: string;
  readonly ReportFragestellungCleaned: string;
  readonly ReportKlinischeAngabenCleaned: string;
  /** From what is known of the image, and from its caption. */
  readonly dicom_vqa: readonly ReportQuestion[];
  readonly snippet_vqa: readonly ReportQuestion[];
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
    { name: 'element', num_children: 4, repetition_type: 'OPTIONAL' },
    text('question'),
    text('answer'),
    text('question_type'),
    { name: 'choices', num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    text('element'),
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

/** The reports table with its nested structs; where there are no questions their lists are empty, which the loaders skip. */
export function encodeReports(rows: readonly ReportRow[]): Uint8Array {
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
      { name: 'english', data: rows.map(({ english }) => english) },
      { name: 'german', data: rows.map(({ german }) => german) },
    ],
  });
  return new Uint8Array(buffer);
}
