import { captionFindings } from './caption-findings.ts';
import type { BarePair, FindingContext } from './derivation.ts';
import type { Finding } from './finding.ts';
import { regionFindings } from './region-findings.ts';
import { sideFindings } from './side-findings.ts';
import { textFindings } from './text-findings.ts';

/** All that a program can see about a pair, heaviest first. */
export function findingsFor(pair: BarePair, context: FindingContext): Finding[] {
  return [
    ...textFindings(pair, context),
    ...regionFindings(pair, context),
    ...sideFindings(pair, context),
    ...captionFindings(pair, context),
  ].toSorted((a, b) => b.weight - a.weight);
}
