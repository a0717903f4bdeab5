import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '../../src/main/store/project-store.ts';
import { type CliOptions, type CliRun, runCli } from '../support/run-cli.ts';
import { writeStudy } from '../support/study-folder.ts';

const COMMANDS = [
  'serve',
  'import',
  'derive',
  'mentions',
  'export',
  'verify',
  'models',
  'snapshot',
  'train',
  'evaluate',
  'registry',
  'compare',
  'agreement',
] as const;

let dir: string;
let project: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-'));
  project = join(dir, 'project');
  await writeStudy(join(dir, 'source'), 'study', { modality: 'CT', captions: 8 });
  const { code, err } = await run(['import', join(dir, 'source'), '--project', project]);
  expect(code, err).toBe(0);
}, 60_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

const run = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliRun> =>
  runCli(args, { home: join(dir, 'home'), ...options });

/** Every user error has to end like this: a sentence on standard error, its exit code, and no stack. */
function expectSentence({ code, err, out }: CliRun, wanted: { code: number; says: RegExp }): void {
  expect({ code, err }).toEqual({ code: wanted.code, err: expect.stringMatching(wanted.says) as string });
  expect(`${err}${out}`).not.toMatch(/^\s+at |node:internal|Error:/m);
}

describe('help', () => {
  it.each(COMMANDS)('of %s is there in both languages', async (command) => {
    const [english, german] = await Promise.all([
      run([command, '--help']),
      run(['--lang', 'de', command, '--help']),
    ]);
    expect([english.code, german.code]).toEqual([0, 0]);
    expect(english.out).toMatch(new RegExp(`^Usage: plumbline ${command}`));
    expect(german.out).toMatch(new RegExp(`^Aufruf: plumbline ${command}`));
    expect(german.out).not.toMatch(/Usage|Options:|Commands:|Arguments:|default:\)|choices:/);
  });

  it('as a whole names every command', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it('nobody asked for is wrong usage', async () => expect((await run([])).code).toBe(2));
});

describe('a command line that cannot be meant', () => {
  it.each([
    [['bogus'], /no command bogus/],
    [['verify', 'x', '--bogus'], /no option --bogus.*plumbline verify --help/],
    [['--lang', 'fr', 'verify', 'x'], /fr is not possible.*de, en/],
    [['import', 'x'], /option --project <dir> is needed/],
    [['import'], /option --project|argument <paths> is needed/],
    [['export', '--project'], /option --project <dir> needs a value/],
    [['export', '--project', 'p', '--out', 'o', '--format', 'png'], /png is not possible.*refrad2d/],
    [['export', '--project', 'p', '--out', 'o', '--include', 'all'], /all is not possible/],
    [['export', '--project', 'p', '--out', 'o', '--seed', '1.5'], /1.5 is not possible/],
    [['export', '--project', 'p', '--out', 'o', '--split', '1,1,1'], /1,1,1 is not possible/],
    [['serve', '--port', '70000'], /70000 is not possible/],
    [['verify', 'a', 'b'], /more arguments/],
    [['derive'], /option --project <dir> is needed/],
    [['derive', '--mode', 'reference'], /option --modality <modality> is needed/],
  ] as const)('%j is told and ends with 2', async (args, says) => {
    expectSentence(await run(args), { code: 2, says });
  });
});

