import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Jobs } from '../../src/main/jobs/index.ts';
import { newId, systemClock } from '../../src/main/ports/node.ts';
import type { ComputeTiming } from '../../src/main/services/compute/index.ts';
import { type ModelJobs, createModelJobs } from '../../src/main/services/models/index.ts';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import { childPids } from '../support/children.ts';
import { HOSTILE_PACKS } from '../support/hostile-packs/index.ts';
import { segmentationPack, writePack } from '../support/model-packs.ts';
import { type RunningModels, cleanUp, startModels } from '../support/models.ts';
import { sliceRecord } from '../support/slice-record.ts';
import { verdictOn } from '../support/verdict.ts';

const at = '2026-01-01T00:00:00.000Z';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** What no decision may take on a test machine that is busy with other things; looking at the hostile pack alone takes longer. */
const LIMIT_MS = 1_000;

let root: string;
let running: RunningModels;
let store: ProjectStore;
let jobs: Jobs;
let modelJobs: ModelJobs;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-break-'));
  store = createProject(join(root, 'project'), 'Test', { at });
  for (let n = 0; n < 200; n += 1) store.slices.save(sliceRecord(n));
  start();
});

/** @param timing Of the compute process */
function start(timing: ComputeTiming = {}): void {
  running = startModels(root, timing);
  jobs = new Jobs({ store: store.jobs, clock: systemClock, log: silent, newId, publish: () => undefined });
  modelJobs = createModelJobs({ jobs, models: running.models });
}
afterEach(async () => {
  await jobs.close();
  running.compute.close();
  store.close();
  cleanUp(root);
});

/** Decides every few milliseconds until it is told to stop. @returns how long each decision took from when it was due, ms */
async function reviewing(until: Promise<unknown>): Promise<number[]> {
  const review = createReviewService({ store, clock: systemClock, newId, publish: () => undefined });
  review.setReviewer('R');
  const { items } = review.queue({ filter: {}, order: { by: 'suspicion' }, cursor: null, limit: 200 });
  let isOver = false;
  void until.finally(() => (isOver = true)).catch(() => undefined);
  const latencies: number[] = [];
  for (let n = 0; !isOver; n += 1) {
    const due = performance.now() + 5;
    await sleep(5);
    review.decide(verdictOn(review.pair(items[n % items.length]!.pairId)));
    latencies.push(performance.now() - due);
  }
  return latencies;
}

/** The compute process that works on packs, once it is there. */
async function pid(): Promise<number> {
  for (;;) {
    const [found] = childPids('compute/entry');
    if (found !== undefined) return found;
    await sleep(2);
  }
}

const kill = (signal: NodeJS.Signals) => (child: number) => void process.kill(child, signal);
const hang = kill('SIGSTOP');
/** Less than it has already: whatever it asks for from now on is refused. */
const starve = (child: number): void =>
  void execFileSync('prlimit', ['--pid', String(child), `--as=${16 * 1024 ** 2}`]);

describe.skipIf(process.platform !== 'linux')('while a model job breaks', () => {
  it.each([
    ['by a fault in native code', kill('SIGSEGV'), /^compute\.crashed$/],
    ['by an abort', kill('SIGABRT'), /^compute\.crashed$/],
    ['by kill -9', kill('SIGKILL'), /^compute\.killed$/],
    ['by hanging', hang, /^compute\.not-responding$/],
    ['by having no memory', starve, /^compute\.(out-of-memory|crashed|killed)$/],
  ] as const)('%s, it says so, the next one runs, and review goes on', async (_how, harm, code) => {
    if (harm === hang) start({ quietLimitMs: 3_000 });
    const pack = writePack(join(root, 'pack'), segmentationPack());
    const breaking = async (): Promise<void> => {
      const { jobId } = modelJobs.add(pack);
      harm(await pid());
      const job = await jobs.finished(jobId);
      expect({ status: job.status, code: job.error?.code }).toEqual({
        status: 'failed',
        code: expect.stringMatching(code) as string,
      });
      jobs.resume(jobId);
      expect((await jobs.finished(jobId)).status).toBe('done');
    };
    const work = breaking();
    const latencies = await reviewing(work);
    await work;
    expect(latencies.length).toBeGreaterThan(10);
    expect(Math.max(...latencies)).toBeLessThan(LIMIT_MS);
    expect(store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('or looks for a second at a pack that was made to take long, review goes on', async () => {
    const dir = join(root, 'hostile');
    HOSTILE_PACKS.find(({ what }) => what === 'millions of fields')!.make(dir);
    const work = jobs.finished(modelJobs.add(dir).jobId);
    const latencies = await reviewing(work);
    expect((await work).error?.code).toBe('models.onnx-foreign');
    expect(Math.max(...latencies)).toBeLessThan(LIMIT_MS);
  });
});
