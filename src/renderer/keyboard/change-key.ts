import { type ActionId, type Binding, withOwnKeys } from './keymap.ts';

/** Keys that other things hang on: modifiers, the way through the controls, the browser's own. */
const UNUSABLE =
  /^(Tab|Enter|NumpadEnter|Escape|Backspace|Delete|CapsLock|NumLock|ScrollLock|ContextMenu|F\d+|(Shift|Control|Alt|Meta)(Left|Right)|)$/;

export type KeyChange =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly takenBy: ActionId | undefined };

/** Whether an action may move to the key at a place (KeyboardEvent.code), and if not, what holds that key. */
export function changeKey(bindings: readonly Binding[], action: ActionId, code: string): KeyChange {
  if (UNUSABLE.test(code)) return { ok: false, code, takenBy: undefined };
  // The reducer leaves out what collides, so an unchanged place tells that the key is taken.
  const isFree = withOwnKeys(bindings, { [action]: code }).some(
    ({ action: own, chord }) => own === action && chord.by === 'code' && chord.code === code,
  );
  if (isFree) return { ok: true };
  const modes = bindings.find(({ action: own }) => own === action)?.modes ?? [];
  const holder = bindings.find(
    ({ action: other, chord, modes: others }) =>
      other !== action &&
      chord.by === 'code' &&
      chord.code === code &&
      others.some((mode) => modes.includes(mode)),
  );
  return { ok: false, code, takenBy: holder?.action };
}
