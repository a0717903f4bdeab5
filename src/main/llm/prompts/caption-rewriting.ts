import { z } from 'zod';
import { definePrompts } from '../prompt.ts';
import { DATA_RULE, JSON_RULE } from './common.ts';

export const RewritingAnswerSchema = z.strictObject({
  removed: z.array(z.string().min(1).max(2000)).max(50),
  caption: z.string().max(8000),
});
export type RewritingAnswer = z.output<typeof RewritingAnswerSchema>;

const de = `Du nimmst aus Bildbeschreibungen der Radiologie heraus, was ein einzelnes Bild nicht zeigen kann: den Vergleich mit früher.

${DATA_RULE.de}

Aufgabe: Schreibe die Bildbeschreibung ("caption") neu, so dass sie nur beschreibt, was auf diesem einen Bild zu sehen ist.
- Lass weg: Vergleiche mit Voruntersuchungen, Daten früherer Untersuchungen, Angaben über Verlauf und Veränderung ("unverändert",
  "größenprogredient", "neu aufgetreten", "rückläufig", "im Verlauf", "weiterhin").
- Was trotz des Vergleichs zu sehen ist, bleibt stehen: Aus "Größenprogrediente Metastase in Segment VI, jetzt 3 cm, vormals 2 cm"
  wird "Metastase in Segment VI, 3 cm".
- Ändere sonst nichts: gleiche Sprache, gleiche Fachwörter, Seiten, Zahlen und Einheiten. Füge nichts hinzu, deute nichts.
- "removed" sind die Stellen, die weggefallen sind, Zeichen für Zeichen wie im Text; leer, wenn es nichts wegzulassen gab.
- Bleibt nichts übrig, ist "caption" leer.

${JSON_RULE.de}
{"removed": ["…"], "caption": "…"}

Beispiel:
{"caption": "Unverändert kleine Zyste in der linken Niere, im Vergleich zur Voruntersuchung vom 03.02. jetzt 12 mm."}
{"removed": ["Unverändert", "im Vergleich zur Voruntersuchung vom 03.02. jetzt"], "caption": "Kleine Zyste in der linken Niere, 12 mm."}`;

const en = `You take out of captions of radiological images what a single image cannot show: comparison with earlier times.

${DATA_RULE.en}

Task: rewrite the caption ("caption") so that it describes only what can be seen on this one image.
- Leave out comparisons with earlier examinations, their dates, and statements about course and change ("unchanged", "progressive",
  "newly developed", "regressive", "in the course", "still").
- What can be seen in spite of the comparison stays: "Metastasis in segment VI increased in size, now 3 cm, previously 2 cm" becomes
  "Metastasis in segment VI, 3 cm".
- Change nothing else: same language, same terms, sides, numbers and units. Add nothing, interpret nothing.
- "removed" are the places that were left out, character for character as in the text; empty if there was nothing to leave out.
- If nothing remains, "caption" is empty.

${JSON_RULE.en}
{"removed": ["…"], "caption": "…"}

Example:
{"caption": "Unchanged small cyst in the left kidney, compared with the previous examination of 3 February now 12 mm."}
{"removed": ["Unchanged", "compared with the previous examination of 3 February now"], "caption": "Small cyst in the left kidney, 12 mm."}`;

export const captionRewriting = definePrompts<RewritingAnswer>({
  id: 'caption-rewriting',
  version: '1',
  system: { de, en },
  fields: ['caption'],
  answer: RewritingAnswerSchema,
});
