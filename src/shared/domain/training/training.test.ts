import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/random.ts';
import { classId, idOf } from '../anatomy/classes.ts';
import type { SnapshotPair, SnapshotSlice } from '../curation/snapshot.ts';
import { NOTHING_DRAWN, withDraws } from './drawn.ts';
import { principalComponents } from './principal-components.ts';
import { SAMPLING_DEFAULTS, type SampleFacts, Sampler } from './sampling.ts';
import { sliceTargets } from './targets.ts';

const facts = (change: Partial<SampleFacts> = {}): SampleFacts => ({
  modality: 'CT',
  languages: ['de'],
  classIds: [5],
  isCorrected: false,
  tasks: ['grounding'],
  ...change,
});
const times = (count: number, sample: SampleFacts): SampleFacts[] => Array<SampleFacts>(count).fill(sample);

/** What 200 batches of 16 draw. */
function drawn(samples: readonly SampleFacts[], change: Partial<typeof SAMPLING_DEFAULTS> = {}) {
  const sampler = new Sampler(samples, { ...SAMPLING_DEFAULTS, ...change }, 7);
  let all = NOTHING_DRAWN;
  for (let step = 0; step < 200; step += 1) all = withDraws(all, sampler.draw(step, 16), samples);
  return all;
}

describe('dynamic sampling', () => {
  it('draws rare modalities more often than they come, and never what is not there', () => {
    const samples = [...times(90, facts()), ...times(10, facts({ modality: 'MR' }))];
    const share = drawn(samples, { rareClasses: 0 }).byModality['MR']! / 3200;
    // 10 slices at sqrt(9) times the weight against 90: 30 of 120.
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
    expect(drawn(samples, { modality: 0 }).byModality['MR']! / 3200).toBeLessThan(0.13);
    expect(drawn(samples, { modality: 1 }).byModality['MR']! / 3200).toBeGreaterThan(0.46);
  });

  it('prefers rare classes and corrections', () => {
    const samples = [...times(90, facts()), ...times(10, facts({ classIds: [1], isCorrected: true }))];
    expect(drawn(samples).byClass['1']! / 3200).toBeGreaterThan(0.35);
    expect(drawn(samples, { rareClasses: 0 }).byOrigin['corrected']! / 3200).toBeCloseTo(20 / 110, 1);
  });

  it('lets the tasks take turns by their shares, in every batch', () => {
    const samples = [...times(50, facts()), ...times(2, facts({ tasks: ['presence'] }))];
    const sampler = new Sampler(samples, { ...SAMPLING_DEFAULTS, presence: 0.25 }, 1);
    for (let step = 0; step < 10; step += 1)
      expect(sampler.draw(step, 16).filter(({ task }) => task === 'presence')).toHaveLength(4);
    expect(drawn(times(5, facts())).byTask).toEqual({ grounding: 3200 });
  });

  it('draws the same for the same seed and step, whatever was drawn before', () => {
    const samples = times(30, facts());
    const [a, b] = [new Sampler(samples, SAMPLING_DEFAULTS, 3), new Sampler(samples, SAMPLING_DEFAULTS, 3)];
    for (let step = 0; step < 5; step += 1) a.draw(step, 16);
    expect(a.draw(5, 16)).toEqual(b.draw(5, 16));
    expect(new Sampler(samples, SAMPLING_DEFAULTS, 4).draw(5, 16)).not.toEqual(b.draw(5, 16));
  });
});

describe('the published way of sampling', () => {
  it('goes through all slices once a round, in a new order each', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 7 }), (count, batch) => {
        const sampler = new Sampler(times(count, facts()), { ...SAMPLING_DEFAULTS, mode: 'shuffle' }, 2);
        const all = Array.from({ length: count * 2 }, (_, step) => sampler.draw(step, batch)).flat();
        const rounds = [all.slice(0, count), all.slice(count, 2 * count)].map((draws) =>
          draws.map(({ sample }) => sample),
        );
        for (const round of rounds.filter(({ length }) => length === count))
          expect(round.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
      }),
    ));
});

