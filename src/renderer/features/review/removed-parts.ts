/** A stretch of a caption, and whether a rewriting took it out. */
export interface CaptionPart {
  readonly start: number;
  readonly text: string;
  readonly isRemoved: boolean;
}

/** A caption cut where a rewriting took words out; each quote is looked for behind the one before, then anywhere. */
export function removedParts(caption: string, removed: readonly string[]): CaptionPart[] {
  const isGone = new Uint8Array(caption.length);
  let behind = 0;
  for (const quote of removed) {
    const later = caption.indexOf(quote, behind);
    const at = later === -1 ? caption.indexOf(quote) : later;
    if (at === -1) continue;
    isGone.fill(1, at, at + quote.length);
    behind = at + quote.length;
  }
  const parts: CaptionPart[] = [];
  for (let start = 0; start < caption.length;) {
    const other = isGone.indexOf(isGone[start] === 1 ? 0 : 1, start);
    const end = other === -1 ? caption.length : other;
    parts.push({ start, text: caption.slice(start, end), isRemoved: isGone[start] === 1 });
    start = end;
  }
  return parts;
}
