import type { Language } from '../../../shared/domain/mention/mention.ts';
import { type Prompt, definePrompts } from '../prompt.ts';
import { DATA_RULE } from './common.ts';
import { SCORING_EXAMPLES } from './tables/scoring-examples.ts';

/** What is being rated: a short answer to a question, or a text about the whole image. */
export type ScoringKind = 'vqa' | 'report';

/** Where the chosen examples go. */
export const EXAMPLES_PLACE = '{{examples}}';

const WHAT: Readonly<Record<ScoringKind, Readonly<Record<Language, string>>>> = {
  vqa: {
    de: 'eine Antwort auf eine Frage zu einem radiologischen Bild',
    en: 'an answer to a question about a radiological image',
  },
  report: {
    de: 'eine Beschreibung eines radiologischen Bildes',
    en: 'a description of a radiological image',
  },
};

const words = (kind: ScoringKind): Readonly<Record<Language, string>> => ({
  de: `Du bewertest ${WHAT[kind].de} gegen eine Referenz, die richtig ist.

${DATA_RULE.de}

Aufgabe: Wie gut gibt "candidate" wieder, was "reference" sagt? "question" ist die Aufgabe, die gestellt war.
5: gleichwertig, auch mit anderen Worten; 4: richtig, eine Kleinigkeit fehlt oder ist ungenau; 3: im Kern richtig, aber Wesentliches fehlt
oder ist falsch; 2: nur am Rande richtig; 1: falsch, leer oder ohne Bezug.
- Es zählt der klinische Inhalt, nicht der Stil, die Länge oder die Sprache. Falsche Seite, falsche Höhe oder vertauschte Verneinung eines
  Befunds geben höchstens 2. Zusätze, die der Referenz nicht widersprechen, kosten höchstens einen Punkt.

Antworte mit der Zahl und einem Satz Begründung in genau dieser Form:
4 <reason>Ein Satz.</reason>

Beispiele:
${EXAMPLES_PLACE}`,
  en: `You rate ${WHAT[kind].en} against a reference that is right.

${DATA_RULE.en}

Task: how well does "candidate" render what "reference" says? "question" is the task that was set.
5: equivalent, also in other words; 4: right, a trifle is missing or imprecise; 3: right at heart, but something essential is missing or
wrong; 2: right in passing only; 1: wrong, empty or unrelated.
- What counts is the clinical content, not style, length or language. A wrong side, a wrong level or the reversed negation of a finding
  gives 2 at the most. Additions that do not contradict the reference cost one point at the most.

Answer with the number and one sentence of reason in exactly this form:
4 <reason>One sentence.</reason>

Examples:
${EXAMPLES_PLACE}`,
});

const prompts = (kind: ScoringKind): Readonly<Record<Language, Prompt<string>>> =>
  definePrompts<string>({
    id: `scoring-${kind}`,
    version: '1',
    system: words(kind),
    fields: ['question', 'candidate', 'reference'],
    answer: null,
    material: SCORING_EXAMPLES[kind],
  });

export const scoring: Readonly<Record<ScoringKind, Readonly<Record<Language, Prompt<string>>>>> = {
  vqa: prompts('vqa'),
  report: prompts('report'),
};
