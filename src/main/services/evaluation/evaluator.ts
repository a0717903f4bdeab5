import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Problem } from '../../../shared/contract/common.ts';
import {
  EvaluatedCaseSchema,
  type EvaluationSettings,
  type Report,
} from '../../../shared/contract/evaluation.ts';
import type { Protocol } from '../../../shared/domain/evaluation/evaluated-case.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import type { ReportEmbedding } from './embedding.ts';
import type { Examinee, Predicted } from './examinee.ts';
import { type ImageDeps, type LoadedImage, keepPicture, loadImage } from './images.ts';
import { type Judge, judgePrompt, rateCases } from './judge.ts';
import { KeptLines } from './kept-lines.ts';
import { reportOf, writeReport } from './report.ts';
import type { EvaluationSet, SetCase } from './sets/set.ts';

type Step = 'predict' | 'rate' | 'embed' | 'sum';

export interface EvaluatorDeps extends ImageDeps {
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

export interface Evaluation {
  readonly examinee: Examinee;
  readonly set: EvaluationSet;
  readonly settings: EvaluationSettings;
  /** Folder of all evaluations; this one gets a folder in it. */
  readonly folder: string;
  /** Version of the program. */
  readonly program: string;
  /** What mentions are matched by. */
  readonly embedding: ReportEmbedding;
  /** Rates the answers; null where nobody is to. */
  readonly judge: Judge | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { done: number; total: number; step: Step }) => void;
  readonly onProblem: (problem: Problem) => void;
}

export interface Evaluated {
  readonly report: Report;
  readonly file: string;
}

/** A machine where nothing works any more is not asked about every case of a set. */
const FAILURES_IN_A_ROW = 3;
const PredictionSchema = EvaluatedCaseSchema.pick({ caseId: true, picture: true, predicted: true });
/** What a model made of a case. */
type Prediction = z.infer<typeof PredictionSchema>;
const PREDICTIONS_FILE = 'predictions.jsonl';

/**
 * Asks a model about every case of a set, keeps each prediction as it comes, and writes a report. What was predicted before is
 * not asked for again; cases that failed are. A case whose image cannot be read is named and left out: that says nothing about the model.
 *
 * @throws AppError evaluation.*, models.*, vlm.*, compute.*, store.*; the signal's reason
 */
export async function evaluate(evaluation: Evaluation, deps: EvaluatorDeps): Promise<Evaluated> {
  const { set, settings, signal, onProblem } = evaluation;
  if (set.cases.length === 0) throw new AppError('evaluation.empty-set', { set: set.kind, split: set.split });
  const { id: packId, name: packName } = evaluation.examinee;
  set.problems.forEach(onProblem);
  const sha256 = setSha256(set);
  const folder = join(evaluation.folder, folderName({ packId, set, sha256, protocol: settings.protocol }));
  const predictions = await KeptLines.open(join(folder, PREDICTIONS_FILE), PredictionSchema);
  const failures = new Map<string, string>();
  const unreadable = new Map<string, AppError>();
  try {
    await predictAll({ evaluation, deps, predictions, failures, unreadable });
  } finally {
    await predictions.close();
  }
  const readable = set.cases.filter(({ caseId }) => !unreadable.has(caseId));
  // The set may lie elsewhere; the first image says where it was looked for.
  if (readable.length === 0) throw [...unreadable.values()][0]!;
  const cases = readable.map(({ image: _image, ...one }) => ({
    ...one,
    picture: predictions.known.get(one.caseId)?.picture ?? null,
    predicted: predictions.known.get(one.caseId)?.predicted ?? null,
    failure: failures.get(one.caseId) ?? null,
    llm: null,
  }));
  const rated = await rateCases(cases, { ...evaluation, protocol: settings.protocol, folder });
  evaluation.onProgress({ done: set.cases.length, total: set.cases.length, step: 'sum' });
  const { kind, name, split, snapshot } = set;
  const missing = unreadable.size;
  const report = await reportOf(
    {
      createdAt: deps.now(),
      program: evaluation.program,
      pack: { id: packId, name: packName },
      set: {
        kind,
        name,
        split,
        sha256,
        ...(snapshot !== null && { snapshot }),
        ...(missing > 0 && { unreadable: missing }),
      },
      settings,
      judge: evaluation.judge && { model: evaluation.judge.client.model, prompt: judgePrompt() },
      cases: rated,
    },
    { embedding: evaluation.embedding, signal, onProgress: evaluation.onProgress },
  );
  return { report, file: await writeReport(folder, report) };
}

