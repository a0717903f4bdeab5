import { describe, expect, it } from 'vitest';
import type { VolumeSegmentation } from '../../store/segmentation-store.ts';
import { NewVolumes } from './new-volumes.ts';

const PACK = 'a'.repeat(64);
const volume = (volumeId: number, change: Partial<VolumeSegmentation> = {}): VolumeSegmentation => ({
  volumeId,
  key: `study/${volumeId}`,
  modality: 'CT',
  has: 'none',
  derived: null,
  slices: 2,
  ...change,
});
const VOLUMES = [
  volume(1),
  volume(2, { has: 'given' }),
  volume(3, { has: 'derived' }),
  volume(4, { slices: 5 }),
  volume(5, { slices: 0 }),
  volume(6, { modality: 'MR' }),
];

function newVolumes(packs: { CT: string | null; MR: string | null }, volumes = VOLUMES) {
  const [meta, started, warnings]: [Map<string, string>, number[], string[]] = [new Map(), [], []];
  const service = new NewVolumes({
    store: { meta: (key) => meta.get(key), setMeta: (key, value) => void meta.set(key, value) },
    segmentation: {
      volumes: () => volumes,
      start: (volumeId) => {
        started.push(volumeId);
        return Promise.resolve({ jobId: `job-${volumeId}` });
      },
    },
    packs: { get: () => packs, set: (chosen) => Object.assign(packs, chosen) },
    clock: { now: () => 0, monotonic: () => 0 },
    log: {
      info: () => undefined,
      warn: (message) => void warnings.push(message),
      error: () => undefined,
    },
  });
  return { service, started, warnings };
}

describe('volumes without a segmentation', () => {
  it('are counted with their captioned slices, by modality', () => {
    const { service } = newVolumes({ CT: null, MR: null });
    expect(service.outlook()).toEqual({
      whenNew: 'ask',
      packs: { CT: null, MR: null },
      modalities: [
        { modality: 'CT', volumes: 4, without: 2, slicesWithout: 7 },
        { modality: 'MR', volumes: 1, without: 1, slicesWithout: 2 },
      ],
    });
  });

  it('are begun where a pack is chosen, and nothing else is touched', async () => {
    const { service, started } = newVolumes({ CT: PACK, MR: null });
    expect(await service.start()).toEqual({ jobIds: ['job-1', 'job-4'] });
    expect(started).toEqual([1, 4]);
  });

  it('are refused where there is no pack for any of them', async () => {
    const { service } = newVolumes({ CT: null, MR: PACK }, VOLUMES.slice(0, 4));
    await expect(service.start()).rejects.toMatchObject({
      code: 'segmentation.no-pack',
      params: { modality: 'CT' },
    });
  });

  it('are begun by themselves only where the project says so', async () => {
    const { service, started, warnings } = newVolumes({ CT: PACK, MR: null });
    service.imported();
    service.set({ whenNew: 'never' }, 'A. Reviewer');
    service.imported();
    expect(started).toEqual([]);
    expect(service.set({ whenNew: 'always' }, 'A. Reviewer').whenNew).toBe('always');
    service.imported();
    await Promise.resolve();
    await Promise.resolve();
    expect(started).toEqual([1, 4]);
    service.set({ packs: { CT: null, MR: null } }, 'A. Reviewer');
    service.imported();
    await Promise.resolve();
    await Promise.resolve();
    expect(warnings).toHaveLength(1);
  });
});
