import { oc } from '@orpc/contract';
import { z } from 'zod';
import { LanguageSchema, ModalitySchema, Sha256Schema } from './common.ts';

/** In both languages, as the pack's maker wrote it. */
const TextSchema = z.object({ de: z.string(), en: z.string() });

/** What a pack of each kind can do, as far as a person chooses by it. */
const AbilitySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('segmentation'),
    modality: ModalitySchema,
    /** Ids of the unified schema that it can find, ascending. */
    classIds: z.array(z.int()),
    networks: z.int(),
    /** x, y, z that volumes are resampled to. */
    spacingMm: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('radgrounder'),
    languages: z.array(LanguageSchema),
    tasks: z.array(z.enum(['report', 'ground', 'vqa'])),
    dtypes: z.array(z.string()),
    imageSize: z.int(),
  }),
  z.object({ kind: z.literal('vision-encoder'), imageSize: z.int(), tokens: z.int(), width: z.int() }),
  z.object({
    kind: z.literal('text-embedding'),
    languages: z.array(LanguageSchema),
    maxTokens: z.int(),
    width: z.int(),
    precision: z.string(),
    /** How far a reference text may lie from its maker's vector. */
    tolerance: z.number(),
  }),
]);

export const PackSummarySchema = z.object({
  /** SHA-256 of the manifest, which holds the hashes of all files. */
  id: Sha256Schema,
  name: z.string(),
  version: z.string(),
  /** A folder is one that a command named and that is not in the store. */
  origin: z.enum(['built-in', 'stored', 'folder']),
  title: TextSchema,
  limits: TextSchema,
  licence: z.object({ id: z.string(), url: z.string().optional() }),
  provenance: z.object({
    source: z.string(),
    sourceSha256: z.string().nullable(),
    tool: z.string(),
    libraries: z.record(z.string(), z.string()),
  }),
  files: z.int(),
  bytes: z.int(),
  ability: AbilitySchema,
});
export type PackSummary = z.infer<typeof PackSummarySchema>;

/** A folder where a pack should be, and why it is none: error code and params for i18n. */
export const BrokenPackSchema = z.object({
  id: z.string(),
  origin: z.enum(['built-in', 'stored', 'folder']),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const PackListSchema = z.object({
  packs: z.array(PackSummarySchema),
  broken: z.array(BrokenPackSchema),
});
export type PackList = z.infer<typeof PackListSchema>;

export const modelsContract = {
  list: oc.input(z.object({})).output(PackListSchema),
  /** Copies a pack into the store of this machine, as a job of the open project. */
  add: oc.input(z.object({ folder: z.string().min(1) })).output(z.object({ jobId: z.string() })),
  /** Reads every byte of a pack again, as a job of the open project. */
  verify: oc.input(z.object({ id: z.string() })).output(z.object({ jobId: z.string() })),
  /** Refused for packs that come with the program and for those in use. */
  remove: oc.input(z.object({ id: z.string() })).output(z.object({ id: z.string() })),
};
