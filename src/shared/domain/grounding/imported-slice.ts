import { type ClassId, classId, isClassId } from '../anatomy/classes.ts';
import type { Language, Mention, TextSpan } from '../mention/mention.ts';
import { placesOf } from '../mention/places.ts';
import type { Box } from './box.ts';
import { suspicionOf } from './caption-findings.ts';
import { classRegions } from './class-boxes.ts';
import type { BarePair, CaptionWithMentions, SliceDerivation, SliceToDerive } from './derivation.ts';
import type { Omission } from './finding.ts';
import { findingsFor } from './findings.ts';
import { partsOf } from './hierarchy.ts';
import { priorityOf } from './priority.ts';

/** A keyword that came ready-made: characters of a caption and the class they ground. */
export interface ImportedKeyword {
  readonly language: Language;
  /** NFC, as the caption. */
  readonly keyword: string;
  readonly classId: ClassId;
}

export interface ImportedPairs {
  readonly keywords: readonly ImportedKeyword[];
  /** The first box of a class counts, as for the published loaders. */
  readonly boxes: readonly { readonly classId: ClassId; readonly box: Box }[];
}

/** Rule under which imported mentions stand. */
export const IMPORTED_RULE = 'imported';

/**
 * Pairs as somebody else derived them: their boxes and words stay as they are, only what a program sees about them is added. The
 * slice's own mentions are used for nothing but their flags (negated, normal).
 *
 * @param onLost Told of keywords that do not stand in their caption (any more) and are left out.
 */
export function importedSlice(
  slice: SliceToDerive,
  { keywords, boxes }: ImportedPairs,
  onLost: (keyword: ImportedKeyword) => void,
): SliceDerivation {
  const mentions = placeKeywords(slice.captions, keywords, onLost);
  const captions = slice.captions.map((caption) => ({
    ...caption,
    mentions: mentions.filter(({ language }) => language === caption.language),
  }));
  const regions = slice.mask ? classRegions(slice.mask, slice.geometry.width, slice.geometry.height) : [];
  const regionById = new Map(regions.map((region) => [region.classId, region]));
  const boxById = new Map(boxes.toReversed().map(({ classId: id, box }) => [id, box]));
  const mentioned = [...new Set(mentions.flatMap(({ classIds }) => classIds))].toSorted((a, b) => a - b);
  const context = { slice, captions, regionById, suspicion: suspicionOf(captions) };
  const pairs = mentioned.flatMap((id) => {
    const box = boxById.get(id);
    if (!box) return [];
    const bare: BarePair = {
      classId: id,
      box,
      regionClassIds: regionOf(id, regionById),
      mentions: mentions.filter(({ classIds }) => classIds.includes(id)),
    };
    const findings = findingsFor(bare, context);
    return [{ ...bare, findings, priority: priorityOf(findings) }];
  });
  const present = new Set<ClassId>([...boxById.keys(), ...[...regionById.keys()].filter(isClassId)]);
  return { pairs, omissions: omissionsOf(mentioned, boxById, present) };
}

/** The n-th keyword of a class takes the n-th place where it stands, whole words before parts of words. */
function placeKeywords(
  captions: readonly CaptionWithMentions[],
  keywords: readonly ImportedKeyword[],
  onLost: (keyword: ImportedKeyword) => void,
): Mention[] {
  const used = new Map<string, number>();
  return captions.flatMap((caption) =>
    keywords
      .filter(({ language }) => language === caption.language)
      .flatMap((one) => {
        const name = `${one.language} ${one.classId} ${one.keyword}`;
        const n = used.get(name) ?? 0;
        used.set(name, n + 1);
        const span = placesOf(one.keyword, caption.text)[n];
        if (span) return [toMention(one, span, caption)];
        onLost(one);
        return [];
      }),
  );
}

function toMention(
  { keyword, classId: id, language }: ImportedKeyword,
  { start, end }: TextSpan,
  caption: CaptionWithMentions,
): Mention {
  const own = caption.mentions.filter((mention) => mention.start < end && start < mention.end);
  return {
    start,
    end,
    surface: keyword,
    classIds: [id],
    language,
    negated: own.some(({ negated }) => negated),
    normal: own.some(({ normal }) => normal),
    rule: IMPORTED_RULE,
  };
}

/** Its own mask, or its parts' where only those are there; without either the class itself. */
function regionOf(id: ClassId, regionById: ReadonlyMap<number, unknown>): ClassId[] {
  const parts = regionById.has(id) ? [] : partsOf(id).filter((part) => regionById.has(part));
  return parts.length > 0 ? [...parts] : [id];
}

function omissionsOf(
  mentioned: readonly ClassId[],
  boxById: ReadonlyMap<ClassId, Box>,
  present: ReadonlySet<ClassId>,
): Omission[] {
  const isUsed = new Set(mentioned.filter((id) => boxById.has(id)).flatMap((id) => [id, ...partsOf(id)]));
  return [
    ...mentioned
      .filter((id) => !boxById.has(id))
      .map((id): Omission => ({ classId: id, reason: 'mentioned-not-segmented' })),
    ...[...present]
      .filter((id) => !isUsed.has(id) && !mentioned.includes(id))
      .map((id): Omission => ({ classId: classId(id), reason: 'segmented-not-mentioned' })),
  ].toSorted((a, b) => a.classId - b.classId);
}
