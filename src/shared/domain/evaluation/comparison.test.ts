import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { type ClassId, classId } from '../anatomy/classes.ts';
import type { Box } from '../grounding/box.ts';
import { frequentClasses } from './confusion.ts';
import { comparisonSteps, finished, sharedCases, signOf } from './comparison.ts';
import { type EvaluatedCase, scoreCases } from './evaluated-case.ts';
import { type SummaryOptions, summarySteps } from './summary.ts';

const similarity = (a: string, b: string): number => Number(a === b);
const OPTIONS: SummaryOptions = { protocol: 'locate', seed: 1, resamples: 1000, unit: 'case' };
const LIVER = classId(5);
const SPLEEN = classId(1);
const SQUARE: Box = [0, 0, 100, 100];

/** A case with one mention, found with this overlap (the box cut from the right). */
function located(
  n: number,
  overlap: number,
  classIdOf: ClassId = n % 2 === 0 ? LIVER : SPLEEN,
): EvaluatedCase {
  const text = classIdOf === LIVER ? 'liver' : 'spleen';
  return {
    caseId: `case-${n}`,
    patient: `patient-${n % 10}`,
    modality: n % 3 === 0 ? 'MR' : 'CT',
    language: 'en',
    bodyPart: 'abdomen',
    answerType: null,
    question: '',
    clinicalInformation: '',
    width: 100,
    height: 100,
    picture: null,
    truth: { text: '', mentions: [{ text, classId: classIdOf, box: SQUARE }] },
    predicted: {
      text: '',
      mentions: [{ text, classId: classIdOf, box: [0, 0, 100 * overlap, 100], confidence: 0.9 }],
      isComplete: true,
    },
    failure: null,
    llm: null,
  };
}

const score = (cases: readonly EvaluatedCase[]) => scoreCases(cases, { protocol: 'locate', similarity });

describe('a summary', () => {
  const random = seededRandom(2);
  const cases = score(
    Array.from({ length: 60 }, (_, n) => located(n, n % 2 === 0 ? 0.9 : 0.3 + 0.1 * random())),
  );
  const summary = finished(summarySteps(cases, OPTIONS));
  const stratum = (value: string) => summary.strata.find((one) => one.value === value);

  it('tells the parts apart and gives each its interval', () => {
    expect(stratum(String(LIVER))).toMatchObject({ kind: 'class', cases: 30 });
    expect(stratum(String(LIVER))!.interval!.value).toBeCloseTo(0.9, 10);
    expect(stratum(String(SPLEEN))!.interval!.high).toBeLessThan(0.5);
    expect(stratum('MR')!.cases + stratum('CT')!.cases).toBe(60);
  });

  it('counts who was sure and wrong', () => {
    expect(summary.calibration.count).toBe(60);
    expect(summary.calibration.error).toBeCloseTo(0.4, 10);
  });

  it('counts a failure as silence and names it', () => {
    const failed = { ...located(0, 1), predicted: null, failure: 'compute.crashed' };
    const found = finished(summarySteps(score([failed, located(1, 1)]), OPTIONS));
    expect(found.failed).toBe(1);
    expect(found.figures.find(({ metric }) => metric === 'gIou')!.interval!.value).toBe(0.5);
    expect(found.confusion).toContainEqual({ truth: LIVER, predicted: null, count: 1 });
  });

  it('widens the intervals when patients are drawn', () => {
    const width = (unit: 'case' | 'patient'): number => {
      const alike = score(Array.from({ length: 60 }, (_, n) => located(n, n % 10 < 5 ? 0.9 : 0.2)));
      const [first] = finished(summarySteps(alike, { ...OPTIONS, unit })).figures;
      return first!.interval!.high - first!.interval!.low;
    };
    expect(width('patient')).toBeGreaterThan(1.8 * width('case'));
  });
});

