import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/main/app/session.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import {
  type EvaluationDeps,
  compareFiles,
  runEvaluation,
} from '../../src/main/services/evaluation/index.ts';
import type { EvaluateInput } from '../../src/shared/contract/evaluation.ts';
import type { SliceAnswer } from '../../src/shared/contract/vlm.ts';
import { decidedProject } from '../support/decided-project.ts';
import {
  type Answers,
  INPUT,
  OWN_EMBEDDING,
  codeOf,
  decidedAnswers,
  scriptedModel,
} from '../support/scripted-model.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let root: string;
let folder: string;
let session: Session;
let gold: SliceAnswer[];
let close: () => Promise<void>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-comparison-'));
  const paths = { dataDir: join(root, 'home'), rendererDir: '', resourcesDir: join(root, 'none') };
  const ports = { clock: systemClock, log, newId, children: nodeChildHost(), paths };
  ({ session, close } = await decidedProject(root, ports));
  gold = decidedAnswers(session);
}, 60_000);
afterAll(async () => {
  await close();
  await rm(root, { recursive: true, force: true });
});

/** @returns the report's file */
async function evaluated(
  writer: EvaluationDeps['writer'],
  input: Partial<EvaluateInput> = {},
): Promise<string> {
  const deps: EvaluationDeps = {
    writer,
    folder,
    store: session.store,
    reading: { ask: () => expect.fail('pictures are in the project') },
    training: null,
    ...OWN_EMBEDDING,
    snapshot: () => Promise.resolve(null),
    now: () => new Date().toISOString(),
    llm: { client: () => expect.fail(), state: () => ({ connection: {} }) as never },
  };
  const telling = {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onProblem: ({ code }: { code: string }) => expect.fail(code),
  };
  return (await runEvaluation({ ...INPUT, ...input }, deps, telling)).file;
}

const perfect: Answers = (_prompt, call) => gold[call]!;
const silent: Answers = () => ({ text: 'Nothing.', boxes: [], isComplete: true });

describe('comparing two evaluations', () => {
  /** The second model is worse on the first case, and its text would like to be more than text. */
  const worse: Answers = (prompt, call) => {
    const said = perfect(prompt, call) as SliceAnswer;
    if (call > 0) return said;
    const boxes = said.boxes.map((box) => ({ ...box, box: [0, 0, 1, 1] as const }));
    return { ...said, text: `${said.text}<script>alert("&amp;")</script>`, boxes };
  };
  let files: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(root, 'evaluations-'));
    files = [];
    for (const [id, answers] of [
      ['1', perfect],
      ['2', worse],
    ] as const)
      files.push(await evaluated(scriptedModel(answers, id.repeat(64)).writer));
  });
  const compare = (over: Partial<Parameters<typeof compareFiles>[0]> = {}) =>
    compareFiles({
      first: files[0]!,
      second: files[1]!,
      html: null,
      language: 'en',
      signal: new AbortController().signal,
      ...over,
    });

  it('finds the case that became worse, with what both said', async () => {
    const found = await compare();
    expect(found).toMatchObject({ cases: gold.length, leftOut: 0, better: 0, worse: 1, leading: 'gIou' });
    expect(found.regressions[0]).toMatchObject({ first: expect.closeTo(1, 6) as number });
    const difference = found.figures.find(({ metric }) => metric === 'gIou')!.difference!;
    expect(difference.value).toBeLessThan(0);
    expect(difference.high).toBeLessThanOrEqual(0);
  });

  it.each(['de', 'en'] as const)(
    'writes one %s page with pictures, boxes and nothing that runs',
    async (language) => {
      const html = join(folder, `${language}.html`);
      const found = await compare({ html, language, first: join(files[0]!, '..') });
      const page = await readFile(html, 'utf8');
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).not.toContain('<script');
      expect(page).toContain('&lt;script&gt;alert(&quot;&amp;amp;&quot;)');
      expect(page).not.toMatch(/https?:\/\/|evaluation:|undefined|NaN|\[object/);
      expect(page).toMatch(/data:image\/png;base64,iVBOR/);
      for (const side of ['truth', 'first', 'second'])
        expect(page).toMatch(new RegExp(`<rect[^>]*class="${side}"`));
      for (const id of [found.first.id, found.second.id, found.first.set.sha256, '1'.repeat(64)])
        expect(page).toContain(id);
    },
  );

  it('refuses evaluations that cannot be compared', async () => {
    const file = await evaluated(scriptedModel(silent).writer, { protocol: 'locate' });
    expect(await codeOf(compare({ second: file }))).toBe('evaluation.other-protocol');
    expect(await codeOf(compare({ second: join(folder, 'nowhere') }))).toBe('evaluation.no-report');
    expect(await codeOf(compare({ html: join(folder, 'no', 'where.html') }))).toBe('store.not-writable');
  });
});
