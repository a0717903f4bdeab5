import type { Finding } from '../../../shared/domain/grounding/finding.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { findingText } from '../../../shared/i18n/finding-text.ts';

export function findingSentence(finding: Finding, language: Language): string {
  return findingText(finding, language).sentence;
}
