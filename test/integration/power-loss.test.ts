import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  PROJECT_FILE,
  type ProjectStore,
  createProject,
  openProject,
} from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { type DiskOp, SimulatedDisk, parseWriteLog } from '../support/power-cut.ts';
import { sliceRecord } from '../support/slice-record.ts';

const at = '2026-01-01T00:00:00.000Z';
const support = join(import.meta.dirname, '..', 'support');
const WAL_FILE = `${PROJECT_FILE}-wal`;
const ACKS = 'acknowledged';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'power-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A project with forty pairs, closed. */
function project(name: string): string {
  const folder = join(dir, name);
  const store = createProject(folder, 'Test', { at });
  for (let n = 0; n < 40; n += 1) store.slices.save(sliceRecord(n));
  store.close();
  return folder;
}

interface AfterCrash {
  /** Acknowledged decisions that are not there. */
  readonly lost: number;
  /** What verify finds wrong. */
  readonly broken: string[];
}

/** Opens a project whose files are as a crash left them. */
function recovered(files: ReadonlyMap<string, Buffer>, acknowledged: readonly string[]): AfterCrash {
  return reopened(
    files,
    (store) => acknowledged.filter((id) => store.decisions.find(id) === undefined).length,
  );
}

/** @param lostIn How much of what was acknowledged is not there */
function reopened(files: ReadonlyMap<string, Buffer>, lostIn: (store: ProjectStore) => number): AfterCrash {
  const folder = join(dir, 'state');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const name of [PROJECT_FILE, WAL_FILE]) {
    const content = files.get(name);
    if (content) writeFileSync(join(folder, name), content);
  }
  const store = openProject(folder, { at });
  const lost = lostIn(store);
  store.close();
  const broken = verifyProject(folder, { pictures: false }).flatMap(({ name, ok, facts }) =>
    ok ? [] : [`${name}: ${JSON.stringify(facts)}`],
  );
  return { lost, broken };
}

/** Runs a process that decides until it is killed and leaves its files, unclosed, in the folder. */
const decide = (folder: string, options: readonly string[], env: NodeJS.ProcessEnv = {}): void =>
  untilKilled('deciding-child.ts', [folder, ...options], env);

function untilKilled(child: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { signal, stderr } = spawnSync(process.execPath, [join(support, child), ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  expect(signal, stderr).toBe('SIGKILL');
}

describe('a write-ahead log that ends anywhere', () => {
  it('loses what was not synced and nothing before it', { timeout: 120_000 }, () => {
    const folder = project('prefixes');
    const wal = join(folder, WAL_FILE);
    const acks = join(folder, ACKS);
    // Too few decisions for a checkpoint, so that all of them stand in the log alone.
    const sizes: { readonly id: string; readonly end: number }[] = [];
    for (let n = 0; n < 12; n += 1) {
      decide(folder, ['--acks', acks, '--count', '1']);
      const id = readFileSync(acks, 'utf8').trim().split('\n').at(-1)!;
      sizes.push({ id, end: statSync(wal).size });
    }
    expect(sizes.map(({ end }) => end)).toEqual(
      [...new Set(sizes.map(({ end }) => end))].toSorted((a, b) => a - b),
    );
    const whole = readFileSync(wal);
    const database = readFileSync(join(folder, PROJECT_FILE));
    const random = seededRandom(11);
    const cuts = [0, 31, 32, 33, ...sizes.flatMap(({ end }) => [end - 1, end, end + 1])];
    while (cuts.length < 150) cuts.push(Math.floor(random() * whole.length));
    for (const [n, cut] of cuts.entries()) {
      // What follows is either missing or was never written: zeros or whatever stood there before.
      const rest = Buffer.alloc(n % 3 === 0 ? 0 : Math.max(0, whole.length - cut), n % 3 === 1 ? 0 : 0x5a);
      const files = new Map([
        [PROJECT_FILE, database],
        [WAL_FILE, Buffer.concat([whole.subarray(0, cut), rest])],
      ]);
      const synced = sizes.filter(({ end }) => end <= cut).map(({ id }) => id);
      expect({ cut, ...recovered(files, synced) }).toEqual({ cut, lost: 0, broken: [] });
    }
  });
});

/** Builds the recorder; null where that cannot be done. */
function recorder(): string | null {
  const library = join(tmpdir(), `plumbline-write-log-${process.pid}.so`);
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(support, 'write-log.c'), '-ldl'], {
      stdio: 'pipe',
    });
    return library;
  } catch {
    // No compiler, or not Linux: the tests below are skipped and say so.
    return null;
  }
}
const library = process.platform === 'linux' ? recorder() : null;

