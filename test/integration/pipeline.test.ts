import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from '../../src/main/app/machine.ts';
import type { Job } from '../../src/shared/contract/jobs.ts';
import type { PipelineRunInput } from '../../src/shared/contract/pipeline.ts';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { STAGES, type Stage } from '../../src/shared/domain/pipeline/stage.ts';
import { switchesOf } from '../../src/main/services/grounding/index.ts';
import { StudyTable } from '../../src/main/services/pipeline/study-table.ts';
import { goodMentions } from '../support/llm-answers.ts';
import { type LlmServer, answer, deadOrigin, startLlmServer } from '../support/llm-server.ts';
import { writeMarkerPack } from '../support/marker-pack.ts';
import {
  type RunningProject,
  startMachine,
  startProject,
  writeHalves,
} from '../support/segmentation-project.ts';
import { saveWithMask } from '../support/text-project.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';

const [SPLEEN, KIDNEY, LIVER] = [idOf('spleen'), idOf('kidney_right'), idOf('liver')];
const ALL: PipelineRunInput = { stages: null, studies: null, again: false };

let root: string;
let machine: Machine;
let packs: { readonly liver: string; readonly swapped: string; readonly radgrounder: string };
let project: RunningProject;
let server: LlmServer | undefined;
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pipeline-'));
  machine = startMachine(join(root, 'home'));
  const add = async (folder: string): Promise<string> => (await machine.models.add(folder)).pack.id;
  const parts = (above: number, below: number) => ({ parts: [{ above, below }] });
  packs = {
    liver: await add(writeMarkerPack(join(root, 'liver'), parts(LIVER, KIDNEY))),
    swapped: await add(
      writeMarkerPack(join(root, 'swapped'), { ...parts(KIDNEY, SPLEEN), version: '2.0.0' }),
    ),
    radgrounder: await add(TINY_RADGROUNDER),
  };
});
afterAll(async () => {
  machine.close();
  await rm(root, { recursive: true, force: true });
});
afterEach(async () => {
  await project.close();
  await server?.close();
  server = undefined;
});

/** A project with two studies without a segmentation and one that has its own. */
async function open(): Promise<RunningProject> {
  const dir = join(root, `project-${(count += 1)}`);
  const source = join(root, `source-${count}`);
  writeHalves(join(source, 'study-1'), { images: 'one' });
  writeHalves(join(source, 'study-2'), { images: 'two' });
  writeHalves(join(source, 'study-3'), { images: 'three', segmentation: true });
  project = startProject(dir, machine);
  await project.import(source);
  return project;
}

/** Runs, and says what was run. */
async function run(input: Partial<PipelineRunInput> = {}): Promise<{ job: Job; ran: string[] }> {
  const before = runs();
  const { jobId } = project.pipeline.start({ ...ALL, ...input });
  const job = await project.jobs.finished(jobId);
  const ran = [...runs()].flatMap(([name, at]) => (before.get(name) === at ? [] : [name]));
  return { job, ran };
}

function runs(): Map<string, string> {
  const all = [1, 2, 3].flatMap((n) => project.store.stages.runsOf(`study-${n}`));
  return new Map(all.map(({ study, stage, endedAt }) => [`${study} ${stage}`, endedAt]));
}

const each = (stages: readonly Stage[], studies: readonly number[] = [1, 2, 3]): string[] =>
  studies.flatMap((n) => stages.map((stage) => `study-${n} ${stage}`)).toSorted();

const states = async (): Promise<Record<string, string[]>> => {
  const { rows } = await project.pipeline.studies({ state: null, offset: 0, limit: 10 });
  return Object.fromEntries(
    rows.map(({ study, stages }) => [study, STAGES.map((stage) => stages[stage].state)]),
  );
};

const withModels = ({ radgrounder = false } = {}): void =>
  void project.pipeline.set(
    {
      segmentation: { CT: packs.liver, MR: null },
      radgrounder: radgrounder ? packs.radgrounder : null,
    },
    'A. Reviewer',
  );

const useServer = (url: string): void => {
  machine.llm.set({ baseUrl: url, model: 'test-model', concurrency: 4 });
  project.pipeline.set({ extractor: 'llm' }, 'A. Reviewer');
};

