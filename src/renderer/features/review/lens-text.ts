import type { PairDetail } from '../../../shared/contract/review.ts';
import { classNameOf } from '../../../shared/domain/anatomy/classes.ts';
import { detectionTarget } from '../../../shared/domain/grounding/reference/targets.ts';
import { tagCaption } from '../../../shared/domain/grounding/tokens.ts';

type Language = 'de' | 'en';

/** What a caption becomes in training: with tags by offset, and as the published loader would search for the words. */
export interface TrainingText {
  readonly language: Language;
  readonly tagged: string;
  readonly published: string;
}

/** The training texts of a slice in both languages, from all its pairs as they stand. */
export function trainingTexts({ pair, siblings, captions, slice }: PairDetail): TrainingText[] {
  const pairs = [pair, ...siblings].toSorted((a, b) => a.classId - b.classId);
  return captions.map(({ language, text }) => {
    const mentions = pairs.flatMap(({ classId, box, mentions: all }) =>
      all.filter((mention) => mention.language === language).map((mention) => ({ ...mention, classId, box })),
    );
    const keywords = mentions.map(
      ({ surface, classId }) => [surface, classNameOf(classId), classId] as const,
    );
    const boxes = pairs.map(({ box, classId }) => [...box, classId] as const);
    return {
      language,
      tagged: tagCaption(text, mentions, slice),
      published: detectionTarget(text, keywords, { boxes, size: slice }),
    };
  });
}

export interface LensPiece {
  readonly kind: 'words' | 'tag' | 'location' | 'class';
  readonly text: string;
}

/** A training text in pieces to be coloured; together they are the text. */
export function piecesOf(text: string): LensPiece[] {
  return text
    .split(/(<loc\d{4}>|<seg\d{3}>|<p bbox=| id=(?=<seg)|(?<=<seg\d{3}>)>|<\/p>)/)
    .filter((part) => part !== '')
    .map((part) => ({ kind: kindOf(part), text: part }));
}

function kindOf(part: string): LensPiece['kind'] {
  if (part.startsWith('<loc')) return 'location';
  if (part.startsWith('<seg')) return 'class';
  return part === '<p bbox=' || part === ' id=' || part === '>' || part === '</p>' ? 'tag' : 'words';
}
