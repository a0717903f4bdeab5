import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProject, openProject } from '../../src/main/store/project-store.ts';
import { captionOf, goodMentions } from '../support/llm-answers.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { saveWithMask } from '../support/text-project.ts';

const CAPTIONS = 60;
const KILLS = 3;
/** Answered at once in a round that ends in a kill; the others' answers would come long after it. */
const ANSWERED = 10;
const NEVER_MS = 30_000;
let dir: string;
let server: LlmServer;
let asked: string[];
let isLastRound: boolean;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'texts-killed-'));
  const store = createProject(dir, 'Killed', { at: '' });
  for (let n = 0; n < CAPTIONS; n += 1)
    await saveWithMask(store, n, [{ language: 'de', text: `Leber ${n}.` }]);
  store.close();
  asked = [];
  isLastRound = false;
  server = await startLlmServer({
    act: (body) => {
      asked.push(captionOf(body));
      const isAnswered = isLastRound || asked.length <= ANSWERED;
      return answer(goodMentions(body), { latencyMs: isAnswered ? 0 : NEVER_MS });
    },
  });
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

function start(): ChildProcess {
  const file = join(import.meta.dirname, '..', 'support', 'text-asking-child.ts');
  return spawn(process.execPath, [file, dir, server.url, 'mentions'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Captions whose answer the project holds. */
function kept(): string[] {
  const store = openProject(dir, { at: '' });
  try {
    return [...store.texts.captions()]
      .filter(({ language, sha256: inputSha256 }) =>
        store.texts.newest({ task: 'mentions', language, inputSha256 }, { than: 'lexicon' }),
      )
      .map(({ text }) => text);
  } finally {
    store.close();
  }
}

describe('a run over captions whose program is killed', () => {
  it('goes on without asking again what was kept, and loses nothing', { timeout: 60_000 }, async () => {
    let before: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const child = start();
      // Some answers of this round have come, and others are under way.
      await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(ANSWERED + 4);
      await sleep(500);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      expect(asked.filter((text) => before.includes(text))).toEqual([]);
      const now = kept();
      expect(now).toEqual(expect.arrayContaining(before));
      before = now;
      asked.length = 0;
    }
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(CAPTIONS);
    isLastRound = true;
    const child = start();
    const [said] = (await once(child.stdout!, 'data')) as [Buffer];
    expect(said.toString()).toBe('done null\n');
    expect(asked.toSorted()).toEqual(
      Array.from({ length: CAPTIONS }, (_, n) => `Leber ${n}.`)
        .filter((text) => !before.includes(text))
        .toSorted(),
    );
    expect(kept()).toHaveLength(CAPTIONS);
    const store = openProject(dir, { at: '' });
    const extractors = [...store.sliceReader.all()].map(({ extractor }) => extractor);
    expect(new Set(extractors)).toEqual(new Set(['lexicon+llm']));
    expect(store.verify().filter(({ ok }) => !ok)).toEqual([]);
    store.close();
  });
});
