import { AppError } from '../../../shared/contract/app-error.ts';
import { readFeatures } from '../../formats/feature-file.ts';
import { type Graph, outputOf } from '../graph.ts';
import type { TaskInput } from '../protocol.ts';
import type { TrainingSample } from './batches.ts';

type Listed = TaskInput<'train-head'>['train'][number];
type Width = TaskInput<'train-head'>['features'];

/** Raw features of a slice, float16 bits. @throws AppError training.features-damaged */
export async function rawFeatures(
  { imageId, file }: Pick<Listed, 'imageId' | 'file'>,
  { tokens, width }: Width,
): Promise<Uint16Array> {
  const features = await readFeatures(file);
  if (features?.tokens !== tokens || features.width !== width)
    throw new AppError('training.features-damaged', { image: imageId, file });
  return features.data;
}

/** Slices spread evenly over all: enough to fit a projection on. */
export function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step)]!);
}

/** Reads and projects slices one by one: only what the head sees stays in memory. */
export async function loadSamples(
  listed: readonly Listed[],
  width: Width,
  { projection, signal, onDone }: { projection: Graph; signal: AbortSignal; onDone: () => void },
): Promise<TrainingSample[]> {
  const samples: TrainingSample[] = [];
  for (const one of listed) {
    signal.throwIfAborted();
    const data = await rawFeatures(one, width);
    const raw = { type: 'float16', dims: [width.tokens, width.width], data } as const;
    const features = outputOf(await projection.run({ raw }), 'features', 'float16').data;
    const { facts, known, assumedAbsent } = one;
    samples.push({ features, facts, known, assumedAbsent });
    onDone();
  }
  return samples;
}