describe('what a head learns from a slice', () => {
  const pair = (change: Partial<SnapshotPair>): SnapshotPair => ({
    pairId: 1,
    classId: idOf('liver'),
    box: [10, 20, 30, 40],
    state: 'accepted',
    reason: null,
    languages: ['de'],
    reviewer: 'R',
    presence: 'present',
    hasBox: true,
    weight: 1,
    ...change,
  });
  const slice = (change: Partial<SnapshotSlice>): SnapshotSlice => ({
    imageId: 'a',
    patient: 'P',
    split: 'train',
    modality: 'CT',
    width: 100,
    height: 200,
    dtype: 'int16',
    pixelsSha256: '0'.repeat(64),
    isSegmented: true,
    pairs: [pair({})],
    unknownClassIds: [],
    ...change,
  });

  it('is boxes as shares of its size', () =>
    expect(sliceTargets(slice({})).known).toEqual([
      { classId: 5, isPresent: true, weight: 1, edges: [0.1, 0.1, 0.3, 0.2] },
    ]));

  it('is absence only of what could be there and nobody has seen or named', () => {
    const { assumedAbsent } = sliceTargets(slice({ unknownClassIds: [idOf('spleen')] }));
    expect(assumedAbsent).not.toContain(idOf('liver'));
    expect(assumedAbsent).not.toContain(idOf('spleen'));
    expect(assumedAbsent).not.toContain(idOf('lung_left'));
    expect(assumedAbsent).toContain(idOf('heart'));
    expect(sliceTargets(slice({ isSegmented: false })).assumedAbsent).toEqual([]);
  });

  it('is what is known best where two pairs name one class', () => {
    const rejected = pair({ presence: 'absent', hasBox: false });
    expect(sliceTargets(slice({ pairs: [rejected, pair({})] })).known).toMatchObject([{ isPresent: true }]);
    expect(sliceTargets(slice({ pairs: [pair({}), rejected] })).known).toMatchObject([{ isPresent: true }]);
  });

  it('names the tasks it is for', () => {
    const presenceOnly = pair({ classId: classId(1), hasBox: false });
    expect(sliceTargets(slice({ pairs: [pair({}), presenceOnly] })).facts.tasks).toEqual([
      'grounding',
      'presence',
    ]);
    expect(sliceTargets(slice({ pairs: [presenceOnly] })).facts.tasks).toEqual(['presence']);
  });
});

describe('principal components', () => {
  it('are the directions that rows were made of, with their deviations', () => {
    const directions = [
      [0.6, 0.8, 0, 0, 0],
      [-0.8, 0.6, 0, 0, 0],
      [0, 0, 0, 1, 0],
    ];
    const random = seededRandom(9);
    const amounts = Array.from({ length: 4000 }, () => [9, 3, 1].map((width) => width * (random() - 0.5)));
    const rows = Float32Array.from({ length: 4000 * 5 }, (_, at) =>
      directions.reduce(
        (sum, direction, n) => sum + direction[at % 5]! * amounts[Math.floor(at / 5)]![n]!,
        0,
      ),
    );
    const { components, deviations } = principalComponents(rows, 5, { wanted: 2, seed: 1 });
    const column = (n: number): number[] => Array.from({ length: 5 }, (_, row) => components[row * 2 + n]!);
    for (const [n, wanted] of [directions[0]!, directions[1]!.map((value) => -value)].entries())
      for (const [row, value] of column(n).entries()) expect(value).toBeCloseTo(wanted[row]!, 1);
    // Uniform over a width w deviates by w / sqrt(12).
    expect(deviations[0]).toBeCloseTo(9 / Math.sqrt(12), 1);
    expect(deviations[1]).toBeCloseTo(3 / Math.sqrt(12), 1);
  });
});
