import type { Mention, TextSpan } from './mention.ts';

/** A word or a mark of punctuation: what texts are compared by. */
interface Piece extends TextSpan {
  /** Lower case, for a word that moved to the beginning of its sentence got a capital letter there. */
  readonly folded: string;
}

/**
 * Mentions of a caption in another version of it, from which words were taken out: where a mention's words were kept, next to
 * each other, it stands at their new place. The two texts are aligned word by word (longest common subsequence), so that of a word
 * that stands twice the right one is meant.
 *
 * @returns One for one; null where the words of a mention are gone or were torn apart.
 */
export function carriedMentions(
  { original, changed }: { readonly original: string; readonly changed: string },
  mentions: readonly Mention[],
): (Mention | null)[] {
  const [before, after] = [piecesOf(original), piecesOf(changed)];
  const places = aligned(before, after);
  return mentions.map((mention) => {
    const first = before.findIndex(({ end }) => end > mention.start);
    const last = before.findLastIndex(({ start }) => start < mention.end);
    if (first === -1 || last < first) return null;
    const from = places[first]!;
    const areTogether = before
      .slice(first, last + 1)
      .every((_, at) => from !== -1 && places[first + at] === from + at);
    if (!areTogether) return null;
    const start = after[from]!.start + mention.start - before[first]!.start;
    const end = after[from + last - first]!.start + mention.end - before[last]!.start;
    return { ...mention, start, end, surface: changed.slice(start, end) };
  });
}

function piecesOf(text: string): Piece[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)].map(({ 0: word, index }) => {
    const lower = word.toLowerCase();
    // A few letters are longer in lower case; offsets within such a word would shift.
    return { start: index, end: index + word.length, folded: lower.length === word.length ? lower : word };
  });
}

/** For each piece of the one text its place in the other, or -1. */
function aligned(before: readonly Piece[], after: readonly Piece[]): Int32Array {
  const [rows, columns] = [before.length + 1, after.length + 1];
  const isSame = (i: number, j: number): boolean => before[i]!.folded === after[j]!.folded;
  // How many pieces the rests from i and j have in common at best.
  const common = new Uint32Array(rows * columns);
  for (let i = rows - 2; i >= 0; i -= 1)
    for (let j = columns - 2; j >= 0; j -= 1)
      common[i * columns + j] = isSame(i, j)
        ? common[(i + 1) * columns + j + 1]! + 1
        : Math.max(common[(i + 1) * columns + j]!, common[i * columns + j + 1]!);
  const places = new Int32Array(before.length).fill(-1);
  for (let i = 0, j = 0; i < before.length && j < after.length;)
    if (isSame(i, j)) places[i++] = j++;
    else if (common[(i + 1) * columns + j]! >= common[i * columns + j + 1]!) i += 1;
    else j += 1;
  return places;
}
