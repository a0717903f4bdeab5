import type { PackList, PackSummary } from '../../../shared/contract/models.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../../shared/domain/anatomy/tables/mr-class-ids.ts';
import type { Manifest } from '../../formats/model-pack/manifest.ts';
import type { SegmentationPlan } from '../../formats/model-pack/segmentation-manifest.ts';
import type { BrokenPack } from './catalogue.ts';
import { type Pack, bytesOf } from './pack.ts';

/** What people and other programs are told about packs: the manifest without what only the runtime needs. */
export function summaryOf(pack: Pack): PackSummary {
  const { id, origin, manifest } = pack;
  const { name, version, title, limits, licence, provenance } = manifest;
  const { id: licenceId, url } = licence;
  return {
    id,
    name,
    version,
    origin,
    title,
    limits,
    licence: url === undefined ? { id: licenceId } : { id: licenceId, url },
    provenance,
    files: manifest.files.length,
    bytes: bytesOf(pack),
    ability: abilityOf(manifest),
  };
}

export function summariesOf({ packs, broken }: { packs: Pack[]; broken: BrokenPack[] }): PackList {
  return {
    packs: packs.map(summaryOf),
    broken: broken.map(({ id, origin, problem: { code, params } }) => ({
      id,
      origin,
      code,
      params: { ...params },
    })),
  };
}

function abilityOf(manifest: Manifest): PackSummary['ability'] {
  switch (manifest.kind) {
    case 'segmentation': {
      const { modality, parts, resample } = manifest.segmentation;
      return {
        kind: 'segmentation',
        modality,
        classIds: classIdsOf(manifest.segmentation),
        networks: parts.length,
        spacingMm: [...resample.spacingMm],
      };
    }
    case 'radgrounder': {
      const { languages, tasks, dtypes, input } = manifest.radgrounder;
      return { kind: 'radgrounder', languages, tasks, dtypes, imageSize: input.size };
    }
    case 'vision-encoder': {
      const { input, tokens, width } = manifest.visionEncoder;
      return { kind: 'vision-encoder', imageSize: input.size, tokens, width };
    }
    case 'text-embedding': {
      const { languages, maxTokens, width, precision, selfTest } = manifest.textEmbedding;
      const { tolerance } = selfTest;
      return { kind: 'text-embedding', languages, maxTokens, width, precision, tolerance };
    }
  }
}

/** Ids of the unified schema, ascending. */
function classIdsOf({ labelSpace, parts }: SegmentationPlan): number[] {
  const labels = new Set(parts.flatMap((part) => part.labels));
  const unified = [...labels].map((label) =>
    labelSpace === 'total_mr' ? (UNIFIED_ID_BY_MR_ID[label] ?? 0) : label,
  );
  return unified.filter((id) => id > 0).toSorted((a, b) => a - b);
}
