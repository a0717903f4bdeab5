import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { ReportQuestion } from '../../formats/reports-parquet.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import { questionInputs } from '../texts/index.ts';

/** Questions about a slice in one language: about what the caption says, and about what is known of the image. */
export interface SliceQuestions {
  readonly snippet_vqa: readonly ReportQuestion[];
  readonly dicom_vqa: readonly ReportQuestion[];
}

interface Kept {
  readonly type: ReportQuestion['question_type'];
  readonly question: string;
  readonly answer: string;
  readonly choices: readonly string[];
}

const NONE: SliceQuestions = { snippet_vqa: [], dicom_vqa: [] };

/** The newest questions that a language model wrote from exactly these captions and this metadata; empty where there are none. */
export function questionsOf(
  store: Pick<ProjectStore, 'sliceReader' | 'texts'>,
  slice: StoredSlice,
): Readonly<Record<Language, SliceQuestions>> {
  const found: Record<Language, SliceQuestions> = { de: NONE, en: NONE };
  for (const { language, sha256 } of questionInputs(store, slice)) {
    const result = store.texts.newest({ task: 'questions', language, inputSha256: sha256 });
    if (!result) continue;
    const { from_findings, from_metadata } = JSON.parse(result.output!) as Record<
      'from_findings' | 'from_metadata',
      Kept[]
    >;
    found[language] = { snippet_vqa: from_findings.map(toReport), dicom_vqa: from_metadata.map(toReport) };
  }
  return found;
}

function toReport({ type, question, answer, choices }: Kept): ReportQuestion {
  return { question, answer, question_type: type, choices };
}
