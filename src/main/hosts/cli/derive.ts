import { type Command, InvalidArgumentError, Option } from 'commander';
import type { createBatch } from '../../app/batch.ts';
import { progressPrinter } from './progress.ts';

interface DeriveOptions {
  readonly modality: 'CT' | 'MR';
  readonly scanIndex: string;
  readonly segmentations: string;
  readonly reports: string;
  readonly keywordsEn: string;
  readonly keywordsDe: string;
  readonly out: string;
}

/** What the command needs of the command line as a whole. */
export interface DeriveHost {
  readonly batch: ReturnType<typeof createBatch>;
  readonly isQuiet: () => boolean;
  readonly report: (
    result: Awaited<ReturnType<ReturnType<typeof createBatch>['deriveReference']>>,
    text: string,
  ) => void;
}

const HELP = `
Inputs and outputs are those of the published RadGrounder grounding pipeline:
  scan index   {scan id: {rel_dir?, file?, slices: {image id: {slice_axis, slice_idx}}}}
  segmentations  DIR/<rel_dir>/seg_scan_clean.nii.gz, TotalSegmentator ids
  reports      parquet, or a JSON array of the same records
  keywords     {caption: {keyword: category}}, one file per language
  out          rsopid_2_segment_v3_{ct,mr}.json, segmented_slices_v3/ab/id.npy
Entries that cannot be used are named on standard error; the others are derived.`;

export function addDeriveCommand(program: Command, { batch, isQuiet, report }: DeriveHost): void {
  program
    .command('derive')
    .description("derive boxes, masks and keywords from the published pipeline's inputs, bit-exact")
    .addOption(new Option('--mode <mode>', 'how to derive').choices(['reference']).makeOptionMandatory())
    .requiredOption('--modality <CT|MR>', 'decides the label ids and the names of the files', toModality)
    .requiredOption('--scan-index <file>', 'which slices of which scans')
    .requiredOption('--segmentations <dir>', 'segmented scans')
    .requiredOption('--reports <file>', 'captions of the slices')
    .requiredOption('--keywords-en <file>', 'keywords of the English captions')
    .requiredOption('--keywords-de <file>', 'keywords of the German captions')
    .requiredOption('--out <dir>', 'folder to write to; may hold the other modality already')
    .addHelpText('after', HELP)
    .action(async ({ out, ...sources }: DeriveOptions) => {
      const result = await batch.deriveReference({ sources, out, onProgress: progressPrinter(isQuiet()) });
      report(result, `${result.slices} slices, ${result.problems.length} problems → ${result.indexFile}`);
    });
}

function toModality(value: string): 'CT' | 'MR' {
  const modality = value.toUpperCase();
  if (modality !== 'CT' && modality !== 'MR') throw new InvalidArgumentError('CT or MR');
  return modality;
}
