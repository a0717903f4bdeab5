import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../../formats/model-pack/manifest.ts';
import type { Pack } from './pack.ts';

/**
 * Packs that were checked since the program started. Reading gigabytes again for each question would be felt; reading them never
 * again would miss what a disk or a person has changed. So a pack counts as checked until a file of it has another time or size.
 */
export class SeenPacks {
  private readonly seen = new Map<string, string>();

  /** Runs the check unless nothing changed since it last passed. */
  async ensure(pack: Pack, check: () => Promise<void>): Promise<void> {
    // Before the check: what changes meanwhile makes the next one necessary.
    const now = await fingerprint(pack);
    if (this.seen.get(pack.dir) === now) return;
    await check();
    this.seen.set(pack.dir, now);
  }
}

/** The time of a file's last change of any kind cannot be set by hand, unlike that of its content. */
async function fingerprint({ id, dir, manifest }: Pack): Promise<string> {
  const paths = [MANIFEST_FILE, ...manifest.files.map(({ path }) => path)];
  const stats = await Promise.all(
    paths.map(async (path) => lstat(join(dir, path), { bigint: true }).catch(() => null)),
  );
  return [id, ...stats.map((one) => one && `${one.ino} ${one.size} ${one.mtimeNs} ${one.ctimeNs}`)].join(
    '\n',
  );
}
