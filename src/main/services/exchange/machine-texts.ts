import type { CuratedSlice } from './curate.ts';
import type { SliceQuestions } from './questions.ts';
import { fileId } from './refrad2d.ts';

export const MACHINE_TEXTS = 'machine_texts.jsonl';

/**
 * Lines that say which texts of a slice a language model wrote, of what, and how it was asked: layouts of others have no place for
 * that.
 */
export function machineTextLines(
  { slice, captions }: CuratedSlice,
  questions: readonly SliceQuestions[],
): string[] {
  const rsopid = fileId(slice.imageId);
  const made = captions.flatMap(({ made: caption }) => {
    if (!caption) return [];
    const { kind, language, of, removed, verdict, model, prompt, at } = caption;
    const original = { language: of.language, sha256: of.sha256 };
    return [{ rsopid, text: 'caption', kind, language, of: original, removed, verdict, model, prompt, at }];
  });
  const asked = questions.flatMap(({ language, by, snippet_vqa, dicom_vqa }) => {
    const counts = { snippet_vqa: snippet_vqa.length, dicom_vqa: dicom_vqa.length };
    return by ? [{ rsopid, text: 'questions', language, ...counts, ...by }] : [];
  });
  return [...made, ...asked].map((line) => JSON.stringify(line));
}
