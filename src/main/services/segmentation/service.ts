import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { AppEvent } from '../../../shared/contract/jobs.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { JobContext, Jobs } from '../../jobs/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { VolumeSegmentation } from '../../store/segmentation-store.ts';
import type { VolumeRecord } from '../../store/volume-store.ts';
import { type ModelsService, type Pack, nameOf } from '../models/index.ts';
import { type Attached, attachToSlices } from './attach.ts';
import { inputsHash } from './inputs-hash.ts';
import { type MakeDeps, isWhole, makeLabelMap } from './make-label-map.ts';
import { aboutVolume, inMegabytes } from './progress.ts';

export const SEGMENT = 'segmentation.volume';

const InputSchema = z.strictObject({ volumeId: z.int(), pack: z.string(), replaceGiven: z.boolean() });

export interface SegmentationDeps extends MakeDeps {
  readonly jobs: Jobs;
  readonly models: Pick<ModelsService, 'use' | 'find'>;
  readonly extractor: MentionExtractor;
  readonly clock: Clock;
  readonly publish: (event: AppEvent) => void;
}

export interface SegmentOptions {
  /** Name, name@version, id or folder of a pack. */
  readonly pack: string;
  /** Puts a segmentation that came with the volume aside; its file stays. */
  readonly replaceGiven?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: JobContext['progress'];
  /** For the last step, which writes pairs: whoever runs this as a part of a job gives that job's own. */
  readonly inLane?: JobContext['inLane'];
}

type Telling = SegmentOptions & Required<Pick<SegmentOptions, 'onProgress'>>;

/** What became of a volume. */
export interface VolumeSegmented extends Attached {
  readonly volumeId: number;
  readonly key: string;
  /** `given`: it has a segmentation of its own and was left alone. `unchanged`: these inputs were segmented before. */
  readonly outcome: 'given' | 'unchanged' | 'segmented';
  /** Null where it was left alone. */
  readonly inputsSha256: string | null;
  readonly packName: string | null;
  /** Parts of the pack that an earlier, broken-off run had finished. */
  readonly resumedParts: number;
  /** Slices with a judged pair: they keep the mask that was judged. */
  readonly kept: number;
}

/** Segments volumes of a project with packs, as a job or inside somebody else's. */
export class SegmentationService {
  private readonly deps: SegmentationDeps;

  constructor(deps: SegmentationDeps) {
    this.deps = deps;
    deps.jobs.register({
      kind: SEGMENT,
      lane: 'model',
      input: InputSchema,
      run: ({ volumeId, ...options }, context) =>
        this.segmentVolume(volumeId, {
          ...options,
          signal: context.signal,
          onProgress: (progress) => context.progress(progress),
          inLane: (lane, work) => context.inLane(lane, work),
        }),
    });
  }

  /** What each volume has. */
  volumes(): VolumeSegmentation[] {
    return this.deps.store.segmentations.volumes();
  }

  /**
   * As a job of its own.
   *
   * @throws AppError models.unknown, models.ambiguous, models.wrong-kind, segmentation.wrong-modality: at once, not from the job
   */
  async start(
    volumeId: number,
    { pack: reference, replaceGiven = false }: Pick<SegmentOptions, 'pack' | 'replaceGiven'>,
  ): Promise<{ jobId: string }> {
    const pack = await this.fitting(this.volume(volumeId), reference);
    // Another version may have the name by the time that the job runs.
    const named = pack.origin === 'folder' ? pack.dir : pack.id;
    const input: z.infer<typeof InputSchema> = { volumeId, pack: named, replaceGiven };
    return { jobId: this.deps.jobs.enqueue(SEGMENT, input, `${volumeId} ${pack.id}`) };
  }

  /** What a finished job has done. */
  result(jobId: string): VolumeSegmented {
    return this.deps.jobs.result(jobId) as VolumeSegmented;
  }

  /** Names everything that a segmentation of the volume with the pack depends on; reads no more than the pack's manifest. */
  async inputsOf(volumeId: number, pack: string): Promise<string> {
    const volume = this.volume(volumeId);
    return inputsOf(volume, await this.fitting(volume, pack));
  }

