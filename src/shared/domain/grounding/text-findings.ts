import { isPossibleOn } from '../anatomy/classes.ts';
import type { Mention } from '../mention/mention.ts';
import type { Finding } from './finding.ts';
import type { BarePair, FindingContext } from './derivation.ts';
import { wholeOf } from './hierarchy.ts';

const LETTER = /[\p{L}\p{N}_]/u;

/** Findings in the words: tags that training would lose, negation, languages that disagree. */
export function textFindings(pair: BarePair, { captions, slice }: FindingContext): Finding[] {
  const findings: Finding[] = [];
  for (const { language, text, mentions } of captions) {
    for (const mention of pair.mentions.filter((one) => one.language === language))
      findings.push(...tagFindings(mention, text), ...shadowFindings(mention, mentions));
  }
  const negated = pair.mentions.find((mention) => mention.negated);
  if (negated)
    findings.push({
      code: 'mention-negated',
      params: { surface: negated.surface, language: negated.language },
      weight: 0.08,
    });
  // Lungs or vertebrae joined from their parts are what a CT segmentation can give: a switch asks for it, nothing is odd about it.
  if (!pair.regionClassIds.every((id) => isPossibleOn(id, slice.modality))) {
    findings.push({
      code: 'class-impossible-for-modality',
      params: { classId: pair.classId, modality: slice.modality },
      weight: 0.3,
    });
  }
  findings.push(...languageFindings(pair, captions));
  return uniqueByCode(findings);
}

/**
 * The published loader tags whole words only (`\bkeyword\b`), so a stem inside a compound and a keyword that ends in a
 * dot get no tag at all.
 */
function tagFindings({ surface, start, end, language }: Mention, text: string): Finding[] {
  const startsInWord = LETTER.test(text[start - 1] ?? ' ') && LETTER.test(surface[0]!);
  const endsInWord = LETTER.test(text[end] ?? ' ') && LETTER.test(surface.at(-1)!);
  if (startsInWord || endsInWord) {
    return [
      {
        code: 'tag-lost-at-compound',
        params: { surface, word: wordAround(text, start, end), language },
        weight: 0.2,
      },
    ];
  }
  if (!LETTER.test(surface.at(-1)!))
    return [{ code: 'tag-lost-at-punctuation', params: { surface, language }, weight: 0.12 }];
  return [];
}

/**
 * The published loader tags keywords by text, one after the other: where "Leber" is tagged first, "Leber Segment IV" is no
 * longer found, so the longer mention of another class loses its tag.
 */
function shadowFindings(longer: Mention, mentions: readonly Mention[]): Finding[] {
  const shorter = mentions.find(
    ({ surface, classIds }) =>
      surface.length < longer.surface.length &&
      containsWord(longer.surface, surface) &&
      !classIds.some((id) => longer.classIds.includes(id)),
  );
  if (!shorter) return [];
  const { language, surface: word } = longer;
  return [
    {
      code: 'shorter-mention-shadows-longer',
      params: { surface: shorter.surface, word, language },
      weight: 0.12,
    },
  ];
}

/** As Python's `\bword\b` with IGNORECASE would find it. */
function containsWord(text: string, word: string): boolean {
  const [whole, part] = [text.toLowerCase(), word.toLowerCase()];
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    if (!LETTER.test(whole[at - 1] ?? ' ') && !LETTER.test(whole[at + part.length] ?? ' ')) return true;
  }
  return false;
}

function wordAround(text: string, start: number, end: number): string {
  let [from, to] = [start, end];
  while (from > 0 && LETTER.test(text[from - 1]!)) from -= 1;
  while (to < text.length && LETTER.test(text[to]!)) to += 1;
  return text.slice(from, to);
}

/** Where both languages are there, they should name the same classes. */
function languageFindings(pair: BarePair, captions: FindingContext['captions']): Finding[] {
  const silent = captions.find(
    ({ language }) => !pair.mentions.some((mention) => mention.language === language),
  );
  const speaking = captions.find(({ language }) =>
    pair.mentions.some((mention) => mention.language === language),
  );
  if (!silent || !speaking) return [];
  const related = silent.mentions
    .flatMap(({ classIds }) => classIds)
    .filter((id) => wholeOf(id) === pair.classId || wholeOf(pair.classId) === id);
  if (related.length > 0) return [];
  const idsOf = (mentions: readonly Mention[]): Set<number> =>
    new Set(mentions.flatMap(({ classIds }) => classIds));
  const [here, there] = [idsOf(speaking.mentions), idsOf(silent.mentions)];
  const onlyThere = [...there].filter((id) => !here.has(id));
  const params = { classId: pair.classId, language: speaking.language };
  return onlyThere.length > 0
    ? [
        {
          code: 'languages-name-different-classes',
          params: { ...params, otherClassId: onlyThere[0]! },
          weight: 0.45,
        },
      ]
    : [{ code: 'mention-missing-in-other-language', params, weight: 0.15 }];
}

function uniqueByCode(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.code, finding])).values()];
}
