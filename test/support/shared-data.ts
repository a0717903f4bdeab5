import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** True where the folder with real volumes and reference outputs lies beside the checkout. */
export const hasSharedData = existsSync(root);

/** Path below that folder. Tests that use it belong into `describe.skipIf(!hasSharedData)`. */
export function sharedData(...parts: string[]): string {
  return join(root, ...parts);
}
