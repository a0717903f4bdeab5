import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import type { Snapshot } from '../../../shared/domain/curation/snapshot.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { Bundle } from './bundle.ts';
import type { Unused } from './captions.ts';
import type { CuratedSlice } from './curate.ts';
import { WRITERS } from './layouts.ts';
import { noQuestions, questionsOf } from './questions.ts';
import { dicomFile, dicomPath, maskFile, maskPath } from './refrad2d.ts';
import { type NotTaught, type TrainingTexts, snapshotSlices } from './snapshot-slices.ts';

export interface TrainingDataSettings extends TrainingTexts, Pick<ExportSettings, 'questions'> {}

/** What a data set for training holds. */
export interface TrainingData {
  readonly slices: Readonly<Record<'train' | 'val', number>>;
  readonly boxes: Readonly<Record<'train' | 'val', number>>;
  readonly patients: number;
  readonly questions: number;
  /** What of the snapshot does not train, and why. */
  readonly notTaught: Readonly<Partial<Record<NotTaught, number>>>;
  /** Captions of a language model that were not used. */
  readonly unused: Readonly<Partial<Record<Unused, number>>>;
}

export interface DataWork {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, imageId: string) => void;
}

export interface DataRequest {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly settings: TrainingDataSettings;
  /** Empty or missing; it is there when everything is. */
  readonly dir: string;
}

type Deps = { readonly store: ProjectStore; readonly lexicon: MentionExtractor };

/**
 * Writes a snapshot as a data set in the RefRad2D layout, which the trainer of this repository and the published loaders read. Gold
 * patients are never written.
 *
 * @throws AppError exchange.target-not-empty, store.*; the signal's reason
 */
export async function writeTrainingData(
  { id, snapshot, settings, dir }: DataRequest,
  { store, lexicon }: Deps,
  { signal, onProgress }: DataWork,
): Promise<TrainingData> {
  const [notTaught, unused] = [counter<NotTaught>(), counter<Unused>()];
  const teaching = { store, lexicon, texts: settings, notTaught: notTaught.add, unused: unused.add };
  const slices = [...snapshotSlices(snapshot, teaching)];
  const bundle = await Bundle.begin(dir);
  try {
    for (const [done, curated] of slices.entries()) {
      signal.throwIfAborted();
      onProgress(done, slices.length, curated.slice.imageId);
      await writePictures(bundle, curated, store);
    }
    const asked = (curated: CuratedSlice) =>
      Object.values(settings.questions ? questionsOf(store, curated) : noQuestions());
    const { questions } = await WRITERS.refrad2d(bundle, slices, asked);
    const summary = { ...summaryOf(slices), questions, notTaught: notTaught.counts, unused: unused.counts };
    await bundle.finish({ format: 'refrad2d', purpose: 'training', snapshot: id, settings, summary });
    return summary;
  } catch (error) {
    await bundle.abandon();
    throw error;
  }
}

/** What training on a snapshot would see, without writing it. */
export function previewTrainingData(
  { snapshot, settings }: Pick<DataRequest, 'snapshot' | 'settings'>,
  { store, lexicon }: Deps,
): Omit<TrainingData, 'questions'> {
  const [notTaught, unused] = [counter<NotTaught>(), counter<Unused>()];
  const teaching = { store, lexicon, texts: settings, notTaught: notTaught.add, unused: unused.add };
  const summary = summaryOf([...snapshotSlices(snapshot, teaching)]);
  return { ...summary, notTaught: notTaught.counts, unused: unused.counts };
}

/** Pictures as in every export, and the masks, which only the published mask decoder reads. */
export async function writePictures(
  bundle: Bundle,
  curated: CuratedSlice,
  { blobs }: Pick<ProjectStore, 'blobs'>,
): Promise<void> {
  const { imageId, pixelsSha256, maskSha256 } = curated.slice;
  await bundle.write(dicomPath(imageId), dicomFile(curated, await blobs.get(pixelsSha256)));
  if (maskSha256) await bundle.write(maskPath(imageId), maskFile(curated, await blobs.get(maskSha256)));
}

function summaryOf(slices: readonly CuratedSlice[]): Pick<TrainingData, 'slices' | 'boxes' | 'patients'> {
  const part = (wanted: 'train' | 'val') => slices.filter(({ split }) => split === wanted);
  const boxes = (some: readonly CuratedSlice[]): number =>
    some.reduce((sum, { pairs }) => sum + pairs.length, 0);
  const [train, val] = [part('train'), part('val')];
  return {
    slices: { train: train.length, val: val.length },
    boxes: { train: boxes(train), val: boxes(val) },
    patients: new Set(slices.map(({ slice }) => slice.patient)).size,
  };
}

function counter<Name extends string>() {
  const counts: Partial<Record<Name, number>> = {};
  return { counts, add: (name: Name): void => void (counts[name] = (counts[name] ?? 0) + 1) };
}
