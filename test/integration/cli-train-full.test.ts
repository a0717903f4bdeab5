import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behave, fakeTrainerSettings, writeFakeBase, writeFakePack } from '../support/full-training.ts';
import { canMount, withSmallDisk } from '../support/namespace.ts';
import { type CliOptions, type CliRun, runCli } from '../support/run-cli.ts';
import { trainingProject } from '../support/training-project.ts';

let root: string;
let project: string;
let base: string;
let pack: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cli-train-full-'));
  const made = await trainingProject(root);
  await made.close();
  project = made.dir;
  base = await writeFakeBase(root);
  pack = await writeFakePack(root, 'tuned');
  mkdirSync(join(root, 'home'), { recursive: true });
  await writeFile(join(root, 'home', 'trainer.json'), JSON.stringify({ ...fakeTrainerSettings(root), base }));
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const full = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliRun> =>
  runCli(['train', '--project', project, '--full', ...args], { home: join(root, 'home'), ...options });

/** A Python whose trainer has found what it is given. @returns its path */
async function writePython(folder: string, found: readonly object[]): Promise<string> {
  const file = join(folder, 'python3');
  const script = `#!${process.execPath}\nconsole.log(${JSON.stringify(JSON.stringify(found))})\n`;
  await writeFile(file, script, { mode: 0o755 });
  return file;
}

