import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ProjectStore, createProject } from '../store/project-store.ts';
import { type JobContext, Jobs, type Lane } from './index.ts';

/** Work that goes on until it is told to end, or is aborted. */
class Held {
  readonly begun = Promise.withResolvers<void>();
  private readonly end = Promise.withResolvers<void>();
  hasBegun = false;

  readonly work = async ({ signal }: JobContext): Promise<void> => {
    this.hasBegun = true;
    this.begun.resolve();
    const aborted = new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
    await Promise.race([this.end.promise, aborted]);
  };

  release(): void {
    this.end.resolve();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

let dir: string;
let store: ProjectStore;
let jobs: Jobs;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jobs-'));
  store = createProject(join(dir, 'project'), 'P', { at: '' });
  jobs = newJobs();
});
afterEach(async () => {
  await jobs.close();
  store.close();
  await rm(dir, { recursive: true, force: true });
});

function newJobs(): Jobs {
  let id = 0;
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return new Jobs({
    store: store.jobs,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    log: quiet,
    newId: () => `${Math.random()}-${(id += 1)}`,
    publish: () => undefined,
  });
}

function register(kind: string, lane: Lane, run: (context: JobContext) => Promise<unknown>): void {
  jobs.register({ kind, lane, input: z.object({}), run: (_input, context) => run(context) });
}

