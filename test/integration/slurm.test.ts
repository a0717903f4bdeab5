import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behave, requestOf, useFakeTrainer, writeFakeBase, writeFakePack } from '../support/full-training.ts';
import { writeFakeSlurm, writeFakeVenv } from '../support/slurm.ts';
import { type TrainingProject, trainingProject } from '../support/training-project.ts';

const TEMPLATE = join(import.meta.dirname, '..', '..', 'trainer', 'slurm', 'train.sbatch');

/** The template as it is, run by bash; Slurm's commands and the trainer are fakes. */
describe.skipIf(process.platform === 'win32')('a training on a cluster', { timeout: 60_000 }, () => {
  let root: string;
  let project: TrainingProject;
  let base: string;
  let pack: string;
  const { PATH } = process.env;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'plumbline-slurm-'));
    project = await trainingProject(root);
    base = await writeFakeBase(root);
    pack = await writeFakePack(root, 'tuned');
    await useFakeTrainer(root, project.machine);
    const { custom } = project.machine.trainer.get();
    const venv = await writeFakeVenv(root);
    Object.assign(process.env, await writeFakeSlurm(root, 4), custom!.env, { PLUMBLINE_TRAINER_VENV: venv });
    project.machine.trainer.set({ preset: 'sbatch', slurmScript: TEMPLATE, stopSeconds: 2 });
  }, 120_000);
  afterAll(async () => {
    process.env['PATH'] = PATH;
    await project.close();
    await rm(root, { recursive: true, force: true });
  });

  let seeds = 0;
  const full = () => project.session.fullTraining;
  async function startAndWait(behaviour: Parameters<typeof behave>[1], step: number) {
    await behave(root, behaviour);
    const started = await full().start(requestOf(project.snapshotId, base, (seeds += 1)));
    const reached = async () => (await full().status(started.run)).step >= step;
    await expect.poll(reached, { timeout: 30_000 }).toBe(true);
    return started;
  }
  const ended = async (jobId: string) => (await project.session.jobs.finished(jobId)).status;
  const jobs = async () => {
    const ids = [1001, 1002, 1003, 1004, 1005].map((id) => join(root, 'slurm-jobs', `${id}.json`));
    const texts = await Promise.all(
      ids.filter((file) => existsSync(file)).map((file) => readFile(file, 'utf8')),
    );
    return texts.map((text) => JSON.parse(text) as { name: string; pid: number });
  };

  it('finds the cluster’s commands and the script', async () => {
    const { items, canStart, command } = await full().check({ base });
    expect(items.filter(({ name }) => name === 'sbatch' || name === 'slurm').every(({ ok }) => ok)).toBe(
      true,
    );
    expect(canStart).toBe(true);
    expect(command.slice(0, 3)).toEqual(['sbatch', '--wait', '--parsable']);
  });

  it('saves when it is stopped, without the number that sbatch has not shown yet, and goes on', async () => {
    const { run, jobId } = await startAndWait({ stepMs: 100, steps: 200 }, 3);
    const dir = join(project.dir, 'training', 'full', run);
    expect(await readFile(join(dir, 'output.jsonl'), 'utf8'), 'is in the buffer of sbatch').toBe('');
    expect(await readFile(join(root, 'torchrun-arguments'), 'utf8')).toMatch(
      /^--nnodes=1\n--nproc-per-node=4\n--rdzv-id=\d+\n--rdzv-backend=c10d\n--rdzv-endpoint=localhost:2\d{4}\n/,
    );
    await full().cancel(run);
    expect(await ended(jobId)).toBe('cancelled');
    const stopped = await full().status(run);
    expect(stopped).toMatchObject({ state: 'stopped', checkpoint: stopped.step, error: null });
    expect((await jobs()).at(-1)!.name).toBe(`plumbline-${run}`);

    await behave(root, { pack, steps: stopped.step + 2 });
    const again = await full().resume(run);
    expect(await ended(again.jobId)).toBe('done');
    const status = await full().status(run);
    expect(status).toMatchObject({ state: 'done', resumedFrom: stopped.step, attempts: 2 });
    // The number, which comes with the end.
    expect(await readFile(join(dir, 'output.jsonl'), 'utf8')).toMatch(/^\d+\n$/);
  });

  it('is ended by force where it does not listen', async () => {
    const { run, jobId } = await startAndWait(
      { stepMs: 100, steps: 400, ignoresFile: true, ignoresTerm: true },
      3,
    );
    await full().cancel(run);
    expect(await ended(jobId)).toBe('cancelled');
    const { pid } = (await jobs()).at(-1)!;
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false);
  });

  it('saves before its time is over, and says that it was stopped and not by whom', async () => {
    const { run, jobId } = await startAndWait({ stepMs: 100, steps: 400 }, 3);
    kill((await jobs()).at(-1)!.pid, 'SIGUSR1');
    expect(await ended(jobId)).toBe('failed');
    const stopped = await full().status(run);
    expect(stopped.error!.code).toBe('training.trainer-stopped');
    expect(stopped.checkpoint).toBe(stopped.step);
  });
});
