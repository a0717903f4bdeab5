import { availableParallelism } from 'node:os';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { ClassId } from '../../../shared/domain/anatomy/classes.ts';
import { type HeadAnswer, headAnswer } from '../../../shared/domain/training/head-answer.ts';
import type { Device } from '../../compute/protocol.ts';
import type { JobContext } from '../../jobs/index.ts';
import type { ComputeService } from '../compute/index.ts';
import type { ModelsService } from '../models/index.ts';
import { type Candidate, HEAD_FILE } from './candidate-files.ts';
import { type Encoder, findEncoder } from './encoder.ts';
import type { FeatureCache, Keyed } from './features.ts';

/** Slices that travel to the compute process at once; a person's request goes between two of these. */
const AT_ONCE = 32;

/** Of a class that no box was trained on: its query points somewhere, but nobody has taught it where. */
const NO_PLACE = { box: null, confidence: 0 } as const;

/** A slice of the project, and the classes that a head is asked about on it. */
export interface Asked extends Keyed {
  readonly classIds: readonly ClassId[];
}

export interface Prediction {
  readonly imageId: string;
  /** One for each class that was asked about, in their order; boxes in pixels of the slice. */
  readonly answers: readonly HeadAnswer[];
}

export interface PredictWork {
  readonly signal: AbortSignal;
  /** Gives way to a reviewer: one thread at the lowest priority, in a process of its own. Otherwise a person waits. */
  readonly isBackground: boolean;
  /** Slices of which features were computed, then slices of which boxes were. */
  readonly onProgress?: JobContext['progress'];
}

export interface PredictDeps {
  readonly models: Pick<ModelsService, 'list' | 'resolve'>;
  readonly compute: Pick<ComputeService, 'run'>;
  readonly features: FeatureCache;
}

/**
 * What a trained head says about slices, by the encoder that it was trained on. Features that are missing are computed first,
 * damaged ones anew, once.
 *
 * @throws AppError training.*, models.*, compute.*, store.*; the signal's reason
 */
export async function predict(
  { models, compute, features }: PredictDeps,
  { candidate, slices }: { readonly candidate: Candidate; readonly slices: readonly Asked[] },
  { signal, isBackground, onProgress }: PredictWork,
): Promise<Prediction[]> {
  const { lineage, dir } = candidate;
  const encoder = await findEncoder(models, lineage.encoder.packId, { signal });
  const head = { file: `${dir}/${HEAD_FILE}`, sha256: lineage.files[HEAD_FILE].sha256 };
  const { tokens, width } = lineage.encoder;
  const taught = lineage.classes && new Set<number>(lineage.classes.taught);
  const predictions: Prediction[] = [];
  const attempt = async (some: readonly Asked[]): Promise<Prediction[]> => {
    await ready(some);
    const { answers } = await compute.run(
      'run-head',
      { head, features: { tokens, width }, isNice: isBackground, slices: listed(some, features, encoder) },
      { signal, isBackground, isUrgent: !isBackground, device: deviceFor(isBackground) },
    );
    return some.map(({ imageId, ...size }, at) => ({
      imageId,
      answers: answers[at]!.map((raw) => {
        const answer = headAnswer(raw, size);
        return !taught || taught.has(raw.classId) ? answer : { ...answer, ...NO_PLACE };
      }),
    }));
  };
  const ready = (some: readonly Asked[]) =>
    features.ensure(some, encoder, {
      signal,
      isNice: isBackground,
      isUrgent: !isBackground,
      ...(isBackground && { device: deviceFor(true) }),
      onProgress: (_done, _total, imageId) =>
        onProgress?.({ done: predictions.length, total: slices.length, step: 'encode', params: { imageId } }),
    });
  for (let at = 0; at < slices.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const some = slices.slice(at, at + AT_ONCE);
    const { imageId } = some[0]!;
    onProgress?.({ done: at, total: slices.length, step: 'head', params: { imageId } });
    predictions.push(...(await withFeaturesAnew(() => attempt(some), features)));
  }
  return predictions;
}

function listed(slices: readonly Asked[], features: FeatureCache, encoder: Encoder) {
  return slices.map((slice) => ({
    imageId: slice.imageId,
    file: features.fileOf(slice, encoder),
    classIds: [...slice.classIds],
  }));
}

/** Features that turn out to be damaged are computed anew, once. */
export async function withFeaturesAnew<T>(attempt: () => Promise<T>, features: FeatureCache): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'training.features-damaged') throw error;
    await features.drop(String(error.params['file']));
    return attempt();
  }
}

/** The graphs use standard operators only, but were measured on the processor alone. */
const deviceFor = (isBackground: boolean): Device => ({
  provider: 'cpu',
  threads: isBackground ? 1 : availableParallelism(),
});
