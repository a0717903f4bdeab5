import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FullTrainingService } from '../../src/main/services/full-training/index.ts';
import type { Job } from '../../src/shared/contract/jobs.ts';
import {
  type Behaviour,
  behave,
  requestOf,
  useFakeTrainer,
  writeFakeBase,
  writeFakePack,
} from '../support/full-training.ts';
import { type TrainingProject, openTraining, trainingProject } from '../support/training-project.ts';

let root: string;
let project: TrainingProject;
let base: string;
let GOOD: Behaviour;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-full-'));
  project = await trainingProject(root);
  base = await writeFakeBase(root);
  GOOD = { pack: await writeFakePack(root, 'tuned') };
  await useFakeTrainer(root, project.machine);
}, 120_000);
afterAll(async () => {
  await project.close();
  await rm(root, { recursive: true, force: true });
});

const full = (): FullTrainingService => project.session.fullTraining;

let seeds = 0;
/** A new run whose trainer behaves so. */
async function start(behaviour: Behaviour): Promise<{ run: string; jobId: string }> {
  await behave(root, behaviour);
  return full().start(requestOf(project.snapshotId, base, (seeds += 1)));
}

const ended = (jobId: string): Promise<Job> => project.session.jobs.finished(jobId);

async function failed(behaviour: Behaviour): Promise<{ run: string; code: string | undefined }> {
  const { run, jobId } = await start(behaviour);
  const { status, error } = await ended(jobId);
  expect(status).toBe('failed');
  return { run, code: error?.code };
}

/** After a fault: the same run goes on and ends as if nothing had happened. */
async function goesOn(run: string, behaviour: Behaviour = GOOD) {
  await behave(root, behaviour);
  const { jobId } = await full().resume(run);
  expect(await ended(jobId)).toMatchObject({ status: 'done', error: null });
  return full().status(run);
}

const until = (run: string, is: (status: Awaited<ReturnType<FullTrainingService['status']>>) => boolean) =>
  expect.poll(async () => is(await full().status(run)), { timeout: 20_000 }).toBe(true);

describe('full training', () => {
  it('leads from a snapshot to a pack in the store, with its loss on the way', async () => {
    const { run, jobId } = await start(GOOD);
    expect((await ended(jobId)).status).toBe('done');
    const status = await full().status(run);
    expect(status).toMatchObject({
      state: 'done',
      step: 6,
      steps: 6,
      evalLoss: 0.5,
      checkpoint: 6,
      garbage: 0,
      attempts: 1,
      error: null,
      drawn: { ground: 48 },
      pack: { name: 'tuned 1.0.0' },
    });
    expect(status.curve.map(({ loss }) => loss)).toEqual([4, 2, 4 / 3, 1, 0.8, 4 / 6]);
    const packs = await project.machine.models.list();
    expect(packs.packs.some(({ id, origin }) => id === status.pack!.id && origin === 'stored')).toBe(true);
    const registered = project.session.registry.history('pack');
    expect(registered[0]).toMatchObject({ action: 'register', modelId: status.pack!.id });
    const dir = join(project.dir, 'training', 'full', run);
    const lineage = JSON.parse(await readFile(join(dir, 'lineage.json'), 'utf8')) as Record<string, unknown>;
    expect(lineage).toMatchObject({
      format: 'plumbline-full-model',
      run,
      snapshot: { id: project.snapshotId },
      outcome: { steps: 6, evalLoss: 0.5, attempts: 1 },
      pack: { id: status.pack!.id },
    });
  });

  it('gives the trainer the snapshot in the published layout, without gold, and its configuration', async () => {
    const { run, jobId } = await start(GOOD);
    await ended(jobId);
    const dir = join(project.dir, 'training', 'full', run);
    const seen = JSON.parse(await readFile(join(dir, 'seen.json'), 'utf8')) as {
      config: { data: string; output: string; learningRate: number; pack: { name: string } };
      cwd: string;
    };
    expect(seen.config).toMatchObject({
      base,
      data: join(dir, 'data'),
      output: join(dir, 'output'),
      learningRate: 5e-5,
      optimizer: 'adafactor',
      pack: { name: `tuned-${run.slice(0, 8)}` },
    });
    expect(seen.cwd).toBe(dir);
    const splits = JSON.parse(await readFile(join(seen.config.data, 'splits.json'), 'utf8')) as object;
    expect(new Set(Object.values(splits))).toEqual(new Set(['train', 'val']));
    const { snapshot } = await project.session.snapshots.open(project.snapshotId);
    const gold = snapshot.slices.filter(({ split }) => split === 'gold').map(({ imageId }) => imageId);
    expect(gold.length).toBeGreaterThan(0);
    for (const image of gold) expect(splits).not.toHaveProperty([image]);
    expect((await full().status(run)).data!.notTaught).toMatchObject({ gold: gold.length });
  });

  it('is the same run when the same is asked for, and trains nothing twice', async () => {
    const first = await start(GOOD);
    await ended(first.jobId);
    await behave(root, { exitsAtOnce: 9 });
    const again = await full().start(requestOf(project.snapshotId, base, seeds));
    expect(again.run).toBe(first.run);
    expect((await ended(again.jobId)).status).toBe('done');
    expect((await full().status(first.run)).attempts).toBe(1);
  });
});

