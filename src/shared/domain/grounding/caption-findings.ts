import type { ClassId } from '../anatomy/classes.ts';
import { suspicionsIn } from '../mention/suspicious-text.ts';
import type { BarePair, CaptionWithMentions, FindingContext } from './derivation.ts';
import type { Finding } from './finding.ts';

/** Findings about where the words come from: extractors that disagree, captions that speak to a program. */
export function captionFindings(
  { classId }: BarePair,
  { captions, suspicion }: Pick<FindingContext, 'captions' | 'suspicion'>,
): Finding[] {
  const disagreement = disagreementOn(classId, captions);
  return [...(disagreement ? [disagreement] : []), ...(suspicion ? [suspicion] : [])];
}

/** That a caption speaks to a program, from the first in which that is so; the same for every pair of a slice. */
export function suspicionOf(
  captions: readonly Pick<CaptionWithMentions, 'language' | 'text'>[],
): Finding | undefined {
  for (const { language, text } of captions) {
    const [kind] = suspicionsIn(text);
    if (kind) return { code: 'caption-suspicious', params: { kind, language }, weight: 0.6 };
  }
  return undefined;
}

/** That only one of two extractors names a class, from the first caption in which that is so. */
export function disagreementOn(
  classId: ClassId,
  captions: readonly Pick<CaptionWithMentions, 'language' | 'disputed'>[],
): Finding | undefined {
  for (const { language, disputed } of captions) {
    const foundBy = disputed?.get(classId);
    if (foundBy) return { code: 'extractors-disagree', params: { classId, foundBy, language }, weight: 0.35 };
  }
  return undefined;
}
