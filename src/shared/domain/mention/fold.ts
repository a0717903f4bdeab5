/** Text made comparable, with the way back to the original offsets. */
export interface FoldedText {
  readonly folded: string;
  /** Original offset (UTF-16 code unit) of each folded character, and of the end. */
  readonly offsets: Uint32Array;
}

const SPELLED_OUT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

/** Lower case, umlauts and ß spelled out, other accents dropped: "Ösophagus" and "Oesophagus" become the same word. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.replaceAll(CHANGING, (found) =>
    found < '\u0080' ? found.toLowerCase() : foldCharacter(found),
  );
}

// oxlint-disable-next-line no-control-regex -- the range is what ASCII is
const ASCII = /^[\0-\x7F]*$/;
/** What folding may change: capitals, and each code unit beyond ASCII by itself. */
const CHANGING = /[A-Z]+|[\u0080-\uFFFF]/g;

export function foldWithOffsets(text: string): FoldedText {
  const offsets = new Uint32Array(text.length * 2 + 1);
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    for (const character of foldCharacter(text[at]!)) {
      offsets[folded.length] = at;
      folded += character;
    }
  }
  offsets[folded.length] = text.length;
  return { folded, offsets };
}

/** At most two characters, so that the offset table's size is bounded. */
function foldCharacter(character: string): string {
  if (character < '\u0080') return character.toLowerCase();
  const lower = character.toLowerCase();
  const spelled = SPELLED_OUT[lower];
  if (spelled) return spelled;
  const base = lower.normalize('NFD')[0] ?? character;
  return base.length === 1 ? base : character;
}
