import { type ClassId, type Modality, classId } from '../../shared/domain/anatomy/classes.ts';
import type { Standing } from '../../shared/domain/doubt/standing.ts';
import type { Box } from '../../shared/domain/grounding/box.ts';
import type { DerivedPair, SliceDerivation } from '../../shared/domain/grounding/derivation.ts';
import type { Finding } from '../../shared/domain/grounding/finding.ts';
import { priorityOf } from '../../shared/domain/grounding/priority.ts';
import type { DerivationSwitches } from '../../shared/domain/grounding/switches.ts';
import type { SuggestedBox } from '../../shared/domain/radgrounder/suggestion.ts';
import { uncountPair } from './counters.ts';
import { type WriteDb, transact } from './database.ts';
import { newestBoxes, withDisagreement } from './disagreement.ts';
import { learnedPriority } from './learned-priority.ts';
import { prepared } from './prepared.ts';
import { proposalOf } from './proposal-store.ts';
import {
  type DerivedSlice,
  indexForSearch,
  insertFindings,
  insertOmissions,
  insertPair,
  pairColumns,
  removeFindings,
} from './derived-rows.ts';

/** How the pairs of a slice came about. */
export interface DerivedBy {
  readonly extractor: string;
  readonly extractorVersion: string;
  readonly switches: DerivationSwitches;
}

/** What deriving a slice anew has done to its pairs. */
export interface DerivationChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Pairs that somebody has judged: they stay exactly as they are, derived again or not. */
  readonly kept: number;
}

/** A pair as far as its findings go. */
export interface RevisedPair {
  readonly classId: ClassId;
  readonly findings: readonly Finding[];
}

type NewlyKnown = Pick<Standing, 'findings' | 'suggested'>;

interface KnownPair {
  readonly pair_id: number;
  readonly modality: Modality;
  readonly derived_class: number;
  readonly isJudged: 0 | 1;
  readonly derived_box: string;
  readonly derived_region: string;
  readonly priority: number;
  readonly findings: string;
  readonly mentions: string;
}

const KNOWN = `SELECT pair_id, modality, derived_class, derived_box, derived_region, priority, findings, mentions,
    EXISTS (SELECT 1 FROM decision d WHERE d.pair_id = p.pair_id) AS isJudged
  FROM pair p WHERE slice_id = ?`;

/** Puts another derivation in the place of a slice's present one. */
export class DerivationStore {
  private readonly db: WriteDb;

  constructor(db: WriteDb) {
    this.db = db;
  }

  /**
   * Replaces what was derived from a slice, in one transaction. A pair with any decision in the log is left as it is, because
   * its history has to go on meaning what it meant.
   *
   * @throws AppError store.disk-full, store.not-writable, store.disk-failed
   */
  replace(slice: DerivedSlice, { pairs, omissions }: SliceDerivation, by: DerivedBy): DerivationChanges {
    return transact(this.db, () => {
      const known = prepared(this.db, KNOWN).all(slice.sliceId) as KnownPair[];
      const open = new Map(
        known.filter(({ isJudged }) => !isJudged).map((pair) => [pair.derived_class, pair]),
      );
      const judged = new Set(known.filter(({ isJudged }) => isJudged).map((pair) => pair.derived_class));
      const counts = { added: 0, changed: 0, removed: 0, kept: judged.size };
      const suggested = newestBoxes(this.db, slice.sliceId);
      for (const derived of pairs.filter((one) => !judged.has(one.classId))) {
        const pair = withDisagreement(derived, suggested);
        const before = open.get(pair.classId);
        open.delete(pair.classId);
        if (!before) insertPair(this.db, slice, { pair, suggested });
        else if (!this.updateIfChanged(before, { pair, suggested })) continue;
        counts[before ? 'changed' : 'added'] += 1;
      }
      for (const { pair_id } of open.values()) this.remove(pair_id);
      this.finish(slice.sliceId, omissions, by);
      return { ...counts, removed: open.size };
    });
  }

