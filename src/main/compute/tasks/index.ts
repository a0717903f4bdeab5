import type { TaskInput, TaskName, TaskPart, TaskResult } from '../protocol.ts';
import type { Task } from '../task.ts';

/** Loaded when asked for: a process that checks a provider has no use for the code of segmentation. */
type Handlers = {
  readonly [Name in TaskName]: () => Promise<Task<TaskInput<Name>, TaskResult<Name>, TaskPart<Name>>>;
};

export const HANDLERS: Handlers = {
  'check-provider': async () => (await import('./check-provider.ts')).checkProvider,
  'find-libraries': async () => (await import('./find-libraries.ts')).findLibraries,
  'self-test': async () => (await import('./self-test.ts')).selfTest,
  'check-pack': async () => (await import('./model-pack.ts')).checkPack,
  'copy-pack': async () => (await import('./model-pack.ts')).copyPack,
  generate: async () => (await import('./generate.ts')).generateAnswers,
  segment: async () => (await import('./segment.ts')).segment,
  'encode-slices': async () => (await import('./encode-slices.ts')).encodeSlices,
  'train-head': async () => (await import('./train-head.ts')).trainHead,
  'run-head': async () => (await import('./run-head.ts')).runHead,
  'embed-texts': async () => (await import('./embed-texts.ts')).embedTexts,
  'test-embedding': async () => (await import('./embed-texts.ts')).testEmbeddingPack,
};
