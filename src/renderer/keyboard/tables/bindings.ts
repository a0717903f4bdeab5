import type { ActionId, Binding, KeyMode } from '../keymap.ts';

const JUDGE: readonly KeyMode[] = ['judge'];
const REASON: readonly KeyMode[] = ['reason-region', 'reason-mention'];
const BOX: readonly KeyMode[] = ['box'];
/** Where a pair is judged: what leads away from it would lose a box that is being moved. */
const JUDGING: readonly KeyMode[] = [...JUDGE, ...REASON];
/** Digits set windows unless they name a reason. */
const WINDOWS: readonly KeyMode[] = [...JUDGE, ...BOX];
/** Everywhere on the screen except inside a dialog. */
const SCREEN: readonly KeyMode[] = [...JUDGING, ...BOX];

const at = (action: ActionId, code: string, modes = SCREEN): Binding => ({
  action,
  modes,
  chord: { by: 'code', code },
});
const writing = (action: ActionId, char: string, modes = SCREEN): Binding => ({
  action,
  modes,
  chord: { by: 'char', char },
});
const ctrl = (action: ActionId, char: string): Binding => ({
  action,
  modes: JUDGING,
  chord: { by: 'char', char, ctrl: true },
});
/** An arrow moves by a voxel, with Shift by ten. */
const arrow = (action: ActionId, code: string): readonly Binding[] => [
  { ...at(action, code, BOX), repeats: true },
  { action, modes: BOX, chord: { by: 'code', code, shift: true }, repeats: true },
];

/**
 * The keys as shipped. Verdicts lie under the left hand; digits set windows in OHIF's order and name a reason
 * only while one is asked for. A second press of the same verdict key gives the verdict without a reason.
 */
export const DEFAULT_BINDINGS: readonly Binding[] = [
  at('verdict.accept', 'KeyA'),
  at('verdict.region-wrong', 'KeyS'),
  at('verdict.mention-wrong', 'KeyD'),
  at('verdict.cannot-judge', 'KeyF'),

  at('reason.1', 'Digit1', REASON),
  at('reason.2', 'Digit2', REASON),
  at('reason.3', 'Digit3', REASON),
  at('reason.4', 'Digit4', REASON),
  at('reason.5', 'Digit5', REASON),
  at('reason.6', 'Digit6', REASON),
  at('reason.7', 'Digit7', REASON),
  at('reason.cancel', 'Escape', REASON),

  { ...at('image.peek', 'Space'), isHold: true },
  at('image.window.1', 'Digit1', WINDOWS),
  at('image.window.2', 'Digit2', WINDOWS),
  at('image.window.3', 'Digit3', WINDOWS),
  at('image.window.4', 'Digit4', WINDOWS),
  at('image.window.5', 'Digit5', WINDOWS),
  at('image.invert', 'KeyI'),
  at('image.reset', 'KeyR'),
  { ...at('image.slice-up', 'ArrowUp', JUDGING), repeats: true },
  { ...at('image.slice-down', 'ArrowDown', JUDGING), repeats: true },
  { ...at('image.page-up', 'PageUp', JUDGING), repeats: true },
  { ...at('image.page-down', 'PageDown', JUDGING), repeats: true },
  at('image.home', 'Home', JUDGING),

  ctrl('history.undo', 'z'),
  ctrl('history.redo', 'y'),
  {
    action: 'history.redo',
    modes: JUDGING,
    chord: { by: 'char', char: 'z', ctrl: true, shift: true },
  },

  at('queue.next', 'KeyW', JUDGING),
  at('queue.previous', 'KeyQ', JUDGING),
  at('queue.toggle', 'KeyM'),
  writing('queue.search', '/', JUDGING),
  { ...at('mention.next', 'ArrowRight', JUDGING), repeats: true },
  { ...at('mention.previous', 'ArrowLeft', JUDGING), repeats: true },

  at('correct.box', 'KeyC', JUDGE),
  ...arrow('box.left', 'ArrowLeft'),
  ...arrow('box.right', 'ArrowRight'),
  ...arrow('box.up', 'ArrowUp'),
  ...arrow('box.down', 'ArrowDown'),
  at('box.grip', 'KeyC', BOX),
  at('box.keep', 'Enter', BOX),
  at('box.keep', 'NumpadEnter', BOX),
  at('box.discard', 'Escape', BOX),
  at('correct.proposal', 'KeyG'),
  at('correct.swap-side', 'KeyL'),
  at('correct.mask', 'KeyE'),
  at('correct.reset', 'KeyX'),

  at('pair.provenance', 'KeyP'),
  at('pair.lens', 'KeyT'),
  at('caption.polarity', 'KeyV'),
  at('radgrounder.toggle', 'KeyB'),
  writing('app.help', '?'),
  at('app.close', 'Escape', ['dialog']),
];
