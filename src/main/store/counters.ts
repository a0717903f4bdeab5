import type { ClassId, Modality } from '../../shared/domain/anatomy/classes.ts';
import type { WriteDb } from './database.ts';
import { prepared } from './prepared.ts';

/**
 * Counters beside the filters: what comes and goes is counted here, in the transaction that brings or takes it; what moves from
 * one state or class to another is counted by the trigger `count_pair_moved`; `verify` recounts.
 */
const ADD = `INSERT INTO counter VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1`;

/** A pair that has just come: nobody has judged it. */
export function countPair(
  db: WriteDb,
  { modality, classId }: { readonly modality: Modality; readonly classId: ClassId },
): void {
  const add = prepared(db, ADD);
  add.run('all', '', 'pending');
  add.run('class', String(classId), 'pending');
  add.run('modality', modality, 'pending');
}

/** A pair that is about to go, without its findings. */
export function uncountPair(db: WriteDb, pairId: number): void {
  prepared(
    db,
    `UPDATE counter SET n = n - 1 FROM pair p WHERE p.pair_id = ? AND counter.state = p.state AND (
         (facet = 'all' AND value = '') OR (facet = 'class' AND value = CAST(p.class_id AS TEXT))
         OR (facet = 'modality' AND value = p.modality))`,
  ).run(pairId);
}

/** A finding that has just come to a pair. */
export function countFinding(db: WriteDb, pairId: number, code: string): void {
  // Two statements: one that reads and writes is given a journal of its own, see the migration that dropped the trigger.
  const state = prepared(db, 'SELECT state FROM pair WHERE pair_id = ?').pluck().get(pairId);
  prepared(db, ADD).run('finding', code, state);
}

/** Findings of a pair that are about to go. */
export function uncountFindings(db: WriteDb, pairId: number): void {
  prepared(
    db,
    `UPDATE counter SET n = n - 1 FROM pair p WHERE p.pair_id = ? AND counter.state = p.state AND facet = 'finding'
         AND value IN (SELECT code FROM pair_finding WHERE pair_id = p.pair_id)`,
  ).run(pairId);
}
