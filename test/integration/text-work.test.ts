import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExchangeService } from '../../src/main/services/exchange/index.ts';
import { createLexiconExtractor } from '../../src/main/services/extraction/index.ts';
import { type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import { EXPORT_DEFAULTS } from '../../src/shared/contract/exchange.ts';
import { type ChatBody, type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { goodAnswer } from '../support/llm-task-answers.ts';
import { saveWithMask, textServices } from '../support/text-project.ts';

const lexicon = createLexiconExtractor();
let dir: string;
let store: ProjectStore;
let server: LlmServer;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'text-work-'));
  store = createProject(dir, 'Texts', { at: '' });
});
afterEach(async () => {
  store.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

async function serve(act: (body: ChatBody) => string): Promise<void> {
  server = await startLlmServer({ act: (body) => answer(act(body)) });
}

describe('other work on texts', () => {
  const tasks = ['rewriting', 'translation', 'judging', 'questions'] as const;

  async function project(): Promise<void> {
    await saveWithMask(store, 0, [{ language: 'de', text: 'Unverändert Zyste in der Leber, 12 mm.' }]);
    await saveWithMask(store, 1, [
      { language: 'de', text: 'Milz unauffällig.' },
      { language: 'en', text: 'Unremarkable spleen.' },
    ]);
  }

  it('is kept with who did it and by which prompt', async () => {
    await project();
    await serve(goodAnswer);
    const services = textServices(store, server.url);
    for (const task of tasks) {
      const { jobId } = services.texts.start(task);
      expect(await services.jobs.finished(jobId)).toMatchObject({ status: 'done', problems: [] });
    }
    const asked = { rewriting: 1, translation: 1, judging: 1, questions: 3 };
    for (const task of tasks)
      expect(await services.texts.outlook(task)).toMatchObject({ texts: asked[task], open: 0, failed: 0 });
    const leber = [...store.texts.captions()].find(({ text }) => text.includes('Leber'))!;
    const kept = store.texts.newest({ task: 'rewriting', language: 'de', inputSha256: leber.sha256 })!;
    expect(kept).toMatchObject({ producer: 'test-model', version: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.parse(kept.output!)).toEqual({
      removed: ['Unverändert'],
      caption: 'Zyste in der Leber, 12 mm.',
    });
  });

  it('writes questions into the reports table of an export, in the published form', async () => {
    await project();
    await serve(goodAnswer);
    const { jobs, texts } = textServices(store, server.url);
    await jobs.finished(texts.start('questions').jobId);
    const exchange = createExchangeService({
      store,
      jobs,
      lexicon,
      clock: { now: () => 0, monotonic: () => 0 },
    });
    const targetDir = join(dir, 'export');
    const { jobId } = exchange.start({ ...EXPORT_DEFAULTS, include: ['pending'], targetDir });
    expect(await jobs.finished(jobId)).toMatchObject({ status: 'done' });
    const file = await asyncBufferFromFile(join(targetDir, 'refrad2d_vqa_dataset.parquet'));
    const rows = await parquetReadObjects({ file });
    const lists = rows.flatMap(({ german, english }) => [german, english]) as Record<string, unknown[]>[];
    const written = lists.filter(({ snippet_vqa }) => snippet_vqa!.length > 0);
    expect(written).toHaveLength(3);
    for (const { snippet_vqa, dicom_vqa } of written)
      expect([snippet_vqa!.length, dicom_vqa!.length]).toEqual([5, 3]);
    const multiple = written
      .flatMap(({ snippet_vqa }) => snippet_vqa![2])
      .find((one) => JSON.stringify(one).includes('Zyste'));
    expect(multiple).toEqual({
      question: expect.stringContaining('Question 2'),
      answer: 'Unverändert Zyste',
      question_type: 'multiple',
      choices: ['Unverändert Zyste', 'B', 'C', 'D'],
    });
  });

  const exportOf = async (
    { jobs }: ReturnType<typeof textServices>,
    settings: Partial<typeof EXPORT_DEFAULTS>,
  ) => {
    const clock = { now: () => 0, monotonic: () => 0 };
    const exchange = createExchangeService({ store, jobs, lexicon, clock });
    const targetDir = join(dir, `export-${settings.format ?? 'refrad2d'}`);
    const split = { train: 1, val: 0, test: 0 };
    const { jobId } = exchange.start({
      ...EXPORT_DEFAULTS,
      include: ['pending'],
      split,
      ...settings,
      targetDir,
    });
    expect(await jobs.finished(jobId)).toMatchObject({ status: 'done' });
    const read = async (name: string): Promise<string> => readFile(join(targetDir, name), 'utf8');
    const linesOf = async (name: string): Promise<Record<string, unknown>[]> =>
      (await read(name))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { manifest: JSON.parse(await read('manifest.json')) as Record<string, unknown>, linesOf };
  };

  it('leaves in training lines as captions and questions, each with who wrote it', async () => {
    await project();
    await serve(goodAnswer);
    const services = textServices(store, server.url);
    for (const task of tasks) await services.jobs.finished(services.texts.start(task).jobId);
    const { manifest, linesOf } = await exportOf(services, {
      format: 'paligemma-jsonl',
      captions: 'rewritten',
      translations: true,
    });
    expect(manifest).toMatchObject({
      settings: { captions: 'rewritten', translations: true, questions: true },
      summary: { captions: { original: 2, rewritten: 1, translated: 1, unused: [] } },
    });
    const lines = await linesOf('train.jsonl');
    const rewritten = lines.find(({ suffix }) => String(suffix).startsWith('Zyste in der <p bbox='))!;
    expect(rewritten).toMatchObject({ language: 'de', machine: { kind: 'rewritten', model: 'test-model' } });
    expect(lines.find(({ suffix }) => suffix === 'Cyst, 12 mm.')).toMatchObject({
      language: 'en',
      machine: { kind: 'translated', from: 'de', score: 5 },
    });
    const questions = lines.filter(({ machine }) => (machine as { kind?: string })?.kind === 'question');
    expect(manifest['questions']).toBe(questions.length);
    const ofRewritten = questions.filter(
      ({ image_id, language }) => image_id === rewritten['image_id'] && language === 'de',
    );
    // Those from the caption rest on "Unverändert Zyste", which the caption that leaves says no longer.
    expect(ofRewritten.map(({ machine }) => (machine as { from: string }).from)).toEqual(
      Array(3).fill('metadata'),
    );
    const multiple = questions.find(({ question_type }) => question_type === 'multiple')!;
    expect(multiple['prefix']).toMatch(/^<image>\nQuestion \d .*\n.+\nB\nC\nD\n(Answer|Antwort): $/);
    expect(multiple['prefix']).toContain(`\n${String(multiple['suffix'])}\n`);
  });

  it('leaves in the published layout with a list of what a machine wrote', async () => {
    await project();
    await serve(goodAnswer);
    const services = textServices(store, server.url);
    for (const task of tasks) await services.jobs.finished(services.texts.start(task).jobId);
    const { linesOf } = await exportOf(services, { captions: 'rewritten', translations: true });
    const lines = await linesOf('machine_texts.jsonl');
    expect(lines.filter(({ text }) => text === 'caption').map(({ kind }) => kind)).toEqual([
      'rewritten',
      'translated',
    ]);
    const counts = lines.filter(({ text }) => text === 'questions').map(({ snippet_vqa }) => snippet_vqa);
    expect(counts.map(Number).toSorted((a, b) => a - b)).toEqual([0, 5, 5]);
  });

  it('is shown for a slice beside its captions, which stay as they are', async () => {
    await project();
    await serve(goodAnswer);
    const services = textServices(store, server.url);
    for (const task of tasks) await services.jobs.finished(services.texts.start(task).jobId);
    const [first, second] = [...store.sliceReader.all()].map(({ sliceId }) => services.texts.made(sliceId));
    expect(first).toMatchObject({
      captions: [
        {
          kind: 'rewritten',
          from: 'de',
          text: 'Zyste in der Leber, 12 mm.',
          removed: ['Unverändert'],
          verdict: null,
        },
        { kind: 'translated', from: 'de', language: 'en', verdict: { score: 5, faults: [] }, isGood: true },
      ],
      judgement: null,
    });
    expect(second).toMatchObject({ captions: [], judgement: { score: 5, model: 'test-model' } });
    const texts = [...store.texts.captions()].map(({ text }) => text);
    expect(texts).toContain('Unverändert Zyste in der Leber, 12 mm.');
  });

  it.each([
    ['adds a structure', JSON.stringify({ removed: [], caption: 'Zyste in der Leber und der Milz, 12 mm.' })],
    ['changes a number', JSON.stringify({ removed: [], caption: 'Zyste in der Leber, 21 mm.' })],
    [
      'keeps the comparison',
      JSON.stringify({ removed: [], caption: 'Unverändert Zyste in der Leber, 12 mm.' }),
    ],
    ['is none', 'I cannot help with that.'],
  ])('keeps no rewriting that %s', async (_what, bad) => {
    await project();
    await serve(() => bad);
    const { jobs, texts } = textServices(store, server.url);
    const { jobId } = texts.start('rewriting');
    expect((await jobs.finished(jobId)).problems).toHaveLength(1);
    expect(await texts.outlook('rewriting')).toMatchObject({ texts: 1, open: 0, failed: 1 });
  });
});