describe('jobs of different lanes', () => {
  it('go on side by side, those of one lane one after the other', async () => {
    const [model, first, second] = [new Held(), new Held(), new Held()];
    register('model', 'model', model.work);
    register('first', 'pairs', first.work);
    register('second', 'pairs', second.work);
    jobs.enqueue('model', {}, '');
    const firstId = jobs.enqueue('first', {}, '');
    jobs.enqueue('second', {}, '');
    await Promise.all([model.begun.promise, first.begun.promise]);
    await settled();
    expect(second.hasBegun).toBe(false);
    first.release();
    await second.begun.promise;
    expect(jobs.get(firstId).status).toBe('done');
    expect(jobs.list().filter(({ status }) => status === 'running')).toHaveLength(2);
  });

  it('are each cancelled alone', async () => {
    const [model, pairs] = [new Held(), new Held()];
    register('model', 'model', model.work);
    register('pairs', 'pairs', pairs.work);
    const [modelId, pairsId] = [jobs.enqueue('model', {}, ''), jobs.enqueue('pairs', {}, '')];
    await Promise.all([model.begun.promise, pairs.begun.promise]);
    jobs.cancel(modelId);
    expect((await jobs.finished(modelId)).status).toBe('cancelled');
    expect(jobs.get(pairsId).status).toBe('running');
  });

  it('can be paused, and go on when somebody resumes them', async () => {
    const [first, waiting] = [new Held(), new Held()];
    let runs = 0;
    register('long', 'training', (context) => {
      runs += 1;
      return first.work(context);
    });
    register('next', 'training', waiting.work);
    const [longId, nextId] = [jobs.enqueue('long', {}, ''), jobs.enqueue('next', {}, '')];
    await first.begun.promise;
    jobs.pause(nextId);
    jobs.pause(longId);
    await settled();
    expect([jobs.get(longId).status, jobs.get(nextId).status]).toEqual(['paused', 'paused']);
    expect(waiting.hasBegun).toBe(false);
    first.release();
    jobs.resume(longId);
    expect((await jobs.finished(longId)).status).toBe('done');
    expect(runs).toBe(2);
    expect(jobs.get(nextId).status).toBe('paused');
    jobs.cancel(nextId);
    expect(jobs.get(nextId).status).toBe('cancelled');
  });

  it('all stop when the project is closed, and are taken up again', async () => {
    const lanes: Lane[] = ['model', 'pairs', 'files'];
    const held = lanes.map(() => new Held());
    lanes.forEach((lane, at) => register(lane, lane, held[at]!.work));
    const ids = lanes.map((lane) => jobs.enqueue(lane, {}, ''));
    await Promise.all(held.map(({ begun }) => begun.promise));
    await jobs.close();
    expect(ids.map((id) => store.jobs.get(id)!.status)).toEqual(['running', 'running', 'running']);

    jobs = newJobs();
    for (const lane of lanes) register(lane, lane, () => Promise.resolve());
    jobs.resumeInterrupted();
    const ends = await Promise.all(ids.map((id) => jobs.finished(id)));
    expect(ends.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });

  it('do not wait for a job whose kind this program does not know', async () => {
    register('unknown', 'pairs', () => Promise.resolve());
    register('known', 'pairs', () => Promise.resolve());
    await jobs.close();
    const waiting = jobs.enqueue('unknown', {}, '');
    const known = jobs.enqueue('known', {}, '');

    jobs = newJobs();
    register('known', 'pairs', () => Promise.resolve());
    jobs.resumeInterrupted();
    expect((await jobs.finished(known)).status).toBe('done');
    expect(jobs.get(waiting).status).toBe('queued');
  });
});

describe('a part of a job in another lane', () => {
  it('waits until that lane is free, and holds it meanwhile', async () => {
    const [before, part, after] = [new Held(), new Held(), new Held()];
    register('before', 'pairs', before.work);
    register('after', 'pairs', after.work);
    register('model', 'model', (context) => context.inLane('pairs', () => part.work(context)));
    jobs.enqueue('before', {}, '');
    await before.begun.promise;
    jobs.enqueue('model', {}, '');
    await settled();
    jobs.enqueue('after', {}, '');
    await settled();
    expect(part.hasBegun).toBe(false);
    before.release();
    await part.begun.promise;
    await settled();
    expect(after.hasBegun).toBe(false);
    part.release();
    await after.begun.promise;
  });

  it('is not begun any more when the job is cancelled while it waits', async () => {
    const [before, part] = [new Held(), new Held()];
    register('before', 'pairs', before.work);
    register('model', 'model', (context) => context.inLane('pairs', () => part.work(context)));
    jobs.enqueue('before', {}, '');
    await before.begun.promise;
    const id = jobs.enqueue('model', {}, '');
    await settled();
    jobs.cancel(id);
    expect((await jobs.finished(id)).status).toBe('cancelled');
    before.release();
    await settled();
    expect(part.hasBegun).toBe(false);
  });

  it('tells its failure to the job, and leaves the lane to the next', async () => {
    register('model', 'model', (context) =>
      context.inLane('pairs', () => {
        throw new Error('no');
      }),
    );
    register('next', 'pairs', () => Promise.resolve());
    const [id, next] = [jobs.enqueue('model', {}, ''), jobs.enqueue('next', {}, '')];
    expect((await jobs.finished(id)).error).toEqual({ code: 'internal', params: {} });
    expect((await jobs.finished(next)).status).toBe('done');
  });

  it('is refused where two jobs could wait for each other', async () => {
    const refusals: unknown[] = [];
    register('pairs', 'pairs', async (context) => {
      for (const lane of ['model', 'pairs'] as const)
        await context.inLane(lane, () => Promise.resolve()).catch((error: unknown) => refusals.push(error));
    });
    await jobs.finished(jobs.enqueue('pairs', {}, ''));
    expect(refusals.map(String)).toEqual([
      'Error: There is no way from lane pairs into lane model',
      'Error: There is no way from lane pairs into lane pairs',
    ]);
  });
});

describe('progress', () => {
  it('that was told right after other progress is seen although nothing follows it', async () => {
    const held = new Held();
    register('long', 'model', async (context) => {
      context.progress({ done: 0, total: 2, step: 'read' });
      context.progress({ done: 1, total: 2, step: 'segment' });
      await held.work(context);
    });
    const jobId = jobs.enqueue('long', {}, '');
    await expect.poll(() => jobs.get(jobId)).toMatchObject({ done: 1, step: 'segment' });
    held.release();
    await jobs.finished(jobId);
  });
});