  /**
   * Segments a volume, makes the label map the volume's own, and derives the pairs of its slices from it. What was made of the
   * same inputs before is used again; broken off anywhere, it goes on from there when it is run again.
   *
   * @throws AppError segmentation.*, models.*, compute.*, formats.*, store.*, host.volume-source-missing; the signal's reason
   */
  async segmentVolume(volumeId: number, given: SegmentOptions): Promise<VolumeSegmented> {
    const { store, publish } = this.deps;
    const volume = this.volume(volumeId);
    const options = { ...given, onProgress: aboutVolume(given.onProgress, volume.key) };
    const left = { volumeId, key: volume.key, resumedParts: 0, kept: 0, ...NOTHING };
    if (store.segmentations.of(volumeId)!.has === 'given' && !options.replaceGiven)
      return { ...left, outcome: 'given', inputsSha256: null, packName: null };
    options.onProgress({ done: 0, total: null, step: 'readVolume' });
    const made = await this.makeOwn(volumeId, volume, options);
    const { inLane } = options;
    const attach = (): Promise<Attached> => this.attach(volumeId, options);
    const attached = await (inLane ? inLane('pairs', attach) : attach());
    publish({ type: 'project.changed' });
    return { ...left, ...made, ...attached, kept: store.segmentations.keptSlices(volumeId) };
  }

  private async makeOwn(
    volumeId: number,
    volume: VolumeRecord,
    options: Telling,
  ): Promise<Pick<VolumeSegmented, 'outcome' | 'inputsSha256' | 'packName' | 'resumedParts'>> {
    const pack = await this.fitting(volume, options.pack);
    const inputsSha256 = inputsOf(volume, pack);
    const [packName, of] = [nameOf(pack), this.deps.store.segmentations.of(volumeId)!];
    if (of.derived?.inputsSha256 === inputsSha256 && (await isWhole(this.deps.store, of.derived.sha256)))
      return { outcome: 'unchanged', inputsSha256, packName, resumedParts: 0 };
    const known = this.deps.store.segmentations.made(inputsSha256);
    if (known && (await isWhole(this.deps.store, known.sha256))) {
      this.own(volumeId, pack, { inputsSha256, sha256: known.sha256 });
      return { outcome: 'segmented', inputsSha256, packName, resumedParts: 0 };
    }
    const { sha256, resumedParts, forget } = await this.make(volumeId, pack, options);
    this.own(volumeId, pack, { inputsSha256, sha256 });
    await forget();
    return { outcome: 'segmented', inputsSha256, packName, resumedParts };
  }

  private make(volumeId: number, pack: Pack<'segmentation'>, { signal, onProgress }: Telling) {
    const reference = pack.origin === 'folder' ? pack.dir : pack.id;
    return this.deps.models.use(
      { reference, kind: 'segmentation', signal, onProgress: inMegabytes(onProgress) },
      (checked) => makeLabelMap(volumeId, checked, { ...this.deps, signal, onProgress }),
    );
  }

  private own(
    volumeId: number,
    { id, manifest }: Pack<'segmentation'>,
    made: { readonly inputsSha256: string; readonly sha256: string },
  ): void {
    this.deps.store.segmentations.attach(volumeId, {
      ...made,
      packId: id,
      packName: manifest.name,
      packVersion: manifest.version,
      createdAt: new Date(this.deps.clock.now()).toISOString(),
    });
  }

  private attach(volumeId: number, { signal, onProgress }: Telling): Promise<Attached> {
    return attachToSlices(volumeId, this.deps, {
      signal,
      onSlice: ({ done, total, imageId }) => onProgress({ done, total, step: 'derive', params: { imageId } }),
    });
  }

  private volume(volumeId: number): VolumeRecord {
    const volume = this.deps.store.volumes.get(volumeId);
    if (!volume) throw new AppError('host.bad-request', { volumeId });
    return volume;
  }

  private async fitting({ modality }: VolumeRecord, reference: string): Promise<Pack<'segmentation'>> {
    const pack = await this.deps.models.find(reference, 'segmentation');
    const needed = pack.manifest.segmentation.modality;
    if (needed !== modality)
      throw new AppError('segmentation.wrong-modality', { pack: nameOf(pack), needed, found: modality });
    return pack;
  }
}

const NOTHING: Attached = { slices: 0, added: 0, changed: 0, removed: 0 };

const inputsOf = ({ sha256, dims, affineLps }: VolumeRecord, { id }: Pick<Pack, 'id'>): string =>
  inputsHash({ imageSha256: sha256, dims, affineLps, packId: id });
