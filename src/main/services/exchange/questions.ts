import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { ReportQuestion } from '../../formats/reports-parquet.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { type MadeBy, questionInputs } from '../texts/index.ts';
import type { CuratedSlice } from './curate.ts';

/** Questions about a slice in one language: about what the caption says, and about what is known of the image. */
export interface SliceQuestions {
  readonly language: Language;
  readonly snippet_vqa: readonly ReportQuestion[];
  readonly dicom_vqa: readonly ReportQuestion[];
  /** Null where there are none. */
  readonly by: MadeBy | null;
}

interface Kept {
  readonly type: ReportQuestion['question_type'];
  readonly question: string;
  readonly answer: string;
  readonly choices: readonly string[];
  /** Words of the caption, or a value of the metadata, that it rests on. */
  readonly evidence: string;
}

/**
 * The newest questions that a language model wrote from exactly the captions and the metadata of a slice. Where a caption leaves in
 * other words than it was asked about, only those that rest on words which are still there.
 */
export function questionsOf(
  store: Pick<ProjectStore, 'sliceReader' | 'texts'>,
  { slice, captions }: Pick<CuratedSlice, 'slice' | 'captions'>,
): Readonly<Record<Language, SliceQuestions>> {
  const found = noQuestions();
  for (const { language, sha256 } of questionInputs(store, slice)) {
    const result = store.texts.newest({ task: 'questions', language, inputSha256: sha256 });
    const caption = captions.find((one) => one.language === language);
    if (!result || !caption) continue;
    const { from_findings, from_metadata } = JSON.parse(result.output!) as Record<
      'from_findings' | 'from_metadata',
      Kept[]
    >;
    const standing = from_findings.filter(({ evidence }) => caption.text.includes(evidence));
    found[language] = {
      language,
      snippet_vqa: standing.map(toReport),
      dicom_vqa: from_metadata.map(toReport),
      by: { model: result.producer, prompt: result.version, at: result.createdAt },
    };
  }
  return found;
}

export function noQuestions(): Record<Language, SliceQuestions> {
  const none = { snippet_vqa: [], dicom_vqa: [], by: null };
  return { de: { language: 'de', ...none }, en: { language: 'en', ...none } };
}

function toReport({ type, question, answer, choices }: Kept): ReportQuestion {
  return { question, answer, question_type: type, choices };
}
