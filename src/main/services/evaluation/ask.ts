import { labelOf } from '../../../shared/domain/anatomy/classes.ts';
import type { SliceAnswer } from '../../../shared/contract/vlm.ts';
import type { EvaluatedCase, Protocol } from '../../../shared/domain/evaluation/evaluated-case.ts';
import type { GroundedMention } from '../../../shared/domain/evaluation/match-mentions.ts';
import type { PromptRequest } from '../../../shared/domain/radgrounder/prompt.ts';
import { boxOfClass } from '../../../shared/domain/radgrounder/suggestion.ts';
import type { SetCase } from './sets/set.ts';

/** What a pack is asked to do for a way of evaluating it. */
export const TASK_OF = { ground: 'ground', locate: 'vqa', answer: 'vqa' } as const satisfies Record<
  Protocol,
  PromptRequest['task']
>;

const WHERE = { de: 'Wo liegt', en: 'Where is' } as const;

/** The prompts of a case, in order: one, or one for each mention whose box is asked for. */
export function promptsOf(one: SetCase, protocol: Protocol): PromptRequest[] {
  const { language, question, clinicalInformation } = one;
  if (protocol === 'ground') return [{ task: 'ground', language, question, clinicalInformation }];
  if (protocol === 'answer') return [{ task: 'vqa', language, question }];
  return located(one).map(({ classId }) => ({
    task: 'vqa',
    language,
    question: `${WHERE[language]}: ${labelOf(classId!, language)}?`,
  }));
}

/** Mentions that can be asked for: those of a class. */
const located = ({ truth }: SetCase): GroundedMention[] =>
  truth.mentions.filter(({ classId }) => classId !== null);

/** What answers to those prompts come to. */
export function predictedBy(
  one: SetCase,
  protocol: Protocol,
  answers: readonly SliceAnswer[],
): NonNullable<EvaluatedCase['predicted']> {
  const isComplete = answers.every((answer) => answer.isComplete);
  if (protocol !== 'locate') {
    const { text, boxes } = answers[0]!;
    const mentions = boxes.map(({ classId, box, start, end, confidence }) => ({
      text: text.slice(start, end),
      classId,
      box,
      confidence,
    }));
    return { text, mentions, isComplete };
  }
  // The mention was given: only its box is the model's, and an answer about another class is none.
  const mentions = located(one).flatMap(({ text, classId }, at) => {
    const own = boxOfClass(answers[at]!.boxes, classId!);
    return own ? [{ text, classId, box: own.box, confidence: own.confidence }] : [];
  });
  return { text: answers.map(({ text }) => text).join('\n'), mentions, isComplete };
}
