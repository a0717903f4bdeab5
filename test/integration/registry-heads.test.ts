import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../src/shared/contract/jobs.ts';
import type { VersionDetail } from '../../src/shared/contract/registry.ts';
import type { Candidate } from '../../src/main/services/training/index.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { codeOf } from '../support/scripted-model.ts';
import { SHORT, type TrainingProject, trainingProject } from '../support/training-project.ts';

let root: string;
let project: TrainingProject;
/** A head after one step, which knows next to nothing, and one after eighty. */
let early: Candidate;
let late: Candidate;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-registry-'));
  project = await trainingProject(root, { modalities: ['CT', 'MR', 'CT', 'CT', 'MR', 'CT'] });
  early = await train(1);
  late = await train(80);
}, 240_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const train = (steps: number): Promise<Candidate> =>
  project.session.training.trainHead(
    {
      snapshot: project.snapshotId,
      settings: { ...SHORT, steps, rate: 3e-3, evaluateEvery: 40 },
      seed: 1,
      encoder: 'tiny-radgrounder',
    },
    { signal: new AbortController().signal, isBackground: true },
  );

const ref = ({ id }: Candidate) => ({ kind: 'head', id: id.slice(0, 10) }) as const;
const BY = { actor: 'E. Tester', reason: 'in a test' };

/** Judges as the window does, and waits. */
async function judge(head: Candidate): Promise<Job> {
  const { jobs, registry } = project.session;
  const { jobId } = registry.judge(ref(head));
  await jobs.finished(jobId);
  return jobs.list().find((job) => job.jobId === jobId)!;
}
const show = (head: Candidate): Promise<VersionDetail> => project.session.registry.show(ref(head));

describe('heads of a project', () => {
  it('are measured on the gold set like packs, each with a report', async () => {
    const { evaluation, jobs } = project.session;
    const asked = {
      on: { kind: 'gold' },
      split: 'test',
      seed: 0,
      resamples: 500,
      unit: 'case',
      isJudged: false,
      program: '0',
    } as const;
    const [locate, ground] = await Promise.all(
      ([null, 'ground'] as const).map(async (protocol) => {
        const { jobId } = evaluation.start({ ...asked, head: late.id.slice(0, 8), protocol });
        await jobs.finished(jobId);
        return evaluation.report(evaluation.result(jobId).id);
      }),
    );
    expect(locate!).toMatchObject({
      pack: { id: late.id },
      settings: { protocol: 'locate' },
      summary: { failed: 0 },
    });
    const { iou } = late.lineage.outcome.validation;
    const figure = (report: typeof locate, name: string) =>
      report!.summary.figures.find(({ metric }) => metric === name)!.interval!.value;
    expect(iou).toBeGreaterThan(0.8);
    expect(Math.abs(figure(locate, 'gIou') - iou)).toBeLessThan(0.1);
    // Asked for a caption of its own, it names what it takes to be there, in the words of the lexicon.
    expect(figure(ground, 'recall')).toBeGreaterThan(0.8);
    expect(ground!.cases.every(({ predicted }) => predicted!.mentions.length > 0)).toBe(true);
  });

  it('are not asked what they cannot answer', async () => {
    const { evaluation } = project.session;
    const telling = {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onProblem: () => undefined,
    };
    const input = {
      head: late.id,
      on: { kind: 'gold' },
      split: 'test',
      protocol: 'answer',
      seed: 0,
      resamples: 500,
      unit: 'case',
      isJudged: false,
      program: '0',
    } as const;
    expect(await codeOf(evaluation.evaluate(input, telling))).toBe('evaluation.not-for-heads');
  });
});