describe('a run over all studies', { timeout: 60_000 }, () => {
  it('does what is wanted of each, and nothing a second time', async () => {
    await open();
    withModels({ radgrounder: true });
    const { job, ran } = await run();
    expect(job).toMatchObject({ status: 'done', problems: [] });
    // Mentions of all, and pairs of the third study, came with the import.
    expect(project.pipeline.result(job.jobId)).toEqual({ done: 7, failed: 0, stopped: [] });
    expect(ran.toSorted()).toEqual([...each(['segment', 'derive'], [1, 2]), ...each(['suggest'])].toSorted());
    expect(await states()).toEqual({
      'study-1': ['done', 'done', 'done', 'done', 'done'],
      'study-2': ['done', 'done', 'done', 'done', 'done'],
      'study-3': ['done', 'off', 'done', 'done', 'done'],
    });
    const classes = [...project.store.sliceReader.all()].map(({ sliceId }) =>
      project.store.pairs.ofSlice(sliceId).map(({ classId }) => classId),
    );
    expect(classes.flat()).toEqual([...Array<number>(6).fill(LIVER), ...Array<number>(3).fill(SPLEEN)]);
    expect(project.store.suggestions.missing({ packId: packs.radgrounder, language: 'en' })).toEqual([]);

    const again = await run();
    expect(again.ran).toEqual([]);
    expect(project.pipeline.result(again.job.jobId)).toEqual({ done: 0, failed: 0, stopped: [] });
  });

  it('leaves alone what an import has made, until the lexicon or the switches are others', async () => {
    await open();
    const made = ['done', 'off', 'done', 'done', 'off'];
    expect(await states()).toEqual({ 'study-1': made, 'study-2': made, 'study-3': made });
    expect((await run()).ran).toEqual([]);
    await project.jobs.finished(project.derivation.start({ joinParts: false }).jobId);
    expect(await states()).toEqual({ 'study-1': made, 'study-2': made, 'study-3': made });
    expect((await run()).ran).toEqual([]);

    const table = new StudyTable(project.store);
    await table.refresh(
      {
        settings: project.pipeline.settings(),
        switches: switchesOf(project.store),
        lexicon: { name: 'lexicon', version: 'of next year' },
        llm: { model: '', prompts: [] },
      },
      { isThorough: true },
    );
    const { extract, derive } = table.get('study-1')!.standings;
    expect([extract, derive]).toMatchObject([{ state: 'stale', isDue: true }, { state: 'stale' }]);
  });

  it('runs after a change of pack, model or switches only what depends on it', async () => {
    await open();
    withModels({ radgrounder: true });
    await run();
    project.pipeline.set({ segmentation: { CT: packs.swapped, MR: null } }, 'A. Reviewer');
    expect((await states())['study-1']).toEqual(['done', 'stale', 'done', 'stale', 'stale']);
    expect((await states())['study-3']).toEqual(['done', 'off', 'done', 'done', 'done']);
    expect((await run()).ran.toSorted()).toEqual(each(['segment', 'derive', 'suggest'], [1, 2]));

    server = await startLlmServer({ act: (body) => answer(goodMentions(body)) });
    useServer(server.url);
    expect((await run()).ran.toSorted()).toEqual(each(['extract', 'derive', 'suggest']));
    // Two texts, however many slices have them.
    expect(server.requests).toHaveLength(2);

    project.pipeline.set({ language: 'de' }, 'A. Reviewer');
    expect((await run()).ran.toSorted()).toEqual(each(['suggest']));
    await project.jobs.finished(project.derivation.start({ joinParts: false }).jobId);
    expect((await run()).ran.toSorted()).toEqual(each(['derive', 'suggest']));
  });

  it('goes by the answers of the model that is set, also when it is set back to an earlier one', async () => {
    await open();
    server = await startLlmServer({ act: (body) => answer(goodMentions(body)) });
    useServer(server.url);
    await run();
    machine.llm.set({ model: 'other-model' });
    await run();
    machine.llm.set({ model: 'test-model' });
    await run();
    expect(server.requests).toHaveLength(4);
    const [slice] = [...project.store.sliceReader.all()];
    expect(slice!.extractorVersion).toContain('test-model');
  });

  it('can be held to some stages and some studies, and can do again what is done', async () => {
    await open();
    withModels();
    expect((await run({ stages: ['segment'], studies: ['study-2'] })).ran).toEqual(['study-2 segment']);
    expect((await run({ stages: ['segment'], studies: ['study-2'] })).ran).toEqual([]);
    expect((await run({ stages: ['segment'], studies: ['study-2'], again: true })).ran).toEqual([
      'study-2 segment',
    ]);
    const { job } = await run({ studies: ['nobody'] });
    expect(job.error).toEqual({ code: 'pipeline.unknown-study', params: { study: 'nobody' } });
  });
});

