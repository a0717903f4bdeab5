import { canonicalJson } from './canonical-json.ts';
import type { Check } from '../../shared/contract/verify.ts';
import type { ReadDb } from './database.ts';

interface DecisionRow {
  readonly seq: number;
  readonly pair_id: number;
  readonly seen: string | null;
  readonly before: string;
  readonly after: string;
}

interface PairRow {
  readonly pair_id: number;
  readonly derived: string;
  readonly standing: string;
  readonly revision: number;
}

/** Where the log leads a pair: how many steps, from where, to where; JSON of standings, keys sorted. */
interface Course {
  readonly steps: number;
  readonly from: string;
  readonly to: string;
}

/**
 * The log of decisions against everything that follows from it: each decision has its audit row with equal content and each
 * such audit row its decision; the steps on a pair join without a gap, from what was derived to where the pair stands
 * now; and what a reviewer has seen is still what is there.
 */
export function checkDecisions(db: ReadDb): Check {
  const audited = auditedDecisions(db);
  const courses = new Map<number, Course>();
  const found = { 'without-audit-row': 0, 'without-decision': 0, 'out-of-step': 0, 'pairs-astray': 0 };
  const log = db.prepare('SELECT * FROM decision ORDER BY seq').iterate();
  for (const { seq, ...row } of log as IterableIterator<DecisionRow>) {
    if (audited.get(seq) !== canonicalJson(row)) found['without-audit-row'] += 1;
    audited.delete(seq);
    const before = canonicalJson(JSON.parse(row.before));
    const known = courses.get(row.pair_id);
    if (known && known.to !== before) found['out-of-step'] += 1;
    courses.set(row.pair_id, {
      steps: (known?.steps ?? 0) + 1,
      from: known?.from ?? before,
      to: canonicalJson(JSON.parse(row.after)),
    });
  }
  found['without-decision'] = audited.size;
  found['pairs-astray'] = pairsAstray(db, courses);
  const counts = { ...found, 'seen-otherwise': seenOtherwise(db) };
  return {
    name: 'decisions',
    ok: Object.values(counts).every((count) => count === 0),
    facts: Object.entries(counts).map(([what, value]) => ({ what: what as keyof typeof counts, value })),
  };
}

/** Content of the audit rows of decisions, by the decision's number. */
function auditedDecisions(db: ReadDb): Map<number, string> {
  const audited = new Map<number, string>();
  const rows = db.prepare("SELECT detail FROM audit WHERE action LIKE 'review.%'").pluck().iterate();
  for (const detail of rows as IterableIterator<string>) {
    const { seq, ...row } = JSON.parse(detail) as { seq: number };
    audited.set(seq, canonicalJson(row));
  }
  return audited;
}

function pairsAstray(db: ReadDb, courses: ReadonlyMap<number, Course>): number {
  const standing = (state: string, prefix: string): string =>
    `json_object('box', json(${prefix}box), 'classId', ${prefix}class${prefix === '' ? '_id' : ''},
                 'regionClassIds', json(${prefix}region), 'state', ${state})`;
  const pairs = db
    .prepare(
      `SELECT pair_id, revision, ${standing("'pending'", 'derived_')} AS derived, ${standing('state', '')} AS standing FROM pair`,
    )
    .iterate();
  let astray = 0;
  for (const pair of pairs as IterableIterator<PairRow>) {
    const course = courses.get(pair.pair_id) ?? { steps: 0, from: pair.derived, to: pair.derived };
    const isRight =
      pair.revision === course.steps &&
      sameJson(pair.derived, course.from) &&
      sameJson(pair.standing, course.to);
    if (!isRight) astray += 1;
  }
  return astray;
}

/** Compares as text first: SQLite writes the same JSON, but may write a number otherwise. */
function sameJson(a: string, b: string): boolean {
  return a === b || canonicalJson(JSON.parse(a)) === canonicalJson(JSON.parse(b));
}

/** Decisions whose picture or captions are no longer those that were looked at. */
function seenOtherwise(db: ReadDb): number {
  return db
    .prepare(
      `SELECT count(*) FROM decision d JOIN pair p USING (pair_id) JOIN slice s USING (slice_id)
       WHERE d.seen IS NOT NULL AND (
         d.seen ->> 'pixelsSha256' <> s.pixels_sha256
         OR d.seen ->> 'maskSha256' <> coalesce(s.mask_sha256, '')
         OR EXISTS (SELECT 1 FROM json_each(d.seen, '$.captionSha256') c
                    WHERE c.value NOT IN (SELECT sha256 FROM caption WHERE slice_id = s.slice_id)))`,
    )
    .pluck()
    .get() as number;
}
