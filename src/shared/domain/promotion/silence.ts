import type { ScoredCase } from '../evaluation/evaluated-case.ts';

/** The case as a model would have left it that says nothing: what the first model of a project is held against. */
export function silent(one: ScoredCase): ScoredCase {
  const { answer, truths } = one;
  return {
    ...one,
    predictions: [],
    outcomes: truths.map((_, truth) => ({ truth, predicted: null, similarity: 0, iou: 0 })),
    answer: answer && { accuracy: 0, f1: 0, recall: 0, cider: 0, llm: null },
  };
}
