import { z } from 'zod';
import { Sha256Schema } from '../../../shared/contract/common.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { sha256 } from '../../store/sha256.ts';
import { type RunState, RunStateSchema } from './run-files.ts';
import type { Told } from './told.ts';

/** Where a tuned pack comes from: everything that is needed to make it again. */
export const FullLineageSchema = z.strictObject({
  format: z.literal('plumbline-full-model'),
  version: z.literal(1),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** Version of the program. */
  code: z.string(),
  identity: Sha256Schema,
  run: z.string(),
  ...RunStateSchema.pick({ snapshot: true, request: true, base: true, data: true }).shape,
  /** Pack of the run whose merged weights this one began with; null for another base. */
  parent: Sha256Schema.nullable(),
  command: z.strictObject({ preset: z.string(), argv: z.array(z.string()) }),
  outcome: z.strictObject({
    steps: z.number().nullable(),
    trainLoss: z.number().nullable(),
    evalLoss: z.number().nullable(),
    attempts: z.int(),
  }),
  pack: z.strictObject({ id: Sha256Schema, name: z.string(), version: z.string() }),
});
export type FullLineage = z.infer<typeof FullLineageSchema>;

/** A pack that waits to be measured against the champion. */
export interface FullChallenger {
  /** SHA-256 of its lineage. */
  readonly id: string;
  readonly lineageFile: string;
  readonly lineage: FullLineage;
}

export interface LineageFacts {
  readonly state: RunState;
  readonly pack: FullLineage['pack'];
  readonly parent: string | null;
  readonly told: Told;
  readonly createdAt: string;
  readonly code: string;
}

/** @throws AppError store.* */
export async function writeLineage(file: string, facts: LineageFacts): Promise<FullChallenger> {
  const { state, pack, parent, told, createdAt, code } = facts;
  const { identity, run, snapshot, request, base, data, command, attempts } = state;
  const last = told.last?.event === 'done' ? told.last : null;
  const lineage: FullLineage = {
    format: 'plumbline-full-model',
    version: 1,
    createdAt,
    code,
    identity,
    run,
    snapshot,
    request,
    base,
    data,
    parent,
    command: { preset: command?.preset ?? '', argv: command?.argv ?? [] },
    outcome: {
      steps: last?.step ?? told.latest?.step ?? null,
      trainLoss: last?.trainLoss ?? told.latest?.loss ?? null,
      evalLoss: last?.evalLoss ?? told.evalLoss,
      attempts: attempts.length,
    },
    pack,
  };
  const text = canonicalJson(lineage);
  await writeWhole(file, Buffer.from(text));
  return { id: sha256(text), lineageFile: file, lineage };
}
