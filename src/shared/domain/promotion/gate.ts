import { bootstrapSteps, pairedBootstrapSteps } from '../evaluation/bootstrap.ts';
import { METRICS, type Ratio } from '../evaluation/metric.ts';
import { LEADING, type Stratum } from '../evaluation/strata.ts';
import type { GateInput } from './gate-input.ts';
import { type GatePolicy, REQUIRED_KINDS, WORSE_LEVEL } from './policy.ts';
import { lossChance } from './sign-test.ts';
import {
  type CasePair,
  type Part,
  type UnitOf,
  countUnits,
  partsOf,
  shareIn,
  unitsOf,
} from './strata-units.ts';
import type { Measured, StratumVerdict, Verdict } from './verdict.ts';
import { limitsOf, refusalsOf } from './reasons.ts';

interface Drawing {
  readonly unitOf: UnitOf;
  readonly policy: GatePolicy;
}

/**
 * Whether the challenger may take the champion's place. Overall the paired bootstrap interval of its gain has to lie above the
 * margin. No part may be worse: by more than its margin, and so that chance explains it in fewer than one of twenty draws. That asks
 * for harm that is both noticeable and shown; asking for the opposite, a loss ruled out in every part, no gold set of hundreds of
 * cases could fulfil for a hundred classes. What was not ruled out is listed.
 *
 * Rests now and then, because this takes seconds for thousands of cases.
 */
export function* gateSteps(input: GateInput): Generator<void, Verdict> {
  const { pairs, policy, protocol, expected } = input;
  const leading = LEADING[protocol];
  const { drawn, patients, unitOf } = unitsOf(pairs, policy.leastPatients);
  const drawing = { unitOf, policy };
  const overall: Measured = {
    units: countUnits(pairs, unitOf),
    cases: pairs.length,
    margin: policy.overallMargin,
    ...(yield* measured(pairs, (one) => METRICS[leading](one), drawing)),
  };
  const isRequired = (part: Stratum): boolean => REQUIRED_KINDS.includes(part.kind);
  const parts = partsOf(pairs, { unitOf, least: policy.leastStratumUnits, isRequired });
  const strata: StratumVerdict[] = [];
  for (const part of parts) strata.push(yield* judged(part, { ...drawing, leading }));
  strata.push(
    ...expected.filter((one) => !strata.some((row) => isSame(row, one))).map((one) => absent(one, policy)),
  );
  const found = { ...input, overall, strata, patients, drawn };
  const refusals = refusalsOf(found);
  return {
    isPromotable: refusals.length === 0,
    refusals,
    limits: limitsOf(found),
    leading,
    drawn,
    patients,
    overall,
    strata: strata.toSorted(byKindAndLoss),
    policy,
  };
}

type OneOf = CasePair[number];

function* measured(
  pairs: readonly CasePair[],
  ratioOf: (one: OneOf) => Ratio,
  { unitOf, policy: { seed, resamples } }: Drawing,
): Generator<void, Pick<Measured, 'champion' | 'challenger' | 'difference'>> {
  if (pairs.length === 0) return { champion: null, challenger: null, difference: null };
  const [first, second] = [pairs.map(([one]) => [ratioOf(one)]), pairs.map(([, one]) => [ratioOf(one)])];
  const options = { seed, resamples, groups: pairs.map(unitOf) };
  const [champion] = yield* bootstrapSteps(first, options);
  const [challenger] = yield* bootstrapSteps(second, options);
  const [difference] = yield* pairedBootstrapSteps(first, second, options);
  return { champion: champion ?? null, challenger: challenger ?? null, difference: difference ?? null };
}

function* judged(
  part: Part,
  { leading, ...drawing }: Drawing & { readonly leading: Verdict['leading'] },
): Generator<void, StratumVerdict> {
  const { unitOf, policy } = drawing;
  const { kind, value, pooled, pairs, units } = part;
  const ratioOf = (one: OneOf): Ratio => shareIn(one, part, leading);
  const isTiny = units < policy.leastSignUnits;
  const found = yield* measured(isTiny ? [] : pairs, ratioOf, drawing);
  const row = {
    kind,
    value,
    pooled,
    units,
    cases: pairs.length,
    margin: policy.stratumMargins[kind],
    ...found,
  };
  if (!found.difference) return { ...row, status: 'too-few', judgedBy: null };
  const isBeyond = found.difference.value < -row.margin;
  if (units >= policy.leastStratumUnits)
    return { ...row, status: byInterval(row, isBeyond), judgedBy: 'bootstrap' };
  const isWorse = isBeyond && lossChance(gains(pairs, ratioOf, unitOf)) <= WORSE_LEVEL;
  return { ...row, status: isWorse ? 'worse' : 'too-few', judgedBy: isWorse ? 'signs' : null };
}

function byInterval({ difference, margin }: Measured, isBeyond: boolean): StratumVerdict['status'] {
  const { low, notBetter } = difference!;
  if (isBeyond && notBetter >= 1 - WORSE_LEVEL) return 'worse';
  if (low > 0) return 'better';
  return low >= -margin ? 'held' : 'open';
}

/** The gain in each slice or patient. */
function gains(pairs: readonly CasePair[], ratioOf: (one: OneOf) => Ratio, unitOf: UnitOf): number[] {
  const mean = (ratios: readonly Ratio[]): number => {
    const denominator = ratios.reduce((sum, one) => sum + one.denominator, 0);
    return denominator === 0 ? 0 : ratios.reduce((sum, one) => sum + one.numerator, 0) / denominator;
  };
  return [...Map.groupBy(pairs, unitOf).values()].map(
    (own) => mean(own.map(([, one]) => ratioOf(one))) - mean(own.map(([one]) => ratioOf(one))),
  );
}

const isSame = (a: Stratum, b: Stratum): boolean => a.kind === b.kind && a.value === b.value;

const absent = ({ kind, value }: Stratum, { stratumMargins }: GatePolicy): StratumVerdict => ({
  kind,
  value,
  pooled: [],
  units: 0,
  cases: 0,
  champion: null,
  challenger: null,
  difference: null,
  margin: stratumMargins[kind],
  status: 'too-few',
  judgedBy: null,
});

const KIND_ORDER = ['modality', 'language', 'bodyPart', 'answerType', 'class'];

function byKindAndLoss(a: StratumVerdict, b: StratumVerdict): number {
  const gain = ({ difference }: StratumVerdict): number => difference?.value ?? Number.POSITIVE_INFINITY;
  const byKind = KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);
  return byKind || (gain(a) === gain(b) ? 0 : gain(a) - gain(b));
}
