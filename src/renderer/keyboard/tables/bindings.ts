import type { ActionId, Binding, KeyMode } from '../keymap.ts';

const JUDGE: readonly KeyMode[] = ['judge'];
const REASON: readonly KeyMode[] = ['reason-region', 'reason-mention'];
/** Everywhere on the screen except inside a dialog. */
const SCREEN: readonly KeyMode[] = [...JUDGE, ...REASON];

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
  modes: SCREEN,
  chord: { by: 'char', char, ctrl: true },
});

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
  at('image.window.1', 'Digit1', JUDGE),
  at('image.window.2', 'Digit2', JUDGE),
  at('image.window.3', 'Digit3', JUDGE),
  at('image.window.4', 'Digit4', JUDGE),
  at('image.window.5', 'Digit5', JUDGE),
  at('image.invert', 'KeyI'),
  at('image.reset', 'KeyR'),
  { ...at('image.slice-up', 'ArrowUp'), repeats: true },
  { ...at('image.slice-down', 'ArrowDown'), repeats: true },
  { ...at('image.page-up', 'PageUp'), repeats: true },
  { ...at('image.page-down', 'PageDown'), repeats: true },
  at('image.home', 'Home'),

  ctrl('history.undo', 'z'),
  ctrl('history.redo', 'y'),
  {
    action: 'history.redo',
    modes: SCREEN,
    chord: { by: 'char', char: 'z', ctrl: true, shift: true },
  },

  at('queue.next', 'KeyW'),
  at('queue.previous', 'KeyQ'),
  at('queue.toggle', 'KeyM'),
  writing('queue.search', '/'),
  { ...at('mention.next', 'ArrowRight'), repeats: true },
  { ...at('mention.previous', 'ArrowLeft'), repeats: true },

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
