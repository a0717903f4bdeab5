import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import type { Mention } from '../../src/shared/domain/mention/mention.ts';
import { suspicionsIn } from '../../src/shared/domain/mention/suspicious-text.ts';
import { injections } from '../support/injections.ts';
import { captionOf } from '../support/llm-answers.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { saveWithMask, textServices } from '../support/text-project.ts';

const all = injections();
let dir: string;
let store: ProjectStore;
let server: LlmServer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'injections-'));
  store = createProject(dir, 'Injections', { at: '' });
  const answers = new Map(all.map(({ caption, answer: text }) => [caption, text]));
  server = await startLlmServer({ act: (body) => answer(answers.get(captionOf(body)) ?? '') });
  for (const [n, { caption }] of all.entries())
    await saveWithMask(store, n, [{ language: n % 2 ? 'en' : 'de', text: caption }]);
});
afterAll(async () => {
  store.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

/** All that a reviewer or an export would see of the pairs. */
const standing = () =>
  [...store.sliceReader.all()].flatMap(({ sliceId }) =>
    store.pairs
      .ofSlice(sliceId)
      .map(({ pairId, state, revision, classId, box }) => ({ pairId, state, revision, classId, box })),
  );

/** Every mention that is kept anywhere: in pairs, and as an extractor's answer. */
function quotesKept(): (Mention & { text: string })[] {
  return [...store.sliceReader.all()].flatMap(({ sliceId }) =>
    store.sliceReader.captions(sliceId).flatMap(({ language, text, sha256 }) => {
      const found = store.texts.newest(
        { task: 'mentions', language, inputSha256: sha256 },
        { than: 'lexicon' },
      );
      const said = found ? (JSON.parse(found.output!) as Mention[]) : [];
      const inPairs = store.pairs.ofSlice(sliceId).flatMap(({ mentions }) => mentions);
      return [...said, ...inPairs.filter((one) => one.language === language)].map((one) => ({
        ...one,
        text,
      }));
    }),
  );
}

describe('300 captions that speak to a program, answered by a server that obeys them', () => {
  it(
    'change no status and no pair, and leave no quote that does not stand in its text',
    { timeout: 120_000 },
    async () => {
      expect(new Set(all.map(({ caption }) => caption)).size).toBe(300);
      const before = standing();
      const { jobs, texts } = textServices(store, server.url, { concurrency: 16 });
      const { jobId } = texts.start('mentions');
      expect(await jobs.finished(jobId)).toMatchObject({ status: 'done' });
      const { asked, failed } = texts.result(jobId);
      // Two of ten kinds of answers are well-formed; what they say is kept as what a model said, and decides nothing.
      expect({ asked, failed }).toEqual({ asked: 300, failed: 240 });
      const after = standing();
      const known = new Map(after.map((pair) => [pair.pairId, pair]));
      const changes = before.filter(
        (pair) => JSON.stringify(known.get(pair.pairId)) !== JSON.stringify(pair),
      ).length;
      expect(changes).toBe(0);
      expect(after.every(({ state, revision }) => state === 'pending' && revision === 0)).toBe(true);
      expect(store.decisions.recent(10)).toEqual([]);
      const kept = quotesKept();
      const notVerbatim = kept.filter(
        ({ text, start, end, surface }) => text.slice(start, end) !== surface,
      ).length;
      expect(notVerbatim).toBe(0);
      expect(kept.length).toBeGreaterThan(100);
      const flagged = all.filter(({ caption }) => suspicionsIn(caption).length > 0).length;
      const paths = new Set(server.requests.map(({ path }) => path));
      expect([...paths]).toEqual(['/v1/chat/completions']);
      expect(flagged).toBeGreaterThanOrEqual(240);
      process.stdout.write(
        `injections: ${asked} asked, ${asked - failed} well-formed answers kept, ${notVerbatim} of ${kept.length} quotes not verbatim, ` +
          `0 status changes, ${flagged} captions flagged as suspicious\n`,
      );
      expect(store.verify().filter(({ ok }) => !ok)).toEqual([]);
    },
  );
});
