import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { seededRandom } from '../../../shared/lib/random.ts';
import { encodeNifti } from '../../formats/nifti-encode.ts';
import type { Jobs } from '../../jobs/index.ts';
import type { IntakeService } from '../intake/index.ts';
import { anatomy } from './anatomy.ts';
import { type CaptionRow, captionRows, captionsCsv } from './caption-rows.ts';
import { toMrTaskLabels } from './mr-labels.ts';
import { paint } from './paint.ts';
import { DEMO_SCANS, type DemoScan } from './patients.ts';
import { plantedErrors, segmentWithErrors } from './planted-errors.ts';
import { storedAs } from './scan-files.ts';
import { ctNumbers, mrSignal } from './tissue.ts';

export { plantedErrors, type PlantedError } from './planted-errors.ts';
export { DEMO_SCANS, type DemoScan } from './patients.ts';

/** Called after each scan with how many of all are written. */
export type DemoProgress = (done: number, total: number) => void;

/**
 * Writes the demo's source files into a folder, as a hospital's own data would lie there: per study an image and a
 * segmentation (`ct.nii.gz`, `ct_segmentation.nii.gz`, …), one `captions.csv` for all, and `planted-errors.json`, which
 * the import does not read. The folder appears whole or not at all; one that is there already is left alone.
 */
export async function createDemoSource(dir: string, onProgress?: DemoProgress): Promise<void> {
  const partial = `${dir}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const rows: CaptionRow[] = [];
  for (const [index, scan] of DEMO_SCANS.entries()) {
    rows.push(...(await writeScan(partial, scan)));
    onProgress?.(index + 1, DEMO_SCANS.length);
  }
  await writeFile(join(partial, 'captions.csv'), captionsCsv(rows));
  const planted = DEMO_SCANS.map(({ study, series, patient }) => ({
    study,
    series,
    errors: plantedErrors(patient),
  }));
  await writeFile(join(partial, 'planted-errors.json'), `${JSON.stringify(planted, null, 2)}\n`);
  await rename(partial, dir);
}

async function writeScan(root: string, scan: DemoScan): Promise<CaptionRow[]> {
  const random = seededRandom(1000 + scan.patient);
  const painted = paint(
    anatomy((mm) => (2 * random() - 1) * mm),
    scan.grid,
  );
  const seed = scan.patient * 2 + (scan.modality === 'CT' ? 1 : 2);
  const image = scan.modality === 'CT' ? ctNumbers(painted, seed) : mrSignal(painted, seed);
  const unified = segmentWithErrors(painted, scan.patient);
  const labels = scan.modality === 'CT' ? unified : toMrTaskLabels(unified);
  const folder = join(root, scan.study);
  await mkdir(folder, { recursive: true });
  const write = async (
    name: string,
    dtype: 'int16' | 'uint8',
    data: Int16Array | Uint8Array,
  ): Promise<void> =>
    writeFile(
      join(folder, `${name}.nii.gz`),
      encodeNifti({ ...storedAs(scan.stored, scan.grid, data), dtype, gzip: true }),
    );
  await write(scan.series, 'int16', image);
  await write(`${scan.series}_segmentation`, 'uint8', labels);
  return captionRows(scan, painted);
}

export const DEMO = 'demo.fill';

/** Registers the job that makes the demo's files (once) and imports them through the same intake as anybody's data. */
export function registerDemo({ jobs, intake }: { jobs: Jobs; intake: IntakeService }): void {
  jobs.register({
    kind: DEMO,
    lane: 'pairs',
    input: z.object({ sourceDir: z.string() }),
    run: async ({ sourceDir }, context) => {
      const total = DEMO_SCANS.length * 2;
      if (!existsSync(sourceDir)) {
        await createDemoSource(sourceDir, (done) => context.progress({ done, total, step: 'paint' }));
      }
      context.progress({ done: DEMO_SCANS.length, total, step: 'import', params: { volume: 'DEMO' } });
      return intake.importFolder([sourceDir], context);
    },
  });
}
