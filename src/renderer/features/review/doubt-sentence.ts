import type { TFunction } from 'i18next';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { type ClassId, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { FindingCode } from '../../../shared/domain/grounding/finding.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { findingText } from '../../../shared/i18n/finding-text.ts';

type Doubt = NonNullable<PairDetail['pair']['doubt']>;

type Kind = 'class' | 'finding' | 'modality' | 'overlap' | `head-${'overlap' | 'apart' | 'absent'}`;

/** How likely past verdicts make a fault, and what they were about. */
export function doubtSentence({ chance, reason }: Doubt, language: Language, t: TFunction<'review'>): string {
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(
    chance,
  );
  const first = t('doubt.chance', { share });
  if (!reason) return first;
  const { about, judged, wrong } = reason;
  const [kind, value = ''] = about.split(':') as [Kind, string?];
  const name =
    kind === 'class'
      ? labelOf(Number(value) as ClassId, language)
      : kind === 'finding'
        ? findingText({ code: value as FindingCode, params: {} }, language).short
        : value;
  return `${first} ${t(`doubt.${kind}`, { wrong, judged, name })}`;
}
