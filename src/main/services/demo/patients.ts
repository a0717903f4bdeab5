import type { Modality } from '../../../shared/domain/anatomy/classes.ts';
import type { Grid } from './grid.ts';

/** One scan of the demo project. */
export interface DemoScan {
  readonly patient: number;
  readonly modality: Modality;
  readonly study: string;
  readonly series: string;
  readonly bodyPart: string;
  readonly grid: Grid;
  /** Array orientation of the stored file: real data come in several, so the demo does too. */
  readonly stored: 'LPS' | 'RAS';
  /** Whether a label map (with planted errors) lies beside the image; where none does, the pipeline has to make one. */
  readonly hasSegmentation: boolean;
  /** Zero-based axial slices (in LPS order) that get a caption. */
  readonly captionedSlices: readonly number[];
}

const CT_GRID: Grid = { dims: [256, 176, 104], spacing: [1.6, 1.6, 5], origin: [-204, -134, 2.5] };
/** The MR companion covers the abdomen only and is coarser, as a breath-hold sequence is. */
const MR_GRID: Grid = { dims: [192, 128, 52], spacing: [2.1, 2.1, 6], origin: [-200.55, -126, 62] };

const every = (first: number, last: number, step: number): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);

/** Three patients with CT, two of them with an MR as well; all are segmented, so that there is something to review at once. */
export const DEMO_SCANS: readonly DemoScan[] = [
  ctScan(0, 'LPS', every(2, 98, 3)),
  ctScan(1, 'RAS', every(3, 99, 3)),
  ctScan(2, 'LPS', every(4, 97, 3)),
  mrScan(0, 'RAS', every(4, 46, 4)),
  mrScan(2, 'LPS', every(6, 48, 4)),
];

/** A fourth patient with CT and MR, whom nobody has segmented. */
export const UNSEGMENTED_SCANS: readonly DemoScan[] = [
  { ...ctScan(3, 'RAS', every(5, 95, 6)), hasSegmentation: false },
  { ...mrScan(3, 'LPS', every(6, 46, 8)), hasSegmentation: false },
];

function ctScan(patient: number, stored: 'LPS' | 'RAS', captionedSlices: number[]): DemoScan {
  const study = `DEMO-${patient + 1}`;
  return {
    patient,
    modality: 'CT',
    study,
    series: 'ct',
    bodyPart: 'trunk',
    grid: CT_GRID,
    stored,
    hasSegmentation: true,
    captionedSlices,
  };
}

function mrScan(patient: number, stored: 'LPS' | 'RAS', captionedSlices: number[]): DemoScan {
  const study = `DEMO-${patient + 1}`;
  return {
    patient,
    modality: 'MR',
    study,
    series: 'mr',
    bodyPart: 'abdomen',
    grid: MR_GRID,
    stored,
    hasSegmentation: true,
    captionedSlices,
  };
}
