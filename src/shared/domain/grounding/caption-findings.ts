import type { ClassId } from '../anatomy/classes.ts';
import { suspicionsIn } from '../mention/suspicious-text.ts';
import type { BarePair, CaptionWithMentions, FindingContext } from './derivation.ts';
import type { Finding } from './finding.ts';

/** Findings about where the words come from: extractors that disagree, captions that speak to a program. */
export function captionFindings({ classId }: BarePair, { captions }: FindingContext): Finding[] {
  const disagreement = disagreementOn(classId, captions);
  const suspicious = captions.flatMap(({ language, text }) =>
    suspicionsIn(text)
      .slice(0, 1)
      .map((kind): Finding => ({ code: 'caption-suspicious', params: { kind, language }, weight: 0.6 })),
  );
  return [...(disagreement ? [disagreement] : []), ...suspicious.slice(0, 1)];
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
