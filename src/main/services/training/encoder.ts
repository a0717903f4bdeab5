import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { TaskInput } from '../../compute/protocol.ts';
import { type ModelsService, type Pack, type PackWork, nameOf } from '../models/index.ts';

/** The frozen part of a pack: a slice in, features of its patches out. */
export interface Encoder extends Pick<TaskInput<'encode-slices'>, 'graph' | 'size' | 'normalisation'> {
  /** SHA-256 of the pack's manifest, which names its weights: features of another pack are others. */
  readonly packId: string;
  readonly packName: string;
}

type EncoderPack = Pack<'vision-encoder'> | Pack<'radgrounder'>;

/**
 * @param reference Name, name@version, id or folder; where not given, an encoder pack before a RadGrounder pack, and packs that were
 *   added before those that come with the program
 * @throws AppError training.no-encoder, models.*, compute.*
 */
export async function findEncoder(
  models: Pick<ModelsService, 'list' | 'resolve'>,
  reference: string | undefined,
  work: PackWork,
): Promise<Encoder> {
  return encoderOf(await findPack(models, reference ?? (await usualPack(models)), work));
}

async function usualPack(models: Pick<ModelsService, 'list'>): Promise<string> {
  const [first] = await encoderPacks(models);
  if (!first) throw new AppError('training.no-encoder');
  return first.id;
}

/** Packs that have one, unchecked, the usual one first. */
export async function encoderPacks(models: Pick<ModelsService, 'list'>): Promise<Pack[]> {
  const { packs } = await models.list();
  const rank = ({ manifest, origin }: Pack): number =>
    (manifest.kind === 'vision-encoder' ? 0 : 2) + (origin === 'built-in' ? 1 : 0);
  const able = packs.filter(
    ({ manifest }) => manifest.kind === 'vision-encoder' || manifest.kind === 'radgrounder',
  );
  return able.toSorted((a, b) => rank(a) - rank(b));
}

async function findPack(
  models: Pick<ModelsService, 'resolve'>,
  reference: string,
  work: PackWork,
): Promise<EncoderPack> {
  try {
    return await models.resolve(reference, 'vision-encoder', work);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'models.wrong-kind') throw error;
    return models.resolve(reference, 'radgrounder', work);
  }
}

function encoderOf(pack: EncoderPack): Encoder {
  const { manifest } = pack;
  const plan = manifest.kind === 'vision-encoder' ? manifest.visionEncoder : manifest.radgrounder;
  const file = 'onnx' in plan ? plan.onnx : graphOf(manifest.files.map(({ path }) => path));
  return {
    packId: pack.id,
    packName: nameOf(pack),
    graph: join(pack.dir, file),
    size: plan.input.size,
    normalisation: plan.input.normalisation,
  };
}

/** Full precision where the pack has it. */
function graphOf(paths: readonly string[]): string {
  const graphs = paths.filter((path) => /^onnx\/vision_encoder(_\w+)?\.onnx$/.test(path));
  return graphs.toSorted((a, b) => a.length - b.length)[0] ?? 'onnx/vision_encoder.onnx';
}
