import type { Finding } from './finding.ts';

/**
 * How suspicious a pair is, 0-1: the findings as independent reasons for doubt, 1 - Π(1 - weight). More findings never
 * make a pair less suspicious, and no number of weak ones outweighs certainty.
 */
export function priorityOf(findings: readonly Pick<Finding, 'weight'>[]): number {
  return 1 - findings.reduce((trust, { weight }) => trust * (1 - weight), 1);
}
