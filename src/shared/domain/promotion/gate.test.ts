import { assert, array, constantFrom, double, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { classId } from '../anatomy/classes.ts';
import { finished } from '../evaluation/comparison.ts';
import { type EvaluatedCase, type ScoredCase, scoreCases } from '../evaluation/evaluated-case.ts';
import { gateSteps } from './gate.ts';
import { leaked } from './leaks.ts';
import { GATE_POLICY, type GatePolicy } from './policy.ts';
import { lossChance } from './sign-test.ts';
import { silent } from './silence.ts';
import type { Verdict } from './verdict.ts';

const POLICY: GatePolicy = { ...GATE_POLICY, resamples: 400 };
const [SPLEEN, LIVER, KIDNEY] = [1, 5, 2].map((id) => classId(id));

/** One slice with one mention that is found with this overlap. */
interface Told {
  readonly overlap: number;
  readonly class?: number;
  readonly modality?: string;
  readonly patient?: string;
}

function caseOf({ overlap, class: id = 5, modality = 'CT', patient = 'p' }: Told, n: number): EvaluatedCase {
  const mention = { text: `class ${id}`, classId: classId(id) };
  const found = { ...mention, box: [0, 0, 100 * overlap, 100] as const, confidence: 1 };
  return {
    caseId: `slice-${n} en`,
    patient,
    modality,
    language: 'en',
    bodyPart: '',
    answerType: null,
    question: '',
    clinicalInformation: '',
    width: 100,
    height: 100,
    picture: null,
    truth: { text: '', mentions: [{ ...mention, box: [0, 0, 100, 100] }] },
    predicted: { text: '', mentions: overlap > 0 ? [found] : [], isComplete: true },
    failure: null,
    llm: null,
  };
}

const score = (cases: readonly EvaluatedCase[]): ScoredCase[] =>
  scoreCases(cases, { protocol: 'locate', similarity: (a, b) => Number(a === b) });

function judge(
  before: readonly Told[],
  after: readonly Told[],
  changed: Partial<Parameters<typeof gateSteps>[0]> = {},
): Verdict {
  const [champion, challenger] = [score(before.map(caseOf)), score(after.map(caseOf))];
  return finished(
    gateSteps({
      pairs: champion.map((one, at) => [one, challenger[at]!] as const),
      leftOut: 0,
      protocol: 'locate',
      hasChampion: true,
      isDescentKnown: true,
      expected: [],
      policy: POLICY,
      ...changed,
    }),
  );
}

const codes = ({ refusals }: Verdict): string[] => refusals.map(({ code }) => code);
const rowOf = ({ strata }: Verdict, kind: string, value: unknown) =>
  strata.find((row) => row.kind === kind && row.value === String(value))!;
const times = (count: number, told: (n: number) => Told): Told[] =>
  Array.from({ length: count }, (_, n) => told(n));
const noisy = (seed: number) => {
  const random = seededRandom(seed);
  return (mean: number): number => Math.min(1, Math.max(0.01, mean + 0.2 * (random() - 0.5)));
};

describe('the gate of promotion', () => {
  it('lets a model through that is better all over', () => {
    const around = noisy(1);
    const before = times(40, (n) => ({ overlap: around(0.5), class: n % 2 ? SPLEEN! : LIVER! }));
    const verdict = judge(
      before,
      before.map((one) => ({ ...one, overlap: one.overlap + 0.1 })),
    );
    expect(verdict).toMatchObject({ isPromotable: true, refusals: [], drawn: 'slice' });
    expect(verdict.overall.difference!.value).toBeCloseTo(0.1, 10);
    expect(rowOf(verdict, 'class', LIVER)).toMatchObject({
      status: 'better',
      units: 20,
      judgedBy: 'bootstrap',
    });
  });

  it('refuses a model that is much better overall and has lost one class', () => {
    const around = noisy(2);
    const before = times(90, (n) => ({ overlap: around(0.5), class: n % 6 === 0 ? SPLEEN! : LIVER! }));
    const after = before.map((one) => ({ ...one, overlap: one.class === SPLEEN ? 0.05 : one.overlap + 0.3 }));
    const verdict = judge(before, after);
    expect(verdict.overall.difference!.low).toBeGreaterThan(0.05);
    expect(verdict).toMatchObject({ isPromotable: false });
    expect(verdict.refusals).toEqual([
      expect.objectContaining({
        code: 'stratum-worse',
        params: expect.objectContaining({ kind: 'class', value: String(SPLEEN), units: 15 }),
      }),
    ]);
  });

  it('refuses it with six cases of the class too, by the signs', () => {
    const around = noisy(3);
    const before = times(60, (n) => ({ overlap: around(0.5), class: n < 6 ? SPLEEN! : LIVER! }));
    const after = before.map((one) => ({ ...one, overlap: one.class === SPLEEN ? 0.1 : one.overlap + 0.3 }));
    const verdict = judge(before, after);
    expect(codes(verdict)).toEqual(['stratum-worse']);
    expect(rowOf(verdict, 'class', SPLEEN)).toMatchObject({ status: 'worse', judgedBy: 'signs' });
  });

  it('judges classes together that are too small alone, and refuses when those have become worse', () => {
    const around = noisy(4);
    const small = [10, 11, 12, 13, 14];
    const before = [
      ...times(60, () => ({ overlap: around(0.5) })),
      ...times(20, (n) => ({ overlap: around(0.5), class: small[n % 5]! })),
    ];
    const after = before.map((one) => ({
      ...one,
      overlap: one.class === undefined ? one.overlap + 0.3 : one.overlap - 0.2,
    }));
    const verdict = judge(before, after);
    expect(codes(verdict)).toEqual(['stratum-worse']);
    expect(rowOf(verdict, 'class', '')).toMatchObject({
      pooled: small.map(String),
      units: 20,
      status: 'worse',
    });
    expect(rowOf(verdict, 'class', 10)).toMatchObject({ units: 4, status: 'too-few', difference: null });
  });

  it('says of how many parts a loss beyond the margin is not ruled out', () => {
    const around = noisy(5);
    const before = times(120, (n) => ({ overlap: around(0.5), class: n < 12 ? SPLEEN! : LIVER! }));
    const after = before.map((one, n) => ({
      ...one,
      overlap: n < 12 ? (n % 2 ? 0.9 : 0.1) : one.overlap + 0.2,
    }));
    const verdict = judge(before, after);
    expect(verdict.isPromotable).toBe(true);
    expect(rowOf(verdict, 'class', SPLEEN).status).toBe('open');
    expect(verdict.limits.find(({ code }) => code === 'open-strata')!.params['count']).toBe(1);
  });

  it('asks for enough cases of each modality, those of the project that the gold set lacks included', () => {
    const before = times(60, (n) => ({ overlap: 0.5, modality: n < 4 ? 'MR' : 'CT' }));
    const after = before.map((one) => ({ ...one, overlap: 0.8 }));
    const verdict = judge(before, after, {
      expected: [
        { kind: 'modality', value: 'US' },
        { kind: 'modality', value: 'CT' },
      ],
    });
    expect(verdict.refusals.map(({ code, params }) => [code, params['value'], params['found']])).toEqual([
      ['stratum-too-few', 'MR', 4],
      ['stratum-too-few', 'US', 0],
    ]);
  });

  it('refuses on few slices, whatever they say, and on cases that only one was asked about', () => {
    const verdict = judge(
      times(12, () => ({ overlap: 0.1 })),
      times(12, () => ({ overlap: 0.9 })),
      { leftOut: 3 },
    );
    expect(codes(verdict)).toEqual(['other-cases', 'too-few']);
  });

  it('has nothing to say without cases', () => {
    const verdict = judge([], []);
    expect(codes(verdict)).toEqual(['too-few', 'not-better']);
    expect(verdict.overall).toMatchObject({ units: 0, difference: null });
  });

  it('draws whole patients where there are enough, which widens the interval', () => {
    const cases = (patients: number): [Told[], Told[]] => {
      const before = times(120, (n) => ({ overlap: 0.5, patient: `p${n % patients}` }));
      return [before, before.map((one, n) => ({ ...one, overlap: (n % patients) % 2 ? 0.4 : 0.8 }))];
    };
    const [many, few] = [judge(...cases(12)), judge(...cases(6))];
    expect([many.drawn, few.drawn]).toEqual(['patient', 'slice']);
    const width = ({ overall: { difference } }: Verdict): number => difference!.high - difference!.low;
    expect(width(many)).toBeGreaterThan(2 * width(few));
    expect(few.limits.map(({ code }) => code)).toContain('few-patients');
  });

  it('takes the captions of one slice for one piece of evidence', () => {
    const doubled = (told: Told[]): EvaluatedCase[] =>
      told.map(caseOf).flatMap((one) =>
        (['de', 'en'] as const).map((language) => ({
          ...one,
          caseId: `${one.caseId} ${language}`,
          language,
          picture: one.caseId,
        })),
      );
    const around = noisy(6);
    const told = times(35, () => ({ overlap: around(0.5) }));
    const [first, second] = [
      score(doubled(told)),
      score(doubled(told.map((one) => ({ overlap: around(one.overlap + 0.02) })))),
    ];
    const both = judge([], [], { pairs: first.map((one, at) => [one, second[at]!] as const) });
    const single = judge([], [], {
      pairs: first.filter((_, at) => at % 2 === 0).map((one, at) => [one, second[2 * at]!] as const),
    });
    expect(both.overall).toMatchObject({ units: 35, cases: 70 });
    expect(both.overall.difference!.low).toBeCloseTo(single.overall.difference!.low, 10);
  });

  it('holds the first model against saying nothing', () => {
    const cases = score(times(40, () => ({ overlap: 0.3 })).map(caseOf));
    const verdict = judge([], [], {
      pairs: cases.map((one) => [silent(one), one] as const),
      hasChampion: false,
    });
    expect(verdict).toMatchObject({ isPromotable: true, overall: { champion: { value: 0 } } });
    expect(verdict.limits.map(({ code }) => code)).toContain('no-champion');
  });
});

describe('whatever the cases', () => {
  const told = record({
    overlap: double({ min: 0, max: 1, noNaN: true }),
    class: constantFrom(SPLEEN!, LIVER!, KIDNEY!),
    modality: constantFrom('CT', 'MR'),
    patient: integer({ min: 0, max: 15 }).map((n) => `p${n}`),
  });
  const quick: GatePolicy = { ...POLICY, resamples: 100 };
  const some = array(told, { minLength: 1, maxLength: 60 });

  it('a model is never promoted over itself', () => {
    assert(
      property(some, (cases) => !judge(cases, cases, { policy: quick }).isPromotable),
      { numRuns: 40 },
    );
  });

  it('a class that was well found and is lost altogether refuses, however large the gain elsewhere', () => {
    const lost = record({
      cases: some,
      lost: integer({ min: 5, max: 30 }),
      was: double({ min: 0.2, max: 1, noNaN: true }),
    });
    assert(
      property(lost, ({ cases, lost: count, was }) => {
        const gain = [...cases, ...times(60, () => ({ overlap: 0.1 }))].map((one) => ({
          ...one,
          class: LIVER!,
        }));
        const destroyed = times(count, () => ({ overlap: was, class: SPLEEN! }));
        const after = [
          ...gain.map((one) => ({ ...one, overlap: 1 })),
          ...destroyed.map((one) => ({ ...one, overlap: 0 })),
        ];
        return !judge([...gain, ...destroyed], after, { policy: quick }).isPromotable;
      }),
      { numRuns: 40 },
    );
  });

  it('doing better in one more case never turns a promotion into a refusal', () => {
    const better = record({
      cases: array(told, { minLength: 30, maxLength: 60 }),
      at: integer({ min: 0, max: 29 }),
      gain: double({ min: 0.2, max: 0.6, noNaN: true }),
    });
    assert(
      property(better, ({ cases, at, gain }) => {
        const before = cases.map((one) => ({ ...one, overlap: one.overlap / 3 + 0.01 }));
        const after = before.map((one, n) => ({
          ...one,
          overlap: one.overlap + (n % 3 === 0 ? -0.01 : gain),
        }));
        const more = after.map((one, n) => (n === at ? { ...one, overlap: 1 } : one));
        const policy = { ...quick, leastStratumUnits: 6 };
        return !judge(before, after, { policy }).isPromotable || judge(before, more, { policy }).isPromotable;
      }),
      { numRuns: 40 },
    );
  });
});

describe('the sign test', () => {
  it('gives the chance of so many losses', () => {
    expect(lossChance([-1, -1, -1, -1, -1])).toBeCloseTo(1 / 32, 12);
    expect(lossChance([-1, -1, -1, -1, 1, 0])).toBeCloseTo(6 / 32, 12);
    expect(lossChance([0, 0])).toBe(1);
  });
});

describe('leaks', () => {
  const slices = (...told: [patient: string, split: string, picture: string][]) => ({
    slices: told.map(([patient, split, pixelsSha256]) => ({ patient, split, pixelsSha256 })) as never,
  });
  const descent = [slices(), slices(['a', 'gold', '1'], ['b', 'val', '2'], ['c', 'train', '3'])];
  const gold = (...names: string[]) =>
    slices(...names.map((name): [string, string, string] => [name, 'gold', `of ${name}`]));

  it('are gold patients that any snapshot of a descent has taught or stopped a model by', () => {
    expect(leaked(gold('c', 'a', 'b', 'a'), descent)).toEqual(['b', 'c']);
    expect(leaked(gold('a'), descent)).toEqual([]);
  });

  it('are those too whose pictures were taught under another name', () =>
    expect(leaked(slices(['x', 'gold', '3'], ['y', 'gold', '1'], ['z', 'gold', '9']), descent)).toEqual([
      'x',
    ]));

  it('are not patients that train today', () =>
    expect(leaked(slices(['c', 'train', '3']), descent)).toEqual([]));
});