describe('from challenger to champion and back', () => {
  it('begins without a champion, and with nobody judged', async () => {
    const { champions, versions } = await project.session.registry.list();
    expect(champions).toEqual({ head: null, pack: null });
    const heads = versions.filter(({ kind }) => kind === 'head');
    expect(heads.map(({ id, standing, blockedBy }) => [id, standing, blockedBy])).toEqual([
      [late.id, 'challenger', 'registry.not-judged'],
      [early.id, 'challenger', 'registry.not-judged'],
    ]);
    expect(await codeOf(project.session.registry.promote(ref(early), BY))).toBe('registry.not-judged');
    expect(await codeOf(project.session.registry.rollBack('head', BY))).toBe('registry.nothing-to-roll-back');
  });

  it('the first is held against saying nothing', async () => {
    expect((await judge(early)).status).toBe('done');
    const { verdict, version } = await show(early);
    expect(verdict).toMatchObject({
      isPromotable: true,
      drawn: 'slice',
      patients: 3,
      overall: { units: 36 },
    });
    expect(verdict!.limits.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-champion', 'few-patients']),
    );
    expect(version).toMatchObject({ blockedBy: null, measured: { cases: verdict!.overall.cases } });
    await project.session.registry.promote(ref(early), BY);
    expect(project.session.registry.champion('head')).toBe(early.id);
  });

  it('a better one takes its place, and the one before comes back in one step', async () => {
    const { registry } = project.session;
    await judge(late);
    const { verdict } = await show(late);
    expect(verdict!.overall.difference!.low).toBeGreaterThan(0.5);
    expect(verdict!.strata.every(({ status }) => status === 'better' || status === 'too-few')).toBe(true);
    const started = performance.now();
    await registry.promote(ref(late), BY);
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(registry.champion('head')).toBe(late.id);
    expect((await show(early)).version.standing).toBe('former');
    const event = await registry.rollBack('head', BY);
    expect(event).toMatchObject({ modelId: early.id, championId: late.id, actor: 'E. Tester' });
    expect(registry.champion('head')).toBe(early.id);
  });

  it('a worse one is refused with its reasons, and nothing is promoted', async () => {
    const { registry } = project.session;
    await registry.promote(ref(late), BY);
    await judge(early);
    const { version, verdict } = await show(early);
    expect(version.blockedBy).toBe('registry.refused');
    const refused = await registry.promote(ref(early), BY).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'registry.refused' });
    const reasons = JSON.parse((refused as { params: { refusals: string } }).params.refusals) as {
      code: string;
    }[];
    expect(reasons).toEqual(verdict!.refusals);
    expect(reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['not-better', 'stratum-worse']));
    expect(registry.champion('head')).toBe(late.id);
  });

  it('a log tells who did what, and the project verifies', () => {
    const actions = project.session.registry.history().map(({ action }) => action);
    expect(actions.toReversed()).toEqual([
      'judge',
      'promote',
      'judge',
      'promote',
      'roll-back',
      'promote',
      'judge',
    ]);
    expect(project.session.store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('people are offered the boxes of whoever is champion, with its version', async () => {
    const { registry, review, store } = project.session;
    for (let n = 0; n < 12; n += 1) review.undo(`undo-${n}`);
    const open = [...store.sliceReader.all()]
      .flatMap(({ sliceId }) => store.pairs.ofSlice(sliceId))
      .filter(({ state }) => state === 'pending');
    const offered = async (head: Candidate): Promise<number> => {
      const { jobs, proposals } = project.session;
      // The job has begun by itself; to ask for it again means the same one.
      expect(jobs.list().some(({ kind, status }) => kind === 'proposals.make' && status !== 'done')).toBe(
        true,
      );
      await jobs.finished(proposals.renew()!);
      const boxes = open.map(({ pairId }) => proposals.ofPair(pairId));
      for (const { head: said } of boxes) expect(said!.headId).toBe(head.id);
      return boxes.reduce((sum, { head: said }) => sum + (said!.iou ?? 0) / open.length, 0);
    };
    await registry.rollBack('head', BY);
    const before = await offered(early);
    await registry.promote(ref(late), BY);
    const after = await offered(late);
    expect(open).toHaveLength(12);
    expect(after).toBeGreaterThan(before + 0.3);
  });
});

describe('plumbline registry', { timeout: 120_000 }, () => {
  beforeAll(() => project.close());
  const registry = (...args: string[]): Promise<CliRun> =>
    runCli(['registry', ...args, '--project', project.dir], { home: join(root, 'home') });
  const [a, b] = [() => early.id.slice(0, 12), () => late.id.slice(0, 12)];

  it('lists models with figures and standing', async () => {
    const { code, out, err } = await registry('list');
    expect(code, err).toBe(0);
    expect(out).toMatch(
      new RegExp(`^head ${b()}\\t.+\\tchampion\\tG-IoU 0\\.\\d{3}.+ on \\d+ gold cases$`, 'm'),
    );
    expect(out).toMatch(new RegExp(`^head ${a()}\\t.+\\tformer champion\\t`, 'm'));
  });

  it('says why one is refused', async () => {
    const { code, err } = await registry('promote', a(), '--lang', 'de');
    expect(code).toBe(1);
    expect(err).toMatch(/wurde nicht befördert\. Insgesamt nicht besser: Der Unterschied ist -0,\d{3}/);
    expect(err).toMatch(/Schlechter bei CT: -0,\d{3} .+ Der Champion bleibt\./);
  });

  it('rolls back, judges and promotes', async () => {
    const back = await registry('roll-back', '--reason', 'to try it', '--json');
    expect(back.code, back.err).toBe(0);
    expect(JSON.parse(back.out)).toMatchObject({
      modelId: early.id,
      reason: 'to try it',
      actor: 'E. Tester',
    });
    const judged = await registry('judge', b());
    expect(judged.code, judged.err).toBe(0);
    expect(judged.out).toMatch(/^Better overall: the difference is \+0\.\d{3} .+ no part is worse/m);
    expect(judged.out).toMatch(/^ {2}left kidney\t\+0\.\d{3} .+\tbetter$/m);
    const promoted = await registry('promote', b());
    expect(promoted.code, promoted.err).toBe(0);
    expect(promoted.out).toContain(`head ${b()} promoted over ${a()} by E. Tester`);
  });

  it('stands on reports that can be made and compared like those of packs', async () => {
    const args = ['evaluate', `head:${b()}`, '--on', 'gold', '--project', project.dir, '--json'];
    const evaluated = await runCli(args, { home: join(root, 'home') });
    expect(evaluated.code, evaluated.err).toBe(0);
    // The same evaluation as the gate's, so the same report.
    const { file, id } = JSON.parse(evaluated.out) as { file: string; id: string };
    expect((await registry('history', '--json')).out).toContain(id);
    const files = [file.replace(b(), a()), file];
    const { code, out, err } = await runCli(['compare', ...files, '--json'], { home: join(root, 'home') });
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ leading: 'gIou', leftOut: 0, worse: 0 });
  });

  it('refuses to roll back to a head whose file is another one', async () => {
    await appendFile(join(early.dir, 'head.onnx'), '.');
    const { code, err } = await registry('roll-back');
    expect(code).toBe(1);
    expect(err).toContain(`The files of the model ${a()} are missing or are not those that were measured.`);
  });
});
