import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProjectStore, createProject, openProject } from '../../src/main/store/project-store.ts';
import type { TextResult } from '../../src/main/store/text-store.ts';
import { sliceRecord } from '../support/slice-record.ts';

let dir: string;
let store: ProjectStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'texts-'));
  store = createProject(dir, 'Texts', { at: '' });
});
afterEach(async () => {
  store.close();
  await rm(dir, { recursive: true, force: true });
});

const result = (change: Partial<TextResult> = {}): TextResult => ({
  task: 'mentions',
  language: 'de',
  inputSha256: 'a'.repeat(64),
  producer: 'lexicon',
  version: '1',
  output: '[]',
  problem: null,
  promptTokens: 0,
  completionTokens: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
});

describe('what was made of texts', () => {
  it('stands side by side for each producer and version, and is there after the project was closed', () => {
    const all = [
      result(),
      result({ producer: 'model', output: '[1]', promptTokens: 7 }),
      result({ producer: 'model', version: '2', output: null, problem: 'llm.not-verbatim' }),
    ];
    store.texts.saveAll(all);
    store.close();
    store = openProject(dir, { at: '' });
    expect(all.map((one) => store.texts.get(one))).toEqual(all);
  });

  it('is replaced by a result of the same producer and version', () => {
    store.texts.saveAll([result({ output: null, problem: 'llm.declined' })]);
    store.texts.saveAll([result({ output: '[2]' })]);
    expect(store.texts.get(result())?.output).toBe('[2]');
  });

  it('counts as newest only where an answer held', () => {
    const failed = result({
      producer: 'model',
      version: '3',
      output: null,
      problem: 'llm.declined',
      createdAt: '2026-03',
    });
    store.texts.saveAll([
      result({ createdAt: '2026-04' }),
      result({ producer: 'model', version: '1', createdAt: '2026-01' }),
      result({ producer: 'model', version: '2', createdAt: '2026-02' }),
      failed,
    ]);
    expect(store.texts.newest(result(), { than: 'lexicon' })?.version).toBe('2');
    expect(store.texts.newest(result({ language: 'en' }))).toBeUndefined();
  });

  it('is kept all or not at all', () => {
    const neither = result({ version: '2', output: null, problem: null });
    expect(() => store.texts.saveAll([result(), neither])).toThrow('CHECK');
    expect(store.texts.get(result())).toBeUndefined();
  });
});

describe('captions', () => {
  it('come once each, however many slices have them, across pages', () => {
    const texts = Array.from({ length: 1203 }, (_, n) => `Leber ${n % 601}.`);
    store.slices.saveAll(
      texts.map((text, n) => ({ ...sliceRecord(n), captions: [{ language: 'de', text, isOriginal: null }] })),
    );
    const found = [...store.texts.captions()];
    expect(found.map(({ text }) => text).toSorted()).toEqual([...new Set(texts)].toSorted());
    const twice = found.find(({ text }) => text === 'Leber 7.')!;
    expect(store.texts.slicesWith(twice)).toEqual([8, 609]);
  });
});
