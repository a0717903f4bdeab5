import { createHash } from 'node:crypto';

/** SHA-256 of all that a model was asked about, where that is more than a caption; the order of its parts counts. */
export function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
