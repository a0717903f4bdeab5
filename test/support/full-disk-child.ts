import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/shared/contract/app-error.ts';
import { type ProjectStore, createProject, openProject } from '../../src/main/store/project-store.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import { sliceRecord } from './slice-record.ts';

/**
 * Decides in a project on the small disk named on the command line while that runs full, a hundred times with more and more
 * room, each time until it is refused; makes room; goes on without a restart. Prints what came of it as JSON.
 */
export interface FullDiskResult {
  readonly acknowledged: number;
  readonly refused: number;
  /** Codes of the refusals, each once. */
  readonly codes: string[];
  readonly lost: number;
  /** Checks of verify that failed. */
  readonly broken: string[];
  /** What opening the project on a read-only disk ended in. */
  readonly readOnly: string;
}

const at = '2026-01-01T00:00:00.000Z';
const LEVELS = 100;
const LEVEL_BYTES = 4096;
const SLICES = 20;
const DECISIONS_PER_LEVEL = 40;

function decide(store: ProjectStore, n: number): string {
  const pair = store.pairs.get((n % SLICES) + 1)!;
  const decisionId = randomUUID();
  const standing = {
    state: pair.state,
    classId: classId(5),
    box: pair.box,
    regionClassIds: pair.regionClassIds,
  };
  store.decisions.decide({
    decisionId,
    pairId: pair.pairId,
    revision: pair.revision,
    verdict: { kind: 'accept' },
    correction: null,
    reviewer: 'R',
    at,
    durationMs: 1,
    key: 'KeyA',
    seen: null,
    before: standing,
    after: { ...standing, state: 'accepted' },
  });
  return decisionId;
}

function leaveFree(dir: string, filler: string, bytes: number): void {
  rmSync(filler, { force: true });
  const { bavail, bsize } = statfsSync(dir);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

if (process.argv[1] === import.meta.filename) {
  const disk = process.argv[2]!;
  const dir = join(disk, 'project');
  const filler = join(disk, 'filler');
  const store = createProject(dir, 'Test', { at });
  for (let n = 0; n < SLICES; n += 1) store.slices.save(sliceRecord(n));
  const acknowledged: string[] = [];
  const codes: string[] = [];
  for (let level = 0; level < LEVELS; level += 1) {
    leaveFree(disk, filler, level * LEVEL_BYTES);
    const refusal = codeOf(() => {
      for (let n = 0; n < DECISIONS_PER_LEVEL; n += 1) acknowledged.push(decide(store, n));
    });
    codes.push(refusal);
    rmSync(filler);
    acknowledged.push(decide(store, level));
  }
  store.close();
  const again = openProject(dir, { at });
  const lost = acknowledged.filter((id) => again.decisions.find(id) === undefined).length;
  again.close();
  const broken = verifyProject(dir, { pictures: false }).flatMap(({ ok, name }) => (ok ? [] : [name]));
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  const result: FullDiskResult = {
    acknowledged: acknowledged.length,
    refused: codes.filter((code) => code !== 'none').length,
    codes: [...new Set(codes)].toSorted(),
    lost,
    broken,
    readOnly: codeOf(() => openProject(dir, { at })),
  };
  process.stdout.write(JSON.stringify(result));
}
