import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { verifyProject } from '../../src/main/store/verify.ts';
import { projectDump } from '../support/project-dump.ts';
import { writeStudy } from '../support/study-folder.ts';

const LIVES = 5;
const KILLS_PER_LIFE = 5;

let dir: string;
let source: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'killed-'));
  source = join(dir, 'source');
  await writeStudy(source, 'study-a', { modality: 'CT', captions: 24 });
  await writeStudy(source, 'study-b', { modality: 'MR', captions: 16 });
  await writeStudy(source, 'study-c', { modality: 'CT', captions: 24 });
  await writeFile(join(source, 'study-a', 'broken.nii.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 1]));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Run {
  readonly isDone: boolean;
  readonly output: string;
  /** From its first word to its end. */
  readonly ms: number;
}

/** Runs an import in a process of its own; killed so long after its first word, if it is not done by then. */
function runImport(project: string, killAfterMs: number | null): Promise<Run> {
  const script = join(import.meta.dirname, '..', 'support', 'importing-child.ts');
  const child = spawn(process.execPath, [script, project, source], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let begun = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '') {
      begun = performance.now();
      if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    }
    output += chunk.toString();
  });
  return new Promise((resolve) =>
    child.once('close', () =>
      resolve({ output, isDone: output.includes('done '), ms: performance.now() - begun }),
    ),
  );
}

describe('an import that is killed again and again', () => {
  it('ends as one that was left alone: nothing missing, nothing twice', { timeout: 240_000 }, async () => {
    const undisturbed = join(dir, 'undisturbed');
    const whole = await runImport(undisturbed, null);
    expect(whole.output).toContain('"slices":64');
    expect(whole.output).toContain('formats.');
    const expected = projectDump(undisturbed);
    expect(expected.tables['pair']!.length).toBeGreaterThan(90);

    const random = seededRandom(4);
    let kills = 0;
    for (let life = 0; life < LIVES; life += 1) {
      const project = join(dir, `life-${life}`);
      let run: Run = { isDone: false, output: '', ms: 0 };
      for (let n = 0; n < KILLS_PER_LIFE && !run.isDone; n += 1) {
        run = await runImport(project, random() * whole.ms);
        if (!run.isDone) kills += 1;
      }
      const last = await runImport(project, null);
      expect(last.output).toContain('"slices":64');
      expect(projectDump(project)).toEqual(expected);
      expect(verifyProject(project).filter(({ ok }) => !ok)).toEqual([]);
    }
    expect(kills).toBeGreaterThan(LIVES);
  });
});
