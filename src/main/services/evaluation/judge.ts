import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../../shared/contract/common.ts';
import { EvaluatedCaseSchema } from '../../../shared/contract/evaluation.ts';
import type { EvaluatedCase, Protocol } from '../../../shared/domain/evaluation/evaluated-case.ts';
import { promptPrefix } from '../../../shared/domain/radgrounder/prompt.ts';
import { type LlmClient, PROMPTS, score } from '../../llm/index.ts';
import { TASK_OF } from './ask.ts';
import { KeptLines } from './kept-lines.ts';

/** A language model that rates answers against what is right. */
export interface Judge {
  readonly client: LlmClient;
  readonly concurrency: number;
}

/** SHA-256 over the prompts that the judge is asked by. */
export const judgePrompt = (): string => {
  const hash = createHash('sha256');
  for (const { id, sha256 } of PROMPTS) if (id.startsWith('scoring-')) hash.update(sha256);
  return hash.digest('hex');
};

const RatingSchema = z.object({
  caseId: z.string(),
  rating: EvaluatedCaseSchema.shape.llm.unwrap(),
});

export interface Rating {
  readonly judge: Judge | null;
  readonly protocol: Protocol;
  /** Of this evaluation. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { done: number; total: number; step: 'rate' }) => void;
  readonly onProblem: (problem: Problem) => void;
}

/**
 * Has the answers rated, so many at a time; each rating is kept as it comes. An answer for which no rating holds is named and
 * has none; a server that cannot be asked ends it.
 *
 * @throws AppError llm.*, store.*; the signal's reason
 */
export async function rateCases(
  cases: readonly EvaluatedCase[],
  { judge, folder, ...run }: Rating,
): Promise<EvaluatedCase[]> {
  if (!judge) return [...cases];
  const key = createHash('sha256').update(`${judge.client.model}\n${judgePrompt()}`).digest('hex');
  const ratings = await KeptLines.open(join(folder, `ratings-${key.slice(0, 12)}.jsonl`), RatingSchema);
  try {
    const open = cases.filter(({ caseId, predicted }) => predicted !== null && !ratings.known.has(caseId));
    const total = cases.length;
    let done = total - open.length;
    const queue = open.values();
    const stop = new AbortController();
    const signal = AbortSignal.any([run.signal, stop.signal]);
    const rateOn = async (): Promise<void> => {
      for (const one of queue) {
        signal.throwIfAborted();
        run.onProgress({ done, total, step: 'rate' });
        await rate(one, { ...run, judge, ratings, signal });
        done += 1;
      }
    };
    const workers = Array.from({ length: judge.concurrency }, () =>
      rateOn().catch((error: unknown) => {
        // The first failure says why; the others are what it did to them.
        if (!signal.aborted) stop.abort(error);
      }),
    );
    await Promise.all(workers);
    signal.throwIfAborted();
    return cases.map((one) => ({ ...one, llm: ratings.known.get(one.caseId)?.rating ?? null }));
  } finally {
    await ratings.close();
  }
}

async function rate(
  { caseId, predicted, truth, language, question, clinicalInformation }: EvaluatedCase,
  run: Omit<Rating, 'judge' | 'folder'> & {
    readonly judge: Judge;
    readonly ratings: KeptLines<z.infer<typeof RatingSchema>>;
  },
): Promise<void> {
  const task = TASK_OF[run.protocol];
  const asked = {
    kind: run.protocol === 'answer' ? ('vqa' as const) : ('report' as const),
    language,
    question: promptPrefix({ task, language, question, clinicalInformation }),
    candidate: predicted!.text,
    reference: truth.text,
  };
  const outcome = await score(run.judge.client, asked, run.signal);
  if (outcome.ok) return run.ratings.add({ caseId, rating: outcome.value });
  const { code, params } = outcome.problem;
  run.onProblem({ file: caseId, code, params: { ...params }, severity: 'warning' });
}
