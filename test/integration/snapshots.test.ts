import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { type SnapshotsService, createSnapshotsService } from '../../src/main/services/snapshots/index.ts';
import { type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import { SNAPSHOT_DEFAULTS } from '../../src/shared/contract/snapshots.ts';
import type { Correction } from '../../src/shared/contract/review.ts';
import { goldSha256 } from '../../src/main/services/registry/gold.ts';
import { canonicalJson } from '../../src/main/store/canonical-json.ts';
import { sha256 } from '../../src/main/store/sha256.ts';
import type { Verdict } from '../../src/shared/domain/review/verdict.ts';
import { sliceRecord } from '../support/slice-record.ts';
import { verdictOn } from '../support/verdict.ts';

const at = '2026-01-01T00:00:00.000Z';
const clock = { now: () => Date.parse(at), monotonic: () => 0 };
const none = { gold: [], val: [] };
const accept: Verdict = { kind: 'accept' };
/** What a head proposed, and a reviewer may have taken. */
const PROPOSAL = {
  proposer: 'head',
  name: 'abc',
  version: 'a'.repeat(64),
  box: [1, 1, 3, 3],
  confidence: 0.9,
  iou: 0.5,
} as const;

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

let dir: string;
let store: ProjectStore;
let service: SnapshotsService;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'snapshots-'));
  store = createProject(dir, 'Test', { at });
  for (let n = 0; n < 14; n += 1) await keep(n);
  service = createSnapshotsService({ store, clock });
});
/** Slices of seven patients in turn, each with a picture of its own unless told otherwise. */
async function keep(n: number, changed: { readonly patient?: string; readonly picture?: number } = {}) {
  const { picture = n, ...record } = changed;
  const pixelsSha256 = await store.blobs.put(new Uint8Array(32).fill(picture));
  store.slices.save({ ...sliceRecord(n), pixelsSha256, ...record });
}
afterEach(async () => {
  store.close();
  await rm(dir, { recursive: true, force: true });
});

function reviewing() {
  let id = 0;
  const review = createReviewService({
    store,
    clock,
    newId: () => `step-${(id += 1)}`,
    publish: () => undefined,
  });
  review.setReviewer('R');
  const correct = (pairId: number, correction: Correction | null, verdict = accept): void => {
    review.decide(verdictOn(review.pair(pairId), { verdict, correction }));
  };
  const decide = (pairId: number, verdict: Verdict, box?: [number, number, number, number]): void =>
    correct(pairId, box ? { box } : null, verdict);
  return { review, decide, correct };
}

const create = (undecidedWeight = 0, named: { gold: string[]; val: string[] } = none) =>
  service.create({ settings: { ...SNAPSHOT_DEFAULTS, undecidedWeight }, named });

