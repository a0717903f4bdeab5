import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderedQuery, inOrder } from '../../src/main/store/pair-order.ts';
import type { StoredPair } from '../../src/main/store/pair-rows.ts';
import type { PairFilter, PairOrder } from '../../src/main/store/pair-store.ts';
import {
  PROJECT_FILE,
  type ProjectStore,
  createProject,
  openProject,
} from '../../src/main/store/project-store.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';
import { classId, labelOf } from '../../src/shared/domain/anatomy/classes.ts';
import { priorityOf } from '../../src/shared/domain/grounding/priority.ts';
import { foldWithOffsets } from '../../src/shared/domain/mention/fold.ts';
import { PAIR_STATES } from '../../src/shared/domain/review/verdict.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import { sliceRecord } from '../support/slice-record.ts';

const at = '2026-01-01T00:00:00.000Z';
const SLICES = 120;
const CLASSES = [1, 5, 6, 52, 90].map(classId);
const CODES = ['mask-tiny', 'box-touches-border'] as const;
const DE =
  'Leberzyste Zyste Größe groß Ösophagus oesophagus Milz, BWK-8 (3cm) linksseitig Fuß Nierenzyste'.split(' ');
const EN = 'liver cyst. kidney æther naïve L4/5 left-sided oedema spleen Cyst'.split(' ');
/** Whole words, pieces of compounds, umlauts either way, several, none, and so short that they stand for many words. */
const TYPED =
  'zyste|ZYSTE|leber|öso|oeso|Größe|groesse|fuß|fuss|niere|cyst|8|l4|naive|aether|e|er|i|Leber Zyste|cyst e|zz|zyste zz|spaet|spät e|  |nichts|"OR*';

let dir: string;
let store: ProjectStore;
/** Every pair with what it may be found by: the folded text of its slice. */
let pairs: (StoredPair & { readonly text: string; readonly randomKey: number })[];
const random = seededRandom(7);
const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'search-'));
  const records = Array.from({ length: SLICES }, (_, n) => recordOf(n));
  const filled = createProject(dir, 'Search', { at });
  // The second half meets a vocabulary that was read before.
  filled.slices.saveAll(records.slice(0, SLICES / 2));
  filled.pairs.count({ search: 'leber' });
  filled.slices.saveAll(records.slice(SLICES / 2));
  filled.close();
  const keys = withDatabase((db) => {
    db.exec(`UPDATE pair SET state = CASE pair_id % 7 WHEN 1 THEN 'accepted' WHEN 2 THEN 'corrected'
      WHEN 3 THEN 'cannot-judge' ELSE 'pending' END`);
    return new Map(db.prepare('SELECT pair_id, random_key FROM pair').raw().all() as [number, number][]);
  });
  store = openProject(dir, { at });
  pairs = records.flatMap(({ captions }, n) => {
    const found = store.pairs.ofSlice(n + 1);
    const labels = found.flatMap(({ derivedClassId: id }) => [labelOf(id, 'de'), labelOf(id, 'en')]);
    const text = foldWithOffsets([...captions.map((caption) => caption.text), ...labels].join(' ')).folded;
    return found.map((pair) => ({ ...pair, text, randomKey: keys.get(pair.pairId)! }));
  });
});
afterAll(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

function withDatabase<T>(work: (db: Database.Database) => T): T {
  const db = new Database(join(dir, PROJECT_FILE));
  const result = work(db);
  db.close();
  return result;
}

function recordOf(n: number): SliceRecord {
  const slice = sliceRecord(n);
  const [template] = slice.pairs;
  // Found only at the end of the queue, where a walk has long been given up.
  const isLate = n % 12 === 1;
  const caption = (language: 'de' | 'en', words: readonly string[]): SliceRecord['captions'][number] => ({
    language,
    text: [
      ...Array.from({ length: 4 }, () => one(words)),
      ...(isLate ? ['spät'] : []),
      // One slice has more words than a search lists, so that a piece of them is looked for in the texts.
      ...(n === 3 ? Array.from({ length: 400 }, (_, word) => `vielzz${word}`) : []),
    ].join(' '),
    isOriginal: null,
  });
  const classIds = CLASSES.filter(() => random() < 0.5);
  return {
    ...slice,
    captions: [caption('de', DE), ...(n % 4 === 0 ? [] : [caption('en', EN)])],
    pairs: classIds.map((id) => {
      const findings = CODES.filter(() => !isLate && random() < 0.3).map((code, k) => ({
        code,
        params: {},
        weight: 0.2 + k / 10,
      }));
      const mentions = template!.mentions.map((mention) => ({
        ...mention,
        language: one(['de', 'en'] as const),
      }));
      return { ...template!, classId: id, findings, priority: priorityOf(findings), mentions };
    }),
  };
}

/** What a person is promised, said without an index. */
function matches(pair: (typeof pairs)[number], filter: PairFilter): boolean {
  const oneOf = <T>(list: readonly T[] | undefined, value: T): boolean =>
    !list?.length || list.includes(value);
  const pieces = foldWithOffsets(filter.search ?? '').folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return (
    oneOf(filter.states, pair.state) &&
    oneOf(filter.classIds, pair.classId) &&
    oneOf(filter.modalities, pair.modality) &&
    (filter.languages ?? []).every((language) =>
      pair.mentions.some((mention) => mention.language === language),
    ) &&
    (!filter.findings?.length || pair.findings.some(({ code }) => filter.findings!.includes(code))) &&
    pieces.every((piece) => pair.text.includes(piece))
  );
}

function inPages(filter: PairFilter, order: PairOrder, limit: number): number[] {
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page = store.pairs.page(filter, { order, cursor, limit });
    seen.push(...page.pairs.map(({ pairId }) => pairId));
    cursor = page.nextCursor;
  } while (cursor);
  return seen;
}

