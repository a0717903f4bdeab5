import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { LlmClient } from '../../llm/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { DistinctCaption, TextKey } from '../../store/text-store.ts';
import { type TextRun, type TextTotals, runTexts } from './run.ts';
import { mentionsOf } from './tasks.ts';
import { unhurried } from './unhurried.ts';

export interface MentionsRun extends Pick<TextRun, 'signal' | 'onFailure'> {
  /** In texts that are asked about. */
  readonly onProgress: (done: number, total: number) => void;
}

interface Deps {
  readonly store: Pick<ProjectStore, 'texts' | 'sliceReader'>;
  readonly lexicon: MentionExtractor;
  readonly clock: Clock;
  readonly client: LlmClient;
  readonly concurrency: number;
}

/**
 * Asks for the mentions in captions. What this model answered before with these prompts is not asked for again, and is the
 * newest answer afterwards, so that derivation goes by it.
 *
 * @param captions Each text once
 * @throws AppError llm.*, store.*; the signal's reason
 */
export async function extractMentions(
  captions: readonly DistinctCaption[],
  { store, lexicon, clock, client, concurrency }: Deps,
  { signal, onProgress, onFailure }: MentionsRun,
): Promise<TextTotals> {
  const now = (): string => new Date(clock.now()).toISOString();
  const works = captions
    .filter(({ text }) => text.trim() !== '')
    .map((caption) => mentionsOf(caption, { store, lexicon, now }, client.model));
  renew(
    works.map(({ key }) => key),
    { store, lexicon, createdAt: now() },
  );
  const open = works.filter(({ key }) => !store.texts.get(key));
  onProgress(0, open.length);
  return runTexts({
    work: unhurried(open),
    client,
    concurrency,
    store: store.texts,
    clock,
    signal,
    onProgress: ({ asked }) => onProgress(asked, open.length),
    onFailure,
  });
}

/** Answers that hold and are not the newest become so. */
function renew(
  keys: readonly TextKey[],
  { store, lexicon, createdAt }: Pick<Deps, 'store' | 'lexicon'> & { readonly createdAt: string },
): void {
  const older = keys.flatMap((key) => {
    const known = store.texts.get(key);
    if (known?.output == null) return [];
    const newest = store.texts.newest(key, { than: lexicon.name });
    const isNewest = newest?.producer === key.producer && newest.version === key.version;
    return isNewest ? [] : [{ ...known, createdAt }];
  });
  if (older.length > 0) store.texts.saveAll(older);
}
