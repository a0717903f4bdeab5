import { z } from 'zod';
import { ProviderSchema } from '../../shared/contract/compute.ts';

export { PROVIDERS, type Provider, ProviderSchema } from '../../shared/contract/compute.ts';

/** What a request is computed on. */
export const DeviceSchema = z.strictObject({
  provider: ProviderSchema,
  /** Threads of one operator on the CPU. */
  threads: z.int().min(1).max(256),
});
export type Device = z.infer<typeof DeviceSchema>;