describe('a snapshot', () => {
  it('holds what was decided as what it is, and counts it', async () => {
    const { decide } = reviewing();
    decide(1, accept);
    decide(2, accept, [1, 1, 3, 3]);
    decide(3, { kind: 'region-wrong', reason: 'too-large' });
    decide(4, { kind: 'mention-wrong', reason: 'not-on-slice' });
    decide(5, { kind: 'region-wrong', reason: 'wrong-side' });
    decide(6, { kind: 'cannot-judge' });
    const head = store.auditHead();
    const made = await create();
    expect(made).toMatchObject({ isNew: true, auditHead: head });
    expect(made.counts).toMatchObject({
      slices: 4,
      pairs: 4,
      byEvidence: { box: 2, presence: 1, absence: 1 },
      byState: { accepted: 1, corrected: 1, 'region-wrong': 1, 'mention-wrong': 1 },
      byReviewer: { R: 4 },
      byLanguage: { de: 4 },
      byClass: { 5: 4 },
    });
    expect(made.leftOut).toEqual({ 'region-wrong wrong-side': 1, 'cannot-judge': 1, pending: 8 });
    const { snapshot } = await service.open(made.id.slice(0, 8));
    expect(snapshot.slices[1]!.pairs[0]).toMatchObject({
      state: 'corrected',
      box: [1, 1, 3, 3],
      hasBox: true,
    });
  });

  it('tells where each correction comes from, as the decision kept it', async () => {
    const { review, decide, correct } = reviewing();
    correct(1, { box: PROPOSAL.box, proposal: PROPOSAL });
    correct(2, { box: [0, 1, 3, 3], proposal: PROPOSAL });
    correct(3, { box: PROPOSAL.box });
    correct(4, { box: PROPOSAL.box, proposal: PROPOSAL }, { kind: 'region-wrong', reason: 'too-large' });
    correct(5, { box: PROPOSAL.box, proposal: PROPOSAL });
    review.undo('undone');
    decide(5, accept);
    const made = await create();
    expect(made.counts.byCorrection).toEqual({ proposed: 1, moved: 1, own: 1, untold: 0 });
    const { snapshot } = await service.open(made.id);
    expect(snapshot.slices.map(({ pairs }) => pairs[0]!.correctedFrom)).toEqual([
      'proposed',
      'moved',
      'own',
      undefined,
      undefined,
    ]);
    expect(review.overview().corrections).toEqual([{ reviewer: 'R', proposed: 1, moved: 1, own: 1 }]);
  });

  it('of an earlier version, which did not tell that, is read, and its gold set is the same', async () => {
    const { correct } = reviewing();
    correct(1, { box: PROPOSAL.box, proposal: PROPOSAL });
    const { snapshot } = await service.open((await create(0, { gold: ['P-0'], val: [] })).id);
    const slices = snapshot.slices.map((slice) => ({
      ...slice,
      pairs: slice.pairs.map(({ correctedFrom: _origin, ...pair }) => pair),
    }));
    const earlier = canonicalJson({ ...snapshot, slices });
    const id = sha256(earlier);
    await writeFile(join(dir, 'snapshots', `${id}.json`), earlier);
    expect((await service.show(id)).counts.byCorrection).toEqual({
      proposed: 0,
      moved: 0,
      own: 0,
      untold: 1,
    });
    expect(goldSha256((await service.open(id)).snapshot)).toBe(goldSha256(snapshot));
  });

  it('takes undecided pairs with their weight by choice', async () => {
    reviewing().decide(1, accept);
    const { snapshot } = await service.open((await create(0.25)).id);
    expect(snapshot.slices.map(({ pairs }) => pairs[0]!.weight)).toEqual([
      1,
      ...Array<number>(13).fill(0.25),
    ]);
  });

  it('knows the verdict that stands, not one that was taken back', async () => {
    const { review, decide } = reviewing();
    decide(1, { kind: 'region-wrong', reason: 'too-large' });
    decide(1, { kind: 'region-wrong', reason: 'wrong-slice' });
    review.undo('undo-1');
    expect((await create()).counts.byEvidence.presence).toBe(1);
  });

  it('is the same one while nothing changes, and another after a decision', async () => {
    const { decide } = reviewing();
    decide(1, accept);
    const first = await create();
    store.audit({ at, actor: 'system', action: 'exchange.export', detail: {} });
    expect(await create()).toMatchObject({ id: first.id, isNew: false });
    decide(1, { kind: 'mention-wrong', reason: 'wrong-class' });
    decide(2, accept);
    const second = await create();
    expect(second.isNew).toBe(true);
    expect(await service.compare(first.id, second.id)).toMatchObject({
      added: 1,
      removed: 0,
      unchanged: 0,
      changed: [{ pairId: 1, before: { presence: 'present' }, after: { presence: 'absent' } }],
      movedPatients: [],
    });
    expect((await service.list()).map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());
  });

  it('keeps every patient where it was, also with another seed and other shares', async () => {
    const { decide } = reviewing();
    for (let pair = 1; pair <= 5; pair += 1) decide(pair, accept);
    const first = await service.open((await create(0, { gold: ['P-0'], val: ['P-1'] })).id);
    for (let pair = 6; pair <= 14; pair += 1) decide(pair, accept);
    const settings = { ...SNAPSHOT_DEFAULTS, seed: 99, split: { train: 0, val: 0, gold: 1 } };
    const second = await service.open((await service.create({ settings, named: none })).id);
    expect(second.snapshot.patients).toMatchObject(first.snapshot.patients);
    expect(second.snapshot.patients).toMatchObject({ 'P-0': 'gold', 'P-1': 'val', 'P-6': 'gold' });
    for (const { patient, split } of second.snapshot.slices)
      expect(split).toBe(second.snapshot.patients[patient]);
  });

  it('makes nobody gold who has trained, and nobody at all of a patient it does not know', async () => {
    reviewing().decide(1, accept);
    await service.create({
      settings: { ...SNAPSHOT_DEFAULTS, split: { train: 1, val: 0, gold: 0 } },
      named: none,
    });
    await expect(create(0, { gold: ['P-0'], val: [] })).rejects.toMatchObject({
      code: 'snapshots.split-taken',
      params: { patient: 'P-0', has: 'train', wanted: 'gold' },
    });
    await expect(create(0, { gold: ['nobody'], val: [] })).rejects.toMatchObject({
      code: 'snapshots.unknown-patient',
    });
  });

  it('does not teach what a gold patient shows under another name, and says whom it left out', async () => {
    await keep(14, { patient: 'ALIAS', picture: 0 });
    await keep(15, { patient: 'ALIAS' });
    const { decide } = reviewing();
    for (let pair = 1; pair <= 16; pair += 1) decide(pair, accept);
    const settings = { ...SNAPSHOT_DEFAULTS, split: { train: 1, val: 0, gold: 0 } };
    const named = { gold: ['P-0'], val: [] };
    const made = await service.create({ settings, named });
    expect(made.twins).toEqual([{ patient: 'ALIAS', of: 'P-0' }]);
    expect(made.leftOut).toEqual({ twin: 2 });
    const { snapshot } = await service.open(made.id);
    expect(snapshot.slices.map(({ patient }) => patient)).not.toContain('ALIAS');
    expect(snapshot.patients).toMatchObject({ ALIAS: 'train', 'P-0': 'gold' });
    expect(await service.create({ settings, named })).toMatchObject({ id: made.id, isNew: false });
  });

  it('is of one moment, that of its row of the audit log, also where people decide while it is made', async () => {
    for (let n = 14; n < 200; n += 1) await keep(n);
    const { review, decide } = reviewing();
    for (let pair = 1; pair <= 150; pair += 1) decide(pair, accept);
    const making = create();
    const later: [number, Verdict][] = [
      [1, { kind: 'region-wrong', reason: 'too-large' }],
      [149, { kind: 'region-wrong', reason: 'wrong-side' }],
      [170, accept],
    ];
    for (const [pair, verdict] of later) {
      await new Promise((resolve) => setImmediate(resolve));
      decide(pair, verdict);
    }
    review.undo('undo');
    const made = await making;
    const again = await createSnapshotsService({ store, clock }).create({
      settings: SNAPSHOT_DEFAULTS,
      named: none,
    });
    expect(again).toMatchObject({ id: made.id, isNew: false });
    expect(made.counts.byState).toEqual({ accepted: 148, 'region-wrong': 1 });
    expect(made.leftOut['region-wrong wrong-side']).toBe(1);
  });

  it('is read from its file byte by byte as canonical JSON', async () => {
    reviewing().decide(1, accept);
    const { id } = await create(0.5);
    const text = await readFile(join(dir, 'snapshots', `${id}.json`), 'utf8');
    const { snapshot } = await createSnapshotsService({ store, clock }).open(id);
    expect(canonicalJson(snapshot)).toBe(text);
  });

  it('is proposed whom it needs when it is the first of a small project, and later nobody', async () => {
    for (let n = 14; n < 40; n += 1) await keep(n);
    const { decide } = reviewing();
    for (let pair = 1; pair <= 40; pair += 1) decide(pair, accept);
    const named = await service.namesForFirst(SNAPSHOT_DEFAULTS);
    expect([named.gold.length, named.val.length]).toEqual([1, 1]);
    const { boxes } = await service.create({ settings: SNAPSHOT_DEFAULTS, named });
    for (const split of ['val', 'gold'] as const) expect(boxes[split]).toBeGreaterThanOrEqual(5);
    expect(await service.namesForFirst(SNAPSHOT_DEFAULTS)).toEqual(none);
  });

  it('gives nobody another split, however the project grows and whatever each snapshot is made with', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            patients: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }),
            seed: fc.nat(50),
            gold: fc.nat(10),
            named: fc.option(fc.constantFrom(...NAMES)),
          }),
          { minLength: 2, maxLength: 6 },
        ),
        async (steps) => {
          const folder = await mkdtemp(join(tmpdir(), 'growing-'));
          const own = createProject(join(folder, 'project'), 'Test', { at });
          const snapshots = createSnapshotsService({ store: own, clock });
          const splits = new Map<string, string>();
          let n = 0;
          for (const { patients, seed, gold, named } of steps) {
            for (const patient of patients) own.slices.save({ ...sliceRecord((n += 1)), patient });
            const settings = {
              ...SNAPSHOT_DEFAULTS,
              undecidedWeight: 1,
              seed,
              split: { train: 1 - gold / 10, val: 0, gold: gold / 10 },
            };
            const isFree = named !== null && patients.includes(named) && !splits.has(named);
            const made = await snapshots.create({
              settings,
              named: isFree ? { gold: [named], val: [] } : none,
            });
            const { snapshot } = await snapshots.open(made.id);
            for (const [patient, split] of splits) expect(snapshot.patients[patient]).toBe(split);
            for (const [patient, split] of Object.entries(snapshot.patients)) splits.set(patient, split);
            for (const slice of snapshot.slices) expect(slice.split).toBe(splits.get(slice.patient));
            if (isFree) expect(splits.get(named)).toBe('gold');
          }
          own.close();
          await rm(folder, { recursive: true });
        },
      ),
      { numRuns: 12 },
    ));

  it('of nothing is refused', async () =>
    expect(create()).rejects.toMatchObject({ code: 'snapshots.nothing-decided' }));

  it('that was touched is refused, and so is a new one after it', async () => {
    const { decide } = reviewing();
    decide(1, accept);
    const { id } = await create();
    const file = join(dir, 'snapshots', `${id}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('accepted', 'pending!'));
    await expect(service.open(id)).rejects.toMatchObject({ code: 'snapshots.damaged', params: { file } });
    decide(2, accept);
    await expect(create()).rejects.toMatchObject({ code: 'snapshots.damaged' });
    expect(await readdir(join(dir, 'snapshots'))).toEqual([`${id}.json`]);
  });

  it('says which of its images are gone', async () => {
    reviewing().decide(1, accept);
    const { id } = await create();
    expect((await service.show(id)).missingImages).toEqual([]);
    await rm(join(dir, 'blobs'), { recursive: true });
    expect((await service.show(id)).missingImages).toEqual(['image-0']);
  });

  it('that nobody made is unknown', async () =>
    expect(service.open('abcd')).rejects.toMatchObject({ code: 'snapshots.unknown' }));
});
