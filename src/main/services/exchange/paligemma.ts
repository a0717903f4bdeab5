import { tagCaption } from '../../../shared/domain/grounding/tokens.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { CuratedSlice } from './curate.ts';

/** Prompts of the published training: task with grounding, and how the prefix introduces its parts. */
const PROMPT = {
  de: {
    task: 'Beschreibe dieses Bild und detektiere Schlüsselwörter:',
    clinical: 'Klinische angaben: ',
    question: 'Fragestellung: ',
  },
  en: {
    task: 'Caption this image and detect keywords:',
    clinical: 'Clinical information: ',
    question: 'Question: ',
  },
} as const satisfies Record<Language, object>;

/** One training line: `{image, prefix, suffix, …}`, the suffix with detection tags placed by offset. */
export function paligemmaLines({ slice, captions, pairs }: CuratedSlice, imagePath: string): string[] {
  return captions.map(({ language, text }) => {
    const spans = pairs.flatMap(({ classId, box, mentions }) =>
      mentions
        .filter((mention) => mention.language === language)
        .map(({ start, end }) => ({ start, end, classId, box })),
    );
    const prompt = PROMPT[language];
    const context = [
      slice.clinicalInformation && `${prompt.clinical}${slice.clinicalInformation}`,
      slice.question && `${prompt.question}${slice.question}`,
    ].filter(Boolean);
    return JSON.stringify({
      image: imagePath,
      image_id: slice.imageId,
      language,
      prefix: `<image>\n${context.join(' ')}\n${prompt.task} `,
      suffix: tagCaption(text, spans, slice.geometry),
    });
  });
}
