import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProject } from '../../src/main/store/project-store.ts';
import { goodAnswer } from '../support/llm-task-answers.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { saveWithMask } from '../support/text-project.ts';

const KEY = 'sk-planted-key-that-nobody-may-see';
let root: string;
let project: string;
let server: LlmServer;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-cli-texts-'));
  project = join(root, 'project');
  const store = createProject(project, 'Texts', { at: '' });
  await saveWithMask(store, 0, [{ language: 'de', text: 'Unverändert Zyste in der Leber, 12 mm.' }]);
  await saveWithMask(store, 1, [
    { language: 'de', text: 'Milz unauffällig.' },
    { language: 'en', text: 'Unremarkable spleen.' },
  ]);
  store.close();
  server = await startLlmServer({ act: (body) => answer(goodAnswer(body)), key: KEY });
});
afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<CliRun> {
  process.env['PLUMBLINE_LLM_KEY'] = KEY;
  try {
    return await runCli(args, { home: join(root, 'home') });
  } finally {
    delete process.env['PLUMBLINE_LLM_KEY'];
  }
}
const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await run('--json', ...args)).out) as Record<string, unknown>;

describe('the language model by the command line', () => {
  it('is set up, checked, and works on the texts of a project', { timeout: 180_000 }, async () => {
    expect(await json('llm', 'set', '--url', server.url, '--model', 'test-model')).toMatchObject({
      connection: { baseUrl: server.url, model: 'test-model' },
      needsPlainHttpConsent: false,
    });
    expect(await json('llm', 'check')).toMatchObject({
      models: ['test-model'],
      isUsable: true,
      structure: 'json_schema',
    });
    expect(await json('extract', project)).toMatchObject({
      task: 'mentions',
      asked: 3,
      failed: 0,
      changes: {},
    });
    expect(await json('captions', 'translate', project)).toMatchObject({ asked: 1, failed: 0 });
    expect(await json('vqa', project)).toMatchObject({ asked: 3, failed: 0 });
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const leaks = files.filter((one) => readFileSync(join(one.parentPath, one.name)).includes(KEY));
    expect(leaks.map(({ name }) => name)).toEqual([]);
    expect(statSync(join(root, 'home', 'llm.json')).mode & 0o077).toBe(0);
  });

  it('says in the language of the person what is wrong', { timeout: 180_000 }, async () => {
    const unset = await run('--lang', 'de', 'extract', project);
    expect(unset).toMatchObject({ code: 1 });
    expect(unset.err).toContain('Es ist kein Sprachmodell eingerichtet.');
    const plain = await run('llm', 'set', '--url', 'http://llm.example/v1', '--model', 'm');
    expect(plain.out).toContain('nothing is sent until that is accepted');
    expect((await run('extract', project)).err).toContain('http://llm.example');
  });
});
