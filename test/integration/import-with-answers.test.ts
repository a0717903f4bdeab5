import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatch } from '../../src/main/app/batch.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { createProject, openProject } from '../../src/main/store/project-store.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { captionOf, goodMentions } from '../support/llm-answers.ts';
import { noPaths } from '../support/no-paths.ts';
import { writeStudy } from '../support/study-folder.ts';
import { textServices } from '../support/text-project.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const children = nodeChildHost();
const batch = createBatch({ clock: systemClock, log: silent, newId, children, paths: noPaths });
const onProgress = (): void => undefined;

let dir: string;
let server: LlmServer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-answers-'));
  await writeStudy(join(dir, 'source'), 'first', { modality: 'CT', captions: 4 });
  await writeStudy(join(dir, 'source'), 'second', { modality: 'CT', captions: 4 });
  server = await startLlmServer({ act: (body) => answer(found(captionOf(body)) ?? goodMentions(body)) });
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

/** The spleen at a word that means the liver, and one answer that does not hold. */
function found(caption: string): string | undefined {
  if (caption.startsWith('The liver')) return 'I cannot help with that.';
  if (!caption.startsWith('Aorta nicht')) return undefined;
  return JSON.stringify({ mentions: [{ quote: 'Aorta', classes: ['liver'] }] });
}

async function asked(project: string): Promise<void> {
  const store = openProject(project, { at: '' });
  const { jobs, texts } = textServices(store, server.url);
  await jobs.finished(texts.start('mentions').jobId);
  await jobs.close();
  store.close();
}

/** Extractor and findings on disagreement of each slice of a study, by image. */
function standing(project: string, study: string): unknown {
  const store = openProject(project, { at: '' });
  const slices = [...store.sliceReader.all()].filter(({ imageId }) => imageId.startsWith(study));
  const facts = slices.map(({ sliceId, imageId, extractor }) => {
    const disputed = store.pairs
      .ofSlice(sliceId)
      .filter(({ findings }) => findings.some(({ code }) => code === 'extractors-disagree'))
      .map(({ classId }) => classId);
    return [imageId.split('-')[1], extractor, disputed];
  });
  store.close();
  return facts;
}

describe('an import of captions that a language model was asked about before', () => {
  it('takes its answers at once, as if it had been asked afterwards, and sends nothing', async () => {
    const project = join(dir, 'project');
    await batch.importPaths({ paths: [join(dir, 'source', 'first')], project, onProgress });
    await asked(project);
    const first = standing(project, 'first');
    const sent = server.requests.length;
    await batch.importPaths({ paths: [join(dir, 'source', 'second')], project, onProgress });
    expect(server.requests).toHaveLength(sent);
    expect(standing(project, 'second')).toEqual(first);
    expect(first).toEqual([
      ['0', 'lexicon+llm', []],
      ['1', 'lexicon+llm', []],
      ['2', 'lexicon+llm', []],
      ['3', 'lexicon+llm', [5, 52]],
    ]);
  });

  it('marks where its answers did not hold', async () => {
    const project = join(dir, 'failed');
    const store = createProject(project, 'Failed', { at: '' });
    const captions = openProject(join(dir, 'project'), { at: '' });
    for (const { language, sha256: inputSha256 } of captions.texts.captions())
      store.texts.saveAll([
        {
          task: 'mentions',
          language,
          inputSha256,
          producer: 'm',
          version: 'v',
          output: null,
          problem: 'llm.not-json',
          promptTokens: 0,
          completionTokens: 0,
          createdAt: '',
        },
      ]);
    captions.close();
    store.close();
    await batch.importPaths({ paths: [join(dir, 'source', 'first')], project, onProgress });
    expect(standing(project, 'first')).toEqual(
      ['0', '1', '2', '3'].map((name) => [name, 'lexicon-after-llm', []]),
    );
  });

  it('finds the same disagreement in pairs that come ready-made', async () => {
    const out = join(dir, 'export');
    await batch.exportProject({ project: join(dir, 'project'), out, include: ['pending'], onProgress });
    const project = join(dir, 'ready-made');
    createProject(project, 'Ready-made', { at: '' }).close();
    await batch.importPaths({ paths: [out], project, onProgress });
    await asked(project);
    const afterwards = standing(project, 'first');
    const copy = join(dir, 'ready-made-2');
    const store = createProject(copy, 'Ready-made', { at: '' });
    const other = openProject(project, { at: '' });
    for (const { language, sha256: inputSha256 } of other.texts.captions()) {
      const result = other.texts.newest({ task: 'mentions', language, inputSha256 }, { than: 'lexicon' });
      if (result) store.texts.saveAll([result]);
    }
    other.close();
    store.close();
    await batch.importPaths({ paths: [out], project: copy, onProgress });
    expect(standing(copy, 'first')).toEqual(afterwards);
    expect(JSON.stringify(afterwards)).toContain('[5,52]');
  });
});
