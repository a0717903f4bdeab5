import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { seededRandom } from '../../../shared/lib/random.ts';
import { encodeNifti } from '../../formats/nifti-encode.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { IntakeService } from '../intake/index.ts';
import type { ModelsService } from '../models/index.ts';
import type { PipelineService } from '../pipeline/index.ts';
import { anatomy } from './anatomy.ts';
import { type CaptionRow, captionRows, captionsCsv } from './caption-rows.ts';
import { toMrTaskLabels } from './mr-labels.ts';
import { paint } from './paint.ts';
import { DEMO_SCANS, type DemoScan, UNSEGMENTED_SCANS } from './patients.ts';
import { plantedErrors, segmentWithErrors } from './planted-errors.ts';
import { storedAs } from './scan-files.ts';
import { ctNumbers, mrSignal } from './tissue.ts';

export { plantedErrors, type PlantedError } from './planted-errors.ts';
export { DEMO_SCANS, type DemoScan, UNSEGMENTED_SCANS } from './patients.ts';

/** Called after each scan with how many of all are written. */
export type DemoProgress = (done: number, total: number) => void;

/**
 * Writes the demo's source files into a folder, as a hospital's own data would lie there: per study an image and, where it has
 * one, a segmentation (`ct.nii.gz`, `ct_segmentation.nii.gz`, …), one `captions.csv` for all, and `planted-errors.json`, which
 * the import does not read. The folder appears whole or not at all; one that is there already is left alone.
 */
export async function createDemoSource(
  dir: string,
  onProgress?: DemoProgress,
  scans: readonly DemoScan[] = DEMO_SCANS,
): Promise<void> {
  const partial = `${dir}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const rows: CaptionRow[] = [];
  for (const [index, scan] of scans.entries()) {
    rows.push(...(await writeScan(partial, scan)));
    onProgress?.(index + 1, scans.length);
  }
  await writeFile(join(partial, 'captions.csv'), captionsCsv(rows));
  const planted = scans
    .filter(({ hasSegmentation }) => hasSegmentation)
    .map(({ study, series, patient }) => ({
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
  if (scan.hasSegmentation) {
    const unified = segmentWithErrors(painted, scan.patient);
    const labels = scan.modality === 'CT' ? unified : toMrTaskLabels(unified);
    await write(`${scan.series}_segmentation`, 'uint8', labels);
  }
  return captionRows(scan, painted);
}

export const DEMO = 'demo.fill';

export interface DemoDeps {
  readonly jobs: Jobs;
  readonly intake: Pick<IntakeService, 'importFolder'>;
  readonly pipeline: Pick<PipelineService, 'set' | 'start'>;
  readonly models: Pick<ModelsService, 'list'>;
}

const InputSchema = z.object({
  sourceDir: z.string(),
  /** Whether the pipeline goes over the demo by itself when it is filled. */
  runPipeline: z.boolean().default(true),
});

/**
 * Registers the job that makes the demo's files (once) and imports them through the same intake as anybody's data: first what
 * can be reviewed at once, then the patient whom nobody has segmented. The pipeline does the rest with the demo's packs.
 */
export function registerDemo(deps: DemoDeps): void {
  deps.jobs.register({
    kind: DEMO,
    lane: 'pairs',
    input: InputSchema,
    run: async ({ sourceDir, runPipeline }, context) => {
      const { slices } = await fill(sourceDir, DEMO_SCANS, { ...deps, context });
      const later = await fill(`${sourceDir}-unsegmented`, UNSEGMENTED_SCANS, { ...deps, context });
      await chooseDemoPacks(deps);
      if (runPipeline) deps.pipeline.start({ stages: null, studies: null, again: false });
      return { slices: slices + later.slices };
    },
  });
}

async function fill(
  dir: string,
  scans: readonly DemoScan[],
  { intake, context }: Pick<DemoDeps, 'intake'> & { readonly context: JobContext },
): Promise<{ slices: number }> {
  const total = scans.length * 2;
  const onProgress: DemoProgress = (done) => context.progress({ done, total, step: 'paint' });
  if (!existsSync(dir)) await createDemoSource(dir, onProgress, scans);
  context.progress({ done: scans.length, total, step: 'import', params: { volume: 'DEMO' } });
  return intake.importFolder([dir], context);
}

/** Packs that come with the program and know the demo's phantoms; nowhere else are they chosen by themselves. */
async function chooseDemoPacks({ models, pipeline }: Pick<DemoDeps, 'models' | 'pipeline'>): Promise<void> {
  const { packs } = await models.list();
  const idOf = (name: string): string | null =>
    packs.find(({ origin, manifest }) => origin === 'built-in' && manifest.name === name)?.id ?? null;
  pipeline.set(
    {
      segmentation: {
        CT: idOf('demo-phantom-segmentation'),
        MR: idOf('demo-phantom-segmentation-mr'),
      },
      radgrounder: idOf('demo-phantom-radgrounder'),
    },
    'system',
  );
}
