import { AppError } from '../../../shared/contract/app-error.ts';
import type { EvaluateInput, Report } from '../../../shared/contract/evaluation.ts';
import { RESAMPLES } from '../../../shared/domain/evaluation/bootstrap.ts';
import { sharedCases } from '../../../shared/domain/evaluation/comparison.ts';
import type { Protocol, ScoredCase } from '../../../shared/domain/evaluation/evaluated-case.ts';
import { gateSteps } from '../../../shared/domain/promotion/gate.ts';
import { GATE_POLICY } from '../../../shared/domain/promotion/policy.ts';
import type { ModelKind } from '../../../shared/domain/promotion/registry-entry.ts';
import { silent } from '../../../shared/domain/promotion/silence.ts';
import type { Verdict } from '../../../shared/domain/promotion/verdict.ts';
import { type Telling, assertSameEmbedding, scored, unhurried } from '../evaluation/index.ts';
import type { RegistryDeps } from './deps.ts';
import { type Gold, expectedStrata } from './gold.ts';

/** Heads are asked for the box of each mention, since captions name what they please; packs write captions of their own. */
export const PROTOCOL_OF: Readonly<Record<ModelKind, Protocol>> = { head: 'locate', pack: 'ground' };

export interface Held {
  readonly challenger: Report;
  /** Null where there is no champion. */
  readonly champion: Report | null;
  readonly isDescentKnown: boolean;
}

type Deps = Pick<RegistryDeps, 'evaluation' | 'policy' | 'version'>;

/** A model's report on a snapshot's gold set; cases that it was asked about before are not asked about again. */
export async function measure(
  { kind, id }: { readonly kind: ModelKind; readonly id: string },
  { snapshotId }: Pick<Gold, 'snapshotId'>,
  { telling, ...deps }: Deps & { readonly telling: Telling },
): Promise<Report> {
  const input: EvaluateInput = {
    ...(kind === 'head' ? { head: id } : { pack: id }),
    on: { kind: 'gold' },
    split: 'test',
    snapshot: snapshotId,
    protocol: PROTOCOL_OF[kind],
    seed: GATE_POLICY.seed,
    resamples: RESAMPLES,
    // As `evaluate` and the page Compare do: the same question has the same report. The gate draws for itself.
    unit: 'patient',
    isJudged: false,
    program: deps.version,
  };
  const done = await deps.evaluation.evaluate(input, telling);
  return deps.evaluation.report(done.id);
}

/** What the gate says of two reports. @throws AppError evaluation.other-protocol, evaluation.other-embedding; the signal's reason */
export function verdictOn(
  { challenger, champion, isDescentKnown }: Held,
  { snapshot }: Pick<Gold, 'snapshot'>,
  { policy = GATE_POLICY, signal }: Pick<Deps, 'policy'> & { readonly signal: AbortSignal },
): Promise<Verdict> {
  const { protocol } = challenger.settings;
  if (champion && champion.settings.protocol !== protocol)
    throw new AppError('evaluation.other-protocol', { first: champion.settings.protocol, second: protocol });
  if (champion) assertSameEmbedding(champion, challenger);
  const cases = scored(challenger);
  const pairs = champion
    ? sharedCases(scored(champion), cases)
    : cases.map((one) => [silent(one), one] as const);
  const all = champion ? casesOf(champion.cases, challenger.cases) : cases.length;
  const steps = gateSteps({
    pairs,
    leftOut: all - pairs.length,
    protocol,
    hasChampion: champion !== null,
    isDescentKnown,
    expected: expectedStrata(snapshot),
    policy,
  });
  return unhurried(steps, signal);
}

const casesOf = (...sides: readonly (readonly Pick<ScoredCase['evaluated'], 'caseId'>[])[]): number =>
  new Set(sides.flatMap((cases) => cases.map(({ caseId }) => caseId))).size;
