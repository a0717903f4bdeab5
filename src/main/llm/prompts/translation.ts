import { z } from 'zod';
import { definePrompts } from '../prompt.ts';
import { DATA_RULE, JSON_RULE } from './common.ts';

export const TranslationAnswerSchema = z.strictObject({ english: z.string().min(1).max(8000) });
export type TranslationAnswer = z.output<typeof TranslationAnswerSchema>;

const RULES = {
  de: `- Übersetze jeden Satz vollständig und in derselben Reihenfolge; füge nichts hinzu, erkläre nichts, lass nichts weg.
- Seiten, Höhen, Segmente, Zahlen, Einheiten und Verneinungen müssen genau erhalten bleiben. Aus dem Dezimalkomma wird ein Punkt.
- Verwende die Fachsprache englischer Befunde ("unauffällig": "unremarkable", "Raumforderung": "mass", "Z. n.": "status post").
- Abkürzungen, die es im Englischen nicht gibt, schreibe aus ("BWK 5": "T5", "VCI": "inferior vena cava").
- Was schon im Deutschen unklar ist, bleibt unklar.`,
  en: `- Translate every sentence completely and in the same order; add nothing, explain nothing, leave nothing out.
- Sides, levels, segments, numbers, units and negations have to be kept exactly. The decimal comma becomes a point.
- Use the language of English reports ("unauffällig": "unremarkable", "Raumforderung": "mass", "Z. n.": "status post").
- Write out abbreviations that English does not have ("BWK 5": "T5", "VCI": "inferior vena cava").
- What is unclear in German stays unclear.`,
} as const;

export const translation = definePrompts<TranslationAnswer>({
  id: 'translation',
  version: '1',
  system: {
    de: `Du übersetzt Bildbeschreibungen der Radiologie aus dem Deutschen ins Englische.

${DATA_RULE.de}

Aufgabe: Übersetze den Text in "german".
${RULES.de}

${JSON_RULE.de}
{"english": "…"}`,
    en: `You translate captions of radiological images from German into English.

${DATA_RULE.en}

Task: translate the text in "german".
${RULES.en}

${JSON_RULE.en}
{"english": "…"}`,
  },
  fields: ['german'],
  answer: TranslationAnswerSchema,
});

/** The same after a judge has found faults: what the next round of the iteration is told. */
export const translationRevision = definePrompts<TranslationAnswer>({
  id: 'translation-revision',
  version: '1',
  system: {
    de: `Du verbesserst eine Übersetzung aus der Radiologie.

${DATA_RULE.de}

Aufgabe: "english" ist eine Übersetzung von "german". Eine Prüfung hat die Mängel in "faults" gefunden; "german" und "english" darin
zitieren die Stellen. Schreibe die ganze Übersetzung neu, so dass diese Mängel behoben sind und alles andere bleibt, wie es war. Ein
Mangel, der keiner ist, ändert nichts.
${RULES.de}

${JSON_RULE.de}
{"english": "…"}`,
    en: `You improve a translation of a radiological text.

${DATA_RULE.en}

Task: "english" is a translation of "german". A check has found the faults in "faults"; "german" and "english" in them quote the places.
Write the whole translation anew, so that these faults are mended and everything else stays as it was. A fault that is none
changes nothing.
${RULES.en}

${JSON_RULE.en}
{"english": "…"}`,
  },
  fields: ['german', 'english', 'faults'],
  answer: TranslationAnswerSchema,
});
