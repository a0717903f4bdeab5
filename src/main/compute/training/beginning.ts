import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { TaskInput, TaskPart } from '../protocol.ts';
import type { TaskContext } from '../task.ts';
import type { TrainingSample } from './batches.ts';
import { type Arrays, readCheckpoint } from './checkpoint.ts';
import { HEAD_WIDTHS, type HeadShape } from './head-parameters.ts';
import { fits, projectionOf } from './head-state.ts';
import { type Projection, featuresOf, fitProjection, projectionModel } from './projection.ts';
import { loadSamples, rawFeatures, spread } from './training-samples.ts';

type Input = TaskInput<'train-head'>;
type Context = TaskContext<TaskPart<'train-head'>>;

/** Slices that a projection is fitted on. */
const FIT_SLICES = 64;

export interface Beginning {
  readonly projection: Projection;
  readonly shape: HeadShape;
  readonly start: { readonly seed: number } | { readonly from: Arrays };
  readonly train: TrainingSample[];
  readonly validation: TrainingSample[];
}

/**
 * What a run starts with: the projection and parameters of a checkpoint, else of the parent, else fitted and drawn; and all slices
 * as the head sees them.
 *
 * @throws AppError training.features-damaged, training.parent-unfit, training.checkpoint-damaged, compute.*
 */
export async function beginning(
  input: Input,
  context: Context,
  kept: Arrays | undefined,
): Promise<Beginning> {
  const { features, seed } = input;
  const parent = input.parent === null ? undefined : await parentArrays(input.parent);
  const known = kept ?? parent;
  const projection = known ? projectionOf(known) : await fitted(input);
  const shape = { ...HEAD_WIDTHS, tokens: features.tokens, features: featuresOf(projection) };
  if (parent && (projection.mean.length !== features.width || !fits(shape, parent)))
    throw new AppError('training.parent-unfit', { parent: input.parent! });
  const graph = await context.openGraph(projectionModel(features.tokens, projection));
  const total = input.train.length + input.validation.length;
  let done = 0;
  const onDone = (): void => context.progress({ done: (done += 1), total, step: 'readFeatures' });
  const { signal } = context;
  try {
    const train = await loadSamples(input.train, features, { projection: graph, signal, onDone });
    const validation = await loadSamples(input.validation, features, { projection: graph, signal, onDone });
    return { projection, shape, start: parent ? { from: parent } : { seed }, train, validation };
  } finally {
    await graph.release();
  }
}

async function fitted({ train, features, settings, seed }: Input): Promise<Projection> {
  const raw: Uint16Array[] = [];
  for (const one of spread(train, FIT_SLICES)) raw.push(await rawFeatures(one, features));
  return fitProjection(raw, features.width, { components: settings.components, seed });
}

async function parentArrays(file: string): Promise<Arrays> {
  const kept = await readCheckpoint(file, z.unknown());
  if (!kept) throw new AppError('training.checkpoint-damaged', { file });
  return kept.arrays;
}
