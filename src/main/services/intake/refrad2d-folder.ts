import { basename, join, sep } from 'node:path';
import { z } from 'zod';

/** A RefRad2D index with the folder that its images and masks lie in. */
export const PlannedPairsSchema = z.object({
  /** Folder of the data set. */
  root: z.string(),
  modality: z.enum(['CT', 'MR']),
  /** `rsopid_2_segment_v3_{ct,mr}.json` */
  indexFile: z.string(),
  /** Parquet or JSON records. */
  reportsFile: z.string(),
  /** Slices and pairs that it promises. */
  slices: z.int(),
  pairs: z.int(),
});
export type PlannedPairs = z.infer<typeof PlannedPairsSchema>;

/** A data set found among files: its index, and its reports if they are there. */
export type FoundPairs = Omit<PlannedPairs, 'reportsFile' | 'slices' | 'pairs'> & {
  readonly reportsFile: string | null;
};

const INDEX_NAME = /^rsopid_2_segment_v3_(ct|mr)\.json$/;
const INDEX_FOLDER = 'refrad2d_segment';
const REPORT_NAMES = ['refrad2d_vqa_dataset.parquet', 'refrad2d_vqa_dataset.json'];
/** What else belongs to a data set; its files are read through the index and not one by one. */
const OWN_NAMES = new Set([
  'dicoms_anon',
  'segmented_slices_v3',
  INDEX_FOLDER,
  'split_v18',
  'manifest.json',
  ...REPORT_NAMES,
]);

/**
 * Finds RefRad2D data sets by the names of their indices, which lie in the folder itself or in `refrad2d_segment`. Pure; no
 * file is opened.
 *
 * @returns the data sets, and the files that belong to none
 */
export function findRefRad2d(files: readonly string[]): {
  readonly found: readonly FoundPairs[];
  readonly others: readonly string[];
} {
  const all = new Set(files);
  const found = files.flatMap((indexFile): FoundPairs[] => {
    const match = INDEX_NAME.exec(basename(indexFile));
    if (!match) return [];
    const folder = indexFile.slice(0, -basename(indexFile).length - 1);
    const root = basename(folder) === INDEX_FOLDER ? folder.slice(0, -INDEX_FOLDER.length - 1) : folder;
    const reportsFile = REPORT_NAMES.map((name) => join(root, name)).find((file) => all.has(file)) ?? null;
    return [{ root, modality: match[1] === 'ct' ? 'CT' : 'MR', indexFile, reportsFile }];
  });
  const roots = [...new Set(found.map(({ root }) => root))];
  const isOwn = (file: string): boolean =>
    roots.some((root) => {
      if (!file.startsWith(root + sep)) return false;
      const [first] = file.slice(root.length + 1).split(sep);
      return OWN_NAMES.has(first!) || INDEX_NAME.test(first!);
    });
  return { found, others: files.filter((file) => !isOwn(file)) };
}
