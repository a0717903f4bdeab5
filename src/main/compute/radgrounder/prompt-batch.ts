/** Prompts side by side, padded on the left, so that all of them end in the same column. */
export interface PromptBatch {
  readonly rows: number;
  /** Columns: padding, image tokens, text. */
  readonly length: number;
  /** Columns of the text part, to which the texts are padded on the left. */
  readonly textLength: number;
  /** Token ids of the texts, [rows, textLength]; padding where a text is shorter. */
  readonly textIds: BigInt64Array;
  /** [rows]: first column that is no padding, in the whole row. */
  readonly starts: readonly number[];
  /** [rows, length]: 0 for padding. */
  readonly attentionMask: BigInt64Array;
  /** [rows, length]: counted from 1 at the first column that is no padding, as PaliGemma does; 1 for padding. */
  readonly positionIds: BigInt64Array;
}

/**
 * @param texts Token ids of each prompt's text, `<bos>` included.
 * @param imageTokens Number of image tokens in front of each text.
 */
export function promptBatch(
  texts: readonly (readonly number[])[],
  { imageTokens, pad }: { readonly imageTokens: number; readonly pad: number },
): PromptBatch {
  const rows = texts.length;
  const textLength = Math.max(...texts.map((text) => text.length));
  const length = imageTokens + textLength;
  const textIds = new BigInt64Array(rows * textLength).fill(BigInt(pad));
  const attentionMask = new BigInt64Array(rows * length);
  const positionIds = new BigInt64Array(rows * length).fill(1n);
  const starts = texts.map((text) => textLength - text.length);
  for (const [row, text] of texts.entries()) {
    const start = starts[row]!;
    for (const [at, id] of text.entries()) textIds[row * textLength + start + at] = BigInt(id);
    attentionMask.fill(1n, row * length + start, (row + 1) * length);
    for (let column = start; column < length; column += 1)
      positionIds[row * length + column] = BigInt(column - start + 1);
  }
  return { rows, length, textLength, textIds, starts, attentionMask, positionIds };
}
