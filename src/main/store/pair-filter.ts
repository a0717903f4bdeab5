import type { ClassId, Modality } from '../../shared/domain/anatomy/classes.ts';
import type { FindingCode } from '../../shared/domain/grounding/finding.ts';
import type { Language } from '../../shared/domain/mention/mention.ts';
import type { PairState } from '../../shared/domain/review/verdict.ts';
import type { ReadDb } from './database.ts';
import { prepared } from './prepared.ts';

/** Which pairs; a list left out does not restrict, an empty one neither. */
export interface PairFilter {
  readonly states?: readonly PairState[] | undefined;
  readonly classIds?: readonly ClassId[] | undefined;
  readonly modalities?: readonly Modality[] | undefined;
  readonly languages?: readonly Language[] | undefined;
  readonly findings?: readonly FindingCode[] | undefined;
  readonly search?: string | undefined;
}

/** Part of a WHERE clause, joined by AND, with the values of its question marks. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly values: readonly (string | number)[];
}

/** Pairs that are cheaper to list and sort than to come by in a walk through the queue. */
const FEW = 5000;

/**
 * All of a filter but its search, about `pair p`. Columns stand behind a plus, which keeps SQLite from choosing an index by
 * them: whoever asks says the index, or gives a list that leads to the pairs (`pair-order.ts`).
 */
export function conditionsOf(db: ReadDb, filter: PairFilter): Conditions {
  const parts: Conditions[] = [
    oneOf('+p.state', filter.states),
    oneOf('+p.class_id', filter.classIds),
    oneOf('+p.modality', filter.modalities),
    withFinding(db, filter),
    ...(filter.languages ?? []).map((language) => ({
      sql: ["(',' || p.languages || ',') LIKE ?"],
      values: [`%,${language},%`],
    })),
  ];
  return { sql: parts.flatMap(({ sql }) => sql), values: parts.flatMap(({ values }) => values) };
}

function oneOf(column: string, list: readonly (string | number)[] | undefined): Conditions {
  if (!list?.length) return { sql: [], values: [] };
  return { sql: [`${column} IN (${marks(list)})`], values: list };
}

/** Whether the filter's findings leave so few pairs that these are listed, by the counters. */
export function isListable(db: ReadDb, { findings }: PairFilter): boolean {
  if (!findings?.length) return false;
  const sql = `SELECT coalesce(sum(n), 0) FROM counter WHERE facet = 'finding' AND value IN (${marks(findings)})`;
  return (
    (prepared(db, sql)
      .pluck()
      .get(...findings) as number) <= FEW
  );
}

function withFinding(db: ReadDb, filter: PairFilter): Conditions {
  const codes = filter.findings ?? [];
  if (codes.length === 0) return { sql: [], values: [] };
  const sql = isListable(db, filter)
    ? `p.pair_id IN (SELECT pair_id FROM pair_finding WHERE code IN (${marks(codes)}))`
    : `EXISTS (SELECT 1 FROM pair_finding f WHERE f.pair_id = p.pair_id AND f.code IN (${marks(codes)}))`;
  return { sql: [sql], values: codes };
}

const marks = (list: readonly unknown[]): string => list.map(() => '?').join(', ');
