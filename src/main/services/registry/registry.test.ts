import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Report } from '../../../shared/contract/evaluation.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import { type ClassId, classId } from '../../../shared/domain/anatomy/classes.ts';
import type { Snapshot, SnapshotSplit } from '../../../shared/domain/curation/snapshot.ts';
import type { EvaluatedCase } from '../../../shared/domain/evaluation/evaluated-case.ts';
import { GATE_POLICY } from '../../../shared/domain/promotion/policy.ts';
import { type ProjectStore, createProject } from '../../store/project-store.ts';
import { assertNoLeak } from './descent.ts';
import { RegistryService } from './index.ts';

const [LIVER, SPLEEN] = [classId(5), classId(1)];
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];
const BY = { actor: 'E. Tester', reason: '' };
const telling = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onProblem: () => undefined,
};

let dir: string;
let store: ProjectStore;
/** What the disk holds, by id. */
let snapshots: Map<string, Snapshot>;
let newest: string | null;
let reports: Map<string, Report>;
let installed: Set<string>;
let events: AppEvent['type'][];
/** How far each model's boxes overlap the right ones, by class. */
let skills: Map<string, (id: ClassId) => number>;
let registry: RegistryService;

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'registry-service-')), 'project');
  store = createProject(dir, 'Registry', { at: '2026-01-01T00:00:00.000Z' });
  snapshots = new Map([['5'.repeat(64), snapshotOf({ g: 'gold', t: 'train', v: 'val' })]]);
  newest = '5'.repeat(64);
  reports = new Map();
  installed = new Set([A, B, C]);
  events = [];
  skills = new Map<string, (id: ClassId) => number>([
    [A, () => 0.5],
    [B, () => 0.7],
    [C, (id) => (id === SPLEEN ? 0.05 : 0.9)],
  ]);
  registry = new RegistryService(fakes());
});
afterEach(async () => {
  store.close();
  await rm(dirname(dir), { recursive: true, force: true });
});

function snapshotOf(patients: Readonly<Record<string, SnapshotSplit>>, mark = 1): Snapshot {
  const slices = Object.entries(patients).map(([patient, split]) => ({
    imageId: `${patient}-${mark}`,
    patient,
    split,
    pixelsSha256: `picture of ${patient}`,
    modality: 'CT',
    pairs: [{ languages: ['en'] }],
  }));
  return { patients, slices } as unknown as Snapshot;
}

/** Sixty slices; every third one is of the spleen. */
function casesOf(id: string): EvaluatedCase[] {
  return Array.from({ length: 60 }, (_, n) => {
    const own = n % 3 === 0 ? SPLEEN : LIVER;
    const mention = { text: own === LIVER ? 'liver' : 'spleen', classId: own };
    const overlap = Math.min(1, skills.get(id)!(own) + 0.01 * (n % 5));
    const found = { ...mention, box: [0, 0, 100 * overlap, 100] as const, confidence: 1 };
    return {
      caseId: `slice-${n} en`,
      patient: 'g',
      modality: 'CT',
      language: 'en',
      bodyPart: '',
      answerType: null,
      question: '',
      clinicalInformation: '',
      width: 100,
      height: 100,
      picture: null,
      truth: { text: '', mentions: [{ ...mention, box: [0, 0, 100, 100] }] },
      predicted: { text: '', mentions: [found], isComplete: true },
      failure: null,
      llm: null,
    };
  });
}

const gone = (code: 'snapshots.unknown' | 'evaluation.no-report' | 'models.unknown'): never => {
  throw new AppError(code);
};

function fakes(): ConstructorParameters<typeof RegistryService>[0] {
  const open = (id: string) => ({ id, snapshot: snapshots.get(id) ?? gone('snapshots.unknown') });
  return {
    store,
    jobs: { register: () => undefined } as never,
    clock: { now: () => 0, monotonic: () => 0 },
    publish: ({ type }) => events.push(type),
    version: '0',
    policy: { ...GATE_POLICY, resamples: 300 },
    snapshots: {
      newest: () => Promise.resolve(newest === null ? null : open(newest)),
      open: async (id) => open(id),
    },
    training: {
      candidates: () => Promise.resolve([]),
      candidate: async () => gone('models.unknown'),
    },
    models: {
      list: () => Promise.resolve({ packs: [...installed].map(packOf), broken: [] }) as never,
      resolve: (async (id: string) => (installed.has(id) ? packOf(id) : gone('models.unknown'))) as never,
    },
    evaluation: {
      reports: () => Promise.resolve([]),
      report: async (id) => reports.get(id) ?? gone('evaluation.no-report'),
      evaluate: async ({ pack }) => {
        const id = `report of ${pack}`;
        const report = {
          id,
          pack: { id: pack, name: pack },
          settings: { protocol: 'ground' },
          embedding: { name: 'lexicon-ngrams', version: '1' },
          cases: casesOf(pack!),
        };
        reports.set(id, report as unknown as Report);
        return { id, file: '' };
      },
    },
  };
}

