import { type Candidate, spanning } from './candidate.ts';
import { partSense } from './compounds.ts';
import type { Lexicon, LexiconMatch } from './lexicon.ts';
import { jointAt } from './numbers.ts';
import { sideOfToken } from './sides.ts';
import type { Token } from './tokens.ts';

/** Members that may share a word; bounds the search. */
const LONGEST_LIST = 4;
const SHORTEST_TAIL = 4;

/**
 * German words that share their second half with a later one: "Ober-" in "Ober- und Unterlappen", "Hals-" in "Hals- und
 * Brustwirbelsäule". Looks from the hyphenated word to the one that is whole.
 */
export function sharedTail(lexicon: Lexicon, tokens: readonly Token[], at: number): Candidate | undefined {
  const whole = wholeWordAfter(tokens, at);
  if (whole === undefined) return undefined;
  const [head, word] = [tokens[at]!.folded, tokens[whole]!.folded];
  for (let from = 1; from <= word.length - SHORTEST_TAIL; from += 1) {
    const sense = lexicon.sense([head + word.slice(from)]);
    if (!sense || sense.template === '') continue;
    return spanning(tokens, {
      first: at,
      last: at + 1,
      template: sense.template,
      isPlural: sense.isPlural,
      rule: 'shared-tail',
      grows: true,
      group: whole,
    });
  }
  return undefined;
}

/** Index of the whole word in "Ober-, Mittel- und Unterlappen", seen from one of the hyphenated ones. */
function wholeWordAfter(tokens: readonly Token[], at: number): number | undefined {
  let word = at;
  for (let members = 0; members < LONGEST_LIST; members += 1) {
    if (tokens[word + 1]?.text !== '-' || !tokens[word + 1]!.glued) return members === 0 ? undefined : word;
    const joint = jointAt(tokens, word + 2);
    if (joint?.kind !== 'and') return undefined;
    word = joint.last + 1;
    if (sideOfToken(tokens, word)) word += 1;
    if (tokens[word]?.kind !== 'word') return undefined;
  }
  return undefined;
}

/** Is this the hyphen of "Leber- und Milz…", which leaves the second half of its word out? */
export function isLeftOpen(tokens: readonly Token[], at: number): boolean {
  return tokens[at + 1]?.text === '-' && tokens[at + 1]!.glued && jointAt(tokens, at + 2)?.kind === 'and';
}

/**
 * Members of an enumeration that lack words of a term found next to them: "upper" in "upper and lower lobes", "minimus" in
 * "gluteus medius and minimus", "-schwanz" in "Pankreaskopf und -schwanz".
 */
export function sharedWords(
  lexicon: Lexicon,
  tokens: readonly Token[],
  found: { first: number; match: LexiconMatch },
): { before: Candidate[]; after: Candidate[] } {
  const words = wordsOf(tokens, found.first, found.match.last);
  if (words.length < 2) return { before: [], after: [] };
  const search = { lexicon, tokens, words, group: found.first };
  return { before: membersBefore(search, found.first), after: membersAfter(search, found.match.last) };
}

interface Search {
  readonly lexicon: Lexicon;
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly group: number;
}

function membersBefore({ lexicon, tokens, words, group }: Search, first: number): Candidate[] {
  const members: Candidate[] = [];
  let at = first - 1;
  if (sideOfToken(tokens, at)) at -= 1;
  while (members.length < LONGEST_LIST) {
    const joint = jointStart(tokens, at);
    if (joint === undefined) break;
    const member = memberAt(
      { lexicon, tokens, words: [tokens[joint - 1]?.folded ?? '', ...words.slice(1)], group },
      joint - 1,
    );
    if (!member) break;
    members.unshift(member);
    at = joint - 2;
  }
  return members;
}

/** First token of the joint that ends at a token: of "and", or of ", and". */
function jointStart(tokens: readonly Token[], at: number): number | undefined {
  if (jointAt(tokens, at - 1)?.last === at) return at - 1;
  return jointAt(tokens, at)?.kind === 'and' ? at : undefined;
}

function membersAfter({ lexicon, tokens, words, group }: Search, last: number): Candidate[] {
  const members: Candidate[] = [];
  let at = last + 1;
  while (members.length < LONGEST_LIST) {
    const joint = jointAt(tokens, at);
    if (joint?.kind !== 'and' || lexicon.longest(tokens, joint.last + 1)) break;
    const word = joint.last + 1;
    const member = memberAt(
      { lexicon, tokens, words: [...words.slice(0, -1), tokens[word]?.folded ?? ''], group },
      word,
    );
    if (!member) break;
    members.push(member);
    at = word + 1;
  }
  return members;
}

function memberAt({ lexicon, tokens, words, group }: Search, at: number): Candidate | undefined {
  const sense = tokens[at]?.kind === 'word' ? lexicon.sense(words) : undefined;
  if (!sense || sense.template === '') return undefined;
  const { template, isPlural } = sense;
  return spanning(tokens, {
    first: at,
    last: at,
    template,
    isPlural,
    rule: 'shared-words',
    grows: true,
    group,
  });
}

function wordsOf(tokens: readonly Token[], first: number, last: number): string[] {
  return tokens.slice(first, last + 1).flatMap(({ kind, folded }) => (kind === 'mark' ? [] : [folded]));
}

/** "-schwanz" in "Pankreaskopf und -schwanz": the part of the compound before it that is left out is the organ. */
export function sharedHead(lexicon: Lexicon, tokens: readonly Token[], whole: Candidate): Candidate[] {
  const members: Candidate[] = [];
  const word = tokens[whole.last]!.folded;
  let at = whole.last + 1;
  while (members.length < LONGEST_LIST) {
    const joint = jointAt(tokens, at);
    const dash = joint?.kind === 'and' ? joint.last + 1 : -1;
    const [hyphen, tail] = [tokens[dash], tokens[dash + 1]];
    if (hyphen?.text !== '-' || tail?.kind !== 'word' || !tail.glued) break;
    const sense = headSense(lexicon, word, tail.folded);
    if (!sense) break;
    const { template, isPlural } = sense;
    members.push(
      spanning(tokens, {
        first: dash,
        last: dash + 1,
        template,
        isPlural,
        rule: 'shared-head',
        grows: true,
        group: whole.first,
      }),
    );
    at = dash + 2;
  }
  return members;
}

function headSense(
  lexicon: Lexicon,
  word: string,
  tail: string,
): { template: string; isPlural: boolean } | undefined {
  for (let length = word.length - 2; length >= SHORTEST_TAIL; length -= 1) {
    const sense =
      lexicon.sense([word.slice(0, length) + tail]) ?? partSense(lexicon, word.slice(0, length), tail);
    if (sense && sense.template !== '') return sense;
  }
  return undefined;
}
