import type { Language } from '../../mention/mention.ts';
import { boxTokens } from '../tokens.ts';
import type { ReferenceBox } from './boxes.ts';
import { cleanPunctuation } from './clean-punctuation.ts';
import type { ReferenceKeyword } from './keywords.ts';
import { pythonCount, pythonLength, replaceWholeWord } from './python-text.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Tasks of the published loaders, as they ask for them. */
export const REFERENCE_TASK = {
  caption: { de: 'Beschreibe dieses Bild:', en: 'Caption this image:' },
  detect: {
    de: 'Beschreibe dieses Bild und detektiere Schlüsselwörter:',
    en: 'Caption this image and detect keywords:',
  },
  segment: {
    de: 'Beschreibe dieses Bild und segmentiere die Schlüsselwörter:',
    en: 'Caption this image and segment keywords:',
  },
} as const satisfies Record<string, Record<Language, string>>;

/** What the model is shown before its answer: image, what is known of the case (may be empty), task. */
export function referencePrompt(task: string, prefix = ''): string {
  return `<image>\n${prefix}\n${task} `;
}

/**
 * The caption with `<p bbox=… id=…>` around its keywords, as the published detection loader writes it: keyword by keyword in
 * list order, every whole-word occurrence, in the text that earlier keywords have already been tagged in.
 *
 * @param size Of the slice that the boxes' pixels refer to.
 */
export function detectionTarget(
  caption: string,
  keywords: readonly ReferenceKeyword[],
  { boxes, size }: { readonly boxes: readonly ReferenceBox[]; readonly size: Size },
): string {
  let text = cleanPunctuation(caption);
  for (const [keyword, , classId] of keywords) {
    const box = boxes.find(([, , , , id]) => id === classId);
    if (!box) continue;
    const tokens = boxTokens([box[0], box[1], box[2], box[3]], size);
    const id = `<seg${String(classId).padStart(3, '0')}>`;
    text = replaceWholeWord(text, keyword, `<p bbox=${tokens} id=${id}>${keyword}</p>`);
  }
  return text;
}

export interface SegmentationTarget {
  readonly text: string;
  /** Keyword and class of each mask that goes with the text, in the order in which the loader hands the masks out. */
  readonly masks: readonly (readonly [keyword: string, classId: number])[];
}

/**
 * The caption with `<seg>` tags and the list of its masks, as the published segmentation loader makes them. Longest keyword
 * first; a keyword contained in any other of the list is dropped. A mask is listed for every occurrence of the characters, a tag
 * is placed on whole words only, so the two lists may differ in length.
 *
 * @param present Classes that are still there in the mask at the model's size.
 */
export function segmentationTarget(
  caption: string,
  keywords: readonly ReferenceKeyword[],
  present: ReadonlySet<number>,
): SegmentationTarget {
  const sorted = keywords.toSorted(([a], [b]) => pythonLength(b) - pythonLength(a));
  const outermost = sorted.filter(
    ([keyword], i) => !sorted.some(([other], j) => i !== j && other.includes(keyword)),
  );
  const masks: [string, number][] = [];
  let text = cleanPunctuation(caption);
  for (const [keyword, , classId] of outermost) {
    if (!text.includes(keyword) || !present.has(classId)) continue;
    for (let n = pythonCount(text, keyword); n > 0; n -= 1) masks.push([keyword, classId]);
    text = replaceWholeWord(text, keyword, `<seg>${keyword}</seg>`);
  }
  return { text, masks };
}
