import type { GateInput } from './gate-input.ts';
import { REQUIRED_KINDS } from './policy.ts';
import type { Limit, Refusal, Verdict } from './verdict.ts';

type Found = GateInput & Pick<Verdict, 'overall' | 'strata' | 'patients' | 'drawn'>;

/** Everything that speaks against a promotion, the most general first. */
export function refusalsOf({ overall, strata, leftOut, policy, drawn }: Found): Refusal[] {
  const refusals: Refusal[] = [];
  const { difference, margin, units } = overall;
  if (leftOut > 0) refusals.push({ code: 'other-cases', params: { count: leftOut } });
  if (units < policy.leastUnits)
    refusals.push({ code: 'too-few', params: { found: units, needed: policy.leastUnits, drawn } });
  if (!difference || difference.low <= margin) {
    const { value, low, high } = difference ?? { value: 0, low: 0, high: 0 };
    refusals.push({ code: 'not-better', params: { value, low, high, margin } });
  }
  for (const { kind, value, pooled, status, difference: own, ...row } of strata) {
    const part = { kind, value, pooled: pooled.length };
    if (status === 'worse') {
      const { value: change, low, high } = own!;
      refusals.push({
        code: 'stratum-worse',
        params: { ...part, change, low, high, margin: row.margin, units: row.units },
      });
    }
    if (status === 'too-few' && REQUIRED_KINDS.includes(kind))
      refusals.push({
        code: 'stratum-too-few',
        params: { ...part, found: row.units, needed: policy.leastStratumUnits, drawn },
      });
  }
  return refusals;
}

/** What remains unknown after the verdict. */
export function limitsOf({
  strata,
  pairs,
  patients,
  drawn,
  hasChampion,
  isDescentKnown,
  policy,
}: Found): Limit[] {
  const limits: Limit[] = [];
  if (!hasChampion) limits.push({ code: 'no-champion', params: {} });
  if (!isDescentKnown) limits.push({ code: 'untold-descent', params: {} });
  if (drawn === 'slice')
    limits.push({ code: 'few-patients', params: { patients, needed: policy.leastPatients } });
  const failed = pairs.filter(([, { evaluated }]) => evaluated.predicted === null).length;
  if (failed > 0) limits.push({ code: 'failed', params: { count: failed } });
  const open = strata.filter(({ status }) => status === 'open');
  if (open.length > 0) {
    const lowest = Math.min(...open.map(({ difference }) => difference!.low));
    limits.push({ code: 'open-strata', params: { count: open.length, lowest } });
  }
  const pools = strata.filter(({ pooled }) => pooled.length > 0);
  const small = pools
    .filter(({ status }) => status !== 'too-few')
    .reduce((sum, { pooled }) => sum + pooled.length, 0);
  if (small > 0)
    limits.push({ code: 'small-strata', params: { count: small, needed: policy.leastStratumUnits } });
  const unjudged = unjudgedOf(strata);
  if (unjudged > 0) limits.push({ code: 'unjudged', params: { count: unjudged } });
  return limits;
}

/** Small parts that no pool of enough cases speaks for. */
function unjudgedOf(strata: Found['strata']): number {
  const judged = new Set(
    strata.flatMap(({ kind, pooled, status }) =>
      status === 'too-few' ? [] : pooled.map((value) => `${kind} ${value}`),
    ),
  );
  return strata.filter(
    ({ kind, value, pooled, status }) =>
      status === 'too-few' &&
      pooled.length === 0 &&
      !REQUIRED_KINDS.includes(kind) &&
      !judged.has(`${kind} ${value}`),
  ).length;
}
