import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLexiconExtractor } from '../../src/main/services/extraction/index.ts';
import { type ProjectStore, createProject, openProject } from '../../src/main/store/project-store.ts';
import { captionOf, goodMentions } from '../support/llm-answers.ts';
import { type ChatBody, type LlmServer, answer, deadOrigin, startLlmServer } from '../support/llm-server.ts';
import { sliceRecord } from '../support/slice-record.ts';
import { saveWithMask, textServices } from '../support/text-project.ts';

let dir: string;
let store: ProjectStore;
let server: LlmServer;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'texts-'));
  store = createProject(dir, 'Texts', { at: '' });
});
afterEach(async () => {
  store.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const mentions = (...quotes: [quote: string, ...classes: string[]][]): string =>
  JSON.stringify({ mentions: quotes.map(([quote, ...classes]) => ({ quote, classes })) });

async function serve(act: (body: ChatBody, number: number) => string): Promise<void> {
  server = await startLlmServer({ act: (body, number) => answer(act(body, number)) });
}

async function extract(again = false, options = {}) {
  const services = textServices(store, server.url, options);
  const { jobId } = services.texts.start('mentions', again);
  const job = await services.jobs.finished(jobId);
  return { ...services, job, result: services.texts.result(jobId) };
}

const findingsOf = (sliceId: number) =>
  store.pairs.ofSlice(sliceId).map(({ classId, findings }) => [classId, findings.map(({ code }) => code)]);

describe('extraction by a language model', () => {
  it('asks about each different caption once and says how many tokens that took', async () => {
    await serve(goodMentions);
    for (let n = 0; n < 6; n += 1)
      await saveWithMask(store, n, [{ language: 'de', text: n % 2 ? 'Leber und Milz.' : 'Milz.' }]);
    const { job, result } = await extract();
    expect(job).toMatchObject({ status: 'done', problems: [] });
    expect(result).toMatchObject({ asked: 2, failed: 0, promptTokens: 2000, completionTokens: 40 });
    expect(server.requests).toHaveLength(2);
  });

  it('keeps lexicon and model side by side and finds where they disagree', async () => {
    await serve(() => mentions(['Organ', 'spleen']));
    const sliceId = await saveWithMask(store, 0, [
      { language: 'en', text: 'Liver, and another organ. Organ.' },
    ]);
    expect(findingsOf(sliceId)).toEqual([[5, expect.not.arrayContaining(['extractors-disagree'])]]);
    const { result } = await extract();
    expect(result.changes).toEqual({ added: 1, changed: 1, removed: 0, kept: 0 });
    expect(findingsOf(sliceId)).toEqual([
      [1, expect.arrayContaining(['extractors-disagree'])],
      [5, expect.arrayContaining(['extractors-disagree'])],
    ]);
    const slice = store.sliceReader.get(sliceId)!;
    expect(slice.extractor).toBe('lexicon+llm');
    expect(slice.extractorVersion).toMatch(/^\S+ \+ test-model [0-9a-f]{8}$/);
    expect(store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('falls back to the lexicon where no answer holds, marks it so, and asks there again only when told to', async () => {
    let isGood = false;
    await serve((body) =>
      isGood || captionOf(body) === 'Milz.' ? goodMentions(body) : mentions(['Gallenblase', 'gallbladder']),
    );
    const bad = await saveWithMask(store, 0, [{ language: 'de', text: 'Leber.' }]);
    const good = await saveWithMask(store, 1, [{ language: 'de', text: 'Milz.' }]);
    const before = findingsOf(bad);
    const first = await extract();
    expect(first.result).toMatchObject({ asked: 2, failed: 1 });
    expect(first.job.problems).toMatchObject([{ code: 'llm.not-verbatim', severity: 'warning' }]);
    expect(findingsOf(bad)).toEqual(before);
    expect(store.sliceReader.get(bad)!.extractor).toBe('lexicon-after-llm');
    expect(store.sliceReader.get(good)!.extractor).toBe('lexicon+llm');
    expect((await extract()).result).toMatchObject({ asked: 0 });
    isGood = true;
    expect((await extract(true)).result).toMatchObject({ asked: 1, failed: 0 });
    expect(store.sliceReader.get(bad)!.extractor).toBe('lexicon+llm');
  });

  it('never touches a pair that somebody has judged', async () => {
    await serve(() => mentions());
    const sliceId = await saveWithMask(store, 0, [{ language: 'de', text: 'Leber und Milz.' }]);
    const { review } = textServices(store, server.url);
    review.setReviewer('R');
    const [judged] = store.pairs.ofSlice(sliceId);
    const { pair, slice, captions } = review.pair(judged!.pairId);
    const sha256s = captions.map(({ sha256 }) => sha256);
    review.decide({
      decisionId: 'd',
      pairId: pair.pairId,
      revision: 0,
      verdict: { kind: 'accept' },
      correction: null,
      seen: {
        pixelsSha256: slice.pixelsSha256,
        maskSha256: slice.maskSha256,
        captionSha256: sha256s,
        windowCenter: 0,
        windowWidth: 1,
      },
      durationMs: 1,
      key: 'KeyA',
    });
    const before = store.pairs.get(pair.pairId);
    const { result } = await extract();
    expect(result.changes).toMatchObject({ changed: 1, kept: 1 });
    expect(store.pairs.get(pair.pairId)).toEqual(before);
  });

  it('leaves words and boxes that came ready-made, and adds what it disagrees on', async () => {
    await serve(() => mentions());
    const provenance = {
      extractor: 'imported',
      extractorVersion: '',
      derivation: 'imported',
      switches: null,
      segmentationFile: null,
      segmentationSha256: null,
    } as const;
    const sliceId = await saveWithMask(store, 0, [{ language: 'de', text: 'Leber.' }], { provenance });
    const [before] = store.pairs.ofSlice(sliceId);
    await extract();
    const [after] = store.pairs.ofSlice(sliceId);
    expect(after).toMatchObject({ box: before!.box, mentions: before!.mentions });
    expect(after!.findings.map(({ code }) => code)).toContain('extractors-disagree');
    expect(after!.priority).toBeGreaterThan(before!.priority);
    expect(store.sliceReader.get(sliceId)!.extractor).toBe('imported');
    expect(store.verify().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('ends with the reason when the server goes away, keeps what had come, and goes on from there', async () => {
    for (let n = 0; n < 20; n += 1) await saveWithMask(store, n, [{ language: 'de', text: `Leber ${n}.` }]);
    server = await startLlmServer({
      act: (body, number) => (number < 5 ? answer(goodMentions(body)) : { kind: 'status', status: 401 }),
    });
    const { job, jobs, texts } = await extract(false, { concurrency: 1 });
    expect(job).toMatchObject({ status: 'failed', error: { code: 'llm.unauthorized' } });
    expect(await texts.outlook('mentions')).toMatchObject({ texts: 20, open: 15, failed: 0, tokens: 5100 });
    const extractors = [...store.sliceReader.all()].map(({ extractor }) => extractor);
    expect(extractors.filter((one) => one === 'lexicon+llm')).toHaveLength(5);
    await jobs.close();
    await server.close();
    await serve(goodMentions);
    expect((await extract()).result).toMatchObject({ asked: 15 });
  });

  it('leaves a project without a server as it is', async () => {
    server = await startLlmServer({ act: () => answer('') });
    const sliceId = await saveWithMask(store, 0, [{ language: 'de', text: 'Leber.' }]);
    const before = store.pairs.ofSlice(sliceId);
    const { jobs, texts } = textServices(store, `${await deadOrigin()}/v1`);
    const job = await jobs.finished(texts.start('mentions').jobId);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'llm.refused' } });
    expect(store.pairs.ofSlice(sliceId)).toEqual(before);
  });

  it('stops when told to, and takes up after the program ended where it was', async () => {
    const texts = Array.from({ length: 60 }, (_, n) => `Leber ${n}.`);
    for (const [n, text] of texts.entries()) await saveWithMask(store, n, [{ language: 'de', text }]);
    server = await startLlmServer({ act: (body) => answer(goodMentions(body), { latencyMs: 40 }) });
    const first = textServices(store, server.url, { concurrency: 4 });
    const { jobId } = first.texts.start('mentions');
    await expect.poll(() => store.texts.newest(keyOf(texts)) !== undefined).toBe(true);
    first.jobs.cancel(jobId);
    expect(await first.jobs.finished(jobId)).toMatchObject({ status: 'cancelled' });
    first.jobs.resume(jobId);
    await expect
      .poll(async () => (await first.texts.outlook('mentions')).open, { timeout: 5000 })
      .toBeLessThan(50);
    await first.jobs.close();
    store.close();
    store = openProject(dir, { at: '' });
    const second = textServices(store, server.url, { concurrency: 4 });
    const { open } = await second.texts.outlook('mentions');
    expect(open).toBeLessThan(50);
    second.jobs.resumeInterrupted();
    expect(await second.jobs.finished(jobId)).toMatchObject({ status: 'done' });
    expect((await second.texts.outlook('mentions')).open).toBe(0);
    expect(second.texts.result(jobId).asked).toBe(open);
  });

  it('keeps as many requests in flight as it may', { timeout: 60_000 }, async () => {
    const [captions, concurrency, latencyMs] = [400, 100, 500];
    store.slices.saveAll(
      Array.from({ length: captions }, (_, n) => ({
        ...sliceRecord(n),
        captions: [{ language: 'de' as const, text: `Leber ${n}.`, isOriginal: null }],
        provenance: {
          extractor: 'imported',
          extractorVersion: '',
          derivation: 'imported' as const,
          switches: null,
          segmentationFile: null,
          segmentationSha256: null,
        },
      })),
    );
    server = await startLlmServer({ act: (body) => answer(goodMentions(body), { latencyMs }) });
    const begun = performance.now();
    const { result } = await extract(false, { concurrency });
    const seconds = (performance.now() - begun) / 1000;
    expect(result).toMatchObject({ asked: captions, failed: 0 });
    expect(server.load.most).toBe(concurrency);
    // How near it comes to concurrency / latency is for the bench to say; one by one it would take 200 s.
    expect(seconds).toBeLessThan(40);
  });
});

/** Of the first caption that is asked about. */
function keyOf(texts: readonly string[]): { task: 'mentions'; language: 'de'; inputSha256: string } {
  const first = [...store.texts.captions()][0]!;
  expect(texts).toContain(first.text);
  return { task: 'mentions', language: 'de', inputSha256: first.sha256 };
}

const lexicon = createLexiconExtractor();
it('writes down which lexicon it was', async () => {
  await serve(goodMentions);
  await saveWithMask(store, 0, [{ language: 'de', text: 'Leber.' }]);
  await extract();
  const { sha256 } = [...store.texts.captions()][0]!;
  const key = { task: 'mentions', language: 'de', inputSha256: sha256 } as const;
  expect(store.texts.get({ ...key, producer: lexicon.name, version: lexicon.version })).toBeDefined();
});
