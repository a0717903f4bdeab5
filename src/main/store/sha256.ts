import { createHash } from 'node:crypto';

/** Hex SHA-256 of a text's UTF-8 form. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