/** A checkpoint that says how large it is and holds nothing. */
async function writeBaseOf(folder: string, parameters: number): Promise<string> {
  mkdirSync(folder);
  for (const name of ['config.json', 'tokenizer.json']) await writeFile(join(folder, name), '{}');
  const header = Buffer.from(JSON.stringify({ weight: { dtype: 'BF16', shape: [parameters] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await writeFile(join(folder, 'model.safetensors'), Buffer.concat([length, header]));
  return folder;
}

const runs = (): Promise<string[]> => readdir(join(project, 'training', 'full'));

describe('plumbline train --full', { timeout: 60_000 }, () => {
  it('says what is there and what is missing before anything starts, in both languages', async () => {
    const missing = await full(['--check', '--base', join(root, 'nowhere')]);
    expect(missing.code).toBe(1);
    expect(missing.out).toMatch(/^MISSING\tbase checkpoint\t.*nowhere/m);
    expect(missing.out).toMatch(/^It would run: .*fake-trainer\.mjs .*train\.json$/m);
    const there = await full(['--check', '--base', base, '--lang', 'de']);
    expect(there.code, there.err).toBe(0);
    expect(there.out).toMatch(/^da\tAusgangsmodell\t/m);
    const json = await full(['--check', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ canStart: true });
    const noPython = await full(['--check', '--preset', 'plumbline'], { home: join(root, 'other') });
    expect(noPython.code).toBe(1);
  });

  it('says how much of a small graphics card a training would take, and with how many samples a pass it fits', async () => {
    const home = join(root, 'small-card');
    mkdirSync(home);
    const found = [{ name: 'gpu', ok: true, detail: 'A6000', needed: false, bytes: [47.5 * 2 ** 30] }];
    const python = await writePython(home, found);
    const large = await writeBaseOf(join(home, 'base'), 3.03e9);
    const asked = ['--check', '--preset', 'plumbline', '--base', large, '--python', python];
    const { out, code } = await full(asked, { home });
    expect(out).toMatch(
      /^TIGHT\tmemory of a graphics card\tAbout 61\.4 GiB, and 47\.5 GiB are there\. batchSize 12 with accumulation 24 .*An estimate from .*measured/m,
    );
    expect(code, 'an estimate refuses nothing').toBe(0);
    const fewer = await full([...asked, '--batch', '8', '--lang', 'de'], { home });
    expect(fewer.out).toMatch(/^da\tSpeicher der Grafikkarte\tEtwa 34,5 GiB von 47,5 GiB\. Eine Schätzung/m);
  });

  it('says so when a command that was written by hand has a slip, and starts nothing', async () => {
    const home = join(root, 'slip');
    mkdirSync(home);
    await writeFile(
      join(home, 'trainer.json'),
      JSON.stringify({ preset: 'custom', base, custom: { argv: 'node' } }),
    );
    const { code, out } = await full(['--check'], { home });
    expect(code).toBe(1);
    expect(out).toMatch(/^MISSING\tsettings of the trainer .*trainer\.json\.unreadable: custom\.argv$/m);
  });

  it('trains with the fields that were named, tells its validations, and ends with a pack', async () => {
    await behave(root, { pack });
    const { code, out, err } = await full(['--base', base, '--rate', '0.001', '--set', 'lora={"rank":8}']);
    expect(code).toBe(2);
    expect(`${out}${err}`).toContain('--set lora');
    const good = await full(['--base', base, '--rate', '0.001', '--set', 'optimizer=adamw', '--seed', '1']);
    expect(good.code, good.err).toBe(0);
    expect(good.err).toMatch(/^Training 100 of 1,000 parameters on cpu/m);
    expect(good.err).toMatch(/^Step 6 of 6\tloss 0\.667\tvalidation 0\.500\t100 samples\/s$/m);
    expect(good.out).toMatch(/^Candidate: pack tuned 1\.0\.0\n[0-9a-f]{64}$/m);
    const [run] = await runs();
    const config = await readFile(join(project, 'training', 'full', run!, 'train.json'), 'utf8');
    expect(JSON.parse(config)).toMatchObject({ learningRate: 0.001, optimizer: 'adamw', seed: 1, steps: 0 });
  });

  it('gives lines of JSON', async () => {
    const { out } = await full(['--seed', '2', '--json']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toMatchObject({
      event: 'end',
      state: 'done',
      step: 6,
      pack: { name: 'tuned 1.0.0' },
    });
    expect(lines.slice(0, -1).every(({ event }) => event === 'report')).toBe(true);
  });

  it('has the trainer save when it is interrupted, and goes on there when it is asked again', async () => {
    await behave(root, { stepMs: 100, steps: 100 });
    let isTold = false;
    const broken = await full(['--seed', '3', '--json'], {
      during: (child) =>
        child.stdout!.on('data', (chunk: Buffer) => {
          if (isTold || !/"step":[3-9]/.test(chunk.toString())) return;
          isTold = true;
          kill(child.pid!, 'SIGINT');
        }),
    });
    expect(broken.code).toBe(130);
    await behave(root, { pack, steps: 100 });
    const whole = await full(['--seed', '3']);
    expect(whole.code, whole.err).toBe(0);
    expect(whole.err).toMatch(/^Taken up at the checkpoint of step \d+\.$/m);
  });

  it('leaves it alone where that is asked for, and the same command sees its end', async () => {
    await behave(root, { pack, stepMs: 100, steps: 40 });
    const left = await full(['--seed', '4', '--detach']);
    expect(left.code, left.err).toBe(0);
    expect(left.out).toMatch(/^The training [0-9a-f]{16} goes on by itself/m);
    const seen = await full(['--seed', '4', '--json']);
    expect(seen.code, seen.err).toBe(0);
    const end = seen.out.trim().split('\n').at(-1)!;
    expect(JSON.parse(end)).toMatchObject({ state: 'done', attempts: 1, step: 40, resumedFrom: 0 });
  });

  it('says why it failed, and in German too', async () => {
    await behave(root, { failsAt: 2, code: 'out-of-memory' });
    const { code, err } = await full(['--seed', '5', '--lang', 'de']);
    expect(code).toBe(1);
    expect(err).toMatch(/Dem Trainer reichte der Speicher nicht .* Halbieren Sie die Stapelgröße/);
  });

  it.skipIf(!canMount)('says that the disk is full when it is, and goes on when there is room', async () => {
    const disk = join(root, 'disk');
    mkdirSync(disk);
    await behave(root, { pack, fillMiB: 64 });
    const args = ['--seed', '6', '--output', disk];
    const { code, err } = await full(args, { by: withSmallDisk(disk, '40m') });
    expect(code, err).toBe(1);
    expect(err).toMatch(/The trainer's disk is full: .*disk.*Make room/);
    await behave(root, { pack });
    const whole = await full(args);
    expect(whole.code, whole.err).toBe(0);
  });
});
