import { AppError } from '../../../shared/contract/app-error.ts';
import { type SegmentationOutlook, WHEN_NEW, type WhenNew } from '../../../shared/contract/segmentation.ts';
import type { Clock, Log } from '../../ports/index.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { VolumeSegmentation } from '../../store/segmentation-store.ts';
import type { SegmentationService } from './service.ts';

const KEY = 'segment-new';
type Packs = SegmentationOutlook['packs'];

export interface NewVolumesDeps {
  readonly store: Pick<ProjectStore, 'meta' | 'setMeta'>;
  readonly segmentation: Pick<SegmentationService, 'volumes' | 'start'>;
  /** Which packs the project is segmented with; kept by whoever else needs them too. */
  readonly packs: { get(): Packs; set(packs: Packs, actor: string): void };
  readonly clock: Clock;
  readonly log: Log;
}

/** What is to become of volumes that come in without a segmentation. */
export class NewVolumes {
  private readonly deps: NewVolumesDeps;

  constructor(deps: NewVolumesDeps) {
    this.deps = deps;
  }

  outlook(): SegmentationOutlook {
    const captioned = this.deps.segmentation.volumes().filter(({ slices }) => slices > 0);
    return {
      whenNew: this.whenNew(),
      packs: this.deps.packs.get(),
      modalities: (['CT', 'MR'] as const).flatMap((modality) => {
        const volumes = captioned.filter((one) => one.modality === modality);
        const without = volumes.filter(({ has }) => has === 'none');
        const slicesWithout = without.reduce((sum, { slices }) => sum + slices, 0);
        return volumes.length > 0
          ? [{ modality, volumes: volumes.length, without: without.length, slicesWithout }]
          : [];
      }),
    };
  }

  /** @param actor Goes into the audit log. */
  set(
    { whenNew, packs }: { whenNew?: WhenNew | undefined; packs?: Packs | undefined },
    actor: string,
  ): SegmentationOutlook {
    const { store, clock } = this.deps;
    if (packs) this.deps.packs.set(packs, actor);
    if (whenNew && whenNew !== this.whenNew())
      store.setMeta(KEY, whenNew, { at: new Date(clock.now()).toISOString(), actor });
    return this.outlook();
  }

  /**
   * Begins with all volumes that have no segmentation, as far as there is a pack for them.
   *
   * @throws AppError segmentation.no-pack where there is none for any of them; models.unknown for a pack that is gone
   */
  async start(): Promise<{ jobIds: string[] }> {
    const packs = this.deps.packs.get();
    const without = this.deps.segmentation
      .volumes()
      .filter(({ has, slices }) => has === 'none' && slices > 0);
    const withPack = without.filter(({ modality }) => packs[modality] !== null);
    if (without.length > 0 && withPack.length === 0)
      throw new AppError('segmentation.no-pack', { modality: without[0]!.modality });
    const jobIds: string[] = [];
    for (const volume of withPack) jobIds.push(await this.startOne(volume, packs));
    return { jobIds };
  }

  /** To be called when volumes have come in. */
  imported(): void {
    if (this.whenNew() !== 'always') return;
    // Whatever stands in its way is shown where volumes without a segmentation are.
    this.start().catch((error: unknown) => {
      this.deps.log.warn('segmentation of new volumes not begun', { error: String(error) });
    });
  }

  private async startOne({ volumeId, modality }: VolumeSegmentation, packs: Packs): Promise<string> {
    const { jobId } = await this.deps.segmentation.start(volumeId, { pack: packs[modality]! });
    return jobId;
  }

  private whenNew(): WhenNew {
    const kept = this.deps.store.meta(KEY);
    return WHEN_NEW.find((one) => one === kept) ?? 'ask';
  }
}
