import type { Language } from '../../../shared/domain/mention/mention.ts';
import { type Outcome, askChecked } from '../checked-ask.ts';
import type { LlmClient } from '../client.ts';
import {
  CHOICES,
  QUESTION_TYPES,
  type QuestionPair,
  type VqaAnswer,
  vqaGeneration,
} from '../prompts/vqa-generation.ts';
import { assertVerbatim, contradiction } from './verbatim.ts';

/** What is known about an image, by name: modality, body part, plane, … */
export type ImageMetadata = Readonly<Record<string, string>>;

const YES_NO: Readonly<Record<Language, readonly string[]>> = { de: ['Ja', 'Nein'], en: ['Yes', 'No'] };

/**
 * Five questions from a finding and three from metadata. They count only if each rests on words of the finding, or on a value of the
 * metadata, verbatim, and keeps to the form of its type.
 *
 * @throws AppError llm.*: the server cannot be asked
 */
export function generateQuestions(
  client: LlmClient,
  image: { readonly caption: string; readonly metadata: ImageMetadata; readonly language: Language },
  signal: AbortSignal,
): Promise<Outcome<VqaAnswer>> {
  const { caption, metadata, language } = image;
  return askChecked(
    client,
    {
      prompt: vqaGeneration[language],
      facts: { caption, metadata },
      read: (answer) => checked(answer, image),
    },
    signal,
  );
}

function checked(
  answer: VqaAnswer,
  { caption, metadata, language }: { caption: string; metadata: ImageMetadata; language: Language },
): VqaAnswer {
  const { from_findings: findings, from_metadata: facts } = answer;
  assertVerbatim(
    findings.map(({ evidence }) => evidence),
    caption,
  );
  const values = new Set(Object.values(metadata));
  for (const [i, { evidence }] of facts.entries())
    if (!values.has(evidence)) throw contradiction(`from_metadata.${i}`, 'evidence');
  const all = [...findings, ...facts];
  for (const [i, pair] of all.entries()) assertForm(pair, `${i + 1}`, YES_NO[language]);
  if (new Set(all.map(({ question }) => question.toLowerCase())).size < all.length)
    throw contradiction('question', 'twice');
  const missing = QUESTION_TYPES.find((type) => !all.some((pair) => pair.type === type));
  if (missing) throw contradiction('type', missing);
  return answer;
}

function assertForm({ type, choices, answer }: QuestionPair, name: string, yesNo: readonly string[]): void {
  if (type === 'multiple') {
    const distinct = new Set(choices.map((choice) => choice.toLowerCase()));
    if (distinct.size !== CHOICES || !choices.includes(answer)) throw contradiction(name, 'choices');
    return;
  }
  if (choices.length > 0) throw contradiction(name, 'choices');
  if (type === 'closed' && !yesNo.includes(answer)) throw contradiction(name, 'answer');
}
