import { AppError } from '../../../shared/contract/app-error.ts';
import type { ComparisonReport, Report } from '../../../shared/contract/evaluation.ts';
import { calibration, judgedMentions } from '../../../shared/domain/evaluation/calibration.ts';
import { comparisonSteps, sharedCases } from '../../../shared/domain/evaluation/comparison.ts';
import { confusion } from '../../../shared/domain/evaluation/confusion.ts';
import type { ScoredCase } from '../../../shared/domain/evaluation/evaluated-case.ts';
import { assertSameEmbedding } from './embedding.ts';
import { scored, unhurried } from './report.ts';

/**
 * The second evaluation against the first, on the cases that both have with the same truth, by the first one's settings.
 *
 * @throws AppError evaluation.other-protocol, evaluation.other-embedding, evaluation.nothing-shared; the signal's reason
 */
export async function compareReports(
  first: Report,
  second: Report,
  signal: AbortSignal,
): Promise<ComparisonReport> {
  const [mine, theirs] = [first.settings.protocol, second.settings.protocol];
  if (mine !== theirs) throw new AppError('evaluation.other-protocol', { first: mine, second: theirs });
  assertSameEmbedding(first, second);
  const pairs = sharedCases(scored(first), scored(second));
  if (pairs.length === 0) throw new AppError('evaluation.nothing-shared');
  const steps = comparisonSteps(pairs, first.settings);
  const { regressions, ...compared } = await unhurried(steps, signal);
  const byId = new Map(pairs.map((pair) => [pair[0].evaluated.caseId, pair]));
  const sides = { first: pairs.map(([one]) => one), second: pairs.map(([, one]) => one) };
  return {
    ...compared,
    first: headOf(first),
    second: headOf(second),
    leftOut: first.cases.length + second.cases.length - 2 * pairs.length,
    regressions: regressions.map(({ caseId, ...values }) => {
      const [before, after] = byId.get(caseId)!;
      return { ...values, before: before.evaluated, after: after.evaluated };
    }),
    calibration: { first: reliability(sides.first), second: reliability(sides.second) },
    confusion: { first: confusion(sides.first), second: confusion(sides.second) },
  };
}

const headOf = ({ cases: _cases, similarities: _similarities, ...head }: Report): ComparisonReport['first'] =>
  head;

const reliability = (cases: readonly ScoredCase[]) =>
  calibration(cases.flatMap((one) => judgedMentions(one, one.predictions)));
