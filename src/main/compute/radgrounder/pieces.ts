import type { Bins, Piece } from '../../../shared/domain/radgrounder/markup.ts';
import { TOKEN_CLASS, type Vocabulary } from '../../../shared/domain/radgrounder/vocabulary.ts';
import type { Choice } from './choose.ts';
import type { PackTokenizer } from './tokenizer.ts';

/** Opening, four bins, space, `id=`, class, `>`. */
const HEAD_TOKENS = 9;

interface Reading {
  readonly tokenizer: PackTokenizer;
  /** Nothing will follow; until then an incomplete head or character at the end is not shown. */
  readonly isDone: boolean;
}

/**
 * Words and tags of a row of tokens, by tokens and not by letters: words that look like a tag are words. Those between two tags
 * are decoded together, because a character may be spread over several tokens.
 */
export function* readPieces(
  written: readonly Choice[],
  { tokenizer, isDone }: Reading,
): Generator<Piece, void> {
  const { vocabulary } = tokenizer;
  let words: number[] = [];
  for (let at = 0; at < written.length; at += 1) {
    const { token } = written[at]!;
    const head = token === vocabulary.open ? written.slice(at, at + HEAD_TOKENS) : [];
    if (head.length > 0 && head.length < HEAD_TOKENS && !isDone) break;
    const isTag = isHead(head, vocabulary);
    if (!isTag && token !== vocabulary.close) {
      words.push(token);
      continue;
    }
    yield { kind: 'text', text: tokenizer.decode(words) };
    words = [];
    yield isTag ? openingOf(head, vocabulary) : { kind: 'close' };
    if (!isTag) continue;
    // The beginning of a word may share its token with the `>` before it.
    yield { kind: 'text', text: tokenizer.decode([head[HEAD_TOKENS - 1]!.token]).slice(1) };
    at += HEAD_TOKENS - 1;
  }
  const text = tokenizer.decode(words);
  yield { kind: 'text', text: isDone ? text : text.replace(/\uFFFD+$/, '') };
}

const HEAD: readonly (readonly number[])[] = [
  [TOKEN_CLASS.open],
  ...Array.from({ length: 4 }, () => [TOKEN_CLASS.location]),
  [TOKEN_CLASS.space],
  [TOKEN_CLASS.id],
  [TOKEN_CLASS.segment],
  [TOKEN_CLASS.headEnd, TOKEN_CLASS.headEndWord],
];

const isHead = (head: readonly Choice[], { classes }: Vocabulary): boolean =>
  head.length === HEAD_TOKENS && head.every(({ token }, at) => HEAD[at]!.includes(classes[token]!));

function openingOf(head: readonly Choice[], { firstLocation, firstSegment }: Vocabulary): Piece {
  const located = head.slice(1, 5);
  const segment = head[7]!;
  const mean = [...located, segment].reduce((sum, { logProb }) => sum + logProb, 0) / 5;
  return {
    kind: 'open',
    bins: located.map(({ token }) => token - firstLocation) as unknown as Bins,
    classId: segment.token - firstSegment,
    confidence: Math.exp(mean),
  };
}
