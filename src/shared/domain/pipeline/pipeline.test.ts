import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyParts, stageKeys } from './stage-key.ts';
import { type PerStage, STAGES, type Stage, perStage } from './stage.ts';
import { type StageRun, standingsOf } from './standing.ts';

/** Injective, which is all that keys ask of a hash. */
const itself = (text: string): string => text;

const parts = (change: { inputs?: object; producers?: object } = {}): KeyParts => ({
  inputs: { ...perStage((stage) => `${stage} of study 1`), ...change.inputs },
  producers: { ...perStage((stage) => `${stage} v1`), ...change.producers },
});
const keysOf = (made: KeyParts): PerStage<string | null> => stageKeys(made, itself);

/** Runs whatever is due until nothing is, as `pick` chooses among it; stages in `failing` fail and are not tried twice. */
function runAll(
  keys: PerStage<string | null>,
  before: Partial<PerStage<StageRun>> = {},
  { pick = () => 0, failing = [] }: { pick?: (count: number) => number; failing?: readonly Stage[] } = {},
): { runs: Partial<PerStage<StageRun>>; order: Stage[] } {
  let runs = before;
  const order: Stage[] = [];
  for (;;) {
    const standings = standingsOf(keys, runs, true);
    const due = STAGES.filter((stage) => standings[stage].isDue && !order.includes(stage));
    if (due.length === 0) return { runs, order };
    const stage = due[pick(due.length)]!;
    order.push(stage);
    runs = { ...runs, [stage]: { key: keys[stage]!, outcome: failing.includes(stage) ? 'failed' : 'done' } };
  }
}

const statesOf = (keys: PerStage<string | null>, runs: Partial<PerStage<StageRun>>): Stage[][] => {
  const standings = standingsOf(keys, runs, true);
  return Object.entries(Object.groupBy(STAGES, (stage) => standings[stage].state)).map(([state, stages]) => [
    state as Stage,
    ...stages,
  ]);
};

describe('what a change makes stale', () => {
  const { runs } = runAll(keysOf(parts()));
  const rerun = (change: Parameters<typeof parts>[0]): Stage[] => runAll(keysOf(parts(change)), runs).order;

  it('nothing changed: nothing runs again', () => {
    expect(rerun({})).toEqual([]);
  });
  it('another prompt: extract, derive and suggest', () => {
    expect(rerun({ producers: { extract: 'extract v1, prompt 2' } })).toEqual([
      'extract',
      'derive',
      'suggest',
    ]);
  });
  it('another segmentation pack: segment, derive and suggest', () => {
    expect(rerun({ producers: { segment: 'segment v2' } })).toEqual(['segment', 'derive', 'suggest']);
  });
  it('other switches of the derivation: derive and suggest', () => {
    expect(rerun({ producers: { derive: 'derive, joined' } })).toEqual(['derive', 'suggest']);
  });
  it('another RadGrounder: suggest', () => {
    expect(rerun({ producers: { suggest: 'suggest v2' } })).toEqual(['suggest']);
  });
  it('a new caption leaves the masks alone', () => {
    expect(rerun({ inputs: { intake: 'two tables', extract: 'two captions' } })).toEqual([
      'intake',
      'extract',
      'derive',
      'suggest',
    ]);
  });
  it('what is not wanted any more takes what was made from it along', () => {
    expect(rerun({ producers: { suggest: null } })).toEqual([]);
    expect(rerun({ producers: { segment: null } })).toEqual(['derive', 'suggest']);
  });
  it('a change that is taken back needs a run again, because only the newest result is kept', () => {
    const changed = runAll(keysOf(parts({ producers: { segment: 'v2' } })), runs);
    expect(runAll(keysOf(parts()), changed.runs).order).toEqual(['segment', 'derive', 'suggest']);
  });
});