interface Run {
  readonly evaluation: Evaluation;
  readonly deps: EvaluatorDeps;
  readonly predictions: KeptLines<Prediction>;
  /** Code of the error by case. */
  readonly failures: Map<string, string>;
  /** What is wrong with the image, by case. */
  readonly unreadable: Map<string, AppError>;
}

async function predictAll(run: Run): Promise<void> {
  const { evaluation, predictions, failures } = run;
  const { set, signal, onProgress, onProblem, examinee } = evaluation;
  const missing = set.cases.filter(({ caseId }) => !predictions.known.has(caseId));
  const onPrepared = ({ done, total }: { done: number; total: number | null }): void =>
    onProgress({ done, total: total ?? missing.length, step: 'predict' });
  if (missing.length > 0) await examinee.prepare?.(missing, { signal, onProgress: onPrepared });
  let inARow = 0;
  for (const [at, one] of missing.entries()) {
    signal.throwIfAborted();
    onProgress({ done: set.cases.length - missing.length + at, total: set.cases.length, step: 'predict' });
    const image = await imageOf(one, run);
    if (!image) continue;
    const picture = await keepPicture(join(evaluation.folder, 'pictures'), image);
    try {
      const predicted = usable(await examinee.predict(one, image.slice, signal));
      inARow = 0;
      await predictions.add({ caseId: one.caseId, picture, predicted });
    } catch (error) {
      if (!(error instanceof AppError) || signal.aborted || error.code.startsWith('store.')) throw error;
      inARow += 1;
      if (inARow >= FAILURES_IN_A_ROW) throw error;
      failures.set(one.caseId, error.code);
      onProblem(problemOf(one, error));
    }
  }
}

async function imageOf(
  one: SetCase,
  { evaluation: { signal, onProblem }, deps, unreadable }: Run,
): Promise<LoadedImage | null> {
  try {
    return await loadImage(one.image, deps, signal);
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    const file = imageFileOf(error);
    // A picture has many questions: it is named once, and they are counted.
    const isTold =
      file !== undefined && [...unreadable.values()].some((known) => imageFileOf(known) === file);
    unreadable.set(one.caseId, error);
    if (!isTold) onProblem({ ...problemOf(one, error), file: file ?? one.caseId });
    return null;
  }
}

function imageFileOf({ params }: AppError): string | undefined {
  const { file } = params;
  return typeof file === 'string' ? file : undefined;
}

const problemOf = ({ caseId }: SetCase, { code, params }: AppError): Problem => ({
  file: caseId,
  code,
  params: { ...params },
  severity: 'error',
});

/** A confidence that is no number would be no confidence in the file, and no figure. @throws AppError compute.bad-answer */
function usable(predicted: Predicted): Predicted {
  if (PredictionSchema.shape.predicted.safeParse(predicted).success) return predicted;
  throw new AppError('compute.bad-answer');
}

/** Of everything that is asked and everything that is right; not of where the images lie. */
function setSha256({ cases }: EvaluationSet): string {
  const hash = createHash('sha256');
  for (const { image: _image, ...one } of cases) hash.update(canonicalJson(one)).update('\n');
  return hash.digest('hex');
}

function folderName(of: {
  readonly packId: string;
  readonly set: EvaluationSet;
  readonly sha256: string;
  readonly protocol: Protocol;
}): string {
  return [of.set.kind, of.protocol, of.packId.slice(0, 12), of.sha256.slice(0, 12)].join('-');
}
