import { AppError } from '../../../shared/contract/app-error.ts';
import { CLASS_COUNT, type ClassId, classId, labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { Protocol } from '../../../shared/domain/evaluation/evaluated-case.ts';
import type { HeadAnswer } from '../../../shared/domain/training/head-answer.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { Asked, Candidate, TrainingService } from '../training/index.ts';
import type { Examinee, Predicted } from './examinee.ts';
import type { SetCase } from './sets/set.ts';

/** A class counts as named from this chance on. */
const NAMED_FROM = 0.5;
const ALL_CLASSES: readonly ClassId[] = Array.from({ length: CLASS_COUNT }, (_, at) => classId(at + 1));

interface HeadDeps {
  readonly training: Pick<TrainingService, 'predict'>;
  readonly store: Pick<ProjectStore, 'sliceReader'>;
  readonly protocol: Protocol;
}

/**
 * A trained head that is asked like a pack: `locate` for the box of each mention that has a class, `ground` for every class that it
 * takes to be on the slice, named as the lexicon names it. Both captions of a slice are one question.
 */
export function headExaminee(candidate: Candidate, deps: HeadDeps): Examinee {
  const answers = new Map<number, ReadonlyMap<ClassId, HeadAnswer>>();
  return {
    id: candidate.id,
    name: `head ${candidate.id.slice(0, 12)}`,
    prepare: async (cases, { signal, onProgress }) => {
      const asked = questions(cases, deps);
      const found = await deps.training.predict(candidate, [...asked.values()], {
        signal,
        isBackground: true,
        onProgress,
      });
      for (const [at, sliceId] of [...asked.keys()].entries())
        answers.set(sliceId, new Map(found[at]!.answers.map((answer) => [answer.classId, answer])));
    },
    predict: (one) => {
      const own = answers.get(sliceOf(one))!;
      return Promise.resolve(deps.protocol === 'locate' ? located(one, own) : named(one, own));
    },
  };
}

function sliceOf({ image }: SetCase): number {
  if (image.kind !== 'slice') throw new AppError('evaluation.not-for-heads');
  return image.sliceId;
}

/** What a head is asked, by slice. @throws AppError vlm.slice-missing */
function questions(cases: readonly SetCase[], { store, protocol }: HeadDeps): Map<number, Asked> {
  const asked = new Map<number, Asked>();
  for (const [sliceId, own] of Map.groupBy(cases, sliceOf)) {
    const classIds = protocol === 'locate' ? classesIn(own) : ALL_CLASSES;
    const slice = store.sliceReader.get(sliceId);
    if (!slice) throw new AppError('vlm.slice-missing');
    const { imageId, pixelsSha256, modality, dtype, geometry } = slice;
    const { width, height } = geometry;
    if (classIds.length > 0)
      asked.set(sliceId, { imageId, pixelsSha256, modality, dtype, width, height, classIds });
  }
  return asked;
}

const classesIn = (cases: readonly SetCase[]): ClassId[] => [
  ...new Set(cases.flatMap(({ truth }) => truth.mentions.flatMap((mention) => mention.classId ?? []))),
];

/** The mention was given: only its box is the head's. */
function located({ truth }: SetCase, answers: ReadonlyMap<ClassId, HeadAnswer> = new Map()): Predicted {
  const mentions = truth.mentions.flatMap(({ text, classId: id }) => {
    const answer = id === null ? undefined : answers.get(id);
    return answer?.box ? [{ text, classId: id, box: answer.box, confidence: answer.confidence }] : [];
  });
  return { text: '', mentions, isComplete: true };
}

function named({ language }: SetCase, answers: ReadonlyMap<ClassId, HeadAnswer>): Predicted {
  const mentions = [...answers.values()].flatMap(({ classId: id, presence, box, confidence }) =>
    box && presence >= NAMED_FROM ? [{ text: labelOf(id, language), classId: id, box, confidence }] : [],
  );
  return { text: mentions.map(({ text }) => text).join(', '), mentions, isComplete: true };
}
