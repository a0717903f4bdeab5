import type { Box } from '../../shared/domain/grounding/box.ts';

/** A region over the slice: masks of these classes, and a box. */
export interface ViewerRegion {
  readonly pairId: number;
  readonly label: string;
  readonly classIds: readonly number[];
  readonly box: Box;
  readonly isActive: boolean;
  readonly isLit: boolean;
}

/** A box that another model drew: over the slice, never under judgement. */
export interface ViewerMark {
  readonly key: string;
  readonly label: string;
  /** Pixels of the slice. */
  readonly box: Box;
  /** Of the trained model; RadGrounder's where not given. */
  readonly look?: 'proposal';
}
