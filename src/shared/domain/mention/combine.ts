import type { ClassId } from '../anatomy/classes.ts';
import type { Mention } from './mention.ts';

/** Which of two extractors alone names a class in a caption. */
export type FoundBy = 'llm' | 'lexicon';

export interface CombinedMentions {
  readonly mentions: readonly Mention[];
  /** Classes that only one extractor names in this caption, with the one that does. */
  readonly disputed: ReadonlyMap<ClassId, FoundBy>;
}

/**
 * Joins what a language model and the lexicon found in one caption. The model's words count where both name a class; what only
 * the lexicon names stays, so a model can add mentions but never make one vanish. Every class that only one of them names is
 * disputed.
 */
export function combineMentions(llm: readonly Mention[], lexicon: readonly Mention[]): CombinedMentions {
  const [byLlm, byLexicon] = [classesOf(llm), classesOf(lexicon)];
  const only = lexicon.flatMap((mention) => {
    const classIds = mention.classIds.filter((id) => !byLlm.has(id));
    return classIds.length === 0 ? [] : [{ ...mention, classIds }];
  });
  const disputed = new Map<ClassId, FoundBy>([
    ...[...byLlm].filter((id) => !byLexicon.has(id)).map((id) => [id, 'llm'] as const),
    ...[...byLexicon].filter((id) => !byLlm.has(id)).map((id) => [id, 'lexicon'] as const),
  ]);
  return { mentions: [...llm, ...only].toSorted((a, b) => a.start - b.start || a.end - b.end), disputed };
}

function classesOf(mentions: readonly Mention[]): Set<ClassId> {
  return new Set(mentions.flatMap(({ classIds }) => classIds));
}
