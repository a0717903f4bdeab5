/** Four location bins as a tag carries them, in the order of the pack. */
export type Bins = readonly [number, number, number, number];

/** What an answer consists of: words, and tags that open and close around some of them. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly bins: Bins; readonly classId: number; readonly confidence: number }
  | { readonly kind: 'close' };

/** A stretch of the text that a tag stood around. */
export interface MarkedSpan {
  /** UTF-16 offsets in the text without tags, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly bins: Bins;
  readonly classId: number;
  /** 0-1; 1 for text that no model wrote. */
  readonly confidence: number;
}

export interface MarkedText {
  /** Without tags. */
  readonly text: string;
  readonly spans: readonly MarkedSpan[];
}

/** Takes the tags out. One that is never closed, or around nothing, names no region and is left out; its words stay. */
export function withoutTags(pieces: Iterable<Piece>): MarkedText {
  let text = '';
  let open: Omit<MarkedSpan, 'end'> | undefined;
  const spans: MarkedSpan[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') text += piece.text;
    else if (piece.kind === 'open') {
      const { bins, classId, confidence } = piece;
      open = { start: text.length, bins, classId, confidence };
    } else {
      if (open && text.slice(open.start).trim() !== '') spans.push({ ...open, end: text.length });
      open = undefined;
    }
  }
  return { text, spans };
}

const TAG =
  /<p bbox=<loc(\d{4})><loc(\d{4})><loc(\d{4})><loc(\d{4})> id=<seg(\d{3})>>|(<\/p>)|<[/]?(?:loc\d{4}|seg\d{3})>|<p bbox=/g;

/** Reads written tags, as in training files. Pieces of broken ones are dropped. */
export function parseMarkup(markup: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of markup.matchAll(TAG)) {
    if (match.index > at) pieces.push({ kind: 'text', text: markup.slice(at, match.index) });
    at = match.index + match[0].length;
    const [, x1, y1, x2, y2, id, close] = match;
    if (close) pieces.push({ kind: 'close' });
    else if (x1 && y1 && x2 && y2 && id)
      pieces.push({
        kind: 'open',
        bins: [Number(x1), Number(y1), Number(x2), Number(y2)],
        classId: Number(id),
        confidence: 1,
      });
  }
  if (at < markup.length) pieces.push({ kind: 'text', text: markup.slice(at) });
  return pieces;
}

/** The text with its tags, as RadGrounder writes it. Spans must be in order and must not overlap. */
export function writeMarkup({ text, spans }: MarkedText): string {
  let markup = '';
  let at = 0;
  for (const { start, end, bins, classId } of spans) {
    const box = bins.map((bin) => `<loc${String(bin).padStart(4, '0')}>`).join('');
    const id = `<seg${String(classId).padStart(3, '0')}>`;
    markup += `${text.slice(at, start)}<p bbox=${box} id=${id}>${text.slice(start, end)}</p>`;
    at = end;
  }
  return markup + text.slice(at);
}
