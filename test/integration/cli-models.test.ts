import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanUp, storeNames } from '../support/models.ts';
import { segmentationPack, writePack } from '../support/model-packs.ts';
import { type CliOptions, type CliRun, runCli } from '../support/run-cli.ts';

let root: string;
let pack: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-cli-models-'));
  pack = writePack(join(root, 'pack'), segmentationPack());
});
afterEach(() => cleanUp(root));

const run = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliRun> =>
  runCli(args, { home: join(root, 'home'), ...options });
const json = async (args: readonly string[]): Promise<unknown> =>
  JSON.parse((await run(['--json', 'models', ...args])).out) as unknown;

interface Told {
  readonly packs: readonly { readonly id: string; readonly origin?: string; readonly pack?: string }[];
  readonly broken?: readonly unknown[];
}
/** Without those that come with the program. */
const stored = async (): Promise<Told> => {
  const { packs, ...rest } = (await json(['list'])) as Told;
  return { packs: packs.filter(({ origin }) => origin !== 'built-in'), ...rest };
};
const verified = async (): Promise<Told> => {
  const { packs } = (await json(['verify'])) as Told;
  return { packs: packs.filter(({ pack: name }) => !name?.startsWith('demo-')) };
};
const store = (): string => join(root, 'home', 'models');

/** A document of 200 MB, so that there is time to stop the command. */
function bigPack(): string {
  const base = segmentationPack();
  const files = new Map([...base.files, ['README.md', Buffer.alloc(200 * 1024 ** 2, 'a')]]);
  return writePack(join(root, 'big'), { ...base, files });
}

/** Sends the signal as soon as a part of the pack is copied. */
const stoppedBy = (signal: NodeJS.Signals): Partial<CliOptions> => ({
  during: (child) => {
    const watch = setInterval(() => {
      if (!existsSync(store()) || readdirSync(store()).every((name) => !name.endsWith('.partial'))) return;
      clearInterval(watch);
      child.kill(signal);
    }, 5);
    child.once('exit', () => clearInterval(watch));
  },
});

describe('models', { timeout: 60_000 }, () => {
  it('are added, listed, verified and removed', async () => {
    expect(await json(['add', pack])).toMatchObject({ isNew: true, pack: { name: 'test-segmentation' } });
    expect(await json(['add', pack])).toMatchObject({ isNew: false });
    const { packs } = await stored();
    expect(packs).toMatchObject([
      { version: '1.0.0', origin: 'stored', ability: { kind: 'segmentation', modality: 'CT' } },
    ]);
    expect(await verified()).toEqual({
      packs: [{ id: packs[0]!.id, pack: 'test-segmentation 1.0.0', ok: true }],
    });
    expect(await json(['remove', packs[0]!.id.slice(0, 8)])).toEqual({ id: packs[0]!.id });
    expect(await stored()).toEqual({ packs: [], broken: [] });
  });

  it('are told of in both languages', async () => {
    expect((await run(['models', 'list'])).out).toMatch(
      /^demo-phantom-segmentation 1.0.0 .*with the program/m,
    );
    const added = await run(['--lang', 'de', 'models', 'add', pack]);
    expect(added).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^test-segmentation 1.0.0 wurde hinzu/),
    });
    const { out } = await run(['--lang', 'de', 'models', 'list']);
    expect(out).toMatch(/^test-segmentation 1.0.0 +segmentation +.*hinzugefügt +[0-9a-f]{12}\n/m);
    expect(out).toMatch(/Testpaket\n.*Kann nichts\.\n.*Lizenz: CC0-1\.0/);
    expect((await run(['models', 'list'])).out).toMatch(/Test pack\n.*Knows nothing\.\n.*Licence: CC0-1\.0/);
  });

  it('that were damaged are told by verify, which ends with 1', async () => {
    await run(['models', 'add', pack]);
    const [id] = storeNames(store()).finished;
    const weights = join(store(), id!, 'onnx', 'part0.onnx_data');
    chmodSync(weights, 0o644);
    writeFileSync(weights, 'twelve bytes');
    const { code, out } = await run(['models', 'verify']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^FAIL\ttest-segmentation 1.0.0: onnx\/part0.onnx_data: The content .* Copy the pack/m,
    );
    expect(await verified()).toMatchObject({
      packs: [{ ok: false, error: { code: 'models.hash-differs' } }],
    });
    const manifest = join(store(), id!, 'manifest.json');
    chmodSync(manifest, 0o644);
    writeFileSync(manifest, readFileSync(manifest, 'utf8').slice(0, 100));
    expect(await run(['models', 'verify'])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^FAIL\t/m),
    });
    expect((await run(['models', 'list'])).out).toMatch(
      /no model pack any more\n {2}manifest.json is not valid/,
    );
  });
});

describe('what cannot be done with models', () => {
  it.each([
    [['add', 'nowhere'], 1, /no readable folder .*nowhere/],
    [['add', '.'], 1, /The folder holds no manifest.json/],
    [['add'], 2, /argument <folder> is needed.*models --help/],
    [['remove', 'nothing'], 1, /no model pack "nothing"/],
    [['bogus'], 2, /no command bogus/],
    [[], 2, /Usage: plumbline models/],
  ] as const)('%j is told and ends with %i', async (args, code, says) => {
    const ended = await run(['models', ...args], { cwd: root });
    expect(ended).toMatchObject({ code, err: expect.stringMatching(says) });
    expect(`${ended.err}${ended.out}`).not.toMatch(/^\s+at |node:internal|Error:/m);
  });

  it('is JSON with --json', async () => {
    expect(await json(['remove', 'nothing'])).toMatchObject({ error: { code: 'models.unknown' } });
  });
});

describe('adding that is broken off', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)(
    'by %s leaves nothing that looks finished, and the next time goes on',
    async (signal, code) => {
      const big = bigPack();
      const stopped = await run(['models', 'add', big], stoppedBy(signal));
      expect(stopped.code).toBe(code);
      expect(storeNames(store()).finished).toEqual([]);
      expect(await stored()).toEqual({ packs: [], broken: [] });
      expect(await json(['add', big])).toMatchObject({ isNew: true });
      expect(await verified()).toMatchObject({ packs: [{ ok: true }] });
      expect(storeNames(store()).others).toEqual([]);
    },
    60_000,
  );
});