  /** Whether any pair of a slice has a decision in the log. */
  isJudged(sliceId: number): boolean {
    const sql = 'SELECT 1 FROM pair JOIN decision USING (pair_id) WHERE slice_id = ? LIMIT 1';
    return prepared(this.db, sql).get(sliceId) !== undefined;
  }

  /** Says anew what is odd about the pairs of a slice that nobody has judged; all else about them stays. In one transaction. */
  reviseFindings(sliceId: number, revise: (pair: RevisedPair) => readonly Finding[]): DerivationChanges {
    return transact(this.db, () => {
      const known = prepared(this.db, KNOWN).all(sliceId) as KnownPair[];
      const open = known.filter(({ isJudged }) => !isJudged);
      const suggested = newestBoxes(this.db, sliceId);
      const changes = { added: 0, changed: 0, removed: 0, kept: known.length - open.length };
      for (const pair of open) {
        const findings = revise({
          classId: classId(pair.derived_class),
          findings: JSON.parse(pair.findings) as Finding[],
        });
        if (JSON.stringify(findings) === pair.findings) continue;
        this.setFindings(pair, { findings, suggested });
        changes.changed += 1;
      }
      return changes;
    });
  }

  private setFindings(known: KnownPair, { findings, suggested }: NewlyKnown): void {
    const { pair_id: pairId } = known;
    const pair = {
      classId: classId(known.derived_class),
      box: JSON.parse(known.derived_box) as Box,
      findings,
    };
    removeFindings(this.db, pairId);
    prepared(this.db, 'UPDATE pair SET findings = ?, priority = ? WHERE pair_id = ?').run(
      JSON.stringify(findings),
      this.priority(known, { ...pair, suggested, priority: priorityOf(findings) }),
      pairId,
    );
    insertFindings(this.db, pairId, { findings });
  }

  /** @returns whether anything about it is new */
  private updateIfChanged(
    before: KnownPair,
    { pair, suggested }: { readonly pair: DerivedPair; readonly suggested: readonly SuggestedBox[] },
  ): boolean {
    const placed = { ...pair, priority: this.priority(before, { ...pair, suggested }) };
    if (!differs(before, placed)) return false;
    const pairId = before.pair_id;
    const columns = pairColumns(placed);
    const set = Object.keys(columns).map((name) => `${name} = @${name}`);
    removeFindings(this.db, pairId);
    prepared(this.db, `UPDATE pair SET ${set.join(', ')} WHERE pair_id = @pairId`).run({
      ...columns,
      pairId,
    });
    insertFindings(this.db, pairId, pair);
    return true;
  }

  private priority(
    { pair_id: pairId, modality }: KnownPair,
    pair: Omit<Standing, 'modality' | 'proposal'> & { readonly priority: number },
  ): number {
    const proposal = proposalOf(this.db, pairId) ?? null;
    return learnedPriority(this.db, { ...pair, modality, proposal }, pair.priority);
  }

  private remove(pairId: number): void {
    removeFindings(this.db, pairId);
    uncountPair(this.db, pairId);
    prepared(this.db, 'DELETE FROM pair WHERE pair_id = ?').run(pairId);
  }

  private finish(sliceId: number, omissions: SliceDerivation['omissions'], by: DerivedBy): void {
    prepared(this.db, 'DELETE FROM omission WHERE slice_id = ?').run(sliceId);
    insertOmissions(this.db, sliceId, omissions);
    indexForSearch(this.db, sliceId);
    prepared(
      this.db,
      'UPDATE slice SET extractor = ?, extractor_version = ?, switches = ? WHERE slice_id = ?',
    ).run(by.extractor, by.extractorVersion, JSON.stringify(by.switches), sliceId);
  }
}

function differs(before: KnownPair, pair: DerivedPair): boolean {
  return Object.entries(pairColumns(pair)).some(
    ([name, value]) => name in before && before[name as keyof KnownPair] !== value,
  );
}
