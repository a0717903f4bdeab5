import { oc } from '@orpc/contract';
import { z } from 'zod';

/** What models can be computed with, in the order in which they are preferred. */
export const PROVIDERS = ['cuda', 'webgpu', 'cpu'] as const;
export const ProviderSchema = z.enum(PROVIDERS);
export type Provider = z.infer<typeof ProviderSchema>;

/** A person's choice; 'auto' takes the first that works. */
export const ProviderChoiceSchema = z.enum(['auto', ...PROVIDERS]);
export type ProviderChoice = z.infer<typeof ProviderChoiceSchema>;

/** A shared library that a provider needs, and where it was found: a folder, or null. */
const LibrarySchema = z.object({ name: z.string(), folder: z.string().nullable() });

/** Whether a library belongs beside ONNX Runtime's own; the others are the system's. */
export const isRuntimePart = (name: string): boolean => name.includes('onnxruntime') || name.startsWith('dx');

export const ProviderReportSchema = z.object({
  provider: ProviderSchema,
  state: z.enum([
    /** A model of one node ran and gave the right answer. */
    'usable',
    /** It works and is slower than the processor, as a graphics card that software imitates is; taken only by choice. */
    'slow',
    /** The runtime has no such provider on this system. */
    'not-for-this-system',
    /** The provider's own library is not there; nothing was tried. */
    'library-missing',
    /** It was tried in a process of its own and failed; `detail` says how. */
    'failed',
    /** It works in principle and broke three jobs in a row; set aside until the next start or check. */
    'set-aside',
  ]),
  /** The next job would be computed with it. */
  isChosen: z.boolean(),
  libraries: z.array(LibrarySchema),
  /** Where the libraries were looked for, in this order. */
  folders: z.array(z.string()),
  /** The runtime's own words (English) about the failure. */
  detail: z.string().nullable(),
  /** How long the one-node model took, loading included; null where it did not run. */
  milliseconds: z.number().nullable(),
  /** Speed of a matrix product of 512 x 512; null where it did not run. */
  gigaflops: z.number().nullable(),
});
export type ProviderReport = z.infer<typeof ProviderReportSchema>;

export const ComputeReportSchema = z.object({
  providers: z.array(ProviderReportSchema),
  /** Of the runtime that runs the models, and where its files lie. */
  runtime: z.object({ version: z.string(), folder: z.string() }),
  /** Threads of one operator on the processor: as chosen, or one less than there are cores. */
  threads: z.int(),
  cores: z.int(),
});
export type ComputeReport = z.infer<typeof ComputeReportSchema>;

/** One measured piece of work whose answer was compared with the same sum done in plain arithmetic. */
const SelfTestStepSchema = z.object({
  step: z.enum(['convolution', 'matmul']),
  /** Of the fastest of three runs. */
  milliseconds: z.number(),
  gigaflops: z.number(),
  isRight: z.boolean(),
});
export const SelfTestSchema = z.object({ steps: z.array(SelfTestStepSchema) });
export type SelfTest = z.infer<typeof SelfTestSchema>;

export const computeContract = {
  /** What models can be computed with here; looked for once, and again where asked. */
  report: oc.input(z.object({ refresh: z.boolean().default(false) })).output(ComputeReportSchema),
  selfTest: oc.input(z.object({ provider: ProviderSchema })).output(SelfTestSchema),
};
