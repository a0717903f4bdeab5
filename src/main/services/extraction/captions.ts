import { createHash } from 'node:crypto';
import type { CaptionWithMentions } from '../../../shared/domain/grounding/derivation.ts';
import { combineMentions } from '../../../shared/domain/mention/combine.ts';
import type { Language, Mention, MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** How a slice's mentions came about, apart from versions. A model whose answer did not hold leaves the lexicon alone, marked. */
const [BOTH, FELL_BACK] = ['lexicon+llm', 'lexicon-after-llm'];

/** Captions of a slice as derivation wants them, and who found the mentions. */
export interface ExtractedCaptions {
  readonly captions: readonly CaptionWithMentions[];
  readonly extractor: string;
  readonly extractorVersion: string;
}

/** A caption of a slice, in the project already or about to come into it. */
interface CaptionToExtract {
  readonly language: Language;
  /** NFC. */
  readonly text: string;
}

/** Mentions of a slice's captions as `extractedFrom` finds them. */
export function extractedCaptions(
  store: Pick<ProjectStore, 'sliceReader' | 'texts'>,
  sliceId: number,
  lexicon: MentionExtractor,
): ExtractedCaptions {
  return extractedFrom(store, store.sliceReader.captions(sliceId), lexicon);
}

/**
 * Mentions of captions: the lexicon's, joined with those that a language model found where one was asked about the same text, for
 * whatever slice, and its answer held. The newest answer counts.
 */
export function extractedFrom(
  { texts }: Pick<ProjectStore, 'texts'>,
  given: readonly CaptionToExtract[],
  lexicon: MentionExtractor,
): ExtractedCaptions {
  const models = new Set<string>();
  let hasFailed = false;
  const captions = given.map(({ language, text }) => {
    const byLexicon = lexicon.extract(text, language);
    const inputSha256 = createHash('sha256').update(text).digest('hex');
    const key = { task: 'mentions', language, inputSha256 } as const;
    const found = texts.newest(key, { than: lexicon.name });
    if (!found) {
      hasFailed ||= texts.hasFailed(key, { than: lexicon.name });
      return { language, text, mentions: byLexicon };
    }
    models.add(`${found.producer} ${found.version.slice(0, 8)}`);
    return { language, text, ...combineMentions(JSON.parse(found.output!) as Mention[], byLexicon) };
  });
  const alone = hasFailed ? FELL_BACK! : lexicon.name;
  return {
    captions,
    extractor: models.size === 0 ? alone : BOTH!,
    extractorVersion: [lexicon.version, ...models].join(' + '),
  };
}
