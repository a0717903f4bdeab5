import { endsSentence, isMeasure } from './numbers.ts';
import { ABBREVIATIONS } from './tables/side-words.ts';
import type { Token } from './tokens.ts';

/** True at marks that separate clauses; not at the dot of an abbreviation, an ordinal or a decimal. */
export function endsClause(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]!;
  if (token.kind !== 'mark') return false;
  if (token.text === ',') return !isDecimalComma(tokens, at);
  if (token.text === ';' || token.text === ':') return true;
  if (token.text === '!' || token.text === '?') return true;
  return token.text === '.' && isFullStop(tokens, at);
}

function isDecimalComma(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.kind === 'number' && tokens[at + 1]?.kind === 'number' && tokens[at + 1]!.glued;
}

function isFullStop(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before || !tokens[at]!.glued) return true;
  const next = tokens[at + 1];
  // "… 12 mm. Die Milz" ends a clause, "der 8. Rippe" and "5.4 cm" do not.
  if (before.kind === 'number') return !(next?.kind === 'number' && next.glued) && endsSentence(tokens, at);
  if (!ABBREVIATIONS.has(before.folded) || isUnit(tokens, at - 1)) return true;
  return SIDES_AND_BEFORE_CAPITALS.has(before.folded) && next !== undefined && startsSentence(next);
}

/** "5 mm.": not the abbreviation of "Musculi". */
function isUnit(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.kind === 'number' && isMeasure(tokens, at - 1);
}

/** "Nieren bds. Die Milz": the dot of an abbreviation that ends phrases also ends the sentence before an article. */
const SIDES_AND_BEFORE_CAPITALS = new Set(['re', 'li', 'bds', 'beids', 'lks', 'rts', 'bilat', 'b']);
const STARTS =
  /^(Die|Der|Das|Kein|Keine|Im|In|Am|Auch|Bei|Ein|Eine|Unauffällige?[rs]?|Regelrechte?[rs]?|Normal|Z|Zustand|Links|Rechts|Linke[rs]?|Rechte[rs]?)$/;

function startsSentence(token: Token): boolean {
  return STARTS.test(token.text);
}