const packOf = (id: string) => ({
  id,
  dir,
  manifest: { kind: 'radgrounder', name: id.slice(0, 4), version: '1.0.0' },
});
const ref = (id: string) => ({ kind: 'pack', id: id.slice(0, 8) }) as const;
const lineage = (snapshot = newest!, parent: string | null = null) => ({
  snapshots: [snapshot],
  parent,
  code: 'trainer 1.0.0',
  seed: 1,
  settings: {},
});
const register = (id: string, told = lineage()): Promise<void> =>
  registry.register({ id, lineage: told }, 'system');
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: AppError) => error.code,
  );

/** A is champion. */
async function withChampion(): Promise<void> {
  await register(A);
  await registry.judgeNow(ref(A), telling);
  await registry.promote(ref(A), BY);
}

describe('the registry', () => {
  it('promotes what is better, tells the pages, and knows who did it', async () => {
    await withChampion();
    await register(B);
    expect((await registry.judgeNow(ref(B), telling)).verdict!.isPromotable).toBe(true);
    const event = await registry.promote(ref(B), { actor: 'E. Tester', reason: 'livers' });
    expect(event).toMatchObject({ modelId: B, championId: A, actor: 'E. Tester', reason: 'livers' });
    expect(registry.champion('pack')).toBe(B);
    expect(new Set(events)).toEqual(new Set(['registry.changed']));
  });

  it('refuses a model that has lost a class, however much better it is overall', async () => {
    await withChampion();
    await register(C);
    const { verdict } = await registry.judgeNow(ref(C), telling);
    expect(verdict!.overall.difference!.low).toBeGreaterThan(GATE_POLICY.overallMargin);
    expect(verdict!.refusals).toEqual([
      expect.objectContaining({
        code: 'stratum-worse',
        params: expect.objectContaining({ value: String(SPLEEN) }),
      }),
    ]);
    expect(await codeOf(registry.promote(ref(C), BY))).toBe('registry.refused');
    expect(registry.champion('pack')).toBe(A);
  });

  it('asks the gate again when somebody promotes: a verdict that was good does not carry a report that is not', async () => {
    await withChampion();
    await register(B);
    await registry.judgeNow(ref(B), telling);
    skills.set(B, () => 0.1);
    reports.set(`report of ${B}`, { ...reports.get(`report of ${B}`)!, cases: casesOf(B) });
    expect(await codeOf(registry.promote(ref(B), BY))).toBe('registry.refused');
  });

  it('compares only what mentions were matched by the same embedding in', async () => {
    await withChampion();
    await register(B);
    await registry.judgeNow(ref(B), telling);
    const embedding = { name: 'multilingual', version: '1.0.0', pack: 'e'.repeat(64) };
    reports.set(`report of ${B}`, { ...reports.get(`report of ${B}`)!, embedding });
    expect(await codeOf(registry.promote(ref(B), BY))).toBe('evaluation.other-embedding');
    expect(registry.champion('pack')).toBe(A);
  });

  it('asks for a new verdict where somebody else is champion by now, or the gold set has changed', async () => {
    await withChampion();
    await register(B);
    await register(C);
    skills.set(C, () => 0.9);
    await registry.judgeNow(ref(B), telling);
    await registry.judgeNow(ref(C), telling);
    snapshots.set('6'.repeat(64), snapshotOf({ g: 'gold', h: 'gold', t: 'train' }));
    newest = '6'.repeat(64);
    expect(await codeOf(registry.promote(ref(B), BY))).toBe('registry.gold-moved');
    // More that trains makes no other gold set.
    snapshots.set('6'.repeat(64), snapshotOf({ g: 'gold', t: 'train', u: 'train' }));
    expect(await codeOf(registry.promote(ref(C), BY))).toBe('none');
    expect(await codeOf(registry.promote(ref(B), BY))).toBe('registry.not-judged');
    expect(await codeOf(registry.promote(ref(C), BY))).toBe('registry.already-champion');
  });

  it('promotes nothing without its reports or its files', async () => {
    await withChampion();
    await register(B);
    await registry.judgeNow(ref(B), telling);
    for (const id of [A, B]) {
      const report = reports.get(`report of ${id}`)!;
      reports.delete(`report of ${id}`);
      expect(await codeOf(registry.promote(ref(B), BY))).toBe('registry.report-gone');
      reports.set(`report of ${id}`, report);
    }
    installed.delete(B);
    expect(await codeOf(registry.promote(ref(B), BY))).toBe('registry.model-gone');
    expect((await registry.show(ref(B))).version).toMatchObject({
      isThere: false,
      blockedBy: 'registry.model-gone',
    });
    expect(registry.champion('pack')).toBe(A);
  });

  it('judges nobody without a snapshot, and no model that is not there', async () => {
    expect(await codeOf(registry.judgeNow(ref('d'.repeat(64)), telling))).toBe('registry.unknown');
    newest = null;
    expect(await codeOf(registry.judgeNow(ref(A), telling))).toBe('registry.no-snapshot');
  });

  it('says of a pack that nobody registered that leaks could not be looked for', async () => {
    const { verdict } = await registry.judgeNow(ref(A), telling);
    expect(verdict!.limits.map(({ code }) => code)).toContain('untold-descent');
    await register(B);
    const told = await registry.judgeNow(ref(B), telling);
    expect(told.verdict!.limits.map(({ code }) => code)).not.toContain('untold-descent');
  });
});

