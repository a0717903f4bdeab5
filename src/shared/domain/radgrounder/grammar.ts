import { TOKEN_CLASS, type Vocabulary } from './vocabulary.ts';

/** Where in an answer the next token goes. */
export type GrammarState =
  | { readonly at: 'words' }
  | { readonly at: 'location'; readonly bins: readonly number[] }
  | { readonly at: 'space' | 'id' | 'segment' | 'head-end' }
  | { readonly at: 'keyword'; readonly tokens: number; readonly isBlank: boolean }
  | { readonly at: 'ended' };

/** Tokens that may come next: of these classes (a bit for each), and of locations none below `minBin`. */
export interface Allowed {
  readonly classes: number;
  readonly minBin: number;
}

export const START: GrammarState = { at: 'words' };

/** Tokens of the shortest tag: opening, four bins, space, `id=`, class, `>`, a word, closing. */
const SHORTEST_TAG = 11;
/** A structure's name is a few words; a model that forgets to close its tag is made to. */
const LONGEST_KEYWORD = 24;

const bits = (...classes: readonly number[]): number => classes.reduce((set, one) => set | (1 << one), 0);
const HEAD_END = bits(TOKEN_CLASS.headEnd, TOKEN_CLASS.headEndWord);
const WORDS = bits(TOKEN_CLASS.text, TOKEN_CLASS.space) | HEAD_END;
const CLOSE = bits(TOKEN_CLASS.close);
const ONLY = {
  space: bits(TOKEN_CLASS.space),
  id: bits(TOKEN_CLASS.id),
  segment: bits(TOKEN_CLASS.segment),
  'head-end': HEAD_END,
} as const;

/**
 * What may follow so that only well-formed tags are written: `<p bbox=`, four bins, ` id=`, a class of the schema, `>`, words,
 * `</p>`. The third bin is not below the first and the fourth not below the second, in either order of axes. A tag that would
 * not be finished within the tokens left is not begun.
 *
 * @param left Tokens that may still be written, this one included.
 */
export function allowed(state: GrammarState, left: number): Allowed {
  switch (state.at) {
    case 'words':
      return {
        classes: WORDS | bits(TOKEN_CLASS.end) | (left >= SHORTEST_TAG ? bits(TOKEN_CLASS.open) : 0),
        minBin: 0,
      };
    case 'location':
      return { classes: bits(TOKEN_CLASS.location), minBin: state.bins[state.bins.length - 2] ?? 0 };
    case 'keyword':
      return { classes: keywordClasses(state, left), minBin: 0 };
    case 'ended':
      return { classes: 0, minBin: 0 };
    case 'space':
    case 'id':
    case 'segment':
    case 'head-end':
      return { classes: ONLY[state.at], minBin: 0 };
  }
}

function keywordClasses({ tokens, isBlank }: Extract<GrammarState, { at: 'keyword' }>, left: number): number {
  if (left <= 1 || tokens >= LONGEST_KEYWORD) return CLOSE;
  // A lone space is no name. Nor is anything else, but a name has to be judged by people, not here.
  if (isBlank) return bits(TOKEN_CLASS.text);
  return WORDS | CLOSE;
}

/** The state after a token. @throws RangeError for a token that `allowed` does not allow, counts apart */
export function advance(state: GrammarState, token: number, vocabulary: Vocabulary): GrammarState {
  const kind = vocabulary.classes[token] ?? TOKEN_CLASS.never;
  if (!((allowed(state, Number.POSITIVE_INFINITY).classes >> kind) & 1))
    throw new RangeError(`Token ${token} in state ${state.at}`);
  switch (state.at) {
    case 'words':
      if (kind === TOKEN_CLASS.end) return { at: 'ended' };
      return kind === TOKEN_CLASS.open ? { at: 'location', bins: [] } : state;
    case 'location': {
      const bins = [...state.bins, token - vocabulary.firstLocation];
      return bins.length === 4 ? { at: 'space' } : { at: 'location', bins };
    }
    case 'space':
      return { at: 'id' };
    case 'id':
      return { at: 'segment' };
    case 'segment':
      return { at: 'head-end' };
    case 'head-end':
      return { at: 'keyword', tokens: 0, isBlank: kind === TOKEN_CLASS.headEnd };
    case 'keyword':
      if (kind === TOKEN_CLASS.close) return START;
      return { at: 'keyword', tokens: state.tokens + 1, isBlank: false };
    case 'ended':
      return state;
  }
}
