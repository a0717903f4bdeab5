import type { Verdict } from './verdict.ts';

/** `head`: trained in the program on frozen features; `pack`: a RadGrounder pack. Each kind has a champion of its own. */
export const MODEL_KINDS = ['head', 'pack'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** Where a pack comes from that was trained on this project's snapshots; heads carry their own lineage. */
export interface PackLineage {
  /** Snapshots that taught it. */
  readonly snapshots: readonly string[];
  /** Pack that the training began with. */
  readonly parent: string | null;
  /** Trainer and program with their versions. */
  readonly code: string;
  readonly seed: number | null;
  /** Of the trainer, as it was run. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface NewRegistryEntry {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly actor: string;
  readonly action: 'register' | 'judge' | 'promote' | 'roll-back';
  readonly kind: ModelKind;
  /** Null where a roll-back leaves no champion. */
  readonly modelId: string | null;
  /** Champion until then, or held against; null for none. */
  readonly championId: string | null;
  /** Whose gold set it was measured on. */
  readonly snapshotId: string | null;
  readonly reportId: string | null;
  readonly championReportId: string | null;
  readonly verdict: Verdict | null;
  readonly lineage: PackLineage | null;
  /** In the words of who did it; may be empty. */
  readonly reason: string;
}

/** A row of the registry's log. */
export interface RegistryEntry extends NewRegistryEntry {
  readonly seq: number;
}

type Step = Pick<RegistryEntry, 'action' | 'modelId'>;

/**
 * Champions of one kind, the present one last, as its promotions and roll-backs lead to it: a promotion puts one on top, a roll-back
 * takes the top one away.
 */
export function championsAfter(steps: Iterable<Step>): string[] {
  const stack: string[] = [];
  for (const { action, modelId } of steps)
    if (action === 'promote' && modelId !== null) stack.push(modelId);
    else if (action === 'roll-back') stack.pop();
  return stack;
}
