import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type Report, ReportSchema } from '../../../shared/contract/evaluation.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import {
  type EvaluatedCase,
  type ScoredCase,
  scoreCases,
} from '../../../shared/domain/evaluation/evaluated-case.ts';
import { createMentionEmbedding } from '../../../shared/domain/evaluation/mention-embedding.ts';
import {
  type PublishedFigures,
  publishedDetection,
} from '../../../shared/domain/evaluation/published-detection.ts';
import { similarityBy } from '../../../shared/domain/evaluation/similarity.ts';
import { summarySteps } from '../../../shared/domain/evaluation/summary.ts';
import { boxTokens } from '../../../shared/domain/grounding/tokens.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { createLexiconExtractor } from '../extraction/index.ts';

export const REPORT_FILE = 'report.json';

/** The embedding that reports are made with. */
export const embedding = createMentionEmbedding(createLexiconExtractor());
const similarity = similarityBy(embedding);

/** Runs steps with a rest between them, so that whoever waits meanwhile gets their turn. @throws the signal's reason */
export async function unhurried<T>(steps: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breath();
    signal.throwIfAborted();
  }
}

export const scored = ({ settings: { protocol }, cases }: Pick<Report, 'settings' | 'cases'>): ScoredCase[] =>
  scoreCases(cases, { protocol, similarity });

export type ReportBody = Omit<Report, 'schema' | 'id' | 'summary' | 'published' | 'embedding'>;

/** Figures, intervals and the id. */
export async function reportOf({ createdAt, ...body }: ReportBody, signal: AbortSignal): Promise<Report> {
  const cases = scored(body);
  const content = {
    schema: 1 as const,
    ...body,
    embedding: { name: embedding.name, version: embedding.version },
    summary: await unhurried(summarySteps(cases, body.settings), signal),
    published: body.settings.protocol === 'ground' ? publishedFigures(body.cases) : null,
  };
  const id = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return ReportSchema.parse({ ...content, id, createdAt });
}

function publishedFigures(cases: readonly EvaluatedCase[]): PublishedFigures {
  const tagged = (one: EvaluatedCase, mentions: EvaluatedCase['truth']['mentions']): string =>
    mentions
      .map(({ text, classId, box }) => {
        const id = String(classId ?? 0).padStart(3, '0');
        return `<p bbox=${boxTokens(box, one)} id=<seg${id}>>${text}</p>`;
      })
      .join(' ');
  return publishedDetection(
    cases.map((one) => ({
      truth: tagged(one, one.truth.mentions),
      predicted: tagged(one, one.predicted?.mentions ?? []),
    })),
    similarity,
  );
}

/** @throws AppError store.* */
export async function writeReport(folder: string, report: Report): Promise<string> {
  const file = join(folder, REPORT_FILE);
  try {
    await mkdir(dirname(file), { recursive: true });
    {
      await using handle = await open(`${file}.partial`, 'w');
      await handle.writeFile(`${JSON.stringify(report)}\n`);
      await handle.datasync();
    }
    await rename(`${file}.partial`, file);
  } catch (error) {
    throw asUnwritable(error, file);
  }
  return file;
}

/** A report that is what its id says. @throws AppError evaluation.no-report, evaluation.bad-report */
export async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('evaluation.no-report', { file }, { cause });
  });
  const parsed = ReportSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new AppError('evaluation.bad-report', { file });
  const { id, createdAt: _createdAt, ...content } = parsed.data;
  if (createHash('sha256').update(canonicalJson(content)).digest('hex') !== id)
    throw new AppError('evaluation.bad-report', { file });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