describe('what fails', { timeout: 60_000 }, () => {
  it('is a study that cannot be read: it is named, and can be tried again when it is mended', async () => {
    project = startProject(join(root, `project-${(count += 1)}`), machine);
    const source = join(root, `source-${count}`);
    writeHalves(join(source, 'study-1'), { images: 'one' });
    writeHalves(join(source, 'study-2'), { images: 'two' });
    const scan = await project.jobs.finished(project.intake.scan([source]).jobId);
    // Between the scan and the import, as on a file server.
    const image = join(source, 'study-2', 'ct.nii.gz');
    await rm(image);
    await project.jobs.finished(project.intake.start(scan.jobId).jobId);
    expect((await states())['study-2']).toEqual(['failed', 'blocked', 'blocked', 'blocked', 'blocked']);

    withModels();
    const first = await run();
    expect((await states())['study-1']).toEqual(['done', 'done', 'done', 'done', 'off']);
    expect(first.job.status).toBe('done');
    expect(first.job.problems).toMatchObject([
      { file: 'study-2', code: 'formats.unreadable', severity: 'error' },
    ]);
    expect(project.pipeline.result(first.job.jobId)).toMatchObject({ failed: 1 });

    writeHalves(join(source, 'study-2'), { images: 'two' });
    expect((await run()).ran.toSorted()).toEqual(each(['intake', 'segment', 'extract', 'derive'], [2]));
    expect((await states())['study-2']).toEqual(['done', 'done', 'done', 'done', 'off']);
  });

  it('is a volume that has gone: the others are segmented', async () => {
    await open();
    withModels();
    await rm(join(root, `source-${count}`, 'study-1', 'ct.nii.gz'));
    await rm(project.store.volumeCacheDir, { recursive: true });
    const { job } = await run();
    expect(job.problems).toMatchObject([{ file: 'study-1', code: 'host.volume-source-missing' }]);
    expect(await states()).toMatchObject({
      'study-1': ['done', 'failed', 'done', 'blocked', 'off'],
      'study-2': ['done', 'done', 'done', 'done', 'off'],
    });
  });

  it('is a server that cannot be reached: said once for all, and the masks are made all the same', async () => {
    await open();
    withModels();
    useServer(`${await deadOrigin()}/v1`);
    const { job } = await run();
    expect(new Set(job.problems.map(({ code }) => code))).toEqual(new Set(['llm.refused']));
    expect((await states())['study-1']).toEqual(['done', 'done', 'failed', 'blocked', 'off']);
  });

  it('is a pack that has been removed', async () => {
    await open();
    project.pipeline.set({ segmentation: { CT: 'a'.repeat(64), MR: null } }, 'A. Reviewer');
    const { job } = await run();
    // What holds for every study is not tried with every study.
    expect(job.problems.map(({ file, code }) => [file, code])).toEqual([
      ['study-1', 'models.unknown'],
      ['segment', 'pipeline.stage-stopped'],
    ]);
    expect((await states())['study-2']).toEqual(['done', 'ready', 'done', 'stale', 'off']);
  });
});

describe('a run that is stopped', { timeout: 60_000 }, () => {
  it('stops at once, and goes on with what is missing', async () => {
    await open();
    withModels();
    const imported = runs();
    const { jobId } = project.pipeline.start(ALL);
    await expect.poll(() => runs().has('study-1 segment'), { timeout: 20_000, interval: 5 }).toBe(true);
    project.jobs.cancel(jobId);
    const before = performance.now();
    expect((await project.jobs.finished(jobId)).status).toBe('cancelled');
    expect(performance.now() - before).toBeLessThan(5000);
    const done = [...runs()].flatMap(([name, at]) => (imported.get(name) === at ? [] : [name]));
    expect(done.length).toBeLessThan(4);
    const { ran } = await run();
    expect(done.filter((name) => ran.includes(name))).toEqual([]);
    expect((await states())['study-2']).toEqual(['done', 'done', 'done', 'done', 'off']);
  });

  it('lets imports and derivations through while a model works', async () => {
    await open();
    withModels();
    const { jobId } = project.pipeline.start(ALL);
    const derived = await project.jobs.finished(project.derivation.start({}).jobId);
    expect(derived.status).toBe('done');
    expect(project.jobs.get(jobId).status).toBe('running');
    await project.jobs.finished(jobId);
  });
});

describe('a project from before', () => {
  it('is taken as it is: what is in it counts as brought in', async () => {
    project = startProject(join(root, `project-${(count += 1)}`), machine);
    await saveWithMask(project.store, 1, [{ language: 'de', text: 'Leber.' }]);
    const { job } = await run();
    expect(project.pipeline.result(job.jobId)).toEqual({ done: 3, failed: 0, stopped: [] });
    expect((await states())['study']).toEqual(['done', 'off', 'done', 'done', 'off']);
  });
});
