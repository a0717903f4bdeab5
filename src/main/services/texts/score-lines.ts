import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type LlmClient, type LlmScore, llmScore, score } from '../../llm/index.ts';

const LineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  kind: z.enum(['vqa', 'report']),
  lang: z.enum(['de', 'en']),
  question: z.string().max(20_000),
  candidate: z.string().max(20_000),
  reference: z.string().max(20_000),
});
type Line = z.infer<typeof LineSchema>;

/** A rating, or why there is none. */
export interface Rated {
  readonly id: string | number;
  /** 1-5, 5 best; null where no answer held. */
  readonly score: number | null;
  readonly reason: string;
}

export interface ScoreRun {
  readonly input: Readable;
  /** Told of each rating as it comes, in no order. */
  readonly onRated: (rated: Rated) => void;
  /** Told of each line (1-based) that is no text to rate. */
  readonly onProblem: (line: number) => void;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/**
 * Rates the lines of a JSONL stream `{id, kind, lang, question, candidate, reference}` and sums up. Lines are read as there is
 * room to ask about them.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export async function scoreLines(client: LlmClient, run: ScoreRun): Promise<LlmScore> {
  const { input, onRated, concurrency, signal } = run;
  const scores: (number | null)[] = [];
  const asking = new Set<Promise<void>>();
  const ask = async ({ id, lang: language, ...text }: Line): Promise<void> => {
    const outcome = await score(client, { ...text, language }, signal);
    const rated = outcome.ok ? outcome.value : { score: null, reason: outcome.problem.code };
    scores.push(rated.score);
    onRated({ id, ...rated });
  };
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const parsed = parsedLine(line);
    if (!parsed) {
      run.onProblem(number);
      continue;
    }
    const one = ask(parsed);
    asking.add(one);
    void one.then(
      () => asking.delete(one),
      () => undefined,
    );
    if (asking.size >= concurrency) await Promise.race(asking);
  }
  await Promise.all(asking);
  return llmScore(scores);
}

function parsedLine(line: string): Line | undefined {
  try {
    return LineSchema.parse(JSON.parse(line));
  } catch {
    // The parser's message would quote the text; the line's number is enough.
    return undefined;
  }
}
