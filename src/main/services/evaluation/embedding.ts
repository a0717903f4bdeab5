import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import type { Report } from '../../../shared/contract/evaluation.ts';
import { createMentionEmbedding } from '../../../shared/domain/evaluation/mention-embedding.ts';
import { type Similarity, similarityBy } from '../../../shared/domain/evaluation/similarity.ts';
import { similarityOfVectors } from '../../../shared/domain/evaluation/similarity-table.ts';
import type { Device } from '../../compute/protocol.ts';
import type { ComputeService } from '../compute/index.ts';
import { createLexiconExtractor } from '../extraction/index.ts';
import { type ModelsService, type Pack, nameOf } from '../models/index.ts';

/** What an evaluation matches mentions by. */
export interface ReportEmbedding {
  /** As reports name it. */
  readonly head: Report['embedding'];
  /** @returns how alike any two of these texts are @throws AppError models.*, compute.*; the signal's reason */
  readonly similarityOf: (texts: readonly string[], work: EmbeddingWork) => Promise<Similarity>;
}

export interface EmbeddingWork {
  readonly signal: AbortSignal;
  /** Texts. */
  readonly onProgress: (progress: { done: number; total: number; step: 'embed' }) => void;
}

export interface EmbeddingDeps {
  readonly models: Pick<ModelsService, 'use'>;
  readonly compute: Pick<ComputeService, 'run' | 'processor'>;
}

interface Telling {
  readonly signal: AbortSignal;
  readonly onProblem: (problem: Problem) => void;
}

/** How `--embedding` means the one that comes with the program. */
const LEXICON = 'lexicon';

const lexicon = createMentionEmbedding(createLexiconExtractor());
/** Of the program's own embedding, which needs no pack: reports without a table of similarities are read by it. */
export const lexiconSimilarity = similarityBy(lexicon);

export const lexiconEmbedding: ReportEmbedding = {
  head: { name: lexicon.name, version: lexicon.version },
  similarityOf: () => Promise.resolve(lexiconSimilarity),
};

/**
 * Work with the embedding that is meant; a pack cannot be removed meanwhile, and has stood its self-test before the work begins.
 *
 * @param reference Name, name@version, id or folder of a pack; the program's own where not given
 * @throws AppError models.*, compute.*, and whatever the work throws
 */
export function withEmbedding<Result>(
  reference: string | undefined,
  { models, compute }: EmbeddingDeps,
  { work, ...telling }: Telling & { readonly work: (embedding: ReportEmbedding) => Promise<Result> },
): Promise<Result> {
  if (reference === undefined || reference === LEXICON) return work(lexiconEmbedding);
  const { signal } = telling;
  return models.use({ reference, kind: 'text-embedding', signal }, async (pack) => {
    const device = await testedDevice(pack, compute, telling);
    return work(packEmbedding(pack, compute, device));
  });
}

/**
 * Where the pack stands its self-test: the usual device, or else the processor. Graphics cards multiply with fewer digits
 * than its maker's tolerance may allow.
 *
 * @returns undefined for the usual device
 */
async function testedDevice(
  { dir, manifest }: Pack<'text-embedding'>,
  compute: EmbeddingDeps['compute'],
  { signal, onProblem }: Telling,
): Promise<Device | undefined> {
  const input = { dir, plan: manifest.textEmbedding, texts: [] };
  try {
    await compute.run('embed-texts', input, { signal });
    return undefined;
  } catch (error) {
    const isOfProcessor = !(error instanceof AppError) || error.params['provider'] === 'cpu';
    if (isOfProcessor || error.code !== 'models.self-test-failed') throw error;
    const device = compute.processor();
    const params = { ...error.params };
    onProblem({ file: nameOf({ manifest }), code: 'evaluation.on-processor', params, severity: 'warning' });
    await compute.run('embed-texts', input, { signal, device });
    return device;
  }
}

function packEmbedding(
  { id, dir, manifest }: Pack<'text-embedding'>,
  compute: EmbeddingDeps['compute'],
  device: Device | undefined,
): ReportEmbedding {
  const { name, version, textEmbedding: plan } = manifest;
  return {
    head: { name, version, pack: id },
    similarityOf: async (texts, { signal, onProgress }) => {
      const vectors = new Map<string, Float32Array>();
      await compute.run(
        'embed-texts',
        { dir, plan, texts: [...texts] },
        {
          signal,
          ...(device && { device }),
          onProgress: ({ done }) => onProgress({ done, total: texts.length, step: 'embed' }),
          onPart: ({ places, vectors: rows }) => {
            for (const [n, at] of places.entries())
              vectors.set(texts[at]!, rows.subarray(n * plan.width, (n + 1) * plan.width));
          },
        },
      );
      return similarityOfVectors(vectors);
    },
  };
}

/**
 * Similarities of different embeddings say different things, and figures made of them cannot be compared. Those of the program's
 * own embedding are computed anew whenever a report is read, whatever version it was written by.
 *
 * @throws AppError evaluation.other-embedding
 */
export function assertSameEmbedding(
  first: Pick<Report, 'embedding'>,
  second: Pick<Report, 'embedding'>,
): void {
  if (identityOf(first.embedding) !== identityOf(second.embedding))
    throw new AppError('evaluation.other-embedding', {
      first: embeddingName(first.embedding),
      second: embeddingName(second.embedding),
    });
}

const identityOf = ({ name, pack }: Report['embedding']): string => pack ?? name;
const embeddingName = ({ name, version, pack }: Report['embedding']): string =>
  pack === undefined ? name : `${name} ${version}`;