describe('the descent of a model', () => {
  const old = '4'.repeat(64);

  it.each([
    ['its own snapshot', () => register(B, lineage(old))],
    [
      'that of the model it was started from',
      async () => {
        await register(A, lineage(old));
        await register(B, lineage(newest!, A));
      },
    ],
    [
      'one that it was registered with before',
      async () => {
        await register(B, lineage(old));
        await register(B);
      },
    ],
  ])('refuses a model that has learned from a gold patient by %s', async (_by, made) => {
    snapshots.set(old, snapshotOf({ g: 'val', t: 'train' }));
    await made();
    const refused = await registry.judgeNow(ref(B), telling).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'registry.leak', params: { patient: 'g', count: 1 } });
    expect(registry.history().some(({ action }) => action === 'judge')).toBe(false);
  });

  it('refuses one that has seen the pictures of a gold patient under another name', async () => {
    const { slices, ...rest } = snapshotOf({ alias: 'train' });
    const [slice] = slices;
    snapshots.set(old, { ...rest, slices: [{ ...slice!, pixelsSha256: 'picture of g' }] });
    await register(B, lineage(old));
    const refused = await registry.judgeNow(ref(B), telling).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'registry.leak', params: { patient: 'g', count: 1 } });
  });

  it('refuses a head that looks through the encoder of a pack which has learned from a gold patient', async () => {
    snapshots.set(old, snapshotOf({ g: 'train' }));
    await register(B, lineage(old));
    const head = (packId: string) => ({
      candidate: async () =>
        ({ lineage: { snapshot: { id: newest! }, parent: null, encoder: { packId } } }) as never,
    });
    const gold = snapshots.get(newest!)!;
    const { training: _, ...deps } = fakes();
    const leaks = (packId: string): Promise<string> =>
      codeOf(assertNoLeak({ kind: 'head', id: C }, gold, { ...deps, training: head(packId) as never }));
    expect(await leaks(B)).toBe('registry.leak');
    expect(await leaks(A)).toBe('none');
  });

  it('refuses where a snapshot of it is missing, or it leads back to itself', async () => {
    await register(B, lineage(old));
    expect(await codeOf(registry.judgeNow(ref(B), telling))).toBe('registry.lineage-broken');
    snapshots.set(old, snapshotOf({ t: 'train' }));
    expect(await codeOf(registry.judgeNow(ref(B), telling))).toBe('none');
    await register(A, lineage(newest!, C));
    await register(C, lineage(newest!, A));
    expect(await codeOf(registry.judgeNow(ref(C), telling))).toBe('registry.lineage-broken');
    expect((await registry.show(ref(C))).descent).toEqual([]);
  });

  it('is written down once', async () => {
    await register(B);
    await register(B);
    expect(registry.history().map(({ action }) => action)).toEqual(['register']);
  });
});
