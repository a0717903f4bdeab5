import type { PairDetail, PairSummary, SliceInfo } from '../../../shared/contract/review.ts';
import { type ClassId, classId, isClassId } from '../../../shared/domain/anatomy/classes.ts';
import type { Mention } from '../../../shared/domain/mention/mention.ts';
import { edgeMarkers } from '../../../shared/domain/volume/slice.ts';
import type { StoredPair } from '../../store/pair-rows.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StoredSlice } from '../../store/slice-reader.ts';
import type { VolumeRecord } from '../../store/volume-store.ts';
import type { Doubt } from '../doubt/index.ts';

export function summaryOf(pair: StoredPair, doubt: Doubt | null): PairSummary {
  const { pairId, imageId, sliceId, modality, classId: id, state, priority, findings } = pair;
  return {
    pairId,
    imageId,
    sliceId,
    modality,
    classId: id,
    state,
    priority,
    topFinding: mutable(findings[0]),
    doubt,
  };
}

/** Everything the review screen shows for a pair, in one answer. */
export function pairDetail(store: ProjectStore, pair: StoredPair, doubt: Doubt | null): PairDetail {
  const slice = store.sliceReader.get(pair.sliceId)!;
  const siblings = store.pairs.ofSlice(pair.sliceId).filter(({ pairId }) => pairId !== pair.pairId);
  const omissions = store.sliceReader.omissions(pair.sliceId);
  const volume = slice.volumeId === null ? undefined : store.volumes.get(slice.volumeId);
  return {
    pair: {
      ...summaryOf(pair, doubt),
      revision: pair.revision,
      derivedBox: pair.derivedBox,
      box: pair.box,
      regionClassIds: [...pair.regionClassIds],
      mentions: pair.mentions.map(toMention),
      findings: pair.findings.map((finding) => mutable(finding)!),
    },
    slice: sliceInfo(slice, volume),
    captions: store.sliceReader.captions(pair.sliceId),
    siblings: siblings.map(({ pairId, classId: id, state, box, regionClassIds, mentions }) => ({
      pairId,
      classId: id,
      state,
      box,
      regionClassIds: [...regionClassIds],
      mentions: mentions.map(toMention),
    })),
    sliceClassIds: classesOn(pair, siblings, omissions),
    omissions: omissions.map((omission) => ({ ...omission, classId: classId(omission.classId) })),
    provenance: {
      volumeFile: volume
        ? volume.source.kind === 'nifti'
          ? volume.source.file
          : (volume.source.files[0] ?? null)
        : null,
      segmentationFile: slice.segmentationFile,
      segmentationSha256: slice.segmentationSha256,
      extractor: slice.extractor,
      extractorVersion: slice.extractorVersion,
      derivation: slice.derivation,
    },
    history: store.decisions
      .ofPair(pair.pairId)
      .map((decision) => ({ ...decision, correction: copied(decision.correction) })),
  };
}

export function sliceInfo(slice: StoredSlice, volume: VolumeRecord | undefined): SliceInfo {
  const { geometry, window } = slice;
  return {
    sliceId: slice.sliceId,
    imageId: slice.imageId,
    study: slice.study,
    series: slice.series,
    modality: slice.modality,
    bodyPart: slice.bodyPart,
    width: geometry.width,
    height: geometry.height,
    spacingMm: { ...geometry.spacingMm },
    sliceSpacingMm: geometry.sliceSpacingMm ?? null,
    isScaleAssumed: geometry.isAssumed ?? false,
    axis: slice.axis,
    index: slice.index,
    markers: edgeMarkers(geometry),
    dtype: slice.dtype,
    pixelsSha256: slice.pixelsSha256,
    maskSha256: slice.maskSha256,
    defaultWindow: { ...window },
    volume:
      slice.volumeId !== null && volume
        ? { volumeId: slice.volumeId, sliceCount: volume.dims[slice.axis], sha256: volume.sha256 }
        : null,
  };
}

/** Classes with a mask on the slice: those of its pairs' regions and those segmented but not mentioned. */
function classesOn(
  pair: StoredPair,
  siblings: readonly StoredPair[],
  omissions: readonly { readonly classId: number; readonly reason: string }[],
): ClassId[] {
  const ids = new Set<number>([pair, ...siblings].flatMap(({ regionClassIds }) => regionClassIds));
  for (const { classId: id, reason } of omissions) if (reason === 'segmented-not-mentioned') ids.add(id);
  return [...ids].filter(isClassId).toSorted((a, b) => a - b);
}

function toMention({
  language,
  start,
  end,
  surface,
  negated,
  normal,
  rule,
}: Mention): PairDetail['pair']['mentions'][number] {
  return { language, start, end, surface, negated, normal, rule };
}

function mutable(finding: StoredPair['findings'][number] | undefined): PairSummary['topFinding'] {
  return finding ? { ...finding, params: { ...finding.params } } : null;
}

function copied(
  correction:
    | PairDetail['history'][number]['correction']
    | { readonly regionClassIds?: readonly ClassId[] | undefined }
    | null,
): PairDetail['history'][number]['correction'] {
  if (!correction) return null;
  const { regionClassIds, ...rest } = correction;
  return { ...rest, ...(regionClassIds && { regionClassIds: [...regionClassIds] }) };
}
