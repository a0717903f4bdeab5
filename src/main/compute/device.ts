import { z } from 'zod';

/** In the order in which they are preferred. */
export const PROVIDERS = ['cuda', 'webgpu', 'cpu'] as const;
export const ProviderSchema = z.enum(PROVIDERS);
export type Provider = z.infer<typeof ProviderSchema>;

/** What a request is computed on. */
export const DeviceSchema = z.strictObject({
  provider: ProviderSchema,
  /** Threads of one operator on the CPU. */
  threads: z.int().min(1).max(256),
});
export type Device = z.infer<typeof DeviceSchema>;
