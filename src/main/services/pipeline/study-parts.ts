import { createHash } from 'node:crypto';
import type { PipelineSettings } from '../../../shared/contract/pipeline.ts';
import type { Modality } from '../../../shared/domain/anatomy/classes.ts';
import type { DerivationSwitches } from '../../../shared/domain/grounding/switches.ts';
import type { KeyParts } from '../../../shared/domain/pipeline/stage-key.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { StageSlice } from '../../store/stage-store.ts';
import type { DistinctCaption } from '../../store/text-store.ts';
import { DERIVATION_VERSION } from '../grounding/index.ts';
import { INTAKE_PRODUCER, plansHash } from '../intake/index.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything outside of a study that its stages depend on. */
export interface Wanted {
  readonly settings: PipelineSettings;
  readonly switches: DerivationSwitches;
  readonly lexicon: { readonly name: string; readonly version: string };
  readonly llm: { readonly model: string; readonly prompts: readonly string[] };
}

type Reads = Pick<ProjectStore, 'stages' | 'sliceReader' | 'volumes' | 'segmentations'>;

/** A volume that is to be segmented, and with which pack. */
export interface SegmentWork {
  readonly volumeId: number;
  readonly pack: string;
}

/** Volumes of a study for which there is a pack, in the order of their ids; those with labels of their own only if these are replaced. */
export function segmentWorkOf(
  store: Reads,
  slices: readonly StageSlice[],
  settings: PipelineSettings,
): SegmentWork[] {
  const modalities = new Map<number, Modality>();
  for (const { volumeId, modality } of slices) if (volumeId !== null) modalities.set(volumeId, modality);
  return [...modalities]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([volumeId, modality]) => {
      const pack = settings.segmentation[modality];
      const isWanted = settings.replaceGiven || store.segmentations.of(volumeId)?.has !== 'given';
      return pack !== null && isWanted ? [{ volumeId, pack }] : [];
    });
}

/** Each different caption of some slices, once. */
export function captionsOf(store: Reads, slices: readonly StageSlice[]): DistinctCaption[] {
  const all = slices.flatMap(({ sliceId }) => store.sliceReader.captions(sliceId));
  const different = new Map(
    all.map(({ language, text, sha256: hash }) => [`${language} ${hash}`, { language, text, sha256: hash }]),
  );
  return [...different].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, caption]) => caption);
}

/** What the keys of a study's stages are made of. */
export function partsOf(store: Reads, study: string, wanted: Wanted): KeyParts {
  const slices = store.stages.slicesOf(study);
  const plans = store.stages.plansOf(study);
  const work = segmentWorkOf(store, slices, wanted.settings);
  const some = (value: unknown): string | null => (slices.length > 0 ? sha256(JSON.stringify(value)) : null);
  return {
    inputs: {
      intake: plansHash(plans),
      segment: work.length > 0 ? sha256(JSON.stringify(segmentInputs(store, slices, work))) : null,
      extract: some(captionsOf(store, slices).map((caption) => [caption.language, caption.sha256])),
      derive: some(deriveInputs(store, slices, work)),
      suggest: some(
        inOrder(slices, ({ pixelsSha256, question, clinicalInformation }) => [
          pixelsSha256,
          question,
          clinicalInformation,
        ]),
      ),
    },
    producers: producersOf(wanted, work),
  };
}

/** The voxels, and which slices get masks; packs are the producer's matter. */
function segmentInputs(store: Reads, slices: readonly StageSlice[], work: readonly SegmentWork[]): unknown {
  return work.map(({ volumeId }) => {
    const { sha256: voxels, affineLps } = store.volumes.get(volumeId)!;
    const own = slices.filter((slice) => slice.volumeId === volumeId);
    return [voxels, affineLps, own.map(({ axis, index }) => `${axis} ${index}`).toSorted()];
  });
}

/** The slices, and labels that came with them; labels of packs are an earlier stage's. */
function deriveInputs(store: Reads, slices: readonly StageSlice[], work: readonly SegmentWork[]): unknown {
  const segmented = new Set(work.map(({ volumeId }) => volumeId));
  const given = new Map<number, string | null>();
  for (const { volumeId } of slices)
    if (volumeId !== null && !segmented.has(volumeId) && !given.has(volumeId))
      given.set(volumeId, store.volumes.get(volumeId)?.segmentationSha256 ?? null);
  return inOrder(slices, ({ imageId, volumeId }) => [
    imageId,
    volumeId === null ? null : (given.get(volumeId) ?? null),
  ]);
}

/** Slices come in the order of their import, which is nobody's business. */
function inOrder(slices: readonly StageSlice[], value: (slice: StageSlice) => unknown): string[] {
  return slices.map((slice) => JSON.stringify(value(slice))).toSorted();
}

function producersOf(
  { settings, switches, lexicon, llm }: Wanted,
  work: readonly SegmentWork[],
): KeyParts['producers'] {
  const byLexicon = `${lexicon.name} ${lexicon.version}`;
  const packs = [...new Set(work.map(({ pack }) => pack))].toSorted();
  return {
    intake: INTAKE_PRODUCER,
    segment: packs.length > 0 ? JSON.stringify(packs) : null,
    extract: settings.extractor === 'llm' ? JSON.stringify([byLexicon, llm.model, llm.prompts]) : byLexicon,
    derive: JSON.stringify([DERIVATION_VERSION, switches, byLexicon]),
    suggest: settings.radgrounder && JSON.stringify([settings.radgrounder, settings.language]),
  };
}
