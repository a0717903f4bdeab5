import { describe, expect, it } from 'vitest';
import { MENTION_REASONS, REGION_REASONS } from '../../shared/domain/review/verdict.ts';
import {
  collisionsOf,
  resolveKey,
  withOwnKeys,
  type Binding,
  type KeyMode,
  type KeyPress,
} from './keymap.ts';
import { DEFAULT_BINDINGS } from './tables/bindings.ts';

const press = (code: string, key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});
const actionOf = (keyPress: KeyPress, mode: KeyMode = 'judge'): string | undefined =>
  resolveKey(keyPress, mode, DEFAULT_BINDINGS)?.action;

describe('the keymap', () => {
  it('gives no key press two meanings', () => expect(collisionsOf(DEFAULT_BINDINGS)).toEqual([]));

  it('notices a planted collision', () => {
    const planted: Binding = {
      action: 'queue.next',
      modes: ['judge'],
      chord: { by: 'code', code: 'KeyA' },
    };
    expect(collisionsOf([...DEFAULT_BINDINGS, planted])).toEqual([
      { mode: 'judge', chord: 'KeyA', actions: ['verdict.accept', 'queue.next'] },
    ]);
  });

  it('sets windows by digit until a reason is asked for', () => {
    expect(actionOf(press('Digit2', '2'))).toBe('image.window.2');
    expect(actionOf(press('Digit2', '2'), 'reason-region')).toBe('reason.2');
    expect(actionOf(press('Digit2', '2'), 'reason-mention')).toBe('reason.2');
  });

  it('has a digit for every reason', () => {
    const digits = DEFAULT_BINDINGS.filter(({ action }) => /^reason\.\d$/.test(action)).length;
    expect(digits).toBe(Math.max(REGION_REASONS.length, MENTION_REASONS.length));
  });

  it('binds verdicts to the place of a key, whatever it writes', () => {
    expect(actionOf(press('KeyA', 'q'))).toBe('verdict.accept');
    expect(actionOf(press('KeyQ', 'a'))).toBe('queue.previous');
    expect(actionOf(press('KeyS', 'ы'))).toBe('verdict.region-wrong');
  });

  it('undoes with the key labelled Z on QWERTY and on QWERTZ', () => {
    expect(actionOf(press('KeyZ', 'z', { ctrlKey: true }))).toBe('history.undo');
    expect(actionOf(press('KeyY', 'z', { ctrlKey: true }))).toBe('history.undo');
    expect(actionOf(press('KeyZ', 'y', { ctrlKey: true }))).toBe('history.redo');
    expect(actionOf(press('KeyZ', 'Z', { ctrlKey: true, shiftKey: true }))).toBe('history.redo');
    expect(actionOf(press('KeyZ', 'я', { ctrlKey: true }))).toBe('history.undo');
    expect(actionOf(press('KeyZ', 'z', { metaKey: true }))).toBe('history.undo');
  });

  it('opens help by ? wherever the layout has it', () => {
    expect(actionOf(press('Slash', '?', { shiftKey: true }))).toBe('app.help');
    expect(actionOf(press('Minus', '?', { shiftKey: true }))).toBe('app.help');
    expect(actionOf(press('Digit7', '/', { shiftKey: true }))).toBe('queue.search');
  });

  it('leaves the browser its own chords', () => {
    expect(actionOf(press('KeyA', 'a', { ctrlKey: true }))).toBeUndefined();
    expect(actionOf(press('KeyD', 'd', { altKey: true }))).toBeUndefined();
    expect(actionOf(press('KeyS', 'S', { shiftKey: true }))).toBeUndefined();
    expect(actionOf(press('Tab', 'Tab'))).toBeUndefined();
  });

  it('never fires while an input method composes', () => {
    expect(actionOf(press('KeyA', 'a', { isComposing: true }))).toBeUndefined();
    expect(actionOf(press('KeyA', 'Process'))).toBeUndefined();
    expect(actionOf(press('Equal', 'Dead'))).toBeUndefined();
  });

  it('repeats scrolling but never a verdict while a key is held', () => {
    expect(actionOf(press('ArrowDown', 'ArrowDown', { repeat: true }))).toBe('image.slice-down');
    expect(actionOf(press('KeyA', 'a', { repeat: true }))).toBeUndefined();
  });

  it('moves the box by arrows once that was asked for, by ten with Shift', () => {
    const right = press('ArrowRight', 'ArrowRight');
    expect(actionOf(right)).toBe('mention.next');
    expect(actionOf(right, 'box')).toBe('box.right');
    expect(actionOf({ ...right, shiftKey: true }, 'box')).toBe('box.right');
    expect(actionOf({ ...right, shiftKey: true })).toBeUndefined();
    expect(actionOf({ ...right, repeat: true }, 'box')).toBe('box.right');
  });

  it('cannot leave the pair while its box is being moved, but judge it', () => {
    expect(actionOf(press('KeyW', 'w'), 'box')).toBeUndefined();
    expect(actionOf(press('PageUp', 'PageUp'), 'box')).toBeUndefined();
    expect(actionOf(press('KeyZ', 'z', { ctrlKey: true }), 'box')).toBeUndefined();
    expect(actionOf(press('KeyA', 'a'), 'box')).toBe('verdict.accept');
    expect(actionOf(press('Digit2', '2'), 'box')).toBe('image.window.2');
  });

  it('hears only Escape inside a dialog', () => {
    expect(actionOf(press('KeyA', 'a'), 'dialog')).toBeUndefined();
    expect(actionOf(press('Escape', 'Escape'), 'dialog')).toBe('app.close');
  });

  it('takes a person’s own key, but not one that collides', () => {
    const own = withOwnKeys(DEFAULT_BINDINGS, {
      'verdict.accept': 'KeyK',
      'verdict.cannot-judge': 'KeyS',
    });
    expect(resolveKey(press('KeyK', 'k'), 'judge', own)?.action).toBe('verdict.accept');
    expect(resolveKey(press('KeyA', 'a'), 'judge', own)).toBeUndefined();
    expect(resolveKey(press('KeyF', 'f'), 'judge', own)?.action).toBe('verdict.cannot-judge');
    expect(collisionsOf(own)).toEqual([]);
  });
});