const filters = fc.record({
  states: fc.subarray([...PAIR_STATES]),
  classIds: fc.oneof(fc.constant([]), fc.subarray(CLASSES)),
  modalities: fc.subarray(['CT', 'MR'] as const),
  languages: fc.oneof(fc.constant([]), fc.subarray(['de', 'en'] as const)),
  findings: fc.oneof(fc.constant([]), fc.subarray([...CODES])),
  search: fc.constantFrom(...TYPED.split('|')),
});

describe('the queue', () => {
  it('finds what the filter and the words say, most suspicious first, whatever the page size', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom(1, 3, 20, 1000), (filter, limit) => {
        const expected = pairs
          .filter((pair) => matches(pair, filter))
          .toSorted((a, b) => b.priority - a.priority || a.pairId - b.pairId)
          .map(({ pairId }) => pairId);
        expect(inPages(filter, { by: 'suspicion' }, limit)).toEqual(expected);
        expect(store.pairs.count(filter)).toBe(expected.length);
        expect(store.pairs.countTo(filter)).toEqual({ n: expected.length, areMore: false });
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('keeps the same in a random order: each pair once, round the circle of the stored keys', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 0, max: 99 }), fc.constantFrom(3, 20), (filter, seed, limit) => {
        const found = inPages(filter, { by: 'random', seed }, limit);
        const expected = pairs.filter((pair) => matches(pair, filter));
        const keys = found.map((id) => pairs.find(({ pairId }) => pairId === id)!.randomKey);
        const turns = keys.filter((key, n) => n > 0 && key < keys[n - 1]!).length;
        expect(found.toSorted((a, b) => a - b)).toEqual(
          expected.map(({ pairId }) => pairId).toSorted((a, b) => a - b),
        );
        expect(turns).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it('never sorts what it walks through', () => {
    const plans = withClosedStore((db) =>
      [
        {},
        { states: ['pending'] },
        { states: ['pending'], modalities: ['MR'] },
        { states: ['pending', 'accepted'], modalities: ['CT'] },
        { states: ['pending'], classIds: [classId(5)] },
        { classIds: CLASSES },
      ].flatMap((filter) =>
        ([{ by: 'suspicion' }, { by: 'random', seed: 3 }] as const).flatMap((order) =>
          [null, '0.3:20'].flatMap((cursor) =>
            inOrder(db, filter as PairFilter, { order, cursor }).map((query) => planOf(db, query)),
          ),
        ),
      ),
    );
    expect(plans.length).toBeGreaterThan(30);
    expect(plans.filter((plan) => /TEMP B-TREE|SCAN p(?! USING (COVERING )?INDEX)/.test(plan))).toEqual([]);
  });
});

function planOf(db: Database.Database, { sql, values }: OrderedQuery): string {
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  return steps.map(({ detail }) => detail).join('; ');
}

function withClosedStore<T>(work: (db: Database.Database) => T): T {
  store.close();
  const result = withDatabase(work);
  store = openProject(dir, { at });
  return result;
}
