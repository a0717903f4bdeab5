import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { EXPORT_DEFAULTS } from '../../src/shared/contract/exchange.ts';
import { decidedProject } from '../support/decided-project.ts';
import { writePack } from '../support/model-packs.ts';
import { runCli } from '../support/run-cli.ts';
import { textEmbeddingPack } from '../support/text-embedding-pack.ts';
import { TINY_RADGROUNDER } from '../support/tiny-radgrounder.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let root: string;
let project: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-cli-evaluate-'));
  const paths = { dataDir: join(root, 'other-home'), rendererDir: '', resourcesDir: join(root, 'none') };
  const opened = await decidedProject(root, {
    clock: systemClock,
    log,
    newId,
    children: nodeChildHost(),
    paths,
  });
  ({ project } = opened);
  const { exchange, jobs } = opened.session;
  const { jobId } = exchange.start({
    ...EXPORT_DEFAULTS,
    format: 'paligemma-jsonl',
    include: ['accepted'],
    languages: ['en'],
    split: { train: 0, val: 0, test: 1 },
    targetDir: join(root, 'lines'),
  });
  await jobs.finished(jobId);
  await opened.close();
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const run = (...args: string[]) =>
  runCli(['evaluate', TINY_RADGROUNDER, '--resamples', '200', ...args], { home: join(root, 'home') });

describe('plumbline evaluate', { timeout: 60_000 }, () => {
  it('measures a pack on the gold set of a project, in words and as JSON', async () => {
    const { code, out, err } = await run(
      '--on',
      'gold',
      '--split',
      'all',
      '--project',
      project,
      '--lang',
      'de',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /tiny-radgrounder 1\.0\.0: 12 Fälle \(gold project, eigene Beschreibungen mit Boxen\)/,
    );
    expect(out).toMatch(/G-IoU\t0,\d{3} {2}\(0,\d{3} bis 0,\d{3}\)/);
    const again = await run('--on', 'gold', '--split', 'all', '--project', project, '--json');
    const report = JSON.parse(again.out) as { id: string; file: string; summary: { cases: number } };
    expect(report.file.startsWith(join(project, 'evaluations'))).toBe(true);
    expect(report.summary.cases).toBe(12);
  });

  it('measures it on a folder, without a project', async () => {
    const { code, out } = await run('--on', join(root, 'lines'), '--protocol', 'locate', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out) as { file: string; settings: { protocol: string } };
    expect(report.settings.protocol).toBe('locate');
    expect(report.file.startsWith(join(root, 'home', 'evaluations'))).toBe(true);
  });

  it(
    'matches mentions by a pack from its folder, says so, and compares like with like only',
    { timeout: 120_000 },
    async () => {
      const pack = writePack(join(root, 'embedding'), textEmbeddingPack());
      const told = await run(
        '--on',
        'gold',
        '--split',
        'all',
        '--project',
        project,
        '--embedding',
        pack,
        '--lang',
        'de',
      );
      expect(told).toMatchObject({ code: 0, err: '' });
      expect(told.out).toMatch(/Nennungen zugeordnet nach test-embedding 1\.0\.0/);
      const file = /→ (.*report-[0-9a-f]{12}\.json)/.exec(told.out)![1]!;
      const usual = join(dirname(file), 'report.json');
      const compare = (...args: string[]) => runCli(['compare', ...args], { home: join(root, 'home') });
      const refused = await compare(usual, file, '--lang', 'de');
      expect(refused.code).toBeGreaterThan(0);
      expect(refused.err).toMatch(/„lexicon-ngrams“.*„test-embedding 1\.0\.0“.*--embedding/s);
      await rm(pack, { recursive: true });
      expect((await compare(file, file)).code).toBe(0);
    },
  );

  it.each([
    [['--on', 'gold'], /--project/],
    [['--on', 'gold', '--embedding', 'nobody'], /nobody/],
    [['--on', 'slake'], /--data/],
    [['--on', join('no', 'where')], /nowhere|no.where/],
    [['--on', 'gold', '--split', 'half'], /half is not possible/],
  ])('says what is wrong with %j', async (args, says) => {
    const { code, err } = await run(...args);
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
  });
});
