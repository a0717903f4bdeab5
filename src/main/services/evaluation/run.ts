import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import type { EvaluateInput } from '../../../shared/contract/evaluation.ts';
import type { Protocol } from '../../../shared/domain/evaluation/evaluated-case.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { LlmService } from '../llm/index.ts';
import type { ReadingService } from '../reading/index.ts';
import { type ExamineeDeps, examineeOf } from './choose-examinee.ts';
import { type EmbeddingDeps, type ReportEmbedding, withEmbedding } from './embedding.ts';
import { type Evaluated, evaluate } from './evaluator.ts';
import { folderSet } from './sets/find-set.ts';
import { type NamedSnapshot, goldSet } from './sets/gold.ts';
import { type EvaluationSet, withOwnNames } from './sets/set.ts';

export interface EvaluationDeps extends Pick<ExamineeDeps, 'writer' | 'training'>, EmbeddingDeps {
  readonly reading: Pick<ReadingService, 'ask'>;
  readonly llm: Pick<LlmService, 'client' | 'state'>;
  /** Of the project; null where there is none. */
  readonly store: Pick<ProjectStore, 'blobs' | 'sliceReader' | 'pairs' | 'meta'> | null;
  /** The snapshot that is asked for, or the newest one, whose gold patients never train; null where there is none. */
  readonly snapshot: (reference: string | undefined) => Promise<NamedSnapshot | null>;
  /** Folder that evaluations are kept in. */
  readonly folder: string;
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

export interface Telling {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: {
    done: number;
    total: number;
    step: 'readSet' | 'predict' | 'rate' | 'embed' | 'sum';
  }) => void;
  readonly onProblem: (problem: Problem) => void;
}

/**
 * Evaluates a model as it was asked for.
 *
 * @throws AppError evaluation.*, llm.*, models.*, vlm.*, compute.*, formats.*, store.*; the signal's reason
 */
export async function runEvaluation(
  input: EvaluateInput,
  deps: EvaluationDeps,
  telling: Telling,
): Promise<Evaluated> {
  const client = input.isJudged ? deps.llm.client() : null;
  try {
    if (client?.model === '') throw new AppError('llm.not-set-up');
    return await withEmbedding(input.embedding, deps, {
      ...telling,
      work: (embedding) => evaluateBy(embedding, { input, client, deps, telling }),
    });
  } finally {
    client?.close();
  }
}

interface Wanted {
  readonly input: EvaluateInput;
  readonly client: ReturnType<LlmService['client']> | null;
  readonly deps: EvaluationDeps;
  readonly telling: Telling;
}

async function evaluateBy(
  embedding: ReportEmbedding,
  { input, client, deps, telling }: Wanted,
): Promise<Evaluated> {
  const found = await setOf(input, deps, telling);
  const set = { ...found, cases: withOwnNames(found.cases) };
  const { program, seed, resamples, unit } = input;
  const protocol = input.protocol ?? protocolFor(input, set);
  const { signal } = telling;
  const examinee = await examineeOf(input, { protocol, set, signal }, deps);
  const { concurrency } = deps.llm.state().connection;
  return await evaluate(
    {
      examinee,
      set,
      program,
      folder: deps.folder,
      settings: { protocol, seed, resamples, unit },
      judge: client && { client, concurrency },
      embedding,
      ...telling,
    },
    deps,
  );
}

async function setOf(
  { on, split, snapshot: reference }: EvaluateInput,
  { store, reading, snapshot }: EvaluationDeps,
  { signal, onProgress }: Telling,
): Promise<EvaluationSet> {
  if (on.kind === 'gold') {
    if (!store) throw new AppError('evaluation.no-project');
    return goldSet(store, { split, named: await snapshot(reference) });
  }
  const { folder, expected } = on;
  const onRead = (done: number, total: number): void => onProgress({ done, total, step: 'readSet' });
  const set = await folderSet({ folder, split, reading, signal, onRead });
  if (expected && set.kind !== expected)
    throw new AppError('evaluation.bad-set', { file: folder, detail: `${set.kind} ≠ ${expected}` });
  return set;
}

/** Of the structures on a slice people decide those that its captions name, so that is what a head is asked about. */
const protocolFor = ({ head }: EvaluateInput, set: EvaluationSet): Protocol =>
  head === undefined ? set.protocol : 'locate';
