import { basename, join } from 'node:path';
import { AppError } from '../../../../shared/contract/app-error.ts';
import type { Problem } from '../../../../shared/contract/common.ts';
import type { Language } from '../../../../shared/domain/mention/mention.ts';
import type { Reports } from '../../../reader/protocol.ts';
import { type FoundPairs, type RefRad2dEntry, pairCount, parseEntry } from '../../intake/index.ts';
import type { ReadingService } from '../../reading/index.ts';
import type { EvaluationSet, SetCase, SplitChoice } from './set.ts';

interface Asking {
  readonly reading: Pick<ReadingService, 'ask'>;
  readonly signal: AbortSignal;
  readonly onRead: (done: number, total: number) => void;
}
type Choice = Asking & { readonly split: SplitChoice };
type Report = Reports[number];

/**
 * A folder in the RefRad2D layout, one case per image and language that grounds anything. The split is the layout's own.
 *
 * @throws AppError formats.*, evaluation.bad-set
 */
export async function refRad2dSet(found: readonly FoundPairs[], choice: Choice): Promise<EvaluationSet> {
  const cases: SetCase[] = [];
  const problems: Problem[] = [];
  for (const one of found) {
    const part = await partOf(one, choice);
    cases.push(...part.cases);
    problems.push(...part.problems);
  }
  const name = basename(found[0]!.root);
  return { kind: 'refrad2d', name, split: choice.split, snapshot: null, protocol: 'ground', cases, problems };
}

async function partOf(found: FoundPairs, choice: Choice): Promise<Pick<EvaluationSet, 'cases' | 'problems'>> {
  const { indexFile, reportsFile, root } = found;
  const { reading, signal } = choice;
  if (!reportsFile)
    throw new AppError('evaluation.bad-set', { file: root, detail: 'refrad2d_vqa_dataset.parquet' });
  const index = await mapFrom(indexFile, choice);
  const wanted = await idsOf(found, choice);
  const problems: Problem[] = [];
  const entries = [...index].flatMap(([imageId, value]) => {
    if (wanted && !wanted.has(imageId)) return [];
    const entry = parseEntry(imageId, value);
    if (!('fault' in entry)) return pairCount(entry) > 0 ? [entry] : [];
    const params = { file: indexFile, imageId, detail: entry.fault };
    problems.push({ file: indexFile, code: 'intake.bad-entry', params, severity: 'error' });
    return [];
  });
  const ids = entries.map(({ imageId }) => imageId);
  const reports = await reading.ask<'read-reports'>({ type: 'read-reports', file: reportsFile, ids }, signal);
  const byId = new Map(reports.map((report) => [report.id, report]));
  const sizes = await sizesOf(entries, { ...choice, root, problems });
  const cases = entries.flatMap((entry) => {
    const [report, size] = [byId.get(entry.imageId), sizes.get(entry.imageId)];
    return report && size
      ? (['de', 'en'] as const).flatMap((language) => caseOf(entry, { report, size, language, found }) ?? [])
      : [];
  });
  return { cases, problems };
}

const dicomFile = (root: string, imageId: string): string =>
  join(root, 'dicoms_anon', imageId.slice(0, 2), `${imageId}.dcm.zst`);

interface Size {
  readonly width: number;
  readonly height: number;
  readonly patient: string;
}

/** The index does not say how large its images are, and boxes mean nothing without that. */
async function sizesOf(
  entries: readonly RefRad2dEntry[],
  at: Asking & { readonly root: string; readonly problems: Problem[] },
): Promise<Map<string, Size>> {
  const sizes = new Map<string, Size>();
  for (const [done, { imageId }] of entries.entries()) {
    at.onRead(done, entries.length);
    const file = dicomFile(at.root, imageId);
    try {
      const request = { type: 'read-lone-slice', file, maskFile: null } as const;
      const { width, height, patientId } = await at.reading.ask<'read-lone-slice'>(request, at.signal);
      sizes.set(imageId, { width, height, patient: patientId });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      at.problems.push({ file, code: error.code, params: { ...error.params }, severity: 'error' });
    }
  }
  return sizes;
}

function caseOf(
  { imageId, keywords, boxes }: RefRad2dEntry,
  { report, size, language, found }: { report: Report; size: Size; language: Language; found: FoundPairs },
): SetCase | undefined {
  const mentions = keywords
    .filter((keyword) => keyword.language === language)
    .flatMap(({ keyword, classId }) => {
      // The published loaders take the first box of a class.
      const own = boxes.find((box) => box.classId === classId);
      return own ? [{ text: keyword, classId, box: own.box }] : [];
    });
  if (mentions.length === 0) return undefined;
  const { caption, question, clinicalInformation } = report[language];
  return {
    caseId: `${imageId} ${language}`,
    ...size,
    modality: found.modality,
    language,
    bodyPart: report.bodyPart,
    answerType: null,
    question,
    clinicalInformation,
    truth: { text: caption ?? '', mentions },
    image: { kind: 'dicom', file: dicomFile(found.root, imageId) },
  };
}

/** Images of a split; null for all. */
async function idsOf(
  { root, modality }: FoundPairs,
  { split, ...asking }: Choice,
): Promise<ReadonlySet<string> | null> {
  if (split === 'all') return null;
  const name = modality.toLowerCase();
  const folder = join(root, 'split_v18', 'generated', `filtered_${name}_splits`);
  const captions = await mapFrom(join(folder, `snippet2rsopids_${split}_${name}_only.json`), asking);
  return new Set([...captions.values()].flatMap((ids) => (Array.isArray(ids) ? ids.map(String) : [])));
}

async function mapFrom(
  file: string,
  { reading, signal }: Pick<Asking, 'reading' | 'signal'>,
): Promise<ReadonlyMap<string, unknown>> {
  const value = await reading.ask<'read-json'>({ type: 'read-json', file }, signal);
  if (!(value instanceof Map)) throw new AppError('evaluation.bad-set', { file, detail: '{…}' });
  return value as ReadonlyMap<string, unknown>;
}