describe('what cannot be done', () => {
  it.each([
    ['a missing folder', ['import', 'nowhere', '--project', 'p'], /nowhere does not exist/],
    ['no project', ['verify', 'nowhere'], /nowhere is not a Plumbline project/],
    ['no project to derive', ['derive', '--project', 'nowhere'], /is not a Plumbline project/],
    ['nothing to export', ['export', '--project', 'PROJECT', '--out', 'out'], /No pair of the project/],
    ['a full folder', ['export', '--project', 'PROJECT', '--out', 'source'], /No pair|is not empty/],
  ] as const)('%s is told and ends with 1', async (_name, args, says) => {
    const given = args.map((arg) => (arg === 'PROJECT' ? project : arg));
    expectSentence(await run(given, { cwd: dir }), { code: 1, says });
    expect(existsSync(join(dir, 'p'))).toBe(false);
  });

  it('is told in German when German is wanted, by option or by the system', async () => {
    const german = await run(['--lang=de', 'verify', 'nowhere']);
    expectSentence(german, { code: 1, says: /ist kein Plumbline-Projekt/ });
    expectSentence(await run(['--lang=de', 'bogus']), { code: 2, says: /Den Befehl bogus gibt es nicht/ });
  });

  it('is JSON on standard output with --json', async () => {
    const { out } = await run(['--json', 'verify', 'nowhere']);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'store.not-a-project', params: {} } });
    expect(JSON.parse((await run(['--json', 'bogus'])).out)).toMatchObject({ error: { code: 'usage' } });
  });

  it('with a project that is open elsewhere names who has it, since when', async () => {
    const store = openProject(project, { at: '2026-03-04T12:30:00.000Z' });
    const locked = await Promise.all([
      run(['import', join(dir, 'source'), '--project', project]),
      run(['verify', project]),
    ]);
    store.close();
    for (const one of locked)
      expectSentence(one, { code: 1, says: /open in another window, by \S+@\S+ since \d+ Mar 2026/ });
  });

  it('with a damaged project file says so and leaves it as it is', async () => {
    const broken = join(dir, 'broken');
    mkdirSync(broken);
    await writeFile(join(broken, 'project.sqlite'), 'this is no database, whatever its name says');
    expectSentence(await run(['verify', broken]), { code: 1, says: /damaged: SQLITE_NOTADB/ });
    expect(readdirSync(broken)).toEqual(['project.sqlite']);
  });
});

describe('verify', () => {
  it('goes through every check in words', async () => {
    const { code, out } = await run(['--lang', 'de', 'verify', project]);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(9);
    for (const line of out.trim().split('\n')) expect(line).toMatch(/^gut\t/);
  });
});

describe('mentions', () => {
  const LINES =
    '{"id":"a","lang":"de","text":"Leber."}\nno JSON\n{"id":1,"lang":"fr","text":"x"}\n{"id":2,"lang":"en","text":"spleen"}\n';

  it('answers line by line, names lines it cannot use without quoting them, and ends with 3', async () => {
    const { code, out, err } = await run(['mentions'], { input: LINES });
    expect(code).toBe(3);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; mentions: { category: string }[] });
    expect(answers.map(({ id, mentions }) => [id, mentions.map(({ category }) => category)])).toEqual([
      ['a', ['liver']],
      [2, ['spleen']],
    ]);
    expect(err).toBe(
      'Line 2 left out: not JSON.\nLine 3 left out: id, lang ("de" or "en") and text are needed; wrong: lang.\n',
    );
  });

  it('ends quietly when nobody reads on', async () => {
    const input = '{"id":"a","lang":"de","text":"Die Leber ist normal."}\n'.repeat(20_000);
    const { err } = await run(['mentions'], {
      input,
      during: ({ stdout }) => stdout!.once('data', () => stdout!.destroy()),
    });
    expect(err).toBe('');
  });
});

describe('a command that is stopped', () => {
  it('says so, keeps what is done, and goes on from there the next time', async () => {
    const source = join(dir, 'large');
    await writeStudy(source, 'study', { modality: 'CT', captions: 400 });
    const target = join(dir, 'stopped');
    const args = ['import', source, '--project', target];
    const stopped = await run(args, {
      during: (child) => {
        const watch = setInterval(() => {
          // Two signals: at a terminal Ctrl+C reaches this program and the one that started it.
          if (existsSync(join(target, 'blobs')) && readdirSync(join(target, 'blobs')).length > 10) {
            clearInterval(watch);
            child.kill('SIGINT');
            child.kill('SIGINT');
          }
        }, 5);
        child.once('exit', () => clearInterval(watch));
      },
    });
    expectSentence(stopped, { code: 130, says: /Stopped. What is done is kept/ });
    expect(existsSync(join(target, 'in-use.json'))).toBe(false);
    const { code, out } = await run(['--json', ...args]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ slices: 400, problems: [] });
    expect((await run(['verify', target])).code).toBe(0);
  }, 60_000);
});