describe('a comparison', () => {
  /** Better overall; one class destroyed. */
  const before = score(Array.from({ length: 90 }, (_, n) => located(n, 0.5, n % 3 === 0 ? SPLEEN : LIVER)));
  const after = score(
    Array.from({ length: 90 }, (_, n) => located(n, n % 3 === 0 ? 0.05 : 0.95, n % 3 === 0 ? SPLEEN : LIVER)),
  );
  const found = finished(comparisonSteps(sharedCases(before, after), OPTIONS));

  it('sees the gain overall and the class that pays for it', () => {
    const overall = found.figures.find(({ metric }) => metric === 'gIou')!.difference!;
    expect(overall.value).toBeCloseTo(0.15, 10);
    expect(overall.low).toBeGreaterThan(0);
    const spleen = found.strata.find(({ value }) => value === String(SPLEEN))!.difference!;
    expect(spleen.high).toBeLessThan(0);
    expect(spleen.notBetter).toBe(1);
  });

  it('lists the worst cases first and counts both ways', () => {
    expect(found).toMatchObject({ better: 60, worse: 30, same: 0 });
    expect(found.regressions[0]!.first).toBeCloseTo(0.5, 10);
    expect(found.regressions[0]!.second).toBeCloseTo(0.05, 10);
  });

  it('compares only cases that both have with the same truth', () => {
    const moved = located(1, 0.5);
    const other = {
      ...moved,
      truth: { ...moved.truth, mentions: [{ ...moved.truth.mentions[0]!, box: [0, 0, 9, 9] as const }] },
    };
    expect(
      sharedCases(score([located(1, 0.5), located(2, 0.5)]), score([other, located(2, 0.5)])),
    ).toHaveLength(1);
  });
});

describe('answers', () => {
  it('score a missing answer as a wrong one, with document frequencies of the whole set', () => {
    const asked = (n: number, reference: string, text: string | null): EvaluatedCase => ({
      ...located(n, 1),
      answerType: 'closed',
      truth: { text: reference, mentions: [] },
      predicted: text === null ? null : { text, mentions: [], isComplete: true },
    });
    const cases = scoreCases([asked(0, 'yes', 'Yes.'), asked(1, 'no', null)], {
      protocol: 'answer',
      similarity,
    });
    expect(cases.map(({ answer }) => answer!.accuracy)).toEqual([1, 0]);
    expect(cases.map(({ answer }) => answer!.f1)).toEqual([1, 0]);
    const summary = finished(summarySteps(cases, { ...OPTIONS, protocol: 'answer' }));
    expect(summary.strata.find(({ value }) => value === 'closed')!.interval!.value).toBe(0.5);
    expect(summary.figures.find(({ metric }) => metric === 'llmScore')!.interval).toBeNull();
  });
});

it('a difference counts only where enough cases leave none out', () => {
  expect(signOf({ low: 0.1, high: 0.2 }, 10)).toBe('better');
  expect(signOf({ low: -0.2, high: -0.1 }, 10)).toBe('worse');
  expect(signOf({ low: -0.1, high: 0.2 }, 1000)).toBe('open');
  expect(signOf({ low: 0.1, high: 0.1 }, 1)).toBe('open');
  expect(signOf(null, 1000)).toBe('open');
});

describe('a drawn confusion', () => {
  const often = (truth: number, predicted: number | null, count: number) => ({
    truth: classId(truth),
    predicted: predicted === null ? null : classId(predicted),
    count,
  });

  it('has the same rows for both models: what either of them takes for something most often', () => {
    const first = [often(1, 1, 9), often(5, null, 1)];
    const second = [often(5, 7, 20), often(1, 1, 2)];
    expect(frequentClasses(first, second)).toEqual([1, 5, 7, null]);
    const many = Array.from({ length: 20 }, (_, at) => often(at + 1, at + 1, at + 1));
    expect(frequentClasses(many, [often(1, 1, 99)])).toEqual([
      1,
      ...many.slice(7).map(({ truth }) => truth),
      null,
    ]);
  });
});
