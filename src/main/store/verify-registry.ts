import type { Check } from '../../shared/contract/verify.ts';
import type { Verdict } from '../../shared/domain/promotion/verdict.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ReadDb } from './database.ts';
import { type RegistryRow, auditedRow, registryRows } from './registry-store.ts';

/**
 * The log of models against the audit log and against itself: each entry has its audit row with equal content and each such row
 * its entry; every promotion and roll-back starts from the champion of that time, a roll-back leads to the one before, and no
 * model was promoted that its verdict refuses.
 */
export function checkRegistry(db: ReadDb): Check {
  const audited = new Map<number, string>();
  const rows = db.prepare("SELECT detail FROM audit WHERE action LIKE 'registry.%'").pluck().iterate();
  for (const detail of rows as IterableIterator<string>)
    audited.set((JSON.parse(detail) as { seq: number }).seq, detail);
  const found = { 'without-audit-row': 0, 'without-entry': 0, 'out-of-step': 0, 'refused-champions': 0 };
  const stacks = new Map<string, string[]>();
  for (const row of registryRows(db)) {
    if (audited.get(row.seq) !== canonicalJson(auditedRow(row))) found['without-audit-row'] += 1;
    audited.delete(row.seq);
    if (!follows(row, stacks)) found['out-of-step'] += 1;
    if (row.action === 'promote' && !(JSON.parse(row.verdict!) as Verdict).isPromotable)
      found['refused-champions'] += 1;
  }
  found['without-entry'] = audited.size;
  return {
    name: 'registry',
    ok: Object.values(found).every((count) => count === 0),
    facts: Object.entries(found).map(([what, value]) => ({ what: what as keyof typeof found, value })),
  };
}

/** Whether an entry starts from where the ones before have led, which it then leads on from. */
function follows(
  { action, kind, model_id: modelId, champion_id: before }: RegistryRow,
  stacks: Map<string, string[]>,
): boolean {
  if (action !== 'promote' && action !== 'roll-back') return true;
  const stack = stacks.get(kind) ?? [];
  stacks.set(kind, stack);
  const isFromHere = (stack.at(-1) ?? null) === before;
  if (action === 'promote') stack.push(modelId!);
  else stack.pop();
  return isFromHere && (stack.at(-1) ?? null) === modelId;
}
