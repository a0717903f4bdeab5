import { type DoubtModel, isTaught, priorityByDoubt } from '../../shared/domain/doubt/model.ts';
import { type Standing, featuresOfStanding } from '../../shared/domain/doubt/standing.ts';
import { BLIND_SETTING } from '../../shared/domain/review/blind.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './prepared.ts';

/** Key under which a project keeps what was learned from its verdicts. */
export const DOUBT_MODEL = 'doubt.model';

/**
 * Where a pair stands in the queue, 0-1: by what was learned from verdicts, once enough were given, so that a pair that is new or
 * about which something new is known is measured by the same rule as those that wait already.
 *
 * @param byFindings Its place before anything was learned
 */
export function learnedPriority(db: ReadDb, pair: Standing, byFindings: number): number {
  const model = learnedModel(db);
  if (!model || !isTaught(model)) return byFindings;
  const isBlind = setting(db, BLIND_SETTING) === 'true';
  return priorityByDoubt(model, featuresOfStanding(pair, { isBlind }));
}

/** Moves an open pair in the queue; one that was judged meanwhile stays. */
export function setPriority(db: WriteDb, pairId: number, priority: number): void {
  const sql = "UPDATE pair SET priority = ? WHERE pair_id = ? AND state = 'pending'";
  prepared(db, sql).run(priority, pairId);
}

const parsed = new WeakMap<ReadDb, { readonly text: string; readonly model: DoubtModel }>();

/** Parsed once for each text that was kept: pairs come in by the hundred thousand. */
export function learnedModel(db: ReadDb): DoubtModel | undefined {
  const text = setting(db, DOUBT_MODEL);
  if (text === undefined) return undefined;
  const known = parsed.get(db);
  if (known?.text === text) return known.model;
  const model = JSON.parse(text) as DoubtModel;
  parsed.set(db, { text, model });
  return model;
}

const setting = (db: ReadDb, key: string): string | undefined =>
  prepared(db, 'SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;
