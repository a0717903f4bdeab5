import { anatomy } from '../../src/main/services/demo/anatomy.ts';
import { captionFor } from '../../src/main/services/demo/captions.ts';
import type { Grid } from '../../src/main/services/demo/grid.ts';
import { paint } from '../../src/main/services/demo/paint.ts';
import { segmentWithErrors } from '../../src/main/services/demo/planted-errors.ts';
import type { Doubtable, HeadView } from '../../src/shared/domain/doubt/features.ts';
import { type Box, boxIou } from '../../src/shared/domain/grounding/box.ts';
import { classRegions } from '../../src/shared/domain/grounding/class-boxes.ts';
import { deriveSlice } from '../../src/shared/domain/grounding/derive-slice.ts';
import { DEFAULT_SWITCHES } from '../../src/shared/domain/grounding/switches.ts';
import { disagreement } from '../../src/shared/domain/radgrounder/suggestion.ts';
import { createLexiconExtractor } from '../../src/shared/domain/mention/lexicon-extractor.ts';
import type { Affine } from '../../src/shared/domain/volume/affine.ts';
import { sliceGeometry } from '../../src/shared/domain/volume/slice.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';

/** A derived pair of a phantom, and whether a careful reviewer would find it wrong. */
export interface PlantedPair extends Doubtable {
  readonly pairId: number;
  readonly isWrong: boolean;
}

/** The demo's torso, coarser, so that many patients are painted in seconds. */
const GRID: Grid = { dims: [128, 88, 52], spacing: [3.2, 3.2, 10], origin: [-203.2, -132.4, 5] };
const LABEL_OFF_IOU = 0.8;
/** A model that was trained on such slices: edges off by a twentieth of the box, a sixth of the structures not named. */
const MODEL_EDGE_NOISE = 0.05;
const MODEL_SILENT = 1 / 6;
/** A head that was trained on some hundred corrections is coarser, and asked about every structure. */
const HEAD_EDGE_NOISE = 0.12;
const HEAD_PRESENCE = { there: 0.9, absent: 0.3 } as const;

/**
 * Pairs derived from many phantoms whose segmentations have the demo's planted errors, one patient in three each set, with the
 * boxes of an imagined second model or head that was never shown the errors. A pair is wrong where the truth's box of its class overlaps
 * its own by less than 0.8, or is not there.
 */
export function plantedPairs(
  patients: number,
  seed: number,
  { hasModel = false, hasHead = false } = {},
): PlantedPair[] {
  const extractor = createLexiconExtractor();
  const random = seededRandom(seed);
  const pairs: PlantedPair[] = [];
  const [nx, ny, nz] = GRID.dims;
  const affine = affineOf(GRID);
  const geometry = sliceGeometry(affine, GRID.dims, 2);
  for (let patient = 0; patient < patients; patient += 1) {
    const painted = paint(
      anatomy((mm) => (2 * random() - 1) * mm),
      GRID,
    );
    const segmented = segmentWithErrors(painted, patient);
    for (let k = 1; k < nz; k += 2) {
      const cut = (labels: Uint8Array): Uint8Array => labels.subarray(k * nx * ny, (k + 1) * nx * ny);
      const truth = boxesOf(cut(painted.labels), nx, ny);
      const caption = captionFor(truth.counts, random);
      const captions = (['de', 'en'] as const).map((language) => ({
        language,
        text: caption[language],
        mentions: extractor.extract(caption[language], language),
      }));
      const slice = { mask: cut(segmented), geometry, modality: 'CT' as const, captions };
      for (const pair of deriveSlice({ ...slice, switches: DEFAULT_SWITCHES }).pairs) {
        const own = truth.boxes.get(pair.classId);
        const model =
          hasModel && own && random() > MODEL_SILENT ? jittered(own, MODEL_EDGE_NOISE, random) : null;
        const suggested = model && { classId: pair.classId, box: model, start: 0, end: 1, confidence: 0.8 };
        const odd = suggested ? disagreement(pair, [suggested]) : undefined;
        pairs.push({
          pairId: pairs.length,
          classId: pair.classId,
          modality: 'CT',
          findings: odd ? [...pair.findings, odd] : pair.findings,
          modelIou: model ? boxIou(model, pair.box) : null,
          head: hasHead ? headView(own, pair.box, random) : null,
          isWrong: !own || boxIou(own, pair.box) < LABEL_OFF_IOU,
        });
      }
    }
  }
  return pairs;
}

function affineOf({ spacing, origin }: Grid): Affine {
  const [x, y, z] = spacing;
  return [x, 0, 0, origin[0], 0, y, 0, origin[1], 0, 0, z, origin[2], 0, 0, 0, 1];
}

function boxesOf(
  labels: Uint8Array,
  width: number,
  height: number,
): { counts: Map<number, number>; boxes: Map<number, Box> } {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const regions = classRegions(labels, width, height);
  return { counts, boxes: new Map(regions.map(({ classId, box }) => [classId, box])) };
}

/** Of a structure that is not there the head has a box all the same, somewhere near the label. */
function headView(own: Box | undefined, label: Box, random: () => number): HeadView {
  const { there, absent } = HEAD_PRESENCE;
  const box = jittered(own ?? label, HEAD_EDGE_NOISE, random);
  return { version: 'a'.repeat(64), iou: boxIou(box, label), presence: own ? there : absent };
}

function jittered([x1, y1, x2, y2]: Box, noise: number, random: () => number): Box {
  const off = (size: number): number => (random() + random() + random() - 1.5) * 2 * noise * size;
  const [w, h] = [x2 - x1, y2 - y1];
  return [x1 + off(w), y1 + off(h), x2 + off(w), y2 + off(h)];
}