describe('a trainer that misbehaves', () => {
  it('may say what is no event, at any length: it is counted and shown, and costs no memory', async () => {
    const before = process.memoryUsage().rss;
    const { run, jobId } = await start({ ...GOOD, garbageAt: 3, garbageMiB: 48 });
    expect((await ended(jobId)).status).toBe('done');
    const { garbage } = await full().log(run);
    expect(garbage.count).toBe(5);
    expect(garbage.lines[0]).toBe('Loading checkpoint shards: 100%');
    expect(garbage.lines.at(-1)).toMatch(/^x{500} …$/);
    expect((await full().status(run)).curve).toHaveLength(6);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });

  it('may crash: its log says why, and it goes on from its checkpoint', async () => {
    const { run, code } = await failed({ crashesAt: 5 });
    expect(code).toBe('training.trainer-ended');
    expect((await full().log(run)).lines).toEqual(['Traceback: something broke']);
    const status = await goesOn(run);
    expect(status).toMatchObject({ resumedFrom: 4, attempts: 2, step: 6, state: 'done' });
    expect(status.curve.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('may be killed', async () => {
    const { run, code } = await failed({ dieAt: 4 });
    expect(code).toBe('training.trainer-killed');
    expect(await goesOn(run)).toMatchObject({ resumedFrom: 2, state: 'done' });
  });

  it('may fail with a code, which becomes a message of ours', async () => {
    expect((await failed({ failsAt: 2 })).code).toBe('training.trainer-nan-loss');
    expect((await failed({ failsAt: 2, code: 'disk-full' })).code).toBe('training.trainer-disk-full');
    expect((await failed({ failsAt: 2, code: 'something-new' })).code).toBe('training.trainer-crashed');
  });

  it('may end without a word', async () => {
    expect((await failed({ exitsSilently: true })).code).toBe('training.trainer-no-end');
    expect((await failed({ exitsAtOnce: 2 })).code).toBe('training.trainer-ended');
  });

  it('may say that it has finished and leave no pack, or a broken one', async () => {
    const none = await failed({});
    expect(none.code).toBe('training.trainer-no-pack');
    const broken = await writeFakePack(root, 'tuned-again');
    const tokenizer = join(broken, 'tokenizer.json');
    const whole = await readFile(tokenizer);
    await truncate(tokenizer, 10);
    const { run, code } = await failed({ pack: broken });
    expect(code).toMatch(/^models\./);
    const { outputDir } = await full().status(run);
    await writeFile(join(outputDir, 'pack', 'tokenizer.json'), whole);
    // Nothing is trained again.
    expect(await goesOn(run, { exitsAtOnce: 9 })).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('may be no program at all', async () => {
    const before = project.machine.trainer.get();
    project.machine.trainer.set({ custom: { ...before.custom!, argv: [join(root, 'nowhere'), '{config}'] } });
    expect((await failed({})).code).toBe('training.trainer-not-started');
    project.machine.trainer.set({ custom: { ...before.custom!, argv: ['node', '{nonsense}'] } });
    expect((await failed({})).code).toBe('training.trainer-bad-command');
    project.machine.trainer.set(before);
  });
});

describe('stopping', () => {
  it('has the trainer save first, and a resumed run goes on there', async () => {
    const { run, jobId } = await start({ stepMs: 100, steps: 100 });
    await until(run, ({ step }) => step >= 3);
    await full().cancel(run);
    expect((await ended(jobId)).status).toBe('cancelled');
    const stopped = await full().status(run);
    expect(stopped).toMatchObject({ state: 'stopped', error: null });
    expect(stopped.checkpoint).toBe(stopped.step);
    const status = await goesOn(run, { ...GOOD, steps: stopped.step + 2 });
    expect(status).toMatchObject({ resumedFrom: stopped.step, state: 'done' });
  });

  it('ends one by force that does not listen', async () => {
    const { run, jobId } = await start({ stepMs: 50, steps: 10_000, ignoresTerm: true });
    await until(run, ({ step }) => step >= 1);
    await full().cancel(run);
    await until(run, ({ state }) => state === 'stopping');
    expect((await ended(jobId)).status).toBe('cancelled');
  }, 30_000);
});

describe('a program that ends while its trainer runs', () => {
  it('leaves it running, finds it again, and takes its pack', async () => {
    const { run } = await start({ ...GOOD, stepMs: 100, steps: 30 });
    await until(run, ({ step }) => step >= 2);
    await project.close();
    project = { ...project, ...openTraining(root, project.dir) };
    await until(run, ({ step }) => step >= 5);
    await until(run, ({ state }) => state === 'done');
    expect(await full().status(run)).toMatchObject({ attempts: 1, resumedFrom: 0, step: 30 });
  }, 40_000);

  it('takes the pack of one that has finished meanwhile', async () => {
    const { run } = await start({ ...GOOD, stepMs: 100, steps: 8 });
    await until(run, ({ step }) => step >= 2);
    await project.close();
    const { pid } = await programOf(run);
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 20_000 }).toBe(false);
    project = { ...project, ...openTraining(root, project.dir) };
    await until(run, ({ state }) => state === 'done');
    expect(await full().status(run)).toMatchObject({ attempts: 1, step: 8 });
  }, 40_000);

  it('starts nothing unasked where it was lost meanwhile, and says so', async () => {
    const { run } = await start({ stepMs: 100, steps: 100 });
    await until(run, ({ step }) => step >= 3);
    await project.close();
    process.kill((await programOf(run)).pid, 'SIGKILL');
    project = { ...project, ...openTraining(root, project.dir) };
    await until(run, ({ state }) => state === 'failed');
    expect((await full().status(run)).error!.code).toBe('training.trainer-lost');
    expect(await goesOn(run)).toMatchObject({ attempts: 2, state: 'done' });
  }, 40_000);

  async function programOf(run: string): Promise<{ pid: number }> {
    const file = join(project.dir, 'training', 'full', run, 'run.json');
    const state = JSON.parse(await readFile(file, 'utf8')) as { attempts: { program: { pid: number } }[] };
    return state.attempts.at(-1)!.program;
  }
});

describe('a scheduler', () => {
  it('is given the job, tells its number, and is asked to end it; events come from their own file', async () => {
    const before = project.machine.trainer.get();
    const scheduler = join(import.meta.dirname, '..', 'support', 'fake-scheduler.mjs');
    const env = { ...before.custom!.env, FAKE_JOBS: join(root, 'job') };
    project.machine.trainer.set({
      custom: {
        ...before.custom!,
        argv: [process.execPath, scheduler, 'submit', '{config}'],
        events: 'train.events.jsonl',
        stop: [process.execPath, scheduler, 'cancel', '{job}'],
        env,
      },
    });
    const { run, jobId } = await start({ stepMs: 100, steps: 100 });
    await until(run, ({ step }) => step >= 3);
    await full().cancel(run);
    expect((await ended(jobId)).status).toBe('cancelled');
    const stopped = await full().status(run);
    expect(stopped.checkpoint).toBe(stopped.step);
    expect(await goesOn(run, { ...GOOD, steps: stopped.step + 2 })).toMatchObject({
      resumedFrom: stopped.step,
      state: 'done',
      garbage: 0,
    });
    project.machine.trainer.set(before);
  }, 40_000);
});

describe('what is refused before anything starts', () => {
  it('is a base without a processor, for the published trainer only', async () => {
    const before = project.machine.trainer.get();
    const processor = async () => {
      const { items, canStart } = await full().check({ base });
      return { canStart, item: items.find(({ name }) => name === 'processor') };
    };
    expect(await processor()).toEqual({ canStart: true, item: undefined });
    project.machine.trainer.set({ preset: 'published', publishedDir: root });
    expect(await processor()).toMatchObject({ canStart: false, item: { ok: false, needed: true } });
    await writeFile(join(base, 'preprocessor_config.json'), '{}');
    expect((await processor()).item).toMatchObject({ ok: true });
    project.machine.trainer.set(before);
  });

  it('is a base that is none', async () => {
    const empty = join(root, 'empty');
    await writeFile(empty, '');
    await expect(full().start(requestOf(project.snapshotId, empty, 1))).rejects.toMatchObject({
      code: 'training.trainer-no-base',
    });
  });
});
