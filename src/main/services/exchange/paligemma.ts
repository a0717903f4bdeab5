import { tagCaption } from '../../../shared/domain/grounding/tokens.ts';
import { type PromptRequest, promptPrefix, taskWords } from '../../../shared/domain/radgrounder/prompt.ts';
import type { ExportedCaption } from './captions.ts';
import type { CuratedSlice } from './curate.ts';
import type { SliceQuestions } from './questions.ts';

/** One training line per caption: `{image, prefix, suffix, …}`, the suffix with detection tags placed by offset. */
export function paligemmaLines({ slice, captions, pairs }: CuratedSlice, imagePath: string): string[] {
  return captions.map((caption) => {
    const { language, text } = caption;
    const spans = pairs.flatMap(({ classId, box, mentions }) =>
      mentions
        .filter((mention) => mention.language === language)
        .map(({ start, end }) => ({ start, end, classId, box })),
    );
    const { clinicalInformation, question } = slice;
    return JSON.stringify({
      image: imagePath,
      image_id: slice.imageId,
      language,
      prefix: prefixOf({ task: 'ground', language, clinicalInformation, question }),
      suffix: tagCaption(text, spans, slice.geometry),
      ...originOf(caption),
    });
  });
}

/** One training line per question that a language model wrote about a slice; each says so. */
export function questionLines(
  { slice }: CuratedSlice,
  imagePath: string,
  questions: readonly SliceQuestions[],
): string[] {
  return questions.flatMap(({ language, snippet_vqa, dicom_vqa, by }) => {
    const lines = [
      ...snippet_vqa.map((one) => ({ ...one, from: 'caption' as const })),
      ...dicom_vqa.map((one) => ({ ...one, from: 'metadata' as const })),
    ];
    return lines.map(({ question, choices, answer, question_type, from }) =>
      JSON.stringify({
        image: imagePath,
        image_id: slice.imageId,
        language,
        prefix: prefixOf({ task: 'vqa', language, question, choices }),
        suffix: answer,
        question_type,
        machine: { kind: 'question', from, ...by },
      }),
    );
  });
}

function prefixOf(request: PromptRequest): string {
  return `<image>\n${promptPrefix(request)}\n${taskWords(request.task, request.language)} `;
}

function originOf({ made }: ExportedCaption): object {
  if (!made) return {};
  const { kind, of, model, prompt, at, verdict } = made;
  const score = verdict && { score: verdict.score };
  return { machine: { kind, from: of.language, of: of.sha256, model, prompt, at, ...score } };
}
