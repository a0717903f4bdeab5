import type { KeyChord } from './keymap.ts';

/** KeyboardEvent.code → what the key writes on this keyboard, as `navigator.keyboard.getLayoutMap()` tells. */
export type LayoutMap = ReadonlyMap<string, string>;

/** Keys whose cap carries a word or a sign; the word comes from the catalogue `common:key.<name>`. */
const NAMED_KEYS: Readonly<Record<string, string>> = {
  Space: 'key.space',
  Escape: 'key.escape',
  Enter: 'key.enter',
  Home: 'key.home',
  PageUp: 'key.pageUp',
  PageDown: 'key.pageDown',
  ArrowUp: 'key.up',
  ArrowDown: 'key.down',
  ArrowLeft: 'key.left',
  ArrowRight: 'key.right',
};

/** The cap of a key without a layout map: US QWERTY, on which the codes are named. */
const PLAIN_CAPS: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Slash: '/',
  IntlBackslash: '<',
};

/** What is printed on the key at a place. */
export function capOf(code: string, layout: LayoutMap | null, word: (key: string) => string): string {
  const named = NAMED_KEYS[code];
  if (named) return word(named);
  const written = layout?.get(code);
  if (written) return written.length === 1 && written !== 'ß' ? written.toUpperCase() : written;
  return PLAIN_CAPS[code] ?? code.replace(/^(Key|Digit)/, '');
}

/** A chord as a person would read it: "A", "Ctrl Z", "Leertaste". */
export function glyphOf(chord: KeyChord, layout: LayoutMap | null, word: (key: string) => string): string {
  const cap = chord.by === 'code' ? capOf(chord.code, layout, word) : chord.char.toUpperCase();
  const shift = chord.shift ? `${word('key.shift')} ` : '';
  return `${chord.ctrl ? `${word('key.ctrl')} ` : ''}${shift}${cap}`;
}

interface KeyboardWithLayout {
  getLayoutMap(): Promise<LayoutMap>;
}

/** The layout of the keyboard at hand, or null where the browser does not tell. */
export async function readLayout(): Promise<LayoutMap | null> {
  const keyboard = (navigator as Navigator & { keyboard?: KeyboardWithLayout }).keyboard;
  if (!keyboard) return null;
  try {
    return await keyboard.getLayoutMap();
  } catch (error) {
    // Refused in frames and by policy: the caps then follow the codes, the keys work all the same.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
