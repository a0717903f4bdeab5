import type { Prompt } from '../prompt.ts';
import { captionRewriting } from './caption-rewriting.ts';
import { mentionExtraction } from './mention-extraction.ts';
import { scoring } from './scoring.ts';
import { translationJudging } from './translation-judging.ts';
import { translation, translationRevision } from './translation.ts';
import { vqaGeneration } from './vqa-generation.ts';

/** Every prompt there is, in both languages; `plumbline llm prompts` prints them with their hashes. */
export const PROMPTS: readonly Prompt<unknown>[] = [
  mentionExtraction,
  captionRewriting,
  translation,
  translationRevision,
  translationJudging,
  vqaGeneration,
  scoring.vqa,
  scoring.report,
].flatMap(({ de, en }): Prompt<unknown>[] => [de, en]);
