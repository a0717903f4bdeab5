import { type ClassId, type Side, classIdByName } from '../anatomy/classes.ts';
import { lastWordForms, wordForms } from './inflection.ts';
import type { Language } from './mention.ts';
import { termsOf } from './lexicon-table.ts';
import { LEXICON_DE } from './tables/lexicon-de.ts';
import { LEXICON_EN, ORGAN_ADJECTIVES_EN, PART_NOUNS_EN } from './tables/lexicon-en.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a term means. */
export interface Sense {
  /** Class name with `#` for the side, a plain class name, or '' for a phrase outside the schema. */
  readonly template: string;
  /** A plural of a paired structure means both sides. */
  readonly isPlural: boolean;
  /** For abbreviations: matches only in this case. */
  readonly exact?: string;
}

interface Node {
  readonly next: Map<string, Node>;
  sense?: Sense;
}

export interface LexiconMatch {
  /** Index of the last token of the term. */
  readonly last: number;
  readonly sense: Sense;
}

/** The terms of one language, ready for longest-match lookup token by token. */
export class Lexicon {
  private readonly root: Node = { next: new Map() };
  /** Folded single-word organ terms as written in the table, for compounds ("leber" in "Leberzyste"). */
  readonly stems = new Map<string, Sense>();
  readonly language: Language;
  private readonly plurals: [template: string, words: readonly Token[]][] = [];

  constructor(language: Language) {
    this.language = language;
    const table = language === 'de' ? LEXICON_DE : LEXICON_EN;
    for (const [template, terms] of Object.entries(table))
      for (const term of termsOf(terms)) this.add(template, term);
    if (language === 'en') this.addOrganParts();
    for (const [template, words] of this.plurals) this.addPlural(template, words);
  }

  /** The longest term that starts at a token. Dots after abbreviations and hyphens between words are skipped. */
  longest(tokens: readonly Token[], first: number): LexiconMatch | undefined {
    let node = this.root;
    let best: LexiconMatch | undefined;
    for (let at = first; at < tokens.length; at += 1) {
      const token = tokens[at]!;
      if (token.kind === 'mark') {
        const joins = at > first && token.glued && (token.text === '.' || token.text === '-');
        if (!joins) break;
        continue;
      }
      const next = node.next.get(token.folded);
      if (!next) break;
      node = next;
      if (node.sense && isWritten(node.sense, tokens, at)) best = { last: at, sense: node.sense };
    }
    return best;
  }

  /** The sense of these folded words, exactly; for phrases that leave a shared word out. */
  sense(words: readonly string[]): Sense | undefined {
    let node: Node | undefined = this.root;
    for (const word of words) node = node?.next.get(word);
    return node?.sense?.exact === undefined ? node?.sense : undefined;
  }

  /** Every folded single word with a meaning. */
  words(): string[] {
    return [...this.root.next]
      .filter(([, { sense }]) => sense && sense.exact === undefined)
      .map(([word]) => word);
  }

  private add(template: string, written: string): void {
    const mark = written[0];
    const term = mark === '+' || mark === '=' ? written.slice(1) : written;
    const words = tokenize(term).filter((token) => token.text !== '.' && token.text !== '-');
    const sense = { template, isPlural: mark === '+', ...(mark === '=' ? { exact: term } : {}) };
    const spellings = words.flatMap((token, i) =>
      token.text === '~' ? [] : [this.spellings(words, i, sense)],
    );
    this.insert(this.root, spellings, sense);
    if (spellings.length === 1 && !sense.exact)
      this.stems.set(words[0]!.folded, this.stems.get(words[0]!.folded) ?? sense);
    if (this.language === 'en' && mark !== '+' && mark !== '=') this.plurals.push([template, words]);
  }

  /** Inflected forms of a word of a term: `~` marks adjectives; only the last word of a term is declined. */
  private spellings(words: readonly Token[], index: number, { isPlural, exact }: Sense): string[] {
    const word = words[index]!.folded;
    if (this.language === 'en' || exact !== undefined) return [word];
    if (words[index + 1]?.text === '~') return wordForms(word);
    return index < words.length - 1 ? [word] : lastWordForms(word, isPlural);
  }

  /** English plurals are regular; those that are not stand in the table and win. */
  private addPlural(template: string, words: readonly Token[]): void {
    const forms = words.map(({ folded }) => folded);
    const last = forms.at(-1)!;
    const plural = /[^aeiou]y$/.test(last)
      ? `${last.slice(0, -1)}ies`
      : /(s|x|ch|sh)$/.test(last)
        ? `${last}es`
        : `${last}s`;
    this.insert(
      this.root,
      [...forms.slice(0, -1), plural].map((form) => [form]),
      { template, isPlural: true },
    );
  }

  private insert(node: Node, spellings: readonly (readonly string[])[], sense: Sense): void {
    const [forms, ...rest] = spellings;
    if (!forms) {
      node.sense ??= sense;
      return;
    }
    for (const form of forms) {
      const child = node.next.get(form) ?? { next: new Map() };
      node.next.set(form, child);
      this.insert(child, rest, sense);
    }
  }

  private addOrganParts(): void {
    for (const [template, adjectives] of Object.entries(ORGAN_ADJECTIVES_EN)) {
      for (const adjective of termsOf(adjectives))
        for (const noun of termsOf(PART_NOUNS_EN)) this.add(template, `${adjective} ${noun}`);
    }
  }
}

/** An abbreviation counts in its own case, and not as a unit behind a number ("ML" is a lobe, "50 ML" is a volume). */
function isWritten({ exact }: Sense, tokens: readonly Token[], at: number): boolean {
  if (exact === undefined) return true;
  return tokens[at]!.text === exact && tokens[at - 1]?.kind !== 'number';
}

/** True for a template whose class exists once per side. */
export function isPaired(template: string): boolean {
  return template.includes('#');
}

/** Class of a template on a side; undefined for a template without such a class. */
export function classOf(template: string, side: Side | null): ClassId | undefined {
  return classIdByName(side ? template.replace('#', side) : template);
}
