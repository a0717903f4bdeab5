import { type ClassId, type Modality, classId } from '../../shared/domain/anatomy/classes.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import type { Finding } from '../../shared/domain/grounding/finding.ts';
import type { Mention } from '../../shared/domain/mention/mention.ts';
import type { PairStanding } from '../../shared/domain/review/pair-transition.ts';
import type { PairState } from '../../shared/domain/review/verdict.ts';

/** A pair as kept: what was derived, what it stands for now. */
export interface StoredPair extends PairStanding {
  readonly pairId: number;
  readonly sliceId: number;
  readonly imageId: string;
  readonly modality: Modality;
  readonly revision: number;
  readonly priority: number;
  readonly derivedBox: Box;
  readonly derivedClassId: ClassId;
  readonly findings: readonly Finding[];
  readonly mentions: readonly Mention[];
}

export interface PairRow {
  readonly pair_id: number;
  readonly slice_id: number;
  readonly image_id: string;
  readonly modality: Modality;
  readonly derived_class: number;
  readonly derived_box: string;
  readonly class_id: number;
  readonly box: string;
  readonly region: string;
  readonly state: PairState;
  readonly revision: number;
  readonly priority: number;
  readonly random_key: number;
  readonly findings: string;
  readonly mentions: string;
}

/** Columns that a PairRow needs, for a query over `pair p JOIN slice s`. */
export const PAIR_COLUMNS =
  'p.pair_id, p.slice_id, s.image_id, p.modality, p.derived_class, p.derived_box, p.class_id, p.box, p.region, p.state, ' +
  'p.revision, p.priority, p.random_key, p.findings, p.mentions';

export function toPair(row: PairRow): StoredPair {
  return {
    pairId: row.pair_id,
    sliceId: row.slice_id,
    imageId: row.image_id,
    modality: row.modality,
    state: row.state,
    classId: classId(row.class_id),
    box: JSON.parse(row.box) as Box,
    regionClassIds: JSON.parse(row.region) as ClassId[],
    revision: row.revision,
    priority: row.priority,
    derivedBox: JSON.parse(row.derived_box) as Box,
    derivedClassId: classId(row.derived_class),
    findings: JSON.parse(row.findings) as Finding[],
    mentions: JSON.parse(row.mentions) as Mention[],
  };
}
