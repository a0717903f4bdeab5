import { z } from 'zod';
import { errorCodes } from '../../shared/contract/errors/index.ts';
import { DeviceSchema } from './device.ts';
import { checkProviderSchemas } from './tasks/check-provider-schema.ts';
import { embedTextsSchemas, testEmbeddingSchemas } from './tasks/embed-texts-schema.ts';
import { encodeSlicesSchemas } from './tasks/encode-slices-schema.ts';
import { findLibrariesSchemas } from './tasks/find-libraries-schema.ts';
import { generateSchemas } from './tasks/generate-schema.ts';
import { checkPackSchemas, copyPackSchemas } from './tasks/model-pack-schema.ts';
import { runHeadSchemas } from './tasks/run-head-schema.ts';
import { segmentSchemas } from './tasks/segment-schema.ts';
import { selfTestSchemas } from './tasks/self-test-schema.ts';
import { trainHeadSchemas } from './tasks/train-head-schema.ts';

export type { TaskSchemas } from './task-schemas.ts';
export { type Device, DeviceSchema, PROVIDERS, type Provider, ProviderSchema } from './device.ts';

/** Every task of the compute process: its name, and what goes in and comes out. Handlers are in `tasks/index.ts`. */
export const TASKS = {
  'check-provider': checkProviderSchemas,
  'find-libraries': findLibrariesSchemas,
  'self-test': selfTestSchemas,
  'check-pack': checkPackSchemas,
  'copy-pack': copyPackSchemas,
  generate: generateSchemas,
  segment: segmentSchemas,
  'encode-slices': encodeSlicesSchemas,
  'train-head': trainHeadSchemas,
  'run-head': runHeadSchemas,
  'embed-texts': embedTextsSchemas,
  'test-embedding': testEmbeddingSchemas,
} as const;
export type TaskName = keyof typeof TASKS;
export type TaskInput<Name extends TaskName> = z.input<(typeof TASKS)[Name]['input']>;
export type TaskPart<Name extends TaskName> = z.output<(typeof TASKS)[Name]['part']>;
export type TaskResult<Name extends TaskName> = z.output<(typeof TASKS)[Name]['result']>;

const taskNames = Object.keys(TASKS) as [TaskName, ...TaskName[]];
const Id = z.int().min(0);
const Params = z.record(z.string(), z.union([z.string(), z.number()]));

/** Application → compute process. One request is in work at a time; a cancel names it. Paths are absolute. */
export const ComputeRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    id: Id,
    task: z.enum(taskNames),
    input: z.unknown(),
    device: DeviceSchema,
  }),
  z.strictObject({ type: z.literal('cancel'), id: Id }),
]);
export type ComputeRequest = z.infer<typeof ComputeRequestSchema>;

const ProgressSchema = z.strictObject({
  done: z.number().min(0),
  total: z.number().min(0).nullable(),
  step: z.string(),
  params: Params.optional(),
});
export type ComputeProgress = z.infer<typeof ProgressSchema>;

/**
 * Compute process → application. A request ends with exactly one of result, error, bug (an error that nobody expected; its
 * stack is for the log) and cancelled.
 */
export const ComputeReplySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), id: Id, progress: ProgressSchema }),
  z.strictObject({ type: z.literal('part'), id: Id, part: z.unknown() }),
  z.strictObject({ type: z.literal('result'), id: Id, result: z.unknown() }),
  z.strictObject({ type: z.literal('error'), id: Id, code: z.enum(errorCodes), params: Params }),
  z.strictObject({ type: z.literal('bug'), id: Id, stack: z.string() }),
  z.strictObject({ type: z.literal('cancelled'), id: Id }),
]);
export type ComputeReply = z.infer<typeof ComputeReplySchema>;
