/**
 * Replaces every byte by what `of` says. Neighbours of label maps are mostly equal, so four are taken at once and only looked
 * into where they differ from the four before.
 *
 * @param of Asked in the order of the bytes, but not for each of them.
 */
export function mapBytes(bytes: Uint8Array, of: (byte: number) => number): void {
  // A word can only be looked at where one begins in the buffer.
  const lead = (4 - (bytes.byteOffset % 4)) % 4;
  if (bytes.length < lead) return mapSingly(bytes, of, { from: 0, to: bytes.length });
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + lead, (bytes.length - lead) >> 2);
  mapSingly(bytes, of, { from: 0, to: lead });
  mapWords(words, of);
  mapSingly(bytes, of, { from: lead + words.length * 4, to: bytes.length });
}

function mapSingly(
  bytes: Uint8Array,
  of: (byte: number) => number,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  for (let at = from; at < to; at += 1) bytes[at] = of(bytes[at]!);
}

function mapWords(words: Int32Array, of: (byte: number) => number): void {
  let known = ~(words[0] ?? 0);
  let mapped = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word !== known) {
      known = word;
      mapped = mapWord(word, of);
    }
    if (mapped !== word) words[at] = mapped;
  }
}

/** From the lowest byte, which is the first: every machine that Node runs on here is little endian. */
function mapWord(word: number, of: (byte: number) => number): number {
  return (
    of(word & 255) | (of((word >> 8) & 255) << 8) | (of((word >> 16) & 255) << 16) | (of(word >>> 24) << 24)
  );
}
