import type { Candidate } from './candidate.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { BARE_FILLERS, denies, isNormal, opensWithout } from './flag-words.ts';
import type { TextSpan } from './mention.ts';
import { sideOfToken } from './sides.ts';
import type { Token } from './tokens.ts';

export interface Flags {
  /** The clause denies a finding. */
  readonly negated: boolean;
  /** The clause calls the structure normal. */
  readonly normal: boolean;
}

type Places = readonly Candidate[];

/**
 * Does the clause around a mention deny a finding, or call the structure normal? An enumeration shares what is said once
 * ("keine Läsion in Leber, Milz und Pankreas", "liver, spleen and pancreas are normal"), and "…, ohne Läsion" belongs to
 * what stands before it. Made once for a caption; linear in its length.
 *
 * @param mentioned What is mentioned, in order; without it no enumeration is recognised.
 */
export class CaptionFlags {
  private readonly tokens: readonly Token[];
  private readonly clauseOfToken: Uint32Array;
  private readonly flags: Flags[];

  constructor(tokens: readonly Token[], mentioned: Places = []) {
    this.tokens = tokens;
    const clauses = clausesOf(tokens);
    this.clauseOfToken = new Uint32Array(tokens.length);
    for (const [index, { from, to }] of clauses.entries()) this.clauseOfToken.fill(index, from, to);
    this.flags = sharedFlags(tokens, clauses, mentioned);
  }

  of({ first, last }: Pick<Candidate, 'first' | 'last'>): Flags {
    const [from, to] = [this.clauseOfToken[first]!, this.clauseOfToken[last]!];
    return from === to ? this.flags[from]! : either(this.flags[from]!, this.flags[to]!);
  }

  /** The same for characters that somebody else found; a span without a token has no clause. */
  ofSpan({ start, end }: TextSpan): Flags {
    const first = this.tokens.findIndex((token) => token.end > start);
    const last = this.tokens.findLastIndex((token) => token.start < end);
    return first === -1 || last < first ? { negated: false, normal: false } : this.of({ first, last });
  }
}

function either(a: Flags, b: Flags): Flags {
  return { negated: a.negated || b.negated, normal: a.normal || b.normal };
}

function sharedFlags(tokens: readonly Token[], clauses: readonly Clause[], mentioned: Places): Flags[] {
  const flags = clauses.map(({ from, to }) => ({
    negated: denies(tokens, from, to),
    normal: isNormal(tokens, from, to),
  }));
  const isMentioned = namedTokens(tokens, mentioned);
  const bare = bareClauses(tokens, clauses, isMentioned);
  // From the end: what an enumeration's last clause says holds for the bare ones before it, and "…, ohne X" for the one before.
  for (let index = clauses.length - 2; index >= 0; index -= 1) {
    if (!clauses[index]!.goesOn) continue;
    if (bare[index] && opensBare(tokens, clauses[index + 1]!, isMentioned))
      flags[index] = either(flags[index]!, flags[index + 1]!);
    else if (opensWithout(tokens, clauses[index + 1]!)) flags[index] = { ...flags[index]!, negated: true };
  }
  // From the start: a denial that opens an enumeration holds for its bare members.
  for (let index = 1; index < clauses.length; index += 1) {
    if (bare[index] && clauses[index - 1]!.goesOn && flags[index - 1]!.negated)
      flags[index] = { ...flags[index]!, negated: true };
  }
  return flags;
}

/** Tokens of organs' names; "Leberzyste" and "renal cyst" are findings, which say something themselves. */
function namedTokens(tokens: readonly Token[], mentioned: Places): Uint8Array {
  const isMentioned = new Uint8Array(tokens.length);
  for (const { first, last, rule, template } of mentioned)
    if (rule !== 'compound-finding' && !template.startsWith('kidney_cyst'))
      isMentioned.fill(1, first, last + 1);
  return isMentioned;
}

/** Clauses that hold nothing but mentions and the words that join them. */
function bareClauses(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  isMentioned: Uint8Array,
): boolean[] {
  return clauses.map(({ from, to }) => {
    let hasMention = false;
    for (let at = from; at < to; at += 1) {
      if (isMentioned[at]) hasMention = true;
      else if (!isFiller(tokens, at)) return false;
    }
    return hasMention;
  });
}

/** Does an enumeration go on here? "…, Milz und Pankreas unauffällig" does, "…, kein Aszites" does not. */
function opensBare(tokens: readonly Token[], { from, to }: Clause, isMentioned: Uint8Array): boolean {
  let at = from;
  while (at < to && !isMentioned[at] && isFiller(tokens, at)) at += 1;
  return at < to && isMentioned[at] === 1;
}

function isFiller(tokens: readonly Token[], at: number): boolean {
  return BARE_FILLERS.has(tokens[at]!.folded) || sideOfToken(tokens, at) !== undefined;
}
