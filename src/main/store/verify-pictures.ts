import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { blobPath } from './blob-store.ts';
import type { Check } from '../../shared/contract/verify.ts';
import type { ReadDb } from './database.ts';

/** Every slice and mask that the project names is there and is the one that its name is the hash of. */
export function checkPictures(db: ReadDb, blobsDir: string): Check {
  const names = db
    .prepare(
      'SELECT pixels_sha256 FROM slice UNION SELECT mask_sha256 FROM slice WHERE mask_sha256 IS NOT NULL',
    )
    .pluck()
    .iterate() as IterableIterator<string>;
  const counts = { whole: 0, missing: 0, damaged: 0 };
  for (const name of names) counts[stateOf(blobPath(blobsDir, name), name)] += 1;
  return {
    name: 'pictures',
    ok: counts.missing + counts.damaged === 0,
    facts: (['whole', 'missing', 'damaged'] as const).map((what) => ({ what, value: counts[what] })),
  };
}

function stateOf(path: string, sha256: string): 'whole' | 'missing' | 'damaged' {
  try {
    const bytes = zstdDecompressSync(readFileSync(path));
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? 'whole' : 'damaged';
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT' ? 'missing' : 'damaged';
  }
}
