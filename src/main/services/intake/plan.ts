import { basename, dirname } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../../shared/contract/common.ts';
import { CaptionRowSchema, type CaptionRow, type FileFacts } from '../../reader/protocol.ts';

type NiftiFacts = Extract<FileFacts, { kind: 'nifti' }>;
type DicomFacts = Extract<FileFacts, { kind: 'dicom' }>;
import { pseudonym } from './pseudonym.ts';

const SourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nifti'), file: z.string() }),
  z.object({ kind: z.literal('dicom'), files: z.array(z.string()) }),
]);

/** One volume to import with everything that belongs to it. */
export const PlannedVolumeSchema = z.object({
  /** study/series; names the volume within the project. */
  key: z.string(),
  study: z.string(),
  series: z.string(),
  /** A pseudonym. */
  patient: z.string(),
  modality: z.enum(['CT', 'MR']),
  bodyPart: z.string(),
  source: SourceSchema,
  /** Label maps that may belong to it, most likely first; the geometry decides at import. */
  segmentations: z.array(z.string()),
  sliceCount: z.int(),
  captions: z.array(CaptionRowSchema),
});
export type PlannedVolume = z.infer<typeof PlannedVolumeSchema>;

export interface ImportPlan {
  readonly volumes: PlannedVolume[];
  readonly problems: Problem[];
}

/** Sorts files into volumes, segmentations and captions. Pure; no file is opened. */
export function planImport(facts: readonly FileFacts[], rows: readonly CaptionOf[]): ImportPlan {
  const niftis = facts.filter((fact) => fact.kind === 'nifti');
  const labels = niftis.filter((fact) => isLabelMap(fact, niftis));
  const images = niftis.filter((fact) => !labels.includes(fact));
  const bare = [
    ...images.map((image) => fromNifti(image, labels)),
    ...fromDicom(
      facts.filter((fact) => fact.kind === 'dicom'),
      labels,
    ),
  ];
  const { volumes, problems } = withCaptions(bare, rows);
  return { volumes, problems: [...problems, ...withoutCaptions(volumes), ...withoutOrientation(images)] };
}

/** A label map says so in its name, or lies beside an image of the same grid and looks like labels when the other does not. */
function isLabelMap(fact: NiftiFacts, all: readonly NiftiFacts[]): boolean {
  if (/seg|label|mask/i.test(basename(fact.file))) return true;
  return (
    fact.mayBeLabels &&
    all.some(
      (other) =>
        other !== fact &&
        !other.mayBeLabels &&
        dirname(other.file) === dirname(fact.file) &&
        sameGrid(other, fact),
    )
  );
}

export function sameGrid(
  a: Pick<NiftiFacts, 'dims' | 'affineLps'>,
  b: Pick<NiftiFacts, 'dims' | 'affineLps'>,
): boolean {
  // Half a millimetre: headers written as float32 by different tools differ by less, a shifted grid by more.
  return (
    a.dims.every((size, i) => size === b.dims[i]) &&
    a.affineLps.every((value, i) => Math.abs(value - b.affineLps[i]!) < 0.5)
  );
}

function fromNifti(image: NiftiFacts, labels: readonly NiftiFacts[]): PlannedVolume {
  const series = basename(image.file).replace(/\.nii(\.gz)?$/i, '');
  const study = basename(dirname(image.file));
  const beside = labels.filter((label) => dirname(label.file) === dirname(image.file));
  const fitting = beside.filter((label) => sameGrid(label, image));
  const named = (label: NiftiFacts): number => (basename(label.file).startsWith(series) ? 0 : 1);
  return {
    key: `${study}/${series}`,
    study,
    series,
    patient: pseudonym(study),
    modality: /(^|[^a-z])mr/i.test(series) ? 'MR' : 'CT',
    bodyPart: '',
    source: { kind: 'nifti', file: image.file },
    segmentations: (fitting.length > 0 ? fitting : beside)
      .toSorted((a, b) => named(a) - named(b))
      .map(({ file }) => file),
    sliceCount: image.dims[2],
    captions: [],
  };
}

