import { classId } from '../anatomy/classes.ts';
import type { ScoredCase } from '../evaluation/evaluated-case.ts';
import type { MetricName, Ratio } from '../evaluation/metric.ts';
import { type Stratum, isIn, ratioIn, strataOf } from '../evaluation/strata.ts';

/** The champion's case and the challenger's. */
export type CasePair = readonly [champion: ScoredCase, challenger: ScoredCase];

/** Cases with a share in a part, or in several small ones of a kind that are taken together. */
export interface Part extends Stratum {
  readonly pooled: readonly string[];
  readonly pairs: readonly CasePair[];
  /** Slices or patients that speak of it in truth: what was said without reason counts against it, but is no evidence of its own. */
  readonly units: number;
}

export type UnitOf = (pair: CasePair) => string;

/**
 * What is drawn: whole patients where there are enough, else slices with all their captions. Captions of a slice are never taken for
 * different evidence: a box is as right in German as in English.
 */
export function unitsOf(
  pairs: readonly CasePair[],
  leastPatients: number,
): { readonly drawn: 'slice' | 'patient'; readonly patients: number; readonly unitOf: UnitOf } {
  const patients = new Set(pairs.map(([{ evaluated }]) => evaluated.patient));
  const isKnown = !patients.has('');
  const drawn = isKnown && patients.size >= leastPatients ? 'patient' : 'slice';
  const unitOf: UnitOf = ([one, other]) =>
    drawn === 'patient'
      ? one.evaluated.patient
      : (one.evaluated.picture ?? other.evaluated.picture ?? one.evaluated.caseId);
  return { drawn, patients: isKnown ? patients.size : 0, unitOf };
}

export const countUnits = (pairs: readonly CasePair[], unitOf: UnitOf): number =>
  new Set(pairs.map(unitOf)).size;

/** Every part that somebody vouches for; parts of kinds that are not `required` and have fewer than `least` units also go together. */
export function partsOf(
  pairs: readonly CasePair[],
  options: {
    readonly unitOf: UnitOf;
    readonly least: number;
    readonly isRequired: (part: Stratum) => boolean;
  },
): Part[] {
  const { unitOf, least, isRequired } = options;
  const single = strataOf(pairs.map(([one]) => one)).flatMap((stratum): Part[] => {
    const own = pairs.filter((pair) => pair.some((one) => isIn(one, stratum)));
    const units = countUnits(
      own.filter(([one]) => isTrue(one, stratum)),
      unitOf,
    );
    return units === 0 ? [] : [{ ...stratum, pooled: [], pairs: own, units }];
  });
  const small = single.filter((part) => !isRequired(part) && part.units < least);
  const pools = [...Map.groupBy(small, ({ kind }) => kind).values()].filter((parts) => parts.length > 1);
  return [...single, ...pools.map((parts) => pooled(parts, unitOf))];
}

function pooled(parts: readonly Part[], unitOf: UnitOf): Part {
  const pairs = [...new Set(parts.flatMap((part) => part.pairs))];
  const vouched = pairs.filter(([one]) => parts.some((part) => isTrue(one, part)));
  const values = parts.map(({ value }) => value);
  return { kind: parts[0]!.kind, value: '', pooled: values, pairs, units: countUnits(vouched, unitOf) };
}

/** A class that a model named without reason is no evidence of how well it finds that class. */
function isTrue({ truths, ...one }: ScoredCase, { kind, value }: Stratum): boolean {
  return kind === 'class'
    ? truths.some((mention) => mention.classId === classId(Number(value)))
    : isIn({ truths, ...one }, { kind, value });
}

/** A case's share of the leading figure of a part; classes that are taken together add up by mention. */
export function shareIn(
  one: ScoredCase,
  part: Pick<Part, 'kind' | 'value' | 'pooled'>,
  leading: MetricName,
): Ratio {
  if (part.pooled.length === 0) return ratioIn(one, part, leading);
  if (part.kind !== 'class') return ratioIn(one, { kind: part.kind, value: '' }, leading);
  const ratios = part.pooled.map((value) => ratioIn(one, { kind: 'class', value }, leading));
  return {
    numerator: ratios.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: ratios.reduce((sum, { denominator }) => sum + denominator, 0),
  };
}
