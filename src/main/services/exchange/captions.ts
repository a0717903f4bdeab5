import { createHash } from 'node:crypto';
import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import { carriedMentions } from '../../../shared/domain/mention/carried-mentions.ts';
import type { Language, Mention, MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredCaption } from '../../store/slice-reader.ts';
import { type MadeCaption, madeCaptions } from '../texts/index.ts';

/** A caption as it leaves, with the model that made it; null where it is the project's own. */
export interface ExportedCaption extends StoredCaption {
  readonly made: MadeCaption | null;
}

/** Why a caption that a model made was not used: a judge found a grave fault, nothing was left, or a pair would lose its words. */
export type Unused = 'judged-bad' | 'empty' | 'mention-lost';

export interface SliceTexts {
  readonly captions: readonly ExportedCaption[];
  readonly pairs: readonly StoredPair[];
}

interface Deps {
  readonly store: Pick<ProjectStore, 'texts'>;
  readonly lexicon: MentionExtractor;
  /** Told of each caption that a model made and that was not used. */
  readonly unused: (reason: Unused) => void;
}

/**
 * Captions of a slice as they leave: with `rewritten`, those that a language model freed of comparisons take the place of their
 * originals, and with `translations`, German slices get the English caption that a model wrote; each only where it is good and every
 * pair keeps its words. The mentions of the pairs follow. In the project nothing changes.
 */
export function exportedTexts(
  { captions, pairs }: { readonly captions: readonly StoredCaption[]; readonly pairs: readonly StoredPair[] },
  settings: Pick<ExportSettings, 'captions' | 'translations'>,
  deps: Deps,
): SliceTexts {
  const own = { captions: captions.map((caption) => ({ ...caption, made: null })), pairs };
  if (settings.captions === 'original' && !settings.translations) return own;
  return madeCaptions(deps.store, captions).reduce<SliceTexts>((texts, made) => {
    const isWanted = made.kind === 'rewritten' ? settings.captions === 'rewritten' : settings.translations;
    if (!isWanted) return texts;
    if (!made.isGood) {
      deps.unused(made.kind === 'rewritten' ? 'empty' : 'judged-bad');
      return texts;
    }
    if (made.kind === 'translated') return withTranslation(texts, made, deps.lexicon);
    const rewritten = withRewriting(texts, made);
    if (!rewritten) deps.unused('mention-lost');
    return rewritten ?? texts;
  }, own);
}

/** Null where a pair that the caption names would be named no longer. */
function withRewriting({ captions, pairs }: SliceTexts, made: MadeCaption): SliceTexts | null {
  const { language, text } = made;
  const moved = pairs.map((pair) => {
    const [there, elsewhere] = byLanguage(pair.mentions, language);
    const kept = carriedMentions({ original: made.of.text, changed: text }, there).filter(
      (mention) => mention !== null,
    );
    const isLost = there.length > 0 && kept.length === 0;
    return isLost ? null : { ...pair, mentions: [...elsewhere, ...kept] };
  });
  if (moved.includes(null)) return null;
  return {
    captions: captions.map((caption) =>
      caption.language === language ? { ...caption, text, sha256: sha256(text), made } : caption,
    ),
    pairs: moved.filter((pair) => pair !== null),
  };
}

/** Pairs that the German caption names get the words for them that the lexicon finds in the English one. */
function withTranslation(
  { captions, pairs }: SliceTexts,
  made: MadeCaption,
  lexicon: MentionExtractor,
): SliceTexts {
  const { language, text } = made;
  const found = lexicon.extract(text, language);
  return {
    captions: [
      ...captions.filter((caption) => caption.language !== language),
      { language, text, sha256: sha256(text), isOriginal: false, made },
    ],
    pairs: pairs.map((pair) => {
      if (!pair.mentions.some((mention) => mention.language === made.of.language)) return pair;
      const named = found.filter(({ classIds }) => classIds.includes(pair.derivedClassId));
      return { ...pair, mentions: [...pair.mentions, ...named] };
    }),
  };
}

function byLanguage(
  mentions: readonly Mention[],
  wanted: Language,
): [there: Mention[], elsewhere: Mention[]] {
  const isThere = ({ language }: Mention): boolean => language === wanted;
  return [mentions.filter(isThere), mentions.filter((mention) => !isThere(mention))];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
