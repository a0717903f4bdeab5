import type { Finding } from '../../../shared/domain/grounding/finding.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';

export function findingSentence(finding: Finding, language: Language): string {
  return `${language} ${finding.code}`;
}
