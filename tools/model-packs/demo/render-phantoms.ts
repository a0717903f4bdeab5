/**
 * Training data for the demo packs, painted by the program's own demo generator: `node render-phantoms.ts OUT FIRST COUNT`.
 *
 * For each seed one CT and one MR: `NAME.image` (int16, HU or signal) and `NAME.labels` (uint8, unified ids, without the demo's planted
 * errors), both in LPS order with x fastest, and `NAME.json` with the grid and, for each axial slice, what the program itself would derive
 * from it: boxes, captions, tagged captions. `classes.json` holds the classes' labels in id order. Seeds 1000-1002 are the demo's own patients and never rendered here.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClassId, type Modality } from '../../../src/shared/domain/anatomy/classes.ts';
import { CLASS_LABELS } from '../../../src/shared/domain/anatomy/tables/labels.ts';
import { UNIFIED_ID_BY_MR_ID } from '../../../src/shared/domain/anatomy/tables/mr-class-ids.ts';
import { seededRandom } from '../../../src/shared/lib/random.ts';
import { anatomy } from '../../../src/main/services/demo/anatomy.ts';
import type { Grid, PaintedVolume } from '../../../src/main/services/demo/grid.ts';
import { toMrTaskLabels } from '../../../src/main/services/demo/mr-labels.ts';
import { paint } from '../../../src/main/services/demo/paint.ts';
import { DEMO_SCANS } from '../../../src/main/services/demo/patients.ts';
import { ctNumbers, mrSignal } from '../../../src/main/services/demo/tissue.ts';
import { type SliceRecord, sliceRecord } from './slice-record.ts';

const DEMO_PATIENT_SEEDS = new Set([1000, 1001, 1002]);
/** Captions written for each slice. */
const CAPTIONS = 4;

const [out, first, count] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
await mkdir(out, { recursive: true });
await writeFile(join(out, 'classes.json'), JSON.stringify(CLASS_LABELS));
for (let seed = first; seed < first + count; seed += 1) {
  if (DEMO_PATIENT_SEEDS.has(seed)) throw new RangeError(`${seed} is a patient of the demo`);
  await renderScan(seed, 'CT');
  await renderScan(seed, 'MR');
}

async function renderScan(seed: number, modality: Modality): Promise<void> {
  const random = seededRandom(seed);
  const structures = anatomy((mm) => (2 * random() - 1) * mm);
  const grid = variedGrid(modality, random);
  const painted = paint(structures, grid);
  const image = modality === 'CT' ? ctNumbers(painted, seed) : mrSignal(painted, seed);
  const labels = modality === 'CT' ? painted.labels : asMrTask(painted.labels);
  const name = join(out, `${seed}-${modality.toLowerCase()}`);
  await writeFile(`${name}.image`, image);
  await writeFile(`${name}.labels`, labels);
  await writeFile(
    `${name}.json`,
    JSON.stringify({ seed, modality, grid, slices: slicesOf({ ...painted, labels }, modality, random) }),
  );
}

/** A grid of the demo, moved by up to half a vertebra and up to 6 % coarser or finer in the plane. */
function variedGrid(modality: Modality, random: () => number): Grid {
  const { grid } = DEMO_SCANS.find((scan) => scan.modality === modality)!;
  const spread = (reach: number): number => (2 * random() - 1) * reach;
  const zoom = 1 + spread(0.06);
  const [x, y, z] = grid.origin;
  return {
    dims: grid.dims,
    spacing: [grid.spacing[0] * zoom, grid.spacing[1] * zoom, grid.spacing[2]],
    origin: [x * zoom + spread(12), y * zoom + spread(12), z + spread(modality === 'CT' ? 5 : 25)],
  };
}

function asMrTask(labels: Uint8Array): Uint8Array {
  return toMrTaskLabels(labels).map((id) => UNIFIED_ID_BY_MR_ID[id] ?? 0);
}

function slicesOf(volume: PaintedVolume, modality: Modality, random: () => number): SliceRecord[] {
  const [nx, ny, nz] = volume.grid.dims;
  const body = Array.from({ length: nz }, (_, slice) => slice).filter((slice) =>
    volume.labels.subarray(slice * nx * ny, (slice + 1) * nx * ny).some((id: number | ClassId) => id > 0),
  );
  return body.map((slice) => sliceRecord({ volume, modality, slice, captions: CAPTIONS, random }));
}
