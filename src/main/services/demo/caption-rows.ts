import { seededRandom } from '../../../shared/lib/random.ts';
import { captionFor, mistranslateSide } from './captions.ts';
import type { PaintedVolume } from './grid.ts';
import type { DemoScan } from './patients.ts';

/** Columns of the plain captions table that intake reads, in order. */
const COLUMNS = [
  'image_id',
  'study',
  'series',
  'slice',
  'caption_de',
  'caption_en',
  'clinical_information',
  'question',
  'modality',
  'body_part',
] as const;

export type CaptionRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

const CLINICAL = [
  'Unklare Oberbauchschmerzen.',
  'Verlaufskontrolle nach Operation.',
  'Tumorstaging.',
  'Sturz am Vortag.',
];
const QUESTIONS = ['Raumforderung?', 'Fraktur?', 'Entzündlicher Fokus?', 'Lymphknotenstatus?'];
/** The patient whose first sided caption is translated to the wrong side. */
const MISTRANSLATED_PATIENT = 1;

/** Captions of a scan's slices, one of them badly translated for one patient. */
export function captionRows(scan: DemoScan, painted: PaintedVolume): CaptionRow[] {
  const random = seededRandom(77 + scan.patient * 10 + (scan.modality === 'CT' ? 0 : 5));
  let slipsLeft = scan.patient === MISTRANSLATED_PATIENT ? 1 : 0;
  return scan.captionedSlices.map((slice) => {
    const { de, en } = captionFor(pixelCounts(painted, slice), random);
    const slipped = slipsLeft > 0 ? mistranslateSide(en) : en;
    if (slipped !== en) slipsLeft -= 1;
    return {
      image_id: `${scan.study}-${scan.series}-${String(slice).padStart(3, '0')}`,
      study: scan.study,
      series: scan.series,
      slice: String(slice),
      caption_de: de,
      caption_en: slipped,
      clinical_information: CLINICAL[Math.floor(random() * CLINICAL.length)]!,
      question: QUESTIONS[Math.floor(random() * QUESTIONS.length)]!,
      modality: scan.modality,
      body_part: scan.bodyPart,
    };
  });
}

/** RFC 4180, UTF-8, one header line. */
export function captionsCsv(rows: readonly CaptionRow[]): string {
  const lines = rows.map((row) =>
    COLUMNS.map((column) => `"${row[column].replaceAll('"', '""')}"`).join(','),
  );
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

/** Pixels per class on an axial slice of the truth. */
function pixelCounts({ grid, labels }: PaintedVolume, slice: number): Map<number, number> {
  const size = grid.dims[0] * grid.dims[1];
  const counts = new Map<number, number>();
  for (const label of labels.subarray(slice * size, (slice + 1) * size))
    counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
