import type { Language, MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import {
  comparesWithEarlier,
  extractMentions,
  generateQuestions,
  judgeTranslation,
  promptVersion,
  rewriteCaption,
  translateAndJudge,
} from '../../llm/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import type { DistinctCaption, TextResult, TextTask } from '../../store/text-store.ts';
import { hashOf } from './hash-of.ts';
import { metadataOf } from './metadata.ts';
import type { TextWork } from './run.ts';

export interface TaskDeps {
  readonly store: Pick<ProjectStore, 'texts' | 'sliceReader'>;
  readonly lexicon: MentionExtractor;
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

/** All texts of a project that a task is about, each once, with how a model is asked about it. */
type Works = (deps: TaskDeps, model: string) => Iterable<TextWork>;

export const TEXT_WORKS: Readonly<Record<TextTask, Works>> = {
  *mentions(deps, producer) {
    for (const caption of written(deps)) yield mentionsOf(caption, deps, producer);
  },

  /** Only captions that compare with earlier times; in the others there is nothing to take out. */
  *rewriting(deps, producer) {
    for (const caption of written(deps))
      if (comparesWithEarlier(caption.text, caption.language))
        yield {
          key: keyOf('rewriting', caption, producer),
          ask: (client, signal) => rewriteCaption(client, caption, signal),
        };
  },

  /** German captions of slices that have no English one. */
  *translation(deps, producer) {
    const { texts, sliceReader } = deps.store;
    for (const caption of written(deps)) {
      if (caption.language !== 'de') continue;
      const lacks = (sliceId: number): boolean =>
        !sliceReader.captions(sliceId).some(({ language, text }) => language === 'en' && text !== '');
      if (texts.slicesWith(caption).some(lacks))
        yield {
          key: keyOf('translation', caption, producer),
          ask: (client, signal) => translateAndJudge(client, caption.text, { promptLanguage: 'de', signal }),
        };
    }
  },

  *judging(deps, producer) {
    const seen = new Set<string>();
    for (const slice of deps.store.sliceReader.all()) {
      const texts = bothTexts(deps, slice);
      if (!texts || seen.has(texts.sha256)) continue;
      seen.add(texts.sha256);
      const { german, english, sha256 } = texts;
      yield {
        key: keyOf('judging', { language: 'de', sha256 }, producer),
        ask: (client, signal) =>
          judgeTranslation(client, { german, english }, { promptLanguage: 'de', signal }),
      };
    }
  },

  *questions(deps, producer) {
    const seen = new Set<string>();
    for (const slice of deps.store.sliceReader.all())
      for (const image of questionInputs(deps.store, slice)) {
        const name = `${image.language} ${image.sha256}`;
        if (seen.has(name)) continue;
        seen.add(name);
        yield {
          key: keyOf('questions', image, producer),
          ask: (client, signal) => generateQuestions(client, image, signal),
        };
      }
  },
};

/** How a model is asked for the mentions in a caption. */
export function mentionsOf(caption: DistinctCaption, deps: TaskDeps, producer: string): TextWork {
  return {
    key: keyOf('mentions', caption, producer),
    ask: (client, signal) => extractMentions(client, caption, signal),
    beside: () => [byLexicon(caption, deps)],
  };
}

/** What questions are made from: captions of a slice with what is known about it. */
export function questionInputs(
  store: Pick<ProjectStore, 'sliceReader'>,
  slice: StoredSlice,
): { caption: string; metadata: Readonly<Record<string, string>>; language: Language; sha256: string }[] {
  return store.sliceReader
    .captions(slice.sliceId)
    .filter(({ text }) => text.trim() !== '')
    .map(({ text: caption, language }) => {
      const metadata = metadataOf(slice, language);
      return { caption, metadata, language, sha256: hashOf({ caption, metadata }) };
    });
}

function bothTexts(
  { store }: TaskDeps,
  { sliceId }: StoredSlice,
): { german: string; english: string; sha256: string } | undefined {
  const captions = store.sliceReader.captions(sliceId);
  const textIn = (wanted: Language): string =>
    captions.find(({ language }) => language === wanted)?.text ?? '';
  const [german, english] = [textIn('de'), textIn('en')];
  if (german.trim() === '' || english.trim() === '') return undefined;
  return { german, english, sha256: hashOf({ german, english }) };
}

function* written({ store }: TaskDeps): Generator<DistinctCaption> {
  for (const caption of store.texts.captions()) if (caption.text.trim() !== '') yield caption;
}

function keyOf(
  task: TextTask,
  { language, sha256: inputSha256 }: Pick<DistinctCaption, 'language' | 'sha256'>,
  producer: string,
): TextWork['key'] {
  return { task, language, inputSha256, producer, version: promptVersion(task, language) };
}

function byLexicon(
  { language, text, sha256: inputSha256 }: DistinctCaption,
  { lexicon, now }: TaskDeps,
): TextResult {
  return {
    task: 'mentions',
    language,
    inputSha256,
    producer: lexicon.name,
    version: lexicon.version,
    output: JSON.stringify(lexicon.extract(text, language)),
    problem: null,
    promptTokens: 0,
    completionTokens: 0,
    createdAt: now(),
  };
}
