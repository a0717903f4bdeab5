import { assertNever } from '../../shared/lib/assert-never.ts';

/**
 * What the keyboard is talking to. One mode is in force at a time, so the same digit may set a window in
 * `judge` and name a reason in `reason-region` without the two ever being in doubt.
 */
export type KeyMode = 'judge' | 'reason-region' | 'reason-mention' | 'box' | 'dialog';

export type ActionId =
  | `verdict.${'accept' | 'region-wrong' | 'mention-wrong' | 'cannot-judge'}`
  | `reason.${1 | 2 | 3 | 4 | 5 | 6 | 7}`
  | 'reason.cancel'
  | `image.${'peek' | 'invert' | 'reset' | 'slice-up' | 'slice-down' | 'page-up' | 'page-down' | 'home'}`
  | `image.window.${1 | 2 | 3 | 4 | 5}`
  | `history.${'undo' | 'redo'}`
  | `queue.${'next' | 'previous' | 'search' | 'toggle'}`
  | `mention.${'next' | 'previous'}`
  | `correct.${'box' | 'proposal' | 'swap-side' | 'mask' | 'reset'}`
  | `box.${'left' | 'right' | 'up' | 'down' | 'grip' | 'keep' | 'discard'}`
  | `pair.${'provenance' | 'lens'}`
  | 'caption.polarity'
  | 'radgrounder.toggle'
  | `app.${'help' | 'close'}`;

/**
 * A key by its place (`code`, KeyboardEvent.code) or by what it writes (`char`, KeyboardEvent.key in lower case).
 * Places serve the hand on any layout; characters serve chords that people know by letter: Ctrl+Z is the key
 * labelled Z on QWERTZ too.
 */
export type KeyChord =
  | { readonly by: 'code'; readonly code: string; readonly ctrl?: true; readonly shift?: true }
  | { readonly by: 'char'; readonly char: string; readonly ctrl?: true; readonly shift?: true };

export interface Binding {
  readonly action: ActionId;
  readonly modes: readonly KeyMode[];
  readonly chord: KeyChord;
  /** The action lasts as long as the key is down. */
  readonly isHold?: true;
  /** A held key repeats the action (scrolling); everything else happens once a press. */
  readonly repeats?: true;
}

/** The part of a KeyboardEvent the keymap looks at. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** KeyboardEvent.key while an input method composes, also where `isComposing` is not yet set. */
const IME_KEY = 'Process';

/** The binding that a key press means in a mode, or undefined if the press is none of ours. */
export function resolveKey(
  press: KeyPress,
  mode: KeyMode,
  bindings: readonly Binding[],
): Binding | undefined {
  if (press.isComposing || press.key === IME_KEY || press.key === 'Dead' || press.altKey) return undefined;
  const found = bindings.find((binding) => binding.modes.includes(mode) && matches(press, binding.chord));
  if (!found || (press.repeat && !found.repeats)) return undefined;
  return found;
}

function matches(press: KeyPress, chord: KeyChord): boolean {
  const hasCtrl = press.ctrlKey || press.metaKey;
  if (hasCtrl !== (chord.ctrl ?? false)) return false;
  switch (chord.by) {
    case 'code':
      return press.code === chord.code && press.shiftKey === (chord.shift ?? false);
    case 'char':
      return characterOf(press) === chord.char && (!chord.ctrl || press.shiftKey === (chord.shift ?? false));
    default:
      return assertNever(chord);
  }
}

/** What the key writes; on layouts without Latin letters (Cyrillic, Greek) the place decides instead. */
function characterOf(press: KeyPress): string {
  const char = press.key.toLowerCase();
  const isForeignLetter = char.length === 1 && char > '\u024f' && press.code.startsWith('Key');
  return isForeignLetter ? press.code.slice('Key'.length).toLowerCase() : char;
}

/** Identity of a chord; two bindings of one mode must not share it. */
export function chordId(chord: KeyChord): string {
  const modifiers = `${chord.ctrl ? 'Ctrl+' : ''}${chord.shift ? 'Shift+' : ''}`;
  return `${modifiers}${chord.by === 'code' ? chord.code : `'${chord.char}'`}`;
}

export interface Collision {
  readonly mode: KeyMode;
  readonly chord: string;
  readonly actions: readonly [ActionId, ActionId];
}

/** Every pair of bindings that one key press could mean at once. */
export function collisionsOf(bindings: readonly Binding[]): Collision[] {
  const taken = new Map<string, ActionId>();
  const collisions: Collision[] = [];
  for (const { modes, chord, action } of bindings) {
    for (const mode of modes) {
      const id = chordId(chord);
      const first = taken.get(`${mode} ${id}`);
      if (first) collisions.push({ mode, chord: id, actions: [first, action] });
      else taken.set(`${mode} ${id}`, action);
    }
  }
  return collisions;
}

/**
 * The bindings with a person's own places for actions (`Settings.keys`: action → KeyboardEvent.code).
 * A choice that collides with another binding is left out: a key never means two things.
 */
export function withOwnKeys(
  bindings: readonly Binding[],
  own: Readonly<Record<string, string>>,
): readonly Binding[] {
  return Object.entries(own).reduce((current, [action, code]) => {
    const changed = current.map((binding) =>
      binding.action === action && binding.chord.by === 'code'
        ? { ...binding, chord: { ...binding.chord, code } }
        : binding,
    );
    return collisionsOf(changed).length === 0 ? changed : current;
  }, bindings);
}
