import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { writeMarkerPack } from '../support/marker-pack.ts';
import { projectDump } from '../support/project-dump.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { writeHalves } from '../support/segmentation-project.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';

const STUDIES = ['study-1', 'study-2', 'study-3'];
const PACKS = ['--segment-ct', 'marker', '--radgrounder', 'tiny-radgrounder'];

let dir: string;
let source: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-run-'));
  source = join(dir, 'source');
  for (const study of STUDIES)
    writeHalves(join(source, study), { images: study, segmentation: study === 'study-3' });
  const parts = [{ above: idOf('liver'), below: idOf('kidney_right'), ballast: 1 }];
  // Heavy enough that a kill comes in the middle of it.
  writeMarkerPack(join(dir, 'marker'), { parts });
  for (const pack of [join(dir, 'marker'), TINY_RADGROUNDER])
    expect((await run(['models', 'add', pack])).code).toBe(0);
}, 120_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

const run = (args: readonly string[], during?: (child: ChildProcess) => void): Promise<CliRun> =>
  runCli(args, { home: join(dir, 'home'), ...(during && { during }) });

interface Line {
  readonly event: 'stage' | 'end';
  readonly study?: string;
  readonly stage?: string;
  readonly state?: string;
  readonly done?: number;
  readonly failed?: number;
}
const linesOf = ({ out }: Pick<CliRun, 'out'>): Line[] =>
  out
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Line);
const ended = (lines: readonly Line[]): string[] =>
  lines
    .filter(({ event }) => event === 'stage')
    .map(({ study, stage, state }) => `${study} ${stage} ${state}`);

describe('a night without a window', { timeout: 240_000 }, () => {
  it('brings in, segments, extracts, derives and suggests, and says so line by line', async () => {
    const project = join(dir, 'night');
    const first = await run(['run', project, '--import', source, ...PACKS, '--json']);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    const lines = linesOf(first);
    expect(ended(lines).toSorted()).toEqual(
      [
        // The import has found the mentions of all, and derived the pairs of the third, which has its own segmentation.
        ...STUDIES.map((study) => `${study} suggest done`),
        ...['study-1', 'study-2'].flatMap((study) => [`${study} segment done`, `${study} derive done`]),
      ].toSorted(),
    );
    expect(lines.at(-1)).toMatchObject({ event: 'end', done: 7, failed: 0 });

    const again = await run(['run', project]);
    expect(again.code, again.err).toBe(0);
    expect(again.out.trim()).toBe('0 stages done, 0 failed in 0 studies');
    const german = await run([
      '--lang',
      'de',
      'run',
      project,
      '--only',
      'segment',
      '--study',
      'study-2',
      '--again',
    ]);
    expect(german.out).toMatch(/^✓ study-2\tSegmentierung\t/);
  });

  it('names what failed, does the rest, and ends with 3', async () => {
    const project = join(dir, 'torn');
    expect((await run(['import', source, '--project', project])).code).toBe(0);
    rmSync(join(project, 'cache'), { recursive: true });
    const moved = join(source, 'study-1', 'ct.nii.gz');
    rmSync(moved);
    const { code, out, err } = await run(['run', project, '--segment-ct', 'marker']);
    expect(code).toBe(3);
    expect(out).toMatch(/^✗ study-1\tSegmentation\t/m);
    expect(out).toMatch(/^✓ study-2\tPairs\t/m);
    expect(err).toContain(moved);
    writeHalves(join(source, 'study-1'), { images: 'study-1' });
    expect((await run(['run', project])).code).toBe(0);
  });

  it.each([
    [['--segment-ct', 'nothing-of-this-name'], 1, /nothing-of-this-name/],
    [['--segment-mr', 'marker'], 1, /marker/],
    [['--radgrounder', TINY_RADGROUNDER], 1, /models add/],
    [['--only', 'everything'], 2, /everything/],
    [['--study', 'nobody'], 1, /nobody/],
  ] as const)('says what is wrong with %j', async (args, code, says) => {
    const ran = await run(['run', join(dir, 'night'), ...args]);
    expect({ code: ran.code, err: ran.err }).toEqual({ code, err: expect.stringMatching(says) as string });
  });
});

describe('a run that is killed again and again', { timeout: 240_000 }, () => {
  const KILLS = 3;

  it('ends as one that was left alone, and does nothing twice that was done', async () => {
    const undisturbed = join(dir, 'undisturbed');
    const begun = performance.now();
    await run(['run', undisturbed, '--import', source, ...PACKS]);
    const wholeMs = performance.now() - begun;
    const expected = projectDump(undisturbed);
    expect(expected.tables['suggestion']).toHaveLength(9);
    expect(expected.tables['segmentation']).toHaveLength(2);

    const random = seededRandom(7);
    const project = join(dir, 'killed');
    const done: string[] = [];
    let kills = 0;
    for (let n = 0; n < KILLS; n += 1) {
      const ran = await run(['run', project, '--import', source, ...PACKS, '--json'], (child) =>
        setTimeout(() => child.kill('SIGKILL'), wholeMs * (0.3 + 0.6 * random())),
      );
      const lines = ended(linesOf(ran));
      expect(lines.filter((line) => done.includes(line))).toEqual([]);
      done.push(...lines);
      if (ran.code === null) kills += 1;
      else break;
    }
    expect(kills).toBeGreaterThan(0);
    const last = await run(['run', project, '--import', source, ...PACKS, '--json']);
    expect(last.code, last.err).toBe(0);
    expect(ended(linesOf(last)).filter((line) => done.includes(line))).toEqual([]);
    expect(projectDump(project)).toEqual(expected);
    expect(verifyProject(project).filter(({ ok }) => !ok)).toEqual([]);
    // Whoever opens it finds no run of the night before.
    const store = openProject(project, { at: '' });
    expect(store.jobs.list().filter(({ status }) => status === 'running')).toEqual([]);
    store.close();
  });
});
