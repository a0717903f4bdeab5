import { z } from 'zod';
import { type ExportSettings, ExportSettingsSchema } from '../../../shared/contract/exchange.ts';
import { AppError } from '../../../shared/contract/app-error.ts';
import { pythonJsonObject } from '../../formats/python-json.ts';
import { type ReportRow, encodeReports } from '../../formats/reports-parquet.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { Bundle } from './bundle.ts';
import { type CuratedSlice, type LeftOut, curatedSlices } from './curate.ts';
import { paligemmaLines } from './paligemma.ts';
import {
  dicomFile,
  dicomPath,
  fileId,
  isGroundable,
  maskFile,
  maskPath,
  reportRow,
  segmentEntry,
  splitEntry,
  withKeywordsOnce,
} from './refrad2d.ts';
import { questionsOf } from './questions.ts';
import type { Split } from './split.ts';

export { readManifestHead } from './manifest-head.ts';
export { splitOf } from './split.ts';

const InputSchema = ExportSettingsSchema.extend({ targetDir: z.string().min(1) });
export const EXPORT = 'exchange.export';
const MODALITIES = ['CT', 'MR'] as const;
const SPLITS = ['train', 'val', 'test'] as const;

export interface ExchangeDeps {
  readonly store: ProjectStore;
  readonly jobs: Jobs;
  readonly clock: Clock;
}

export interface Preview {
  readonly pairs: number;
  readonly slices: number;
  readonly patients: number;
  readonly bySplit: Record<Split, number>;
  readonly leftOut: { readonly reason: LeftOut; readonly count: number }[];
}

/** What was curated leaves in the layouts that the published training reads. */
export class ExchangeService {
  private readonly deps: ExchangeDeps;

  constructor(deps: ExchangeDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: EXPORT,
      lane: 'pairs',
      input: InputSchema,
      run: (input, context) => this.run(input, context),
    });
  }

  /** What an export with these settings would hold, and what it would leave out and why. */
  preview(settings: ExportSettings): Preview {
    const { slices, leftOut } = this.collect(settings);
    return summaryOf(slices, leftOut);
  }

  start(input: z.infer<typeof InputSchema>): { jobId: string } {
    return { jobId: this.deps.jobs.enqueue(EXPORT, input, input.targetDir) };
  }

  private collect(settings: ExportSettings): { slices: CuratedSlice[]; leftOut: Map<LeftOut, number> } {
    const leftOut = new Map<LeftOut, number>();
    const count = (reason: LeftOut): void => void leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    const curated = [...curatedSlices(this.deps.store, settings, count)];
    const slices =
      settings.format === 'refrad2d'
        ? curated.flatMap((slice) => withKeywordsOnce(slice, () => count('keyword-taken')) ?? [])
        : curated;
    return { slices, leftOut };
  }

  private async run(input: z.infer<typeof InputSchema>, context: JobContext): Promise<Preview> {
    const { targetDir, ...settings } = input;
    const { slices, leftOut } = this.collect(settings);
    if (slices.length === 0) throw new AppError('exchange.nothing-to-export');
    const bundle = await Bundle.begin(targetDir);
    try {
      for (const [done, curated] of slices.entries()) {
        context.signal.throwIfAborted();
        context.progress({
          done,
          total: slices.length,
          step: 'export',
          params: { imageId: curated.slice.imageId, dir: targetDir },
        });
        await this.writePictures(bundle, curated);
      }
      if (settings.format === 'refrad2d')
        await writeRefRad2d(bundle, slices, (curated) =>
          reportRow(curated, questionsOf(this.deps.store, curated.slice)),
        );
      else await writePaligemma(bundle, slices);
      const summary = summaryOf(slices, leftOut);
      const auditHead = this.deps.store.auditHead();
      await bundle.finish({ format: settings.format, settings, summary, auditHead });
      const at = new Date(this.deps.clock.now()).toISOString();
      this.deps.store.audit({
        at,
        actor: 'system',
        action: 'exchange.export',
        detail: { settings, summary, files: bundle.files.length },
      });
      return summary;
    } catch (error) {
      await bundle.abandon();
      throw error;
    }
  }

  private async writePictures(bundle: Bundle, curated: CuratedSlice): Promise<void> {
    const { blobs } = this.deps.store;
    const { imageId, pixelsSha256, maskSha256 } = curated.slice;
    await bundle.write(dicomPath(imageId), dicomFile(curated, await blobs.get(pixelsSha256)));
    if (maskSha256) await bundle.write(maskPath(imageId), maskFile(curated, await blobs.get(maskSha256)));
  }
}

async function writeRefRad2d(
  bundle: Bundle,
  slices: readonly CuratedSlice[],
  rowOf: (curated: CuratedSlice) => ReportRow,
): Promise<void> {
  // In the order of the indices, so that a data set that is read and written again stays as it was.
  const ordered = MODALITIES.flatMap((modality) => slices.filter(({ slice }) => slice.modality === modality));
  await bundle.write('refrad2d_vqa_dataset.parquet', encodeReports(ordered.map(rowOf)));
  for (const modality of MODALITIES) {
    const own = slices.filter(({ slice }) => slice.modality === modality);
    if (own.length === 0) continue;
    const name = modality.toLowerCase();
    const entries = own.map((curated) => [fileId(curated.slice.imageId), segmentEntry(curated)] as const);
    const index = [...pythonJsonObject(entries)].join('');
    await bundle.write(`refrad2d_segment/rsopid_2_segment_v3_${name}.json`, index);
    for (const split of SPLITS) {
      const captions = new Map<string, string[]>();
      const usable = own.filter((curated) => curated.split === split && isGroundable(curated));
      for (const [caption, id] of usable.map(splitEntry))
        captions.set(caption, [...(captions.get(caption) ?? []), id]);
      await bundle.write(
        `split_v18/generated/filtered_${name}_splits/snippet2rsopids_${split}_${name}_only.json`,
        [...pythonJsonObject(captions)].join(''),
      );
    }
  }
}

async function writePaligemma(bundle: Bundle, slices: readonly CuratedSlice[]): Promise<void> {
  for (const split of SPLITS) {
    const lines = slices
      .filter((curated) => curated.split === split)
      .flatMap((curated) => paligemmaLines(curated, dicomPath(curated.slice.imageId)));
    await bundle.write(`${split}.jsonl`, lines.map((line) => `${line}\n`).join(''));
  }
}

function summaryOf(slices: readonly CuratedSlice[], leftOut: ReadonlyMap<LeftOut, number>): Preview {
  const inSplit = (split: Split): number => slices.filter((curated) => curated.split === split).length;
  return {
    pairs: slices.reduce((sum, { pairs }) => sum + pairs.length, 0),
    slices: slices.length,
    patients: new Set(slices.map(({ slice }) => slice.patient)).size,
    bySplit: { train: inSplit('train'), val: inSplit('val'), test: inSplit('test') },
    leftOut: [...leftOut].map(([reason, count]) => ({ reason, count })),
  };
}

export function createExchangeService(deps: ExchangeDeps): ExchangeService {
  return new ExchangeService(deps);
}
