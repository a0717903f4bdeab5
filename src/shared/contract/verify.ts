import { z } from 'zod';

/** What is looked at when a project is checked; texts in src/shared/i18n/{de,en}/settings.ts under `check.`. */
export const CHECK_NAMES = [
  'schema',
  'integrity',
  'foreign-keys',
  'audit-chain',
  'decisions',
  'registry',
  'captions',
  'counters',
  'pictures',
  'exported-head',
] as const;

/** What is found there, each with a number or a word; texts under `fact.`. */
export const CHECK_FACTS = [
  'version',
  'changed-definition',
  'sqlite-says',
  'violations',
  'rows',
  'breaks-at',
  'cut-off-at',
  'without-audit-row',
  'without-decision',
  'out-of-step',
  'pairs-astray',
  'without-entry',
  'refused-champions',
  'seen-otherwise',
  'changed',
  'wrong',
  'whole',
  'missing',
  'damaged',
  'row-as-exported',
  'row-missing',
  'row-otherwise',
] as const;

export const CheckSchema = z.object({
  name: z.enum(CHECK_NAMES),
  ok: z.boolean(),
  facts: z
    .array(z.object({ what: z.enum(CHECK_FACTS), value: z.union([z.string(), z.number()]) }))
    .readonly(),
});
export type Check = Readonly<z.infer<typeof CheckSchema>>;
