import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classId } from '../anatomy/classes.ts';
import { FINDING_CODES } from '../grounding/finding.ts';
import { seededRandom } from '../../lib/random.ts';
import { solvePositive } from './cholesky.ts';
import { type Doubtable, chanceOf, featuresOf } from './features.ts';
import { type Example, fitDoubt } from './fit.ts';
import { mixed } from './mixed-order.ts';
import { UNTAUGHT, doubtOf, reasonFor } from './model.ts';
import { featuresOfStanding } from './standing.ts';

const pair = (over: Partial<Doubtable> = {}): Doubtable => ({
  classId: classId(5),
  modality: 'CT',
  findings: [],
  modelIou: null,
  ...over,
});
const example = (over: Partial<Doubtable>, isWrong: boolean): Example => ({
  features: featuresOf(pair(over)),
  isWrong,
});
const times = <T>(n: number, make: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => make(at));
const doubt = (model: Parameters<typeof doubtOf>[0], over: Partial<Doubtable>): number =>
  doubtOf(model, featuresOf(pair(over)));

const arbitraryPair = fc.record({
  classId: fc.integer({ min: 1, max: 4 }).map(classId),
  modality: fc.constantFrom('CT' as const, 'MR' as const),
  findings: fc.array(
    fc.record({
      code: fc.constantFrom(...FINDING_CODES),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 3 },
  ),
  modelIou: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
const arbitraryExamples = fc
  .array(fc.tuple(arbitraryPair, fc.boolean()), { maxLength: 30 })
  .map((list) => list.map(([over, isWrong]) => example(over, isWrong)));

describe('doubt before any verdict', () => {
  it('is of the weight of a lone finding, and low without one', () => {
    expect(doubt(UNTAUGHT, { findings: [{ code: 'mask-tiny', weight: 0.4 }] })).toBeCloseTo(0.4, 10);
    expect(doubt(UNTAUGHT, {})).toBeCloseTo(0.08, 10);
  });

  it('is less where the other model sees the same box', () =>
    expect(doubt(UNTAUGHT, { modelIou: 0.95 })).toBeLessThan(doubt(UNTAUGHT, {})));

  it('has no reason to give', () => expect(reasonFor(UNTAUGHT, featuresOf(pair()))).toBeNull());
});

describe('doubt taught by verdicts', () => {
  const classes = [
    ...times(30, (at) => example({ classId: classId(1) }, at < 24)),
    ...times(60, (at) => example({ classId: classId(2) }, at < 2)),
  ];

  it('rises for a class whose pairs were found wrong, falls for one whose were not, and says so', () => {
    const model = fitDoubt(classes);
    expect(doubt(model, { classId: classId(1) })).toBeGreaterThan(0.6);
    expect(doubt(model, { classId: classId(2) })).toBeLessThan(0.1);
    expect(reasonFor(model, featuresOf(pair({ classId: classId(1) })))).toEqual({
      about: 'class:1',
      judged: 30,
      wrong: 24,
    });
    expect(reasonFor(model, featuresOf(pair({ classId: classId(2) })))).toBeNull();
  });

  it('drops a rule that is never right', () => {
    const model = fitDoubt(
      times(200, () => example({ findings: [{ code: 'mask-tiny', weight: 0.5 }] }, false)),
    );
    expect(doubt(model, { findings: [{ code: 'mask-tiny', weight: 0.5 }] })).toBeLessThan(0.05);
  });

  it('finds the coefficients that verdicts were drawn with', () => {
    const random = seededRandom(4);
    const wanted = { base: -1.5, 'class:1': 0.8, 'finding:mask-tiny': 0.5 };
    const findings = [{ code: 'mask-tiny' as const, weight: 0.5 }];
    const raised = featuresOf(pair({ findings })).get('finding:mask-tiny')!;
    const model = fitDoubt(
      times(40_000, (at) => {
        const isFirst = at % 2 === 0;
        const hasFinding = at % 3 === 0;
        const chance = chanceOf(
          wanted.base +
            (isFirst ? wanted['class:1'] : 0) +
            (hasFinding ? wanted['finding:mask-tiny'] * raised : 0),
        );
        const of = { classId: classId(isFirst ? 1 : 2), findings: hasFinding ? findings : [] };
        return example(of, random() < chance);
      }),
    );
    expect(model.weights['class:1']! - model.weights['class:2']!).toBeCloseTo(0.8, 1);
    expect(model.weights['finding:mask-tiny']).toBeCloseTo(0.5, 1);
  });

  it('is at the top of its posterior: no coefficient can be moved for the better', () =>
    fc.assert(
      fc.property(arbitraryExamples, (examples) => {
        const { weights } = fitDoubt(examples);
        for (const name of Object.keys(weights))
          for (const step of [-1e-3, 1e-3])
            expect(
              posterior(examples, { ...weights, [name]: weights[name]! + step }) -
                posterior(examples, weights),
            ).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    ));

  it('does not depend on the order of the verdicts', () =>
    fc.assert(
      fc.property(arbitraryExamples, (examples) => {
        const [first, second] = [fitDoubt(examples), fitDoubt(examples.toReversed())];
        for (const [name, weight] of Object.entries(first.weights))
          expect(second.weights[name]).toBeCloseTo(weight, 6);
      }),
      { numRuns: 40 },
    ));
});

describe('what the trained head says', () => {
  const versions = { old: 'a'.repeat(64), new: 'b'.repeat(64) };
  const said = (version: string, iou: number | null, presence = 0.9): Partial<Doubtable> => ({
    head: { version, iou, presence },
  });

  it('raises doubt where its box lies elsewhere or it expects nothing there, and lowers it where it agrees', () => {
    const nothing = doubt(UNTAUGHT, {});
    expect(doubt(UNTAUGHT, said(versions.old, 0.1))).toBeGreaterThan(nothing);
    expect(doubt(UNTAUGHT, said(versions.old, null, 0.1))).toBeGreaterThan(nothing);
    expect(doubt(UNTAUGHT, said(versions.old, 0.9))).toBeLessThan(nothing);
    expect(doubt(UNTAUGHT, said(versions.old, 0.5))).toBe(nothing);
  });

  it('is believed as far as verdicts bore it out, of a new version as of those before it', () => {
    const taught = fitDoubt([
      ...times(40, (at) => example(said(versions.old, 0.1), at < 34)),
      ...times(160, (at) => example(said(versions.old, 0.9), at < 4)),
    ]);
    const elsewhere = doubt(taught, said(versions.new, 0.1));
    expect(elsewhere).toBeGreaterThan(0.5);
    expect(elsewhere).toBeLessThan(doubt(taught, said(versions.old, 0.1)));
    expect(reasonFor(taught, featuresOf(pair(said(versions.new, 0.1))))).toEqual({
      about: 'head-apart',
      judged: 40,
      wrong: 34,
    });
  });

  it('of a version that is worse than those before it counts less after its own verdicts', () => {
    const examples = [
      ...times(40, (at) => example(said(versions.old, 0.1), at < 34)),
      ...times(40, (at) => example(said(versions.new, 0.1), at < 4)),
      ...times(100, () => example({}, false)),
    ];
    const taught = fitDoubt(examples);
    expect(doubt(taught, said(versions.new, 0.1))).toBeLessThan(
      doubt(taught, said(versions.old, 0.1)) - 0.15,
    );
  });

  it('is no part of the order of a blind project, and neither is RadGrounder', () => {
    const standing = {
      ...pair(),
      box: [0, 0, 10, 10] as const,
      findings: [{ code: 'models-disagree' as const, params: {}, weight: 0.5 }],
      suggested: [{ classId: classId(5), box: [20, 20, 30, 30] as const, start: 0, end: 1, confidence: 1 }],
      proposal: { headId: versions.old, presence: 0.1, box: [20, 20, 30, 30] as const },
    };
    const names = (isBlind: boolean) => [...featuresOfStanding(standing, { isBlind }).keys()];
    expect(names(true)).toEqual(['base', 'class:5']);
    expect(names(false)).toContain('head-apart');
    expect(names(false)).toContain(`head-absent:${'a'.repeat(12)}`);
    expect(names(false)).toContain('finding:models-disagree');
  });
});

/** Logarithm of the posterior, written from its definition. */
function posterior(examples: readonly Example[], weights: Readonly<Record<string, number>>): number {
  const prior = Object.entries(weights).map(([name, weight]) => {
    const mean =
      name === 'base' ? Math.log(0.08 / 0.92) : name === 'overlap' ? -2 : name.startsWith('finding') ? 1 : 0;
    const sd = name === 'base' || name === 'overlap' ? 2 : 1;
    return -((weight - mean) ** 2) / (2 * sd ** 2);
  });
  const likelihood = examples.map(({ features, isWrong }) => {
    const logOdds = [...features].reduce((sum, [name, value]) => sum + weights[name]! * value, 0);
    return -Math.log1p(Math.exp(isWrong ? -logOdds : logOdds));
  });
  return [...prior, ...likelihood].reduce((sum, value) => sum + value, 0);
}

describe('a linear system', () => {
  it('is solved', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }), {
          minLength: 4,
          maxLength: 4,
        }),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (root, wanted) => {
          const at = (i: number, j: number): number =>
            root.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 0.5 : 0);
          const matrix = Float64Array.from({ length: 16 }, (_, n) => at(Math.floor(n / 4), n % 4));
          const right = Float64Array.from(wanted, (_, i) =>
            wanted.reduce((sum, x, j) => sum + at(i, j) * x, 0),
          );
          for (const [i, x] of solvePositive(matrix, right).entries()) expect(x).toBeCloseTo(wanted[i]!, 6);
        },
      ),
    ));

  it('is refused where it is not positive definite', () =>
    expect(() => solvePositive(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toThrow(RangeError));
});

describe('a page of the mixed queue', () => {
  const ids = (...list: number[]) => list.map((pairId) => ({ pairId }));

  it('has every fifth place drawn at random', () => {
    const page = mixed(ids(1, 2, 3, 4, 5, 6, 7, 8), ids(101, 102));
    expect(page.map(({ item }) => item.pairId)).toEqual([1, 2, 3, 4, 101, 5, 6, 7, 8, 102]);
    expect(page.filter(({ isDrawn }) => isDrawn)).toHaveLength(2);
  });

  it('shows a pair once that stands in both', () =>
    expect(mixed(ids(1, 2, 3, 4, 5), ids(2, 9)).map(({ item }) => item.pairId)).toEqual([1, 2, 3, 4, 9, 5]));
});
