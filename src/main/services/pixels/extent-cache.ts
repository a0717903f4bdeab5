import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Extents, ExtentsSchema } from '../../reader/protocol.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { VolumeRecord } from '../../store/volume-store.ts';
import type { ReadingService } from '../reading/index.ts';

/**
 * Extents of the classes of each segmentation. Reading one means unpacking it whole, so the answer is kept beside the decoded
 * volumes under the hash of the segmentation; like them it may be deleted at any time.
 */
export class ExtentCache {
  private readonly store: ProjectStore;
  private readonly reading: ReadingService;
  private readonly underway = new Map<string, Promise<Extents>>();

  constructor({ store, reading }: { readonly store: ProjectStore; readonly reading: ReadingService }) {
    this.store = store;
    this.reading = reading;
  }

  of(volumeId: number): Promise<Extents> {
    const volume = this.store.volumes.get(volumeId);
    // A volume may be segmented anew while the project is open.
    const key = `${volumeId} ${volume?.segmentationSha256 ?? ''}`;
    const known = this.underway.get(key);
    if (known) return known;
    const answer = this.read(volumeId, volume);
    this.underway.set(key, answer);
    // A segmentation that cannot be read now may be there again later.
    answer.catch(() => this.underway.delete(key));
    return answer;
  }

  private async read(volumeId: number, volume: VolumeRecord | undefined): Promise<Extents> {
    if (!volume?.segmentationFile) return [];
    const { segmentationFile, segmentationSha256, modality } = volume;
    const kept = join(this.store.volumeCacheDir, `${segmentationSha256 ?? volumeId}.extents.json`);
    const before = await readFile(kept, 'utf8').then(parsed, () => undefined);
    if (before) return before;
    const extents = await this.reading.ask<'read-extents'>({
      type: 'read-extents',
      file: segmentationFile,
      modality,
    });
    await writeFile(`${kept}.partial`, JSON.stringify(extents));
    await rename(`${kept}.partial`, kept);
    return extents;
  }
}

/** A cache that holds nonsense is read anew. */
function parsed(text: string): Extents | undefined {
  try {
    return ExtentsSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
