import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import { type Report, ReportSchema } from '../../../shared/contract/evaluation.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import {
  type EvaluatedCase,
  type Protocol,
  type ScoredCase,
  scoreCases,
} from '../../../shared/domain/evaluation/evaluated-case.ts';
import {
  type PublishedFigures,
  publishedDetection,
} from '../../../shared/domain/evaluation/published-detection.ts';
import type { Similarity } from '../../../shared/domain/evaluation/similarity.ts';
import {
  atLeastNothing,
  comparedTexts,
  recorded,
  similarityFrom,
} from '../../../shared/domain/evaluation/similarity-table.ts';
import { summarySteps } from '../../../shared/domain/evaluation/summary.ts';
import { boxTokens } from '../../../shared/domain/grounding/tokens.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { type EmbeddingWork, type ReportEmbedding, lexiconSimilarity } from './embedding.ts';

const REPORT_FILE = 'report.json';
const REPORT_NAME = /^report(?:-[0-9a-f]{12})?\.json$/;

/** Reports of the same predictions by several embeddings lie side by side. */
const reportName = ({ embedding: { pack } }: Pick<Report, 'embedding'>): string =>
  pack === undefined ? REPORT_FILE : `report-${pack.slice(0, 12)}.json`;

/** Files of reports in the folder of an evaluation, that by the program's own embedding first. */
export async function reportFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names.filter((name) => REPORT_NAME.test(name)).toSorted((a, b) => a.length - b.length);
  return found.map((name) => join(folder, name));
}

/** Runs steps with a rest between them, so that whoever waits meanwhile gets their turn. @throws the signal's reason */
export async function unhurried<T>(steps: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breath();
    signal.throwIfAborted();
  }
}

/** The cases of a report with all that its figures are made of; the pack that mentions were matched by is not needed. */
export const scored = ({
  settings: { protocol },
  cases,
  similarities,
}: Pick<Report, 'settings' | 'cases' | 'similarities'>): ScoredCase[] =>
  scoredBy(similarities ? similarityFrom(similarities) : lexiconSimilarity, { protocol, cases });

function scoredBy(
  similarity: Similarity,
  { protocol, cases }: { readonly protocol: Protocol; readonly cases: readonly EvaluatedCase[] },
): ScoredCase[] {
  return scoreCases(cases, { protocol, similarity: atLeastNothing(similarity) });
}

export type ReportBody = Omit<
  Report,
  'schema' | 'id' | 'summary' | 'published' | 'embedding' | 'similarities'
>;

/** Figures, intervals and the id. @throws AppError models.*, compute.*; the signal's reason */
export async function reportOf(
  { createdAt, ...body }: ReportBody,
  { embedding, ...work }: EmbeddingWork & { readonly embedding: ReportEmbedding },
): Promise<Report> {
  const texts = comparedTexts((heard) => figuresOf(body, heard));
  const { similarity, table } = recorded(await embedding.similarityOf(texts, work));
  const { cases, published } = figuresOf(body, similarity);
  const content = {
    schema: 1 as const,
    ...body,
    embedding: embedding.head,
    ...(embedding.head.pack !== undefined && { similarities: table() }),
    summary: await unhurried(summarySteps(cases, body.settings), work.signal),
    published,
  };
  const id = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return ReportSchema.parse({ ...content, id, createdAt });
}

/** Everything that asks how alike two texts are. */
function figuresOf(
  { settings: { protocol }, cases }: Pick<ReportBody, 'settings' | 'cases'>,
  similarity: Similarity,
): { readonly cases: ScoredCase[]; readonly published: PublishedFigures | null } {
  return {
    cases: scoredBy(similarity, { protocol, cases }),
    published: protocol === 'ground' ? publishedFigures(cases, similarity) : null,
  };
}

function publishedFigures(cases: readonly EvaluatedCase[], similarity: Similarity): PublishedFigures {
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
  const file = join(folder, reportName(report));
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
  if (content.embedding.pack !== undefined && !content.similarities)
    throw new AppError('evaluation.bad-report', { file });
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
