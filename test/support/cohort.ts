import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { anatomy } from '../../src/main/services/demo/anatomy.ts';
import { type CaptionRow, captionRows, captionsCsv } from '../../src/main/services/demo/caption-rows.ts';
import type { Grid, PaintedVolume } from '../../src/main/services/demo/grid.ts';
import { paint } from '../../src/main/services/demo/paint.ts';
import type { DemoScan } from '../../src/main/services/demo/patients.ts';
import { storedAs } from '../../src/main/services/demo/scan-files.ts';
import { ctNumbers } from '../../src/main/services/demo/tissue.ts';
import { type ClassName, idOf } from '../../src/shared/domain/anatomy/classes.ts';
import type { Box } from '../../src/shared/domain/grounding/box.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';

/** Half as fine as the demo in each direction, so that a dozen patients are painted in seconds. */
const GRID: Grid = { dims: [128, 88, 52], spacing: [3.2, 3.2, 10], origin: [-203.2, -134, 5] };
const FIRST_SLICE = 3;
const LAST_SLICE = 49;
/** Other patients than those of the demo. */
const FIRST_PATIENT = 100;

type Relabel = (label: number, x: number) => number;

const swapped = (name: string): Relabel => {
  const [left, right] = (['left', 'right'] as const).map((side) => idOf(`${name}_${side}` as ClassName));
  return (label) => (label === left ? right! : label === right ? left! : label);
};
const lost =
  (name: ClassName, where: (x: number) => boolean): Relabel =>
  (label, x) =>
    label === idOf(name) && where(x) ? 0 : label;

/** What the automatic segmentation of this cohort does wrong in every patient; x grows towards the patient's left, mm. */
const FAULTS: readonly Relabel[] = [
  ...['kidney', 'lung_lower_lobe', 'lung_upper_lobe', 'hip', 'gluteus_maximus', 'iliopsoas', 'femur'].map(
    swapped,
  ),
  ...['adrenal_gland', 'iliac_artery', 'autochthon', 'scapula', 'humerus', 'clavicula'].map(swapped),
  lost('liver', (x) => x < -60),
  lost('spleen', (x) => x > 95),
  lost('stomach', (x) => x > 60),
  lost('pancreas', (x) => x > 6),
  lost('colon', (x) => x < 0),
  lost('small_bowel', (x) => x > 0),
  lost('heart', (x) => x > 25),
  lost('urinary_bladder', (x) => x > 0),
];

export interface Cohort {
  /** Folder with a study for each patient, as intake reads it. */
  readonly source: string;
  /** Studies in the order of their patients. */
  readonly studies: readonly string[];
  /** Box of a class on an axial slice by the phantom's own labels; null where it is not there. */
  readonly truth: (study: string, slice: number, classId: number) => Box | null;
}

/** Writes phantom patients, a caption on every `step`th slice, and an automatic segmentation with the faults above. */
export async function writeCohort(
  source: string,
  { patients, step }: { readonly patients: number; readonly step: number },
): Promise<Cohort> {
  const truths = new Map<string, PaintedVolume>();
  const rows: CaptionRow[] = [];
  for (let n = 0; n < patients; n += 1) {
    const scan = scanOf(FIRST_PATIENT + n, step);
    const random = seededRandom(scan.patient);
    const painted = paint(
      anatomy((mm) => (2 * random() - 1) * mm),
      GRID,
    );
    truths.set(scan.study, painted);
    await writeScan(join(source, scan.study), painted, ctNumbers(painted, scan.patient));
    rows.push(...captionRows(scan, painted));
  }
  await writeFile(join(source, 'captions.csv'), captionsCsv(rows));
  return {
    source,
    studies: [...truths.keys()],
    truth: (study, slice, classId) => boxOn(truths.get(study)!, slice, classId),
  };
}

function scanOf(patient: number, step: number): DemoScan {
  const captionedSlices = [];
  for (let slice = FIRST_SLICE + (patient % step); slice <= LAST_SLICE; slice += step)
    captionedSlices.push(slice);
  return {
    patient,
    modality: 'CT',
    study: `COHORT-${patient}`,
    series: 'ct',
    bodyPart: 'trunk',
    grid: GRID,
    stored: 'LPS',
    hasSegmentation: true,
    captionedSlices,
  };
}

async function writeScan(folder: string, { grid, labels }: PaintedVolume, image: Int16Array): Promise<void> {
  const [nx] = grid.dims;
  const found = labels.map((label, voxel) => {
    const x = grid.origin[0] + (voxel % nx) * grid.spacing[0];
    return label === 0 ? 0 : FAULTS.reduce((now, fault) => fault(now, x), label);
  });
  await mkdir(folder, { recursive: true });
  const write = (name: string, dtype: 'int16' | 'uint8', data: Int16Array | Uint8Array): Promise<void> =>
    writeFile(
      join(folder, `${name}.nii.gz`),
      encodeNifti({ ...storedAs('LPS', grid, data), dtype, gzip: true }),
    );
  await write('ct', 'int16', image);
  await write('ct_segmentation', 'uint8', found);
}

/** Right and lower edges exclusive. */
function boxOn({ grid, labels }: PaintedVolume, slice: number, classId: number): Box | null {
  const [nx, ny] = grid.dims;
  let [x1, y1, x2, y2] = [nx, ny, 0, 0];
  for (let y = 0; y < ny; y += 1)
    for (let x = 0; x < nx; x += 1) {
      if (labels[(slice * ny + y) * nx + x] !== classId) continue;
      [x1, y1, x2, y2] = [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x + 1), Math.max(y2, y + 1)];
    }
  return x2 > 0 ? [x1, y1, x2, y2] : null;
}
