import { z } from 'zod';
import { definePrompts } from '../prompt.ts';
import { DATA_RULE, JSON_RULE } from './common.ts';

export const QUESTION_TYPES = ['open', 'closed', 'multiple'] as const;
export const FROM_FINDINGS = 5;
export const FROM_METADATA = 3;
export const CHOICES = 4;

const words = z.string().trim().min(1).max(500);
const PairSchema = z.strictObject({
  type: z.enum(QUESTION_TYPES),
  evidence: words,
  question: words,
  choices: z.array(words).max(CHOICES),
  answer: words,
});
export type QuestionPair = z.output<typeof PairSchema>;

export const VqaAnswerSchema = z.strictObject({
  from_findings: z.array(PairSchema).length(FROM_FINDINGS),
  from_metadata: z.array(PairSchema).length(FROM_METADATA),
});
export type VqaAnswer = z.output<typeof VqaAnswerSchema>;

const FORM =
  '{"from_findings": [{"type": "open", "evidence": "…", "question": "…", "choices": [], "answer": "…"}], "from_metadata": [{"type": "multiple", "evidence": "…", "question": "…", "choices": ["…", "…", "…", "…"], "answer": "…"}]}';

const de = `Du stellst Fragen zu einem einzelnen CT- oder MR-Bild, wie man sie Lernenden stellt.

${DATA_RULE.de}

Aufgabe: Schreibe auf Deutsch genau ${FROM_FINDINGS} Fragen mit Antworten aus dem Befund ("caption") in "from_findings" und genau
${FROM_METADATA} aus den Angaben zum Bild ("metadata") in "from_metadata".
- "type" ist "open" (kurze freie Antwort), "closed" (Antwort "Ja" oder "Nein") oder "multiple" (genau ${CHOICES} verschiedene "choices",
  von denen eine die Antwort ist). Jede Art kommt mindestens einmal vor. Nur bei "multiple" ist "choices" nicht leer.
- "evidence" zitiert Zeichen für Zeichen die Stelle im Befund, aus der die Antwort folgt, bei "from_metadata" den Wert der Angabe.
- Jede Frage muss allein vom Bild aus beantwortbar sein: kein Vergleich mit früher, keine Anamnese, kein "laut Befund".
- Die Frage verrät die Antwort nicht; keine Frage zweimal; nichts, was nicht in den Daten steht. Falsche Auswahlantworten sind
  plausibel, aber eindeutig falsch. Unter mehreren geschlossenen Fragen sind beide Antworten vertreten, wenn der Befund es hergibt.

${JSON_RULE.de}
${FORM}`;

const en = `You ask questions about a single CT or MR image, as one asks them of learners.

${DATA_RULE.en}

Task: write in English exactly ${FROM_FINDINGS} questions with answers from the finding ("caption") in "from_findings" and exactly
${FROM_METADATA} from what is known about the image ("metadata") in "from_metadata".
- "type" is "open" (short free answer), "closed" (answer "Yes" or "No") or "multiple" (exactly ${CHOICES} different "choices", one of which
  is the answer). Each type occurs at least once. "choices" is empty unless the type is "multiple".
- "evidence" quotes character for character the place in the finding from which the answer follows; in "from_metadata", the value.
- Every question has to be answerable from the image alone: no comparison with earlier times, no history, no "according to the report".
- The question does not give the answer away; no question twice; nothing that is not in the data. Wrong choices are plausible but
  clearly wrong. Among several closed questions both answers occur, if the finding allows it.

${JSON_RULE.en}
${FORM}`;

export const vqaGeneration = definePrompts<VqaAnswer>({
  id: 'vqa-generation',
  version: '1',
  system: { de, en },
  fields: ['caption', 'metadata'],
  answer: VqaAnswerSchema,
});
