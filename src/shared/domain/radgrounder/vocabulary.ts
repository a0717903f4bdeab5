import { CLASS_COUNT } from '../anatomy/classes.ts';

/** What a token is to the grammar of tags; numbers below 32, so that a set of them is one integer. */
export const TOKEN_CLASS = {
  /** Never written: padding, image, control tokens, bins and classes outside the schema. */
  never: 0,
  text: 1,
  /** Exactly one space: words too, and what stands before `id=`. */
  space: 2,
  /** `>`: what ends the head of a tag. */
  headEnd: 3,
  end: 4,
  /** `<p bbox=` */
  open: 5,
  location: 6,
  /** `id=` */
  id: 7,
  segment: 8,
  /** `</p>` */
  close: 9,
  /** `>` and the beginning of a word in one token. */
  headEndWord: 10,
} as const;
export type TokenClass = (typeof TOKEN_CLASS)[keyof typeof TOKEN_CLASS];

/** The tokens that prompts and tags are made of, by id. */
export interface MarkupTokens {
  readonly begin: number;
  readonly pad: number;
  readonly open: number;
  readonly close: number;
  readonly id: number;
  /** Id of `<loc0000>`; the others follow it. */
  readonly firstLocation: number;
  /** Id of `<seg000>`; the others follow it. */
  readonly firstSegment: number;
}

export interface Vocabulary extends MarkupTokens {
  /** `TOKEN_CLASS` of each token id. Ids beyond it are rows that pad the embedding table: never written. */
  readonly classes: Uint8Array;
  /** Largest bin. */
  readonly bins: number;
}

export interface VocabularySource {
  /** Token strings by id, a space written as `▁`; undefined where an id has no token. */
  readonly tokens: readonly (string | undefined)[];
  /** Ids of the tokens that stand for no text. */
  readonly special: ReadonlySet<number>;
  readonly endIds: ReadonlySet<number>;
  readonly pad: number;
  readonly begin: number;
  readonly bins: number;
}

const SPACE = '▁';
const numbered = (name: 'loc' | 'seg', digits: number, at: number): string =>
  `<${name}${String(at).padStart(digits, '0')}>`;

/**
 * Sorts a tokenizer's tokens by what they are to a tag.
 *
 * @throws RangeError naming the first token that tags need and the tokenizer has not, or has out of order
 */
export function createVocabulary(source: VocabularySource): Vocabulary {
  const { tokens, bins } = source;
  const idOf = (token: string): number => {
    const id = tokens.indexOf(token);
    if (id === -1) throw new RangeError(token);
    return id;
  };
  const firstLocation = runOf(tokens, {
    first: idOf(numbered('loc', 4, 0)),
    count: bins + 1,
    name: 'loc',
    digits: 4,
  });
  const firstSegment = runOf(tokens, {
    first: idOf(numbered('seg', 3, 0)),
    count: CLASS_COUNT + 1,
    name: 'seg',
    digits: 3,
  });
  const [open, close, id] = [idOf('<p bbox='), idOf('</p>'), idOf('id=')];
  const classes = Uint8Array.from(tokens, (token, at) =>
    token === undefined || source.special.has(at) ? TOKEN_CLASS.never : textClassOf(token),
  );
  classes.fill(TOKEN_CLASS.location, firstLocation, firstLocation + bins + 1);
  classes.fill(TOKEN_CLASS.segment, firstSegment + 1, firstSegment + 1 + CLASS_COUNT);
  classes[open] = TOKEN_CLASS.open;
  classes[close] = TOKEN_CLASS.close;
  classes[id] = TOKEN_CLASS.id;
  for (const end of source.endIds) classes[end] = TOKEN_CLASS.end;
  return {
    classes,
    bins,
    open,
    close,
    id,
    firstLocation,
    firstSegment,
    begin: source.begin,
    pad: source.pad,
  };
}

/** `<0x3E>` is the byte of `>`, in tokenizers that have no such piece. */
function textClassOf(token: string): TokenClass {
  if (token === SPACE) return TOKEN_CLASS.space;
  if (token === '>' || token === '<0x3E>') return TOKEN_CLASS.headEnd;
  return /^>\p{L}+$/u.test(token) ? TOKEN_CLASS.headEndWord : TOKEN_CLASS.text;
}

function runOf(
  tokens: VocabularySource['tokens'],
  { first, count, name, digits }: { first: number; count: number; name: 'loc' | 'seg'; digits: number },
): number {
  for (let at = 0; at < count; at += 1)
    if (tokens[first + at] !== numbered(name, digits, at)) throw new RangeError(numbered(name, digits, at));
  return first;
}
