import { tagCaption } from '../../../shared/domain/grounding/tokens.ts';
import { promptPrefix, taskWords } from '../../../shared/domain/radgrounder/prompt.ts';
import type { CuratedSlice } from './curate.ts';

/** One training line: `{image, prefix, suffix, …}`, the suffix with detection tags placed by offset. */
export function paligemmaLines({ slice, captions, pairs }: CuratedSlice, imagePath: string): string[] {
  return captions.map(({ language, text }) => {
    const spans = pairs.flatMap(({ classId, box, mentions }) =>
      mentions
        .filter((mention) => mention.language === language)
        .map(({ start, end }) => ({ start, end, classId, box })),
    );
    const { clinicalInformation, question } = slice;
    const request = { task: 'ground', language, clinicalInformation, question } as const;
    return JSON.stringify({
      image: imagePath,
      image_id: slice.imageId,
      language,
      prefix: `<image>\n${promptPrefix(request)}\n${taskWords('ground', language)} `,
      suffix: tagCaption(text, spans, slice.geometry),
    });
  });
}