describe.skipIf(!library)('a power cut', () => {
  afterAll(() => rmSync(library!, { force: true }));

  const DECISIONS = 300;

  interface Recorded {
    readonly ops: DiskOp[];
    readonly before: Buffer;
  }

  /** Everything written while a child did so many things, over several checkpoints, and the files before it. */
  function recorded(
    name: string,
    { child = 'deciding-child.ts', count = DECISIONS, options = [] as readonly string[] },
  ): Recorded {
    const folder = project(name);
    const before = readFileSync(join(folder, PROJECT_FILE));
    const log = join(dir, `${name}.log`);
    untilKilled(child, [folder, '--acks', join(folder, ACKS), '--count', String(count), ...options], {
      LD_PRELOAD: library!,
      WRITE_LOG: log,
      WRITE_LOG_ROOT: folder,
    });
    return { ops: parseWriteLog(readFileSync(log)), before };
  }

  /** Cuts the power at random moments; each time with all, none, or any sectors of what was not synced. */
  function cutPower(
    { ops, before }: Recorded,
    cuts: number,
    after: (files: ReadonlyMap<string, Buffer>, acknowledged: readonly string[]) => AfterCrash = recovered,
  ): AfterCrash[] {
    const random = seededRandom(5);
    const moments = Array.from({ length: cuts }, () => Math.floor(random() * ops.length)).toSorted(
      (a, b) => a - b,
    );
    const disk = new SimulatedDisk({ [PROJECT_FILE]: before });
    const endings: AfterCrash[] = [];
    const acknowledged: string[] = [];
    for (const [index, op] of ops.entries()) {
      while (moments[0] === index) {
        moments.shift();
        const survival = (['none', 'all', 'any-sectors', 'any-sectors'] as const)[endings.length % 4]!;
        endings.push(after(disk.afterPowerCut(survival, random), acknowledged));
      }
      if (op.path === ACKS) acknowledged.push(op.data.toString('utf8').trim());
      else disk.apply(op);
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    return endings;
  }

  it('at any moment loses no acknowledged decision and leaves the chain whole', { timeout: 240_000 }, () => {
    const endings = cutPower(recorded('full', {}), 200);
    expect(endings.filter(({ lost, broken }) => lost > 0 || broken.length > 0)).toEqual([]);
  });

  it(
    'in a promotion or roll-back leaves the champion before it or the one after',
    { timeout: 120_000 },
    () => {
      const endings = cutPower(
        recorded('promoted', { child: 'promoting-child.ts', count: 60 }),
        60,
        (files, told) =>
          reopened(files, ({ registry }) => {
            const [seq, champion] = told.at(-1)?.split(' ') ?? ['0', 'none'];
            const [last] = registry.entries();
            const ahead = (last?.seq ?? 0) - Number(seq);
            const isOld = ahead === 0 && (registry.champion('pack')?.[0] ?? 'none') === champion;
            const isNew = ahead === 1 && registry.champion('pack') === last!.modelId;
            return isOld || isNew ? 0 : 1;
          }),
      );
      expect(endings.filter(({ lost, broken }) => lost > 0 || broken.length > 0)).toEqual([]);
    },
  );

  it('would be noticed by this test if the store synced less', { timeout: 240_000 }, () => {
    const endings = cutPower(recorded('normal', { options: ['--synchronous', 'NORMAL'] }), 20);
    expect(endings.filter(({ lost }) => lost > 0).length).toBeGreaterThan(5);
  });
});
