import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SNAPSHOT_DEFAULTS } from '../../src/shared/contract/snapshots.ts';
import { SHORT, type TrainingProject, openTraining, trainingProject } from '../support/training-project.ts';

let root: string;
let project: TrainingProject;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-training-window-'));
  project = await trainingProject(root);
}, 120_000);
afterAll(async () => {
  await project.close();
  await rm(root, { recursive: true, force: true });
});

it('what the next snapshot would be is counted beforehand, as it then is', async () => {
  const { snapshots } = project.session;
  const [summary] = await snapshots.list();
  const outlook = await snapshots.outlook({ settings: SNAPSHOT_DEFAULTS, named: { gold: [], val: [] } });
  expect(outlook.patients.map(({ isFixed }) => isFixed)).toEqual([true, true, true, true]);
  expect(outlook.boxes).toEqual(summary!.boxes);
  expect(outlook.missing).toEqual({ train: 0, val: 0 });
  expect(summary!.patients.gold).toEqual({
    count: 1,
    names: outlook.patients.filter(({ split }) => split === 'gold').map(({ patient }) => patient),
  });
});

it('a training that was stopped by the end of the program shows its whole curve after it, and goes on to its end', async () => {
  const request = { snapshot: project.snapshotId, settings: { ...SHORT, steps: 32 }, seed: 1 };
  expect(await project.session.training.run()).toBeNull();
  const { jobId } = project.session.training.start(request);
  await expect
    .poll(async () => (await project.session.training.run())!.validations.length, { timeout: 60_000 })
    .toBeGreaterThan(1);
  project.session.jobs.pause(jobId);
  await expect.poll(() => project.session.jobs.get(jobId).status, { timeout: 30_000 }).toBe('paused');
  const before = (await project.session.training.run())!;
  expect(before).toMatchObject({ jobId, request, candidate: null });
  await project.close();

  project = { ...project, ...openTraining(root, project.dir) };
  const { jobs, training } = project.session;
  const after = (await training.run())!;
  expect(after.curve).toEqual(before.curve);
  expect(after.validations).toEqual(before.validations);
  expect(after.drawn!.total).toBe(after.validations.at(-1)!.step * SHORT.batch);
  expect(Object.keys(after.drawn!.byClass).toSorted()).toEqual(Object.keys(after.held!.byClass).toSorted());

  jobs.resume(jobId);
  const { status } = await jobs.finished(jobId);
  expect(status).toBe('done');
  const ended = (await training.run())!;
  expect(ended.curve.length).toBeGreaterThan(before.curve.length);
  expect(ended.curve.map(({ step }) => step)).toEqual(
    [...new Set(ended.curve.map(({ step }) => step))].toSorted((a, b) => a - b),
  );
  const [head] = await training.heads();
  expect(head).toMatchObject({ id: ended.candidate, snapshot: project.snapshotId, seed: 1 });
  expect(head!.outcome.resumedAt).toBeGreaterThan(0);
}, 180_000);
