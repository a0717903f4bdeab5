import { z } from 'zod';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { CLASS_NAMES } from '../../../shared/domain/anatomy/tables/class-names.ts';
import { definePrompts } from '../prompt.ts';
import { DATA_RULE, JSON_RULE } from './common.ts';
import { MENTION_EXAMPLES } from './tables/mention-examples.ts';

/** More mentions than any caption has. */
const MAX_MENTIONS = 200;

export const MentionAnswerSchema = z.strictObject({
  mentions: z
    .array(
      z.strictObject({
        quote: z.string().min(1).max(120),
        classes: z.array(z.enum(CLASS_NAMES)).min(1).max(CLASS_NAMES.length),
      }),
    )
    .max(MAX_MENTIONS),
});
export type MentionAnswer = z.output<typeof MentionAnswerSchema>;

const examples = (language: Language): string =>
  MENTION_EXAMPLES[language]
    .map(({ caption, mentions }) => {
      const answer = { mentions: mentions.map(([quote, ...classes]) => ({ quote, classes })) };
      return `${JSON.stringify({ caption })}\n${JSON.stringify(answer)}`;
    })
    .join('\n\n');

const de = `Du findest anatomische Nennungen in Bildbeschreibungen aus der Radiologie.

${DATA_RULE.de}

Aufgabe: Nenne jede Stelle der Bildbeschreibung ("caption"), die eine Struktur aus der Klassenliste meint.
- "quote" ist die Stelle Zeichen für Zeichen wie im Text, mit Beugung und Schreibfehlern. Kommt dieselbe Stelle mehrfach vor, nenne
  sie so oft, in der Reihenfolge des Textes.
- Zur Stelle gehören Seite, Teil und Nummer, die unmittelbar dabeistehen ("linken Niere", "11. Rippe rechts", "Lebersegment IV"),
  aber kein Artikel und kein Befund.
- In Zusammensetzungen mit einem Organteil zählt das ganze Wort ("Nierenbecken"), in solchen mit einem Befund nur das Organ
  ("Leber" aus "Leberzyste").
- "classes" sind die gemeinten Klassen, eine oder mehrere. Beide Seiten oder ein Plural ohne Seite: links und rechts. Die Seite
  ergibt sich aus der Wortgruppe oder dem Satzteil; ein paariges Organ im Singular ohne erkennbare Seite lass weg.
- Aufzählungen: jedes Glied für sich ("10." und "11. Rippe rechts", "Rechte" und "linke Niere"). Für "L4/5" zitiere "L4" für L4 und
  "L4/5" für L5; für "BWK 5 bis 8" die beiden Enden einzeln und die ganze Spanne für die Höhen dazwischen.
- Spinalkanal, Myelon, Conus, Cauda und Nervenwurzeln sind spinal_cord; HWS, BWS, LWS und Wirbelkörper ohne Höhe sind vertebrae;
  Vorhof und Ventrikel sind heart; Lingula ist lung_upper_lobe_left; V. lienalis ist portal_vein_and_splenic_vein; Ileum ist
  small_bowel; Sigma und Zökum sind colon; Os ilium und Azetabulum sind hip.
- Verneinung ist gleichgültig: "kein Herd in der Milz" nennt die Milz.
- Nichts für Strukturen außerhalb der Liste (Gallengänge, Pleura, Lymphknoten, Uterus, Truncus coeliacus, Rippen ohne Nummer), für
  entfernte Organe (-ektomie) und für bloße Adjektive ("hepatisch").

Klassenliste: ${CLASS_NAMES.join(', ')}.

${JSON_RULE.de}
{"mentions": [{"quote": "…", "classes": ["…"]}]}

Beispiele:
${examples('de')}`;

const en = `You find anatomical mentions in captions of radiological images.

${DATA_RULE.en}

Task: name every place of the caption ("caption") that means a structure of the class list.
- "quote" is the place character for character as in the text, inflection and typing errors included. Where the same words occur
  more than once, name them as often, in the order of the text.
- Side, part and number that stand right beside the name belong to the place ("left kidney", "right 11th rib", "liver segment IV"), but
  no article and no finding.
- "classes" are the classes meant, one or more. Both sides, or a plural without a side: left and right. The side follows from the
  phrase or the clause; leave out a paired organ in the singular without a recognisable side.
- Lists: each member for itself ("10th" and "11th rib on the right", "Right" and "left kidney"). For "L4/5" quote "L4" for L4 and "L4/5"
  for L5; for "T5 to T8" both ends for themselves and the whole range for the levels between.
- Spinal canal, myelon, conus, cauda and nerve roots are spinal_cord; spine and vertebral bodies without a level are vertebrae;
  atrium and ventricle are heart; lingula is lung_upper_lobe_left; splenic vein is portal_vein_and_splenic_vein; ileum is small_bowel;
  sigmoid and cecum are colon; ilium and acetabulum are hip.
- Negation does not matter: "no lesion in the spleen" names the spleen.
- Nothing for structures outside the list (bile ducts, pleura, lymph nodes, uterus, celiac trunk, ribs without a number), for removed
  organs (-ectomy), or for adjectives alone ("hepatic").

Class list: ${CLASS_NAMES.join(', ')}.

${JSON_RULE.en}
{"mentions": [{"quote": "…", "classes": ["…"]}]}

Examples:
${examples('en')}`;

export const mentionExtraction = definePrompts<MentionAnswer>({
  id: 'mention-extraction',
  version: '1',
  system: { de, en },
  fields: ['caption'],
  answer: MentionAnswerSchema,
});
