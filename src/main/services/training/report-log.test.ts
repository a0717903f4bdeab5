import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type DrawnReport, TRAINING_DEFAULTS } from '../../../shared/contract/training.ts';
import { ReportLog } from './report-log.ts';

const request = { snapshot: 'a'.repeat(64), settings: TRAINING_DEFAULTS, seed: 0 };
const NOTHING = { total: 0, byTask: {}, byModality: {}, byLanguage: {}, byOrigin: {}, byClass: {} };
const drawn = (total: number): DrawnReport['drawn'] => ({ ...NOTHING, total, byClass: { 5: total } });
const report = (step: number, loss: number): DrawnReport => ({
  step,
  loss,
  presence: 1,
  box: 1,
  gradient: 1,
  rate: 0.1,
  samplesPerSecond: 100,
  loading: 0,
  validation: step % 20 === 0 ? { iou: 0.5, presence: 1, isBest: true } : null,
  drawn: drawn(step),
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reports-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const silent = (): ReportLog => new ReportLog(dir, () => undefined);
const steps = async (log: ReportLog) => (await log.of(request)).reports.map(({ step, loss }) => [step, loss]);

it('a program that is started anew knows the whole curve, and what was drawn at the last validation', async () => {
  const first = silent();
  await first.begin(request, { isFresh: false });
  for (const step of [10, 20, 30]) first.add(request, report(step, 1 / step));
  expect((await first.of(request)).drawn).toEqual(drawn(30));
  await first.close();
  const told = await silent().of(request);
  expect(told.reports.map(({ step }) => step)).toEqual([10, 20, 30]);
  expect(told.reports[1]!.validation).toEqual({ iou: 0.5, presence: 1, isBest: true });
  expect(told.drawn).toEqual(drawn(20));
});

it('steps that are told again after a checkpoint take the place of the earlier ones, on the disk too', async () => {
  const log = silent();
  await log.begin(request, { isFresh: false });
  for (const step of [10, 20, 30]) log.add(request, report(step, 1));
  log.add(request, report(20, 0.5));
  log.add(request, report(30, 0.4));
  const wanted = [
    [10, 1],
    [20, 0.5],
    [30, 0.4],
  ];
  expect(await steps(log)).toEqual(wanted);
  await log.close();
  expect(await steps(silent())).toEqual(wanted);
});

it('a line that a kill cut short costs no other line', async () => {
  const log = silent();
  await log.begin(request, { isFresh: false });
  log.add(request, report(10, 1));
  await log.close();
  const folder = join(dir, 'training', 'reports');
  const [file] = await readdir(folder);
  await appendFile(join(folder, file!), '\n{"step":20,"lo');
  const next = silent();
  await next.begin(request, { isFresh: false });
  next.add(request, report(30, 2));
  await next.close();
  expect(await steps(silent())).toEqual([
    [10, 1],
    [30, 2],
  ]);
});

it('a run from the start forgets what an earlier try told, and one of another seed never knew it', async () => {
  const log = silent();
  await log.begin(request, { isFresh: false });
  log.add(request, report(10, 1));
  await log.close();
  expect((await silent().of({ ...request, seed: 1 })).reports).toEqual([]);
  const fresh = silent();
  await fresh.begin(request, { isFresh: true });
  expect(await fresh.of(request)).toEqual({ reports: [], drawn: null });
  expect(await steps(silent())).toEqual([]);
});

it('tells at most four times a second that there is something new', async () => {
  vi.useFakeTimers();
  const onNews = vi.fn();
  const log = new ReportLog(dir, onNews);
  for (let step = 1; step <= 100; step += 1) log.add(request, report(step, 1));
  await vi.advanceTimersByTimeAsync(1000);
  expect(onNews).toHaveBeenCalledTimes(1);
  log.add(request, report(101, 1));
  await vi.advanceTimersByTimeAsync(1000);
  expect(onNews).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
  await log.close();
});
