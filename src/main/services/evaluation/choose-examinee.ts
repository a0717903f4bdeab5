import { AppError } from '../../../shared/contract/app-error.ts';
import type { EvaluateInput } from '../../../shared/contract/evaluation.ts';
import type { Protocol } from '../../../shared/domain/evaluation/evaluated-case.ts';
import type { TrainingService } from '../training/index.ts';
import type { Writer } from '../vlm/index.ts';
import { TASK_OF, predictedBy, promptsOf } from './ask.ts';
import { headExaminee } from './ask-head.ts';
import type { Examinee } from './examinee.ts';
import type { EvaluationSet } from './sets/set.ts';

export interface ExamineeDeps {
  readonly writer: Pick<Writer, 'write' | 'find'>;
  /** Heads of the project; null where there is none. */
  readonly training: Pick<TrainingService, 'candidate' | 'predict'> | null;
  readonly store: Parameters<typeof headExaminee>[1]['store'] | null;
}

/** @throws AppError evaluation.not-for-heads, training.candidate-unknown, models.*, vlm.* */
export async function examineeOf(
  { pack, head }: Pick<EvaluateInput, 'pack' | 'head'>,
  asked: { readonly protocol: Protocol; readonly set: EvaluationSet; readonly signal: AbortSignal },
  { writer, training, store }: ExamineeDeps,
): Promise<Examinee> {
  if (head === undefined) return packExaminee(pack, asked, writer);
  const { protocol, set } = asked;
  if (!training || !store || protocol === 'answer' || set.kind !== 'gold')
    throw new AppError('evaluation.not-for-heads');
  return headExaminee(await training.candidate(head), { training, store, protocol });
}

async function packExaminee(
  reference: string | undefined,
  { protocol, signal }: { readonly protocol: Protocol; readonly signal: AbortSignal },
  writer: ExamineeDeps['writer'],
): Promise<Examinee> {
  const { id, name } = await writer.find(reference, TASK_OF[protocol], signal);
  const pack = reference ?? id;
  return {
    id,
    name,
    predict: async (one, slice, signalOfCase) => {
      const prompts = promptsOf(one, protocol).map((prompt) => ({ ...prompt, slice: 0 }));
      const { answers } =
        prompts.length > 0
          ? await writer.write({ pack, slices: [slice], prompts, signal: signalOfCase })
          : { answers: [] };
      return predictedBy(one, protocol, answers);
    },
  };
}
