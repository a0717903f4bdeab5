import type { ClassId, Modality } from '../../shared/domain/anatomy/classes.ts';
import type { DerivedPair } from '../../shared/domain/grounding/derivation.ts';
import type { Omission } from '../../shared/domain/grounding/finding.ts';
import type { SuggestedBox } from '../../shared/domain/radgrounder/suggestion.ts';
import { countFinding, countPair, uncountFindings } from './counters.ts';
import type { WriteDb } from './database.ts';
import { insertRow } from './insert-row.ts';
import { learnedPriority } from './learned-priority.ts';
import { prepared } from './prepared.ts';
import { searchWords } from './search-words.ts';
import { searchableTexts } from './search.ts';
import { sha256 } from './sha256.ts';
import { learnWords } from './vocabulary.ts';

/** The slice that derived rows hang on. */
export interface DerivedSlice {
  readonly sliceId: number;
  readonly imageId: string;
  readonly modality: Modality;
}

/** What a derivation decides about a pair, as columns; a pair that nobody has judged stands where it was derived. */
export function pairColumns(pair: DerivedPair): Record<string, string | number> {
  const box = JSON.stringify(pair.box);
  const region = JSON.stringify(pair.regionClassIds);
  return {
    derived_class: pair.classId,
    derived_box: box,
    derived_region: region,
    class_id: pair.classId,
    box,
    region,
    priority: pair.priority,
    findings: JSON.stringify(pair.findings),
    mentions: JSON.stringify(pair.mentions),
    languages: [...new Set(pair.mentions.map(({ language }) => language))].toSorted().join(','),
  };
}

/** @param suggested RadGrounder's boxes on the slice */
export function insertPair(
  db: WriteDb,
  slice: DerivedSlice,
  { pair, suggested = [] }: { readonly pair: DerivedPair; readonly suggested?: readonly SuggestedBox[] },
): void {
  const { modality } = slice;
  const priority = learnedPriority(db, { ...pair, modality, suggested, proposal: null }, pair.priority);
  const pairId = insertRow(db, 'pair', {
    slice_id: slice.sliceId,
    random_key: randomKey(slice.imageId, pair.classId),
    modality,
    ...pairColumns({ ...pair, priority }),
  });
  countPair(db, { modality, classId: pair.classId });
  insertFindings(db, pairId, pair);
}

export function insertFindings(
  db: WriteDb,
  pairId: number,
  { findings }: Pick<DerivedPair, 'findings'>,
): void {
  const insert = prepared(db, 'INSERT OR IGNORE INTO pair_finding (code, pair_id) VALUES (?, ?)');
  for (const { code } of findings) if (insert.run(code, pairId).changes > 0) countFinding(db, pairId, code);
}

export function removeFindings(db: WriteDb, pairId: number): void {
  uncountFindings(db, pairId);
  prepared(db, 'DELETE FROM pair_finding WHERE pair_id = ?').run(pairId);
}

export function insertOmissions(db: WriteDb, sliceId: number, omissions: readonly Omission[]): void {
  const insert = prepared(db, 'INSERT INTO omission (slice_id, class_id, reason) VALUES (?, ?, ?)');
  for (const { classId: id, reason } of omissions) insert.run(sliceId, id, reason);
}

/** Makes a slice findable by its captions and by the names of its pairs' classes. */
export function indexForSearch(db: WriteDb, sliceId: number): void {
  const words = searchWords(searchableTexts(db, sliceId));
  prepared(db, 'DELETE FROM caption_search WHERE rowid = ?').run(sliceId);
  prepared(db, 'INSERT INTO caption_search (rowid, text) VALUES (?, ?)').run(sliceId, words.join(' '));
  learnWords(db, words);
}

/** A fixed, evenly spread number per pair: random order that can be paged and repeated. 52 bits, so it stays a safe integer. */
function randomKey(imageId: string, id: ClassId): number {
  return Number.parseInt(sha256(`${imageId}\u0000${id}`).slice(0, 13), 16);
}
