import { segmentationPack, writePack } from '../../test/support/model-packs.ts';
import { releasedNetwork } from './released-network.ts';

const PATCH = [128, 128, 128] as const;
/** The organs of TotalSegmentator's first part and background. */
const HEADS = 25;

/** A pack with one random network of the size of those for CT in 1.5 mm. @returns the folder */
export function writeReleasedPack(dir: string): string {
  const draft = segmentationPack();
  const part = {
    datasetId: 291,
    onnx: 'part-291.onnx',
    patch: [...PATCH],
    spacingMm: [1.5, 1.5, 1.5],
    transposeForward: [0, 1, 2],
    channels: [{ scheme: 'CTNormalization', mean: -50, std: 350, percentile005: -1004, percentile995: 1588 }],
    labels: Array.from({ length: HEADS }, (_, head) => head),
  };
  return writePack(dir, {
    manifest: {
      ...draft.manifest,
      segmentation: {
        modality: 'CT',
        labelSpace: 'unified',
        resample: { spacingMm: [1.5, 1.5, 1.5], order: 1 },
        stepSize: 0.8,
        split: null,
        parts: [part],
      },
    },
    files: new Map([[part.onnx, releasedNetwork({ heads: HEADS, patch: PATCH })]]),
  });
}
