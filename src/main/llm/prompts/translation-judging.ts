import { z } from 'zod';
import { definePrompts } from '../prompt.ts';
import { DATA_RULE, JSON_RULE } from './common.ts';

export const FAULT_KINDS = [
  'omission',
  'addition',
  'side',
  'level',
  'number',
  'negation',
  'term',
  'grammar',
] as const;

const quote = z.string().max(2000);
export const JudgementSchema = z.strictObject({
  faults: z.array(z.strictObject({ kind: z.enum(FAULT_KINDS), german: quote, english: quote })).max(50),
  score: z.int().min(1).max(5),
});
export type Judgement = z.output<typeof JudgementSchema>;

const de = `Du prüfst Übersetzungen von Bildbeschreibungen der Radiologie aus dem Deutschen ins Englische.

${DATA_RULE.de}

Aufgabe: Vergleiche "german" Satz für Satz mit "english". Suche zuerst alle Mängel, bewerte danach.
- Prüfe der Reihe nach: Ist jeder Satz da? Kommt etwas hinzu? Stimmen Seiten, Höhen und Segmente, Zahlen und Einheiten, Verneinungen?
  Stimmen die Fachwörter? Ist das Englisch richtig?
- Jeder Mangel hat eine Art: ${FAULT_KINDS.join(', ')}. "german" und "english" zitieren die Stellen Zeichen für Zeichen; bei einer
  Auslassung ist "english" leer, bei einer Hinzufügung "german".
- Stilfragen und gleichwertige Fachwörter sind keine Mängel. Was im Deutschen falsch ist und genauso übersetzt wurde, ist keiner.
- "score": 5 keine Mängel; 4 nur kleine (grammar, ungenauer term); 3 ein Mangel, der die Aussage trübt; 2 ein Mangel, der einen
  Befund verändert (side, level, number, negation, omission eines Befunds); 1 mehrere davon oder unbrauchbar.

${JSON_RULE.de}
{"faults": [{"kind": "side", "german": "linke Niere", "english": "right kidney"}], "score": 2}`;

const en = `You check translations of captions of radiological images from German into English.

${DATA_RULE.en}

Task: compare "german" with "english" sentence by sentence. Look for all faults first, rate afterwards.
- Check in this order: is every sentence there? Is anything added? Are sides, levels and segments, numbers and units, negations right?
  Are the terms right? Is the English right?
- Every fault has a kind: ${FAULT_KINDS.join(', ')}. "german" and "english" quote the places character for character; for an omission
  "english" is empty, for an addition "german" is.
- Questions of style and equivalent terms are no faults. What is wrong in German and translated just so is none.
- "score": 5 no faults; 4 only small ones (grammar, imprecise term); 3 a fault that blurs the statement; 2 a fault that changes a finding
  (side, level, number, negation, omission of a finding); 1 several of those, or useless.

${JSON_RULE.en}
{"faults": [{"kind": "side", "german": "linke Niere", "english": "right kidney"}], "score": 2}`;

export const translationJudging = definePrompts<Judgement>({
  id: 'translation-judging',
  version: '1',
  system: { de, en },
  fields: ['german', 'english'],
  answer: JudgementSchema,
});