function fromDicom(instances: readonly DicomFacts[], labels: readonly NiftiFacts[]): PlannedVolume[] {
  const bySeries = groupBySeries(instances);
  return [...bySeries.values()].map((series) => {
    const first = series[0]!;
    const folder = dirname(first.file);
    const near = labels.filter(
      (label) => dirname(label.file) === folder || dirname(label.file) === dirname(folder),
    );
    return {
      key: `${first.studyInstanceUid}/${first.seriesInstanceUid}`,
      study: first.studyInstanceUid,
      series: first.seriesDescription || first.seriesInstanceUid,
      patient: pseudonym(first.patientId || first.studyInstanceUid),
      modality: first.modality === 'MR' ? 'MR' : 'CT',
      bodyPart: first.bodyPart,
      source: { kind: 'dicom', files: series.map(({ file }) => file) },
      segmentations: near.map(({ file }) => file),
      sliceCount: series.length,
      captions: [],
    };
  });
}

function groupBySeries(instances: readonly DicomFacts[]): Map<string, DicomFacts[]> {
  const groups = new Map<string, DicomFacts[]>();
  for (const instance of instances) {
    const group = groups.get(instance.seriesInstanceUid);
    if (group) group.push(instance);
    else groups.set(instance.seriesInstanceUid, [instance]);
  }
  return groups;
}

interface CaptionOf {
  readonly file: string;
  readonly row: CaptionRow;
}

/** Rows find their volume by study and series; a table for a single volume needs neither. */
function withCaptions(
  volumes: readonly PlannedVolume[],
  rows: readonly { readonly file: string; readonly row: CaptionRow }[],
): ImportPlan {
  const problems: Problem[] = [];
  const captions = new Map<PlannedVolume, CaptionRow[]>(volumes.map((volume) => [volume, []]));
  const homeless: CaptionOf[] = [];
  const seen = new Set<string>();
  for (const { file, row } of rows) {
    // An id names one slice for ever; a second row under it would vanish behind the first without a word.
    if (seen.has(row.imageId)) {
      problems.push({
        file,
        code: 'intake.duplicate-image-id',
        params: { file, line: row.line, imageId: row.imageId },
        severity: 'error',
      });
      continue;
    }
    seen.add(row.imageId);
    const volume = volumeOf(row, volumes);
    if (volume) captions.get(volume)!.push(row);
    else homeless.push({ file, row });
  }
  return {
    problems: [...problems, ...withoutImage(homeless)],
    volumes: volumes.map((volume) => {
      const own = captions.get(volume)!;
      const [first] = own;
      return {
        ...volume,
        // The patient is the volume's from here on; plans are stored.
        captions: own.map((row) => ({ ...row, patient: '' })),
        modality: first?.modality ?? volume.modality,
        patient: first?.patient ? pseudonym(first.patient) : volume.patient,
        bodyPart: volume.bodyPart || (first?.bodyPart ?? ''),
      };
    }),
  };
}

/** One message for each series that is not there: its rows all fail for the same reason. */
function withoutImage(rows: readonly CaptionOf[]): Problem[] {
  const groups = Map.groupBy(rows, ({ file, row }) => JSON.stringify([file, row.study, row.series]));
  return [...groups.values()].map((group): Problem => {
    const [{ file, row }] = group as [CaptionOf, ...CaptionOf[]];
    const { line, imageId, study, series } = row;
    const severity = 'warning';
    if (group.length === 1)
      return { file, code: 'intake.caption-without-image', params: { file, line, imageId }, severity };
    const params = { file, count: group.length, line, study: study || '–', series: series || '–' };
    return { file, code: 'intake.captions-without-image', params, severity };
  });
}

function volumeOf(row: CaptionRow, volumes: readonly PlannedVolume[]): PlannedVolume | undefined {
  const matches = (wanted: string, actual: string): boolean => wanted === '' || wanted === actual;
  const fitting = volumes.filter(
    ({ study, series, key }) =>
      matches(row.study, study) && (matches(row.series, series) || key.endsWith(`/${row.series}`)),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** One note for all of them: a large folder holds many series that nobody wrote about. */
function withoutCaptions(volumes: readonly PlannedVolume[]): Problem[] {
  const bare = volumes.filter(({ captions }) => captions.length === 0);
  const [first] = bare;
  if (!first) return [];
  const file = first.source.kind === 'nifti' ? first.source.file : first.source.files[0]!;
  const params = { file, volume: first.key, count: bare.length };
  return [{ file, code: 'intake.no-captions', params, severity: 'warning' }];
}

function withoutOrientation(images: readonly NiftiFacts[]): Problem[] {
  return images
    .filter(({ hasOrientation }) => !hasOrientation)
    .map(({ file }) => ({ file, code: 'intake.no-orientation', params: { file }, severity: 'warning' }));
}
