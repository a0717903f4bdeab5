import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from '../../src/main/app/machine.ts';
import { writeMarkerPack } from '../support/marker-pack.ts';
import { runCli } from '../support/run-cli.ts';
import {
  type RunningProject,
  startMachine,
  startProject,
  writeHalves,
} from '../support/segmentation-project.ts';

let root: string;
let folder: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'segment-interrupted-'));
  folder = writeHalves(join(root, 'study'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

describe('plumbline segment that is killed', () => {
  it('goes on after the last finished part, and writes the same bytes', { timeout: 120_000 }, async () => {
    const pack = writeMarkerPack(join(root, 'three-parts'), {
      parts: [
        { above: 1, below: 2 },
        { above: 0, below: 3 },
        { above: 0, below: 5, ballast: 50 },
      ],
    });
    const run = (output: string, during?: Parameters<typeof runCli>[1]['during']) =>
      runCli(
        ['segment', '--json', '--model', pack, '--input', join(folder, 'ct.nii.gz'), '--output', output],
        { home: join(root, 'home'), ...(during && { during }) },
      );
    const whole = join(root, 'whole.nii.gz');
    expect(JSON.parse((await run(whole)).out)).toMatchObject({ resumedParts: 0 });
    const output = join(root, 'killed.nii.gz');
    const unfinished = `${output}.unfinished`;
    const parts = (): string[] =>
      existsSync(unfinished) ? (readdirSync(unfinished, { recursive: true }) as string[]) : [];
    const killed = await run(output, (child) => {
      void until(() => parts().some((name) => /part-1\..*\.zst$/.test(name))).then(() =>
        child.kill('SIGKILL'),
      );
    });
    expect({ code: killed.code, isWritten: existsSync(output) }).toEqual({ code: null, isWritten: false });
    const again = await run(output);
    expect(JSON.parse(again.out)).toMatchObject({ resumedParts: 2 });
    expect(readFileSync(output).equals(readFileSync(whole))).toBe(true);
    expect(existsSync(unfinished)).toBe(false);
  });
});

describe('segmenting inside a project', () => {
  let machine: Machine;
  let project: RunningProject;
  let slow: string;
  beforeAll(async () => {
    // A tile of 64 x 64 x 64 through this takes many seconds.
    slow = writeMarkerPack(join(root, 'slow'), {
      parts: [
        { above: 1, below: 2 },
        { above: 0, below: 5, ballast: 80 },
      ],
      patch: 64,
    });
    machine = startMachine(join(root, 'home'));
    project = startProject(join(root, 'project'), machine);
    await project.import(folder);
  }, 60_000);
  afterAll(async () => {
    await project.close();
    machine.close();
  });

  /** Until the slow network is at work. */
  const untilSlow = (jobId: string): Promise<void> =>
    until(() => {
      const { step, done, total } = project.jobs.get(jobId);
      return step === 'segment' && done === 1 && total === 2;
    });

  it(
    'ends within a second in the middle of a tile; what was finished is kept',
    { timeout: 60_000 },
    async () => {
      const { jobId } = await project.segmentation.start(1, { pack: slow });
      await untilSlow(jobId);
      await sleep(500);
      const asked = performance.now();
      project.jobs.cancel(jobId);
      expect(await project.jobs.finished(jobId)).toMatchObject({ status: 'cancelled' });
      expect(performance.now() - asked).toBeLessThan(1000);
      expect(project.segmentation.volumes()).toMatchObject([{ has: 'none' }]);
      const kept = readdirSync(join(root, 'project', 'cache', 'segmentation'), {
        recursive: true,
      }) as string[];
      expect(kept.filter((name) => name.includes('part-'))).toHaveLength(1);
      // The next is not kept waiting by what was cancelled.
      const quick = writeMarkerPack(join(root, 'quick'), { parts: [{ above: 5, below: 0 }] });
      const next = await project.segmentation.start(1, { pack: quick });
      expect(await project.jobs.finished(next.jobId)).toMatchObject({ status: 'done' });
      expect(project.segmentation.result(next.jobId)).toMatchObject({ slices: 3 });
      // Resumed, the job begins with what is missing: one network of two.
      project.jobs.resume(jobId);
      await until(() => project.jobs.get(jobId).total === 1);
      project.jobs.cancel(jobId);
      expect(await project.jobs.finished(jobId)).toMatchObject({ status: 'cancelled' });
    },
  );
});
