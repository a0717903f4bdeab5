import { endsClause } from './clause-ends.ts';
import type { Token } from './tokens.ts';

/** Tokens from `from` to before `to`, with the mark that ends them. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  /** Ended by a comma: the next clause is of the same sentence. */
  readonly goesOn: boolean;
}

/** Words that turn what is said, so that a negation on one side does not hold on the other. */
const TURNS = new Set([
  'aber',
  'jedoch',
  'dagegen',
  'hingegen',
  'sondern',
  'sonst',
  'ansonsten',
  'otherwise',
  'but',
  'however',
  'although',
  'whereas',
  'while',
]);

export function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const isEnd = endsClause(tokens, at);
    if (!isEnd && !(at > from && TURNS.has(tokens[at]!.folded))) continue;
    clauses.push({ from, to: isEnd ? at + 1 : at, goesOn: isEnd && tokens[at]!.text === ',' });
    from = isEnd ? at + 1 : at;
  }
  if (from < tokens.length) clauses.push({ from, to: tokens.length, goesOn: false });
  return clauses;
}
