import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FullTrainingRequestSchema, type TrainerSettings } from '../../src/shared/contract/full-training.ts';
import { writeFakeSlurm } from '../support/slurm.ts';
import { type TrainingProject, trainingProject } from '../support/training-project.ts';

const { PLUMBLINE_PYTHON: python = '' } = process.env;
const repository = join(import.meta.dirname, '..', '..');

/** A network of PaliGemma 2's architecture with 0.1 million parameters, made by the trainer's own tests. */
const WRITE_BASE = `
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from conftest import write_base
write_base(Path(sys.argv[1]))
`;

/** Minutes of a processor: where PLUMBLINE_PYTHON names a Python with the trainer's packages, and skipped otherwise. */
describe.skipIf(python === '')(
  'full training with the trainer of this repository',
  { timeout: 900_000 },
  () => {
    let root: string;
    let project: TrainingProject;
    let base: string;
    let seeds = 0;
    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'plumbline-full-python-'));
      project = await trainingProject(root);
      base = join(root, 'base');
      const folders = ['trainer/tests', 'trainer', 'tools/model-packs'].map((name) => join(repository, name));
      const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
      await promisify(execFile)(python, ['-c', WRITE_BASE, base, ...folders], { env });
      project.machine.trainer.set({ python, trainerDir: join(repository, 'trainer') });
    }, 300_000);
    afterAll(async () => {
      await project.close();
      await rm(root, { recursive: true, force: true });
    });

    const cluster = async (): Promise<Partial<TrainerSettings>> => {
      const env = await writeFakeSlurm(root, 2);
      Object.assign(process.env, env, {
        PLUMBLINE_TRAINER_VENV: join(python, '..', '..'),
        CUDA_VISIBLE_DEVICES: '',
      });
      return { preset: 'sbatch', slurmScript: join(repository, 'trainer', 'slurm', 'train.sbatch') };
    };

    it.each([
      ['one process', 1, (): Partial<TrainerSettings> => ({ preset: 'plumbline' })],
      ['torchrun with two', 2, (): Partial<TrainerSettings> => ({ preset: 'torchrun', gpus: 2 })],
      ['the template for Slurm, on a cluster of one node that is none', 2, cluster],
    ] as const)(
      'leads from a snapshot over a stop to a pack that this program takes: %s',
      async (_, devices, set) => {
        project.machine.trainer.set(await set());
        const { fullTraining: full, jobs } = project.session;
        const { items, canStart } = await full.check({ base });
        expect(items.filter(({ ok, needed }) => needed && !ok)).toEqual([]);
        expect(canStart).toBe(true);
        const recipe = {
          seed: (seeds += 1),
          steps: 12,
          batchSize: 2,
          accumulation: 1,
          optimizer: 'adamw',
          learningRate: 3e-3,
          precision: 'fp32',
          gradientCheckpointing: false,
          evalEvery: 4,
          saveEvery: 4,
        };
        const request = FullTrainingRequestSchema.parse({ snapshot: project.snapshotId, base, recipe });
        const { run, jobId } = await full.start(request);
        await expect.poll(async () => (await full.status(run)).step, { timeout: 300_000 }).toBeGreaterThan(1);
        await full.cancel(run);
        expect((await jobs.finished(jobId)).status).toBe('cancelled');
        const stopped = await full.status(run);
        expect(stopped).toMatchObject({
          state: 'stopped',
          error: null,
          device: 'cpu',
          devices,
          checkpoint: stopped.step,
        });

        await full.resume(run);
        expect(await jobs.finished(jobId)).toMatchObject({ status: 'done', error: null });
        const status = await full.status(run);
        expect(status).toMatchObject({
          state: 'done',
          resumedFrom: stopped.step,
          step: 12,
          garbage: 0,
          attempts: 2,
        });
        expect(status.curve.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_one, n) => n + 1));
        expect(status.parameters!.trained).toBeLessThan(status.parameters!.all / 3);
        expect(status.evaluations.at(-1)!.loss).toBeLessThan(status.evaluations[0]!.loss!);
        const pack = await project.machine.models.resolve(status.pack!.id, 'radgrounder');
        expect(pack.manifest.name).toBe(`tuned-${run.slice(0, 8)}`);
        const lineage = join(project.dir, 'training', 'full', run, 'lineage.json');
        expect(JSON.parse(await readFile(lineage, 'utf8'))).toMatchObject({
          pack: { id: status.pack!.id },
          outcome: { steps: 12, attempts: 2 },
        });
      },
    );
  },
);
