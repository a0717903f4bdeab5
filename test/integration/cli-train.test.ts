import type { ChildProcess } from 'node:child_process';
import { kill } from 'node:process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SnapshotFiles } from '../../src/main/services/snapshots/snapshot-files.ts';
import { labelOf } from '../../src/shared/domain/anatomy/classes.ts';
import { canMount, withSmallDisk } from '../support/namespace.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';
import { openTraining, trainingProject } from '../support/training-project.ts';

let root: string;
let project: string;
let snapshot: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cli-train-'));
  const made = await trainingProject(root);
  await made.close();
  [project, snapshot] = [made.dir, made.snapshotId];
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const SHORT = ['--steps', '12', '--batch', '4', '--evaluate-every', '4', '--encoder', TINY_RADGROUNDER];

interface Watched {
  readonly by?: readonly string[];
  readonly during?: (child: ChildProcess) => void;
}
const train = (args: readonly string[], options: Watched = {}): Promise<CliRun> =>
  runCli(['train', '--project', project, ...SHORT, ...args], { home: join(root, 'home'), ...options });

interface Line {
  readonly event: 'report' | 'end';
  readonly step: number;
  readonly candidate: string;
  readonly dir: string;
  readonly isNew: boolean;
  readonly snapshot: string;
  readonly outcome: { readonly resumedAt: number; readonly drawn: { readonly total: number } };
}
const linesOf = ({ out }: CliRun): Line[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('plumbline train', { timeout: 120_000 }, () => {
  it('trains on what stands now, tells each validation, what was drawn, and the candidate', async () => {
    const { code, out, err } = await train(['--seed', '1', '--parent', 'champion']);
    expect(code, err).toBe(0);
    expect(err).toContain('There is no champion yet');
    expect(err).toContain(`Snapshot ${snapshot.slice(0, 12)}: `);
    for (const step of [4, 8, 12])
      expect(err).toMatch(
        new RegExp(`^Step ${step} of 12\tloss \\d+\\.\\d{3}\tIoU 0\\.\\d{3}.*\t\\d+ slices/s`, 'm'),
      );
    expect(out).toMatch(/^Candidate [0-9a-f]{64}$/m);
    expect(out).toMatch(/^Drawn: 48 slices/m);
    expect(out).toMatch(/^ {2}Modality: (CT|MR) \d+(\.\d)?%, (CT|MR) \d+/m);
    expect(out).toMatch(/^ {2}Judged: as derived 100%$/m);
    expect(out).toContain('Nothing was promoted');
  });

  it('says so in German', async () => {
    const { code, out, err } = await train(['--seed', '1', '--lang', 'de']);
    expect(code, err).toBe(0);
    expect(out).toMatch(/^Das wurde schon trainiert: Kandidat [0-9a-f]{64}$/m);
    expect(out).toMatch(/^Gezogen: 48 Schichten/m);
  });

  it('gives lines of JSON, and the same candidate for the same request', async () => {
    const lines = linesOf(await train(['--seed', '1', '--json']));
    expect(lines).toEqual([expect.objectContaining({ event: 'end', isNew: false, snapshot })]);
    const next = linesOf(
      await train([
        '--seed',
        '2',
        '--mode',
        'shuffle',
        '--parent',
        lines[0]!.candidate.slice(0, 8),
        '--json',
      ]),
    );
    expect(next.map(({ event }) => event)).toEqual(['report', 'report', 'report', 'end']);
    expect(next.at(-1)).toMatchObject({ isNew: true, parent: lines[0]!.candidate });
  });

  it.skipIf(process.platform !== 'linux')(
    'ends at a checkpoint when Ctrl+C goes to all its processes, and the same command goes on from there',
    async () => {
      const wanted = ['--seed', '3', '--steps', '4000', '--evaluate-every', '2000', '--patience', '1'];
      let stopped = false;
      const first = await train([...wanted, '--json'], {
        by: ['setsid'],
        during: (child) =>
          child.stdout!.on('data', () => {
            if (!stopped) kill(-child.pid!, 'SIGINT');
            stopped = true;
          }),
      });
      expect(first.code, first.err).toBe(130);
      const { step } = linesOf(first).at(-1)!;
      // Between validations: the checkpoint is of where it was stopped.
      expect(step).toBeLessThan(2000);
      expect(first.err).toContain('the same command goes on from there');
      expect(first.err).toContain(`A checkpoint of step ${step} is kept`);
      expect(first.err).toContain(`--snapshot ${snapshot.slice(0, 12)}`);
      const again = await train([...wanted, '--json'], {
        by: ['setsid'],
        during: (child) => child.stdout!.once('data', () => kill(-child.pid!, 'SIGINT')),
      });
      expect(linesOf(again)[0]!.step).toBeGreaterThan(step);
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'goes on from the last measurement when the whole program is killed, and ends with the same head to the bit',
    async () => {
      const wanted = ['--seed', '11', '--steps', '60', '--json'];
      const killed = await train(wanted, {
        by: ['setsid'],
        during: (child) => child.stdout!.once('data', () => kill(-child.pid!, 'SIGKILL')),
      });
      expect(killed.out).not.toContain('"end"');
      const endOf = async (): Promise<Line> => linesOf(await train(wanted)).at(-1)!;
      const resumed = await endOf();
      expect(resumed).toMatchObject({ event: 'end', isNew: true });
      expect(resumed.outcome.resumedAt).toBeGreaterThan(0);
      const head = await readFile(join(resumed.dir, 'head.onnx'));
      await rm(dirname(resumed.dir), { recursive: true });
      const whole = await endOf();
      expect(whole.outcome.resumedAt).toBe(0);
      expect((await readFile(join(whole.dir, 'head.onnx'))).equals(head)).toBe(true);
    },
  );

  it.skipIf(!canMount)(
    'keeps the last checkpoint when the next one fills the disk, promotes nothing, and goes on as soon as there is room',
    async () => {
      const training = join(project, 'training');
      await mkdir(training, { recursive: true });
      // Room for a checkpoint, but not for two: a new one is written beside the old one.
      const shell = `"$@"; echo "ended $?"; ls ${training}/*; mount -o remount,size=200m ${training}; "$@"`;
      const { out, err } = await train(['--seed', '9', '--json'], {
        by: [...withSmallDisk(training, '24m'), 'sh', '-c', shell, 'sh'],
      });
      expect(err).toMatch(/The disk is full; \S+checkpoint\.bin/);
      const [first, second] = out.split('ended 1\n');
      expect(first).toContain('"store.disk-full"');
      expect(first).not.toContain('"end"');
      expect(second).toMatch(/checkpoint\.bin\n/);
      expect(second).not.toMatch(/checkpoint\S+partial/);
      const end = JSON.parse(second!.trim().split('\n').at(-1)!) as Line;
      expect(end).toMatchObject({ event: 'end', isNew: true, outcome: { resumedAt: 4, steps: 12 } });
    },
  );

  it.skipIf(!canMount)(
    'says so where features of slices fill the disk, and goes on from those that are there as soon as there is room',
    async () => {
      const features = join(project, 'cache', 'features');
      await mkdir(features, { recursive: true });
      const count = `find ${features} -name '*.features' | wc -l; find ${features} -name '*.partial*' | wc -l`;
      const shell = `"$@"; echo "ended $?"; ${count}; mount -o remount,size=200m ${features}; "$@"`;
      const { out, err } = await train(['--seed', '10', '--lang', 'de', '--json'], {
        by: [...withSmallDisk(features, '256k'), 'sh', '-c', shell, 'sh'],
      });
      expect(err).toMatch(/Der Datenträger ist voll; \S+\.features/);
      const [first, second] = out.split('ended 1\n');
      expect(first).toContain('"store.disk-full"');
      expect(first).not.toContain('"end"');
      const [whole, partial, ...lines] = second!.trim().split('\n');
      expect(Number(whole)).toBeGreaterThan(0);
      expect(partial).toBe('0');
      expect(JSON.parse(lines.at(-1)!)).toMatchObject({ event: 'end', isNew: true, outcome: { steps: 12 } });
    },
  );

  it('says which classes it learned no place of, and what helps', async () => {
    const opened = openTraining(root, project);
    const { snapshots, store } = opened.session;
    const { snapshot: known } = await snapshots.open(snapshot);
    const [lost] = known.slices.find(({ split }) => split === 'train')!.pairs;
    const slices = known.slices.map((slice) => ({
      ...slice,
      pairs: slice.pairs.map((pair) => ({
        ...pair,
        hasBox: pair.hasBox && (slice.split !== 'train' || pair.classId !== lost!.classId),
      })),
    }));
    const id = await new SnapshotFiles(store.dir).write({ ...known, slices });
    await opened.close();
    const { code, out, err } = await train(['--snapshot', id, '--seed', '1']);
    expect(code, err).toBe(0);
    const name = labelOf(lost!.classId, 'en');
    expect(out).toContain(`Without a box to train on: ${name}. The head says nothing about where it is`);
    const again = openTraining(root, project);
    const asked = slices
      .slice(0, 1)
      .map((slice) => ({ ...slice, classIds: slice.pairs.map(({ classId }) => classId) }));
    const [candidate] = await again.session.training.candidates();
    const [predicted] = await again.session.training.predict(candidate!, asked, {
      signal: new AbortController().signal,
      isBackground: true,
    });
    await again.close();
    for (const { classId, box } of predicted!.answers) expect(box !== null).toBe(classId !== lost!.classId);
  });

  it.each([
    [['--rate', '0', '--steps', '5'], /0 is not possible for --rate/],
    [['--mode', 'random'], /random is not possible.*dynamic, shuffle/],
  ] as const)('%j is told and ends with 2', async (args, says) => {
    const { code, err } = await train(args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(says) as string });
  });

  it('says what to do where there is no such head', async () => {
    const { code, err } = await train(['--parent', 'abcdef12']);
    expect(code).toBe(1);
    expect(err).toMatch(/no trained head abcdef12.*Choose another head/);
  });
});
