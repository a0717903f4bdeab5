import type { ExportSettings } from '../../../shared/contract/exchange.ts';
import { pythonJsonObject } from '../../formats/python-json.ts';
import { encodeReports } from '../../formats/reports-parquet.ts';
import type { Bundle } from './bundle.ts';
import type { CuratedSlice } from './curate.ts';
import { MACHINE_TEXTS, machineTextLines } from './machine-texts.ts';
import { paligemmaLines, questionLines } from './paligemma.ts';
import type { SliceQuestions } from './questions.ts';
import { dicomPath, fileId, isGroundable, reportRow, segmentEntry, splitEntry } from './refrad2d.ts';

const MODALITIES = ['CT', 'MR'] as const;
const SPLITS = ['train', 'val', 'test'] as const;

/** What was written beside pairs and pictures. */
export interface Written {
  /** Questions of a language model. */
  readonly questions: number;
}

type Writer = (
  bundle: Bundle,
  slices: readonly CuratedSlice[],
  questionsOf: (curated: CuratedSlice) => readonly SliceQuestions[],
) => Promise<Written>;

/** All of a layout but its pictures and masks. */
export const WRITERS: Readonly<Record<ExportSettings['format'], Writer>> = {
  refrad2d: writeRefRad2d,
  'paligemma-jsonl': writePaligemma,
};

async function writeRefRad2d(...[bundle, slices, questionsOf]: Parameters<Writer>): Promise<Written> {
  // In the order of the indices, so that a data set that is read and written again stays as it was.
  const ordered = MODALITIES.flatMap((modality) => slices.filter(({ slice }) => slice.modality === modality));
  const asked = ordered.map((curated) => ({ curated, questions: questionsOf(curated) }));
  const rows = asked.map(({ curated, questions }) => reportRow(curated, questions));
  await bundle.write('refrad2d_vqa_dataset.parquet', encodeReports(rows));
  const machine = asked.flatMap(({ curated, questions }) => machineTextLines(curated, questions));
  if (machine.length > 0) await bundle.write(MACHINE_TEXTS, linesOf(machine));
  // The lists of the layout leave out images that one language alone grounds; who can do with those finds their split here.
  const splits = ordered.map(({ slice, split }) => [fileId(slice.imageId), split] as const);
  await bundle.write('splits.json', [...pythonJsonObject(splits)].join(''));
  for (const modality of MODALITIES) {
    const own = slices.filter(({ slice }) => slice.modality === modality);
    if (own.length > 0) await writeModality(bundle, own, modality.toLowerCase());
  }
  return { questions: asked.reduce((sum, { questions }) => sum + countOf(questions), 0) };
}

async function writeModality(bundle: Bundle, slices: readonly CuratedSlice[], name: string): Promise<void> {
  const entries = slices.map((curated) => [fileId(curated.slice.imageId), segmentEntry(curated)] as const);
  const index = [...pythonJsonObject(entries)].join('');
  await bundle.write(`refrad2d_segment/rsopid_2_segment_v3_${name}.json`, index);
  for (const split of SPLITS) {
    const captions = new Map<string, string[]>();
    const usable = slices.filter((curated) => curated.split === split && isGroundable(curated));
    for (const [caption, id] of usable.map(splitEntry))
      captions.set(caption, [...(captions.get(caption) ?? []), id]);
    await bundle.write(
      `split_v18/generated/filtered_${name}_splits/snippet2rsopids_${split}_${name}_only.json`,
      [...pythonJsonObject(captions)].join(''),
    );
  }
}

async function writePaligemma(...[bundle, slices, questionsOf]: Parameters<Writer>): Promise<Written> {
  let count = 0;
  for (const split of SPLITS) {
    const lines = slices
      .filter((curated) => curated.split === split)
      .flatMap((curated) => {
        const [image, questions] = [dicomPath(curated.slice.imageId), questionsOf(curated)];
        count += countOf(questions);
        return [...paligemmaLines(curated, image), ...questionLines(curated, image, questions)];
      });
    await bundle.write(`${split}.jsonl`, linesOf(lines));
  }
  return { questions: count };
}

function countOf(questions: readonly SliceQuestions[]): number {
  return questions.reduce((sum, one) => sum + one.snippet_vqa.length + one.dicom_vqa.length, 0);
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
