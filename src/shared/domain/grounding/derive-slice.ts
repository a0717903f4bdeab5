import { type ClassId, type Modality, classId, isPossibleOn } from '../anatomy/classes.ts';
import type { Mention } from '../mention/mention.ts';
import { suspicionOf } from './caption-findings.ts';
import { type ClassRegion, classRegions, unionBox } from './class-boxes.ts';
import type { SliceDerivation, SliceToDerive } from './derivation.ts';
import type { Omission } from './finding.ts';
import { findingsFor } from './findings.ts';
import { partsOf, wholeOf } from './hierarchy.ts';
import { priorityOf } from './priority.ts';
import type { DerivationSwitches } from './switches.ts';

/** Joins mentions and masks of one slice. Pure; the order of pairs is that of the class ids. */
export function deriveSlice(slice: SliceToDerive): SliceDerivation {
  const regions = slice.mask ? classRegions(slice.mask, slice.geometry.width, slice.geometry.height) : [];
  const regionById = new Map(regions.map((region) => [region.classId, region]));
  const captions = slice.captions.map((caption) => ({
    ...caption,
    mentions: usableMentions(caption.mentions, slice.switches),
  }));
  const mentionsByClass = groupByClass(captions.flatMap(({ mentions }) => mentions));
  const context = { slice, captions, regionById, suspicion: suspicionOf(captions) };
  const pairs = [...mentionsByClass]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([id, mentions]) => {
      const region = regionOf(id, regionById, slice.switches);
      if (region.length === 0) return [];
      const bare = {
        classId: id,
        box: unionBox(region.map(({ box }) => box)),
        regionClassIds: region.map((part) => classId(part.classId)),
        mentions,
      };
      const findings = findingsFor(bare, context);
      return [{ ...bare, findings, priority: priorityOf(findings) }];
    });
  return { pairs, omissions: omissionsOf(slice, mentionsByClass, regionById) };
}

/** Own mask, or the parts' masks where the whole has none. */
function regionOf(
  id: ClassId,
  regionById: ReadonlyMap<number, ClassRegion>,
  { joinParts }: DerivationSwitches,
): ClassRegion[] {
  const own = regionById.get(id);
  if (own) return [own];
  if (!joinParts) return [];
  return partsOf(id).flatMap((part) => regionById.get(part) ?? []);
}

function usableMentions(mentions: readonly Mention[], switches: DerivationSwitches): readonly Mention[] {
  const kept = switches.keepNegated ? mentions : mentions.filter(({ negated }) => !negated);
  if (!switches.longestMentionWins) return kept;
  return kept.filter((inner) => !kept.some((outer) => isInside(inner, outer) && sharesClass(inner, outer)));
}

function isInside(inner: Mention, outer: Mention): boolean {
  return (
    outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start
  );
}

function sharesClass(a: Mention, b: Mention): boolean {
  return a.classIds.some((id) => b.classIds.includes(id));
}

function groupByClass(mentions: readonly Mention[]): Map<ClassId, Mention[]> {
  const groups = new Map<ClassId, Mention[]>();
  for (const mention of mentions) {
    for (const id of mention.classIds) groups.set(id, [...(groups.get(id) ?? []), mention]);
  }
  return groups;
}

/** The difference that a pair list throws away, kept with its reason for later passes. */
function omissionsOf(
  { mask, modality, switches }: SliceToDerive,
  mentioned: ReadonlyMap<ClassId, unknown>,
  regionById: ReadonlyMap<number, ClassRegion>,
): Omission[] {
  const unsegmented = [...mentioned.keys()]
    .filter((id) => regionOf(id, regionById, switches).length === 0)
    .map((id): Omission => ({ classId: id, reason: reasonFor(id, mask, modality) }));
  const unmentioned = [...regionById.keys()]
    .map((id) => classId(id))
    .filter((id) => !mentioned.has(id) && !(switches.joinParts && mentioned.has(wholeOf(id) ?? id)))
    .map((id): Omission => ({ classId: id, reason: 'segmented-not-mentioned' }));
  return [...unsegmented, ...unmentioned].toSorted((a, b) => a.classId - b.classId);
}

function reasonFor(id: ClassId, mask: Uint8Array | null, modality: Modality): Omission['reason'] {
  if (!mask) return 'no-segmentation';
  return isPossibleOn(id, modality) || partsOf(id).some((part) => isPossibleOn(part, modality))
    ? 'mentioned-not-segmented'
    : 'mentioned-impossible-for-modality';
}