describe('where stages stand', () => {
  const keys = keysOf(parts());

  it('at first the beginning is ready and the rest waits for it', () => {
    expect(statesOf(keys, {})).toEqual([
      ['ready', 'intake', 'segment', 'extract'],
      ['waiting', 'derive', 'suggest'],
    ]);
  });
  it('after a failure the others go on, and what needs it is blocked and says by what', () => {
    const { runs } = runAll(keys, {}, { failing: ['segment'] });
    expect(statesOf(keys, runs)).toEqual([
      ['done', 'intake', 'extract'],
      ['failed', 'segment'],
      ['blocked', 'derive', 'suggest'],
    ]);
    expect(standingsOf(keys, runs, true).suggest.blockedBy).toBe('segment');
    expect(runAll(keys, runs).order).toEqual(['segment', 'derive', 'suggest']);
  });
  it('a study that could not be read at all is blocked by its intake', () => {
    const nothing = keysOf(parts({ inputs: { segment: null, extract: null, derive: null, suggest: null } }));
    const runs = { intake: { key: nothing.intake!, outcome: 'failed' } } as const;
    const standings = standingsOf(nothing, runs, false);
    for (const stage of STAGES.slice(1))
      expect(standings[stage]).toEqual({ state: 'blocked', isDue: false, blockedBy: 'intake' });
    const part = standingsOf({ ...nothing, extract: 'something' }, runs, true);
    expect([part.segment.state, part.extract.state]).toEqual(['off', 'ready']);
  });
  it('a study that could be read in part goes on with that part', () => {
    const runs = { intake: { key: keys.intake!, outcome: 'failed' } } as const;
    expect(standingsOf(keys, runs, true).segment.isDue).toBe(true);
  });
  it('an older result stays in sight as stale until the new one is there', () => {
    const { runs } = runAll(keys);
    const changed = keysOf(parts({ producers: { extract: 'v2' } }));
    expect(statesOf(changed, runs)).toEqual([
      ['done', 'intake', 'segment'],
      ['stale', 'extract', 'derive', 'suggest'],
    ]);
    expect(standingsOf(changed, runs, true).derive.isDue).toBe(false);
  });
});

describe('whatever is asked for', () => {
  const text = fc.option(fc.string({ maxLength: 3 }), { freq: 6 });
  const perStageOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<PerStage<T>> =>
    fc.record(Object.fromEntries(STAGES.map((stage) => [stage, value]))) as unknown as fc.Arbitrary<
      PerStage<T>
    >;
  const anyParts = fc.record({ inputs: perStageOf(text), producers: perStageOf(text) });
  const anyFailing = fc.subarray([...STAGES]);

  it('the order of running changes neither what is run nor how it ends', () => {
    fc.assert(
      fc.property(
        anyParts,
        anyParts,
        anyFailing,
        fc.infiniteStream(fc.nat()),
        (before, after, failing, picks) => {
          const { runs } = runAll(keysOf(before), {}, { failing });
          const keys = keysOf(after);
          const straight = runAll(keys, runs, { failing });
          const shuffled = runAll(keys, runs, { failing, pick: (count) => picks.next().value! % count });
          expect(shuffled.runs).toEqual(straight.runs);
          expect(shuffled.order.toSorted()).toEqual(straight.order.toSorted());
        },
      ),
    );
  });
  it('a run without failures leaves everything done or off, and another one does nothing', () => {
    fc.assert(
      fc.property(anyParts, anyParts, anyFailing, (before, after, failing) => {
        const { runs } = runAll(keysOf(before), {}, { failing });
        const keys = keysOf(after);
        const ended = runAll(keys, runs).runs;
        for (const { state } of Object.values(standingsOf(keys, ended, true)))
          expect(['done', 'off']).toContain(state);
        expect(runAll(keys, ended).order).toEqual([]);
      }),
    );
  });
  it('stages run only what differs, and everything that differs', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (before, after) => {
        const [old, keys] = [keysOf(before), keysOf(after)];
        const { order } = runAll(keys, runAll(old).runs);
        expect(order).toEqual(STAGES.filter((stage) => keys[stage] !== null && keys[stage] !== old[stage]));
      }),
    );
  });
});
