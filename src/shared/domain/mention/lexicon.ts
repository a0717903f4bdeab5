import { type ClassId, type Side, classIdByName } from '../anatomy/classes.ts';
import type { Language } from './mention.ts';
import { LEXICON_DE } from './tables/lexicon-de.ts';
import { LEXICON_EN, ORGAN_ADJECTIVES_EN, PART_NOUNS_EN } from './tables/lexicon-en.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a term means. */
export interface Sense {
  /** Class name with `#` for the side, a plain class name, or '' for a phrase outside the schema. */
  readonly template: string;
  /** A plural of a paired structure means both sides. */
  readonly isPlural: boolean;
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
  /** Folded single-word organ terms, for compounds ("leber" in "Leberzyste"). */
  readonly stems = new Map<string, Sense>();
  readonly language: Language;

  constructor(language: Language) {
    this.language = language;
    const table = language === 'de' ? LEXICON_DE : LEXICON_EN;
    for (const [template, terms] of Object.entries(table)) for (const term of terms) this.add(template, term);
    if (language === 'en') this.addOrganParts();
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
      if (node.sense) best = { last: at, sense: node.sense };
    }
    return best;
  }

  private add(template: string, written: string): void {
    const isPlural = written.startsWith('+');
    const words = tokenize(isPlural ? written.slice(1) : written).filter((token) => token.text !== '.');
    const sense = { template, isPlural };
    const spellings = words.flatMap((token, i) =>
      token.text === '~' ? [] : [this.forms(words, i, isPlural)],
    );
    this.insert(this.root, spellings, sense);
    if (spellings.length === 1)
      for (const form of spellings[0]!) if (!this.stems.has(form)) this.stems.set(form, sense);
  }

  /** Inflected forms of a word of a term: `~` marks adjectives; only the last word of a term is declined. */
  private forms(words: readonly Token[], index: number, isPlural: boolean): string[] {
    const word = words[index]!.folded;
    if (this.language === 'en') return [word];
    if (words[index + 1]?.text === '~')
      return ['', 'e', 'en', 'er', 'es', 'em'].map((ending) => word + ending);
    if (index < words.length - 1) return [word];
    return isPlural ? [word, `${word}n`] : [word, `${word}s`, `${word}es`];
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
      for (const adjective of adjectives)
        for (const noun of PART_NOUNS_EN) this.add(template, `${adjective} ${noun}`);
    }
  }
}

/** True for a template whose class exists once per side. */
export function isPaired(template: string): boolean {
  return template.includes('#');
}

/** Class of a template on a side; undefined for a template without such a class. */
export function classOf(template: string, side: Side | null): ClassId | undefined {
  return classIdByName(side ? template.replace('#', side) : template);
}
