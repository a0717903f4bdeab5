import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { Prompt } from '../prompt.ts';
import { captionRewriting } from './caption-rewriting.ts';
import { mentionExtraction } from './mention-extraction.ts';
import { translationJudging } from './translation-judging.ts';
import { translation, translationRevision } from './translation.ts';
import { vqaGeneration } from './vqa-generation.ts';

type Prompts = Readonly<Record<Language, Prompt<unknown>>>;

/** Prompts that an answer to a task depends on. */
const BY_TASK = {
  mentions: [mentionExtraction],
  rewriting: [captionRewriting],
  translation: [translation, translationJudging, translationRevision],
  judging: [translationJudging],
  questions: [vqaGeneration],
} as const satisfies Readonly<Record<string, readonly Prompts[]>>;

/** SHA-256 over all that a model is told for a task: with the same text and model, the same is asked. */
export function promptVersion(task: keyof typeof BY_TASK, language: Language): string {
  const hash = createHash('sha256');
  for (const prompts of BY_TASK[task]) hash.update(prompts[language].sha256);
  return hash.digest('hex');
}
